/** Several tasks named at once: "tất cả", "các nv còn lại", "NV 9-12". */
import { isTag } from './item.ts'
import type { ReportStatus } from './reading.ts'
import type { Piece } from './segment.ts'
import { extractFor, type JudgeInput, settle, type Verdict } from './verdict.ts'

/** "NV 9-12": which tasks a dash names is not for us to guess. */
export function askWhichOfList(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const numbers = piece.hits.flatMap((hit) => (hit.number === null ? [] : [hit.number]))
  const low = Math.min(...numbers)
  const high = Math.max(...numbers)
  const inside = (code: string) => {
    const number = Number(/\d+/.exec(code)?.[0] ?? Number.NaN)
    return number >= low && number <= high
  }
  const candidates = input.context.tasks.map((task) => task.code).filter(inside)
  const notMine = input.context.otherTasks
    .map((task) => task.code)
    .filter((code) => inside(code) && !candidates.includes(code))
  const about = extractFor(input, null, piece.items)
  if (!about.hasContent) return
  verdict.hasStatement = true
  verdict.questions.push({ kind: 'which_of_list', code: null, candidates, notMine, about: about.facts })
}

/** "tất cả", "các nv còn lại". Closing several at once needs evidence for each. */
export function judgeGroup(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  const all = input.context.tasks.map((task) => task.code)
  const named = namedIn(input, verdict)
  const others = all.filter((code) => !named.has(code))
  const isExcepting = input.marked.items.some((item) => isTag(item, 'except'))
  const isRest = piece.kind === 'rest' || isExcepting || (piece.count ?? all.length) === others.length
  const codes = isRest ? others : all
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
  const isAlike = extracted.blocking === null && SAME_FOR_ALL.has(extracted.facts.status)
  for (const code of codes)
    settle(input, code, 'group', isAlike ? extracted : extractFor(input, code, piece.items), verdict)
}

/** What is said in the same way of any task, whatever its title and target. */
const SAME_FOR_ALL: ReadonlySet<ReportStatus> = new Set(['unchanged', 'not_started', 'paused'])

/** Codes the message names, and those already read. */
function namedIn({ marked }: JudgeInput, { stored }: Verdict): Set<string> {
  const named = new Set(stored.map((each) => each.code))
  for (const item of marked.items) if (item.kind === 'code') named.add(item.hit.code)
  return named
}
