/** Words without a code: whose task they are told of, if any. */

import { bareNumber } from './bare-number.ts'
import type { Doubt } from './doubt.ts'
import type { Extracted } from './extract.ts'
import { type Item, isTag } from './item.ts'
import type { TaskReading } from './reading.ts'
import type { Piece } from './segment.ts'
import { sentencesOf } from './sentence.ts'
import { splitByTitle, titledTask } from './split-by-title.ts'
import { extractFor, type JudgeInput, settle, type Verdict } from './verdict.ts'

/** No task named: the one asked about, replied to, described by its title, or the only one; else which? */
export function judgeUnnamed(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const { context } = input
  const parts = splitByTitle(piece.items, input.marked, input.index, context.unitName)
  if (parts !== null) {
    for (const part of parts)
      settle(input, part.code, 'title', extractFor(input, part.code, part.items), verdict)
    return
  }
  const target = targetOf(input, piece.items)
  if (target === null && piece.items.some((item) => isTag(item, 'chatter', 'not_progress'))) return
  if (piece.items.some((item) => isTag(item, 'news'))) return
  const bare = target?.by === 'title' ? null : bareNumber(piece.items, target === null)
  const items = bare === null ? piece.items : bare
  const extracted = extractFor(input, target?.code ?? null, items)
  if (!extracted.hasContent || extracted.isExtensionOnly) return
  if (input.talk.otherwise !== null && !extracted.isStrong) return
  if (target !== null) {
    if (!extracted.isStrong && target.by !== 'title' && target.by !== 'asked' && target.by !== 'reply') return
    settle(
      input,
      target.code,
      target.by,
      isByPlaces(items) ? { ...extracted, blocking: severalPlaces(items) } : extracted,
      verdict,
    )
    return
  }
  if (!extracted.isStrong || isChatAround(input, extracted) || isOtherMatter(input, piece.items, extracted))
    return
  verdict.hasStatement = true
  const candidates = context.tasks.map((task) => task.code)
  verdict.questions.push({ kind: 'which_task', code: null, candidates, about: extracted.facts })
}

function isChatAround(input: JudgeInput, extracted: Extracted): boolean {
  const { otherwise } = input.talk
  return (
    otherwise !== null &&
    otherwise !== 'thanks' &&
    extracted.facts.percent === null &&
    extracted.blocking === null
  )
}

/** "cháy rừng đã dập xong": finished, without a figure, and no word of it stands in any task's title. */
function isOtherMatter(
  { index, marked }: JudgeInput,
  items: readonly Item[],
  { facts, blocking }: Extracted,
): boolean {
  const isFigured = items.some(
    (item) => item.kind === 'percent' || item.kind === 'ratio' || item.kind === 'range',
  )
  if (isFigured || facts.quantity !== null || (facts.status !== 'done' && blocking?.kind !== 'done_or_not'))
    return false
  const plain = items.filter((item) => item.kind === 'plain')
  if (plain.length < 3) return false
  const words = plain
    .flatMap((item) => marked.tokens.slice(item.from, item.to))
    .map((token) => token.sound.folded)
  return index.titles.find(words) === null
}

/** "TTYT Phù Cát: 60%. TTYT Tây Sơn: chưa.": figures of places, none of them the whole's. */
function isByPlaces(items: readonly Item[]): boolean {
  const labelled = sentencesOf(items).filter(({ items: sentence }) => {
    const colon = sentence.findIndex((item) => item.kind === 'sign' && item.text === ':')
    const next = sentence[colon + 1]
    const isFigured = next?.kind === 'percent' || isTag(next, 'not', 'done', 'not_started')
    return (
      colon > 0 &&
      isFigured &&
      sentence.slice(0, colon).every((item) => item.kind === 'plain' || isTag(item, 'light', 'resource'))
    )
  })
  return labelled.length > 1
}

function severalPlaces(items: readonly Item[]): Doubt {
  const values = items.flatMap((item) => (item.kind === 'percent' ? [item.value] : []))
  return { kind: 'choose_percent', choices: [...new Set(values)], because: 'two_numbers' }
}

interface Target {
  readonly code: string
  readonly by: TaskReading['matchedBy']
}

function targetOf(input: JudgeInput, items: readonly Item[]): Target | null {
  const { context, index, marked } = input
  const titled = titledTask(items, marked, index, context.unitName)
  if (titled !== null) return { code: titled, by: 'title' }
  if (context.askedTask !== null && index.isOwn(context.askedTask))
    return { code: context.askedTask, by: 'asked' }
  const replied = new Set([...context.replyTasks, ...input.quotedCodes].filter((code) => index.isOwn(code)))
  const [only] = replied
  if (only !== undefined && replied.size === 1) return { code: only, by: 'reply' }
  const single = context.tasks.length === 1 ? context.tasks[0] : undefined
  return single === undefined ? null : { code: single.code, by: 'only_task' }
}
