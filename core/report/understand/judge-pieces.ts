/** Last stage: is it a report, what may be stored, what must be asked. Two reasonable readings: ask. */
import { type Doubt, type Extracted, extract } from './extract.ts'
import type { CodeIndex } from './find/code-index.ts'
import { type CodeHit, type Item, isTag } from './item.ts'
import type { Talk } from './judge-talk.ts'
import type { Marked } from './markup.ts'
import { nearestCodes } from './nearest-code.ts'
import { sharesOf } from './pair-shares.ts'
import type { Question, Reading, TaskReading, UnderstandContext } from './reading.ts'
import type { Piece, Segments } from './segment.ts'
import { splitByTitle, titledTask } from './split-by-title.ts'

export interface JudgeInput {
  readonly context: UnderstandContext
  readonly index: CodeIndex
  readonly marked: Marked
  readonly talk: Talk
  readonly segments: Segments
  readonly quotedCodes: readonly string[]
}

interface Verdict {
  readonly stored: TaskReading[]
  /** Known in part, not to be stored before the answer. */
  readonly held: TaskReading[]
  readonly questions: Question[]
  /** Tasks named by code, in any way. */
  readonly named: Set<string>
  hasStatement: boolean
}

export function judgePieces(input: JudgeInput): Reading {
  const { context, marked, talk } = input
  if (marked.items.length === 0 || isEmoji(marked.items)) return wordless(input)
  const codes = ownCodesOf(marked.items)
  if (talk.certain !== null) return notReport(talk.certain, codes)
  const verdict: Verdict = { stored: [], held: [], questions: [], named: new Set(), hasStatement: false }
  for (const piece of input.segments.pieces) judgePiece(input, piece, verdict)
  if (verdict.stored.length > 0) {
    return { intent: 'report', pieces: withWhole(input, verdict.stored), questions: verdict.questions }
  }
  if (verdict.hasStatement && verdict.questions.length > 0) {
    return { intent: 'ask_back', pieces: verdict.held, questions: verdict.questions }
  }
  const isPolite = talk.otherwise === null || talk.otherwise === 'thanks'
  if (context.photos > 0 && isPolite && codes.length === 0) return wordless(input)
  if (talk.otherwise !== null) return notReport(talk.otherwise, codes)
  if (marked.items.some((item) => item.kind === 'code')) {
    return { intent: 'ask_back', pieces: [], questions: [{ kind: 'unclear', code: codes[0] ?? null }] }
  }
  return notReport('chat', codes)
}

function isEmoji(items: readonly Item[]): boolean {
  return items.every((item) => item.kind === 'emoji' || item.kind === 'break' || item.kind === 'sign')
}

function wordless({ context, marked }: JudgeInput): Reading {
  if (context.photos > 0) {
    const candidates = context.tasks.map((task) => task.code)
    return {
      intent: 'ask_back',
      pieces: [],
      questions: [{ kind: 'photo_for_which_task', code: null, candidates }],
    }
  }
  return notReport(marked.items.length === 0 ? 'chat' : 'thanks', [])
}

function notReport(
  kind: Extract<Reading, { intent: 'not_report' }>['kind'],
  codes: readonly string[],
): Reading {
  return { intent: 'not_report', kind, codes, dates: [] }
}

function ownCodesOf(items: readonly Item[]): string[] {
  return [
    ...new Set(
      items.flatMap((item) => (item.kind === 'code' && item.hit.owner === 'own' ? [item.hit.code] : [])),
    ),
  ]
}

/** What the sentences before the first code say of the whole report: "báo bù hôm qua", a correction. */
function withWhole({ marked, context }: JudgeInput, stored: readonly TaskReading[]): TaskReading[] {
  const late = marked.items.findIndex((item) => isTag(item, 'late_report'))
  const day = late < 0 ? undefined : marked.items.find((item) => item.kind === 'date' && item.when === 'past')
  const today = context.now.toPlainDate()
  const lateFor = late < 0 ? null : day?.kind === 'date' ? day.date : today.subtract({ days: 1 })
  const isCorrection = marked.items.some((item) => isTag(item, 'correction', 'rather'))
  return stored.map((piece) => ({
    ...piece,
    lateFor: lateFor ?? piece.lateFor,
    isCorrection: piece.isCorrection || isCorrection,
  }))
}

function judgePiece(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  if (piece.kind === 'none') judgeUnnamed(input, piece, verdict)
  else if (piece.kind === 'codes') judgeCoded(input, piece, verdict)
  else judgeGroup(input, piece, verdict)
}

function extractFor(input: JudgeInput, code: string | null, items: readonly Item[]): Extracted {
  const { context, index, marked } = input
  return extract({
    marked,
    items,
    task: code === null ? null : index.task(code),
    inTitle: (word) => code !== null && index.titles.hasWord(code, word),
    today: context.now.toPlainDate(),
    photos: context.photos,
  })
}

/** One or several codes with their words. */
function judgeCoded(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  for (const hit of piece.hits) if (hit.owner === 'own') verdict.named.add(hit.code)
  if (piece.isRange && !isPlainPair(piece.hits)) {
    askWhichOfList(input, piece, verdict)
    return
  }
  const shares = sharesOf(piece)
  for (const [i, hit] of piece.hits.entries()) {
    const items = shares === null ? piece.items : (shares[i] ?? [])
    judgeHit(input, hit, items, verdict)
  }
}

/** "nv9-10": both own and neighbours, so a list and a range say the same. */
function isPlainPair(hits: readonly CodeHit[]): boolean {
  const [a, b] = hits
  return (
    hits.length === 2 &&
    a?.owner === 'own' &&
    b?.owner === 'own' &&
    a.number !== null &&
    b.number !== null &&
    b.number - a.number === 1
  )
}

function judgeHit(input: JudgeInput, hit: CodeHit, told: readonly Item[], verdict: Verdict): void {
  const items = bareNumber(told) ?? told
  const extracted = extractFor(input, hit.owner === 'own' ? hit.code : null, items)
  if (input.talk.needsFigures && !extracted.isStrong) return
  if (!extracted.hasContent) {
    if (hit.owner === 'own' && items.length > 0) verdict.questions.push({ kind: 'unclear', code: hit.code })
    return
  }
  if (hit.owner === 'own') {
    settle(input, hit.code, hit.by, extracted, verdict)
    return
  }
  verdict.hasStatement = true
  if (hit.owner === 'other') {
    const leads = input.context.otherTasks.find((task) => task.code === hit.code)?.leads ?? []
    verdict.questions.push({ kind: 'not_your_task', code: hit.code, leads })
  } else if (hit.candidates.length > 0) {
    verdict.questions.push({
      kind: 'which_task',
      code: null,
      candidates: hit.candidates,
      about: extracted.facts,
    })
  } else {
    verdict.questions.push({
      kind: 'unknown_code',
      code: hit.code,
      nearest: nearestCodes(hit.code, input.context.tasks),
    })
  }
}

function settle(
  input: JudgeInput,
  code: string,
  matchedBy: TaskReading['matchedBy'],
  extracted: Extracted,
  verdict: Verdict,
): void {
  verdict.hasStatement = true
  const reading: TaskReading = { ...extracted.facts, code, matchedBy }
  const doubt = extracted.blocking ?? fallOf(input, reading)
  if (doubt !== null) {
    verdict.held.push({ ...reading, percent: extracted.blocking === null ? reading.percent : null })
    verdict.questions.push(questionOf(doubt, code))
    return
  }
  const earlier = verdict.stored.findIndex((each) => each.code === code)
  if (earlier >= 0) {
    const first = verdict.stored[earlier]
    if (first !== undefined) verdict.stored[earlier] = merged(first, reading)
    return
  }
  verdict.stored.push(reading)
  if (extracted.open !== null) verdict.questions.push(questionOf(extracted.open, code))
}

/** A percentage below the last one without a reason is confirmed before it counts. */
function fallOf(input: JudgeInput, reading: TaskReading): Doubt | null {
  const previous = input.index.task(reading.code)?.previous?.percent ?? null
  if (previous === null || reading.percent === null || reading.percent >= previous) return null
  if (
    reading.decreaseExplained ||
    reading.isCorrection ||
    reading.obstacle !== null ||
    reading.lateFor !== null
  )
    return null
  if (reading.status !== 'in_progress' || isCorrecting(input)) return null
  return { kind: 'choose_percent', choices: [reading.percent, previous], because: 'two_numbers' }
}

function isCorrecting(input: JudgeInput): boolean {
  return input.marked.items.some((item) => isTag(item, 'correction', 'rather', 'late_report'))
}

/** The same task named twice: the later words add what the earlier did not say. */
function merged(first: TaskReading, second: TaskReading): TaskReading {
  const hasNumber = second.percent !== null || second.status !== 'in_progress'
  const base = hasNumber ? second : first
  return {
    ...base,
    obstacle: first.obstacle ?? second.obstacle,
    proposal: first.proposal ?? second.proposal,
    quantity: second.quantity ?? first.quantity,
    result: first.result ?? second.result,
    excerpt: `${first.excerpt} ${second.excerpt}`,
  }
}

function questionOf(doubt: Doubt, code: string): Question {
  return { ...doubt, code }
}

/** "NV 9-12": which tasks a dash names is not for us to guess. */
function askWhichOfList(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const numbers = piece.hits.flatMap((hit) => (hit.number === null ? [] : [hit.number]))
  const low = Math.min(...numbers)
  const high = Math.max(...numbers)
  const inside = (code: string) => {
    const number = Number(/\d+/.exec(code)?.[0] ?? Number.NaN)
    return number >= low && number <= high
  }
  const candidates = input.context.tasks.map((task) => task.code).filter(inside)
  const notMine = input.context.otherTasks.map((task) => task.code).filter(inside)
  const about = extractFor(input, null, piece.items)
  if (!about.hasContent) return
  verdict.hasStatement = true
  verdict.questions.push({ kind: 'which_of_list', code: null, candidates, notMine, about: about.facts })
}

/** "tất cả", "các nv còn lại". Closing several at once needs evidence for each. */
function judgeGroup(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const all = input.context.tasks.map((task) => task.code)
  const codes =
    piece.kind === 'all'
      ? all
      : all.filter((code) => !isNamed(input, code) && !verdict.stored.some((each) => each.code === code))
  const extracted = extractFor(input, null, piece.items)
  if (!extracted.hasContent || codes.length === 0) return
  const isRestOfNothing = piece.kind === 'rest' && codes.length === all.length && all.length > 1
  if (isRestOfNothing || (piece.count !== null && piece.count !== codes.length)) {
    verdict.hasStatement = true
    verdict.questions.push({
      kind: 'which_of_list',
      code: null,
      candidates: codes,
      notMine: [],
      about: extracted.facts,
    })
    return
  }
  if (extracted.facts.status === 'done' && extracted.blocking === null && codes.length > 1) {
    verdict.hasStatement = true
    verdict.questions.push({ kind: 'evidence_each', code: null, codes })
    return
  }
  for (const code of codes) settle(input, code, 'group', extractFor(input, code, piece.items), verdict)
}

function isNamed(input: JudgeInput, code: string): boolean {
  return input.marked.items.some((item) => item.kind === 'code' && item.hit.code === code)
}

/** No task named: the one asked about, replied to, described by its title, or the only one; else which? */
function judgeUnnamed(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const { context } = input
  const parts = splitByTitle(piece.items, input.marked, input.index)
  if (parts !== null) {
    for (const part of parts)
      settle(input, part.code, 'title', extractFor(input, part.code, part.items), verdict)
    return
  }
  const target = targetOf(input, piece.items)
  const bare = target === null || target.by === 'title' ? null : bareNumber(piece.items)
  const items = bare === null ? piece.items : bare
  const extracted = extractFor(input, target?.code ?? null, items)
  if (!extracted.hasContent || extracted.isExtensionOnly) return
  if (input.talk.otherwise !== null && !extracted.isStrong) return
  if (target !== null) {
    if (!extracted.isStrong && target.by !== 'title' && target.by !== 'asked' && target.by !== 'reply') return
    settle(input, target.code, target.by, extracted, verdict)
    return
  }
  if (!extracted.isStrong || isChatAround(input, extracted)) return
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

interface Target {
  readonly code: string
  readonly by: TaskReading['matchedBy']
}

function targetOf(input: JudgeInput, items: readonly Item[]): Target | null {
  const { context, index, marked } = input
  const titled = titledTask(items, marked, index)
  if (titled !== null) return { code: titled, by: 'title' }
  if (context.askedTask !== null && index.isOwn(context.askedTask))
    return { code: context.askedTask, by: 'asked' }
  const replied = new Set([...context.replyTasks, ...input.quotedCodes].filter((code) => index.isOwn(code)))
  const [only] = replied
  if (only !== undefined && replied.size === 1) return { code: only, by: 'reply' }
  const single = context.tasks.length === 1 ? context.tasks[0] : undefined
  return single === undefined ? null : { code: single.code, by: 'only_task' }
}

/** "70" in answer to a question, or "NV09 70", is 70 %. */
function bareNumber(items: readonly Item[]): Item[] | null {
  const meant = items.filter(
    (item) =>
      item.kind !== 'sign' &&
      item.kind !== 'break' &&
      item.kind !== 'emoji' &&
      !isTag(item, 'light', 'did', 'now', 'approx', 'greets', 'thanks', 'ack', 'bot', 'reports'),
  )
  const [only] = meant
  if (meant.length !== 1 || only?.kind !== 'count' || only.unit !== null) return null
  return [{ kind: 'percent', value: only.value, from: only.from, to: only.to }]
}
