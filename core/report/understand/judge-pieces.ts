/** Last stage: is it a report, what may be stored, what must be asked. Two reasonable readings: ask. */
import { bareNumber } from './bare-number.ts'
import { clausesOf } from './clause.ts'
import type { Extracted } from './extract.ts'
import { datesOf } from './extract-dates.ts'
import { type CodeHit, type Item, isTag } from './item.ts'
import { askWhichOfList, judgeGroup } from './judge-group.ts'
import { judgeUnnamed } from './judge-unnamed.ts'
import { nearestCodes } from './nearest-code.ts'
import { sharesOf } from './pair-shares.ts'
import type { NotReportKind, Reading, TaskReading } from './reading.ts'
import type { Piece } from './segment.ts'
import { extractFor, type JudgeInput, questionsLeft, settle, type Verdict } from './verdict.ts'

/** The reading of a message from its talk and its pieces. */
export function judgePieces(input: JudgeInput): Reading {
  const { context, marked, talk } = input
  if (marked.items.length === 0 || isEmoji(marked.items)) return wordless(input)
  const codes = ownCodesOf(marked.items)
  if (talk.certain !== null) return notReport(talk.certain, input)
  const verdict: Verdict = { stored: [], held: [], questions: [], hasStatement: false }
  for (const piece of judgedPieces(input.segments.pieces)) judgePiece(input, piece, verdict)
  if (verdict.stored.length > 0) {
    return { intent: 'report', pieces: withWhole(input, verdict.stored), questions: questionsLeft(verdict) }
  }
  if (verdict.hasStatement && verdict.questions.length > 0) {
    return { intent: 'ask_back', pieces: verdict.held, questions: questionsLeft(verdict) }
  }
  if (context.photos > 0 && isPoliteOnly(input) && codes.length === 0) return wordless(input)
  if (talk.otherwise !== null) return notReport(talk.otherwise, input)
  if (marked.items.some((item) => item.kind === 'code')) {
    return { intent: 'ask_back', pieces: [], questions: [{ kind: 'unclear', code: codes[0] ?? null }] }
  }
  return notReport('chat', input)
}

/** Nobody speaks of all his tasks more often than this in one message. */
const MAX_GROUPS = 6

/** All pieces that name tasks one by one, and the first few that name them all together. */
function judgedPieces(pieces: readonly Piece[]): readonly Piece[] {
  let groups = 0
  return pieces.filter((piece) => {
    if (piece.kind !== 'all' && piece.kind !== 'rest') return true
    groups += 1
    return groups <= MAX_GROUPS
  })
}

function isEmoji(items: readonly Item[]): boolean {
  return items.every((item) => item.kind === 'emoji' || item.kind === 'break' || item.kind === 'sign')
}

function wordless(input: JudgeInput): Reading {
  const { context, marked } = input
  if (context.photos > 0) {
    const candidates = context.tasks.map((task) => task.code)
    return {
      intent: 'ask_back',
      pieces: [],
      questions: [{ kind: 'photo_for_which_task', code: null, candidates }],
    }
  }
  return notReport(marked.items.length === 0 ? 'chat' : 'thanks', input)
}

/** No report; the dates it names are kept, so that a promise can be remembered. */
function notReport(kind: NotReportKind, { marked }: JudgeInput): Reading {
  return {
    intent: 'not_report',
    kind,
    codes: ownCodesOf(marked.items),
    dates: datesOf(clausesOf(marked.items)),
  }
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

/** One or several codes with their words. */
function judgeCoded(input: JudgeInput, piece: Piece, verdict: Verdict): void {
  if (piece.isRange && !isPlainPair(piece.hits)) {
    askWhichOfList(input, piece, verdict)
    return
  }
  const shares = sharesOf(piece)
  const told = new Set<string>()
  for (const [i, hit] of piece.hits.entries()) {
    if (shares === null && (told.has(hit.code) || told.size >= MAX_TOGETHER)) continue
    told.add(hit.code)
    judgeHit(input, hit, shares === null ? piece.items : (shares[i] ?? []), verdict)
  }
}

/** More tasks than anybody names in one breath; keeps the reading of junk linear. */
const MAX_TOGETHER = 100

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

function isPoliteOnly({ talk }: JudgeInput): boolean {
  return talk.otherwise === null || talk.otherwise === 'thanks'
}

/** More than signs and fillers around a bare code. */
function isSaid(item: Item): boolean {
  return (
    item.kind !== 'break' &&
    item.kind !== 'sign' &&
    item.kind !== 'emoji' &&
    !isTag(item, 'light', 'thanks', 'bot')
  )
}

/** "để tối em báo, đang kẹt họp": beside a promise a trouble without any figure is the writer's own. */
function isExcuse({ blocking, facts }: Extracted, { talk }: JudgeInput): boolean {
  if (talk.otherwise !== 'promise' || !talk.needsFigures || blocking !== null) return false
  return facts.status === 'in_progress' && facts.percent === null && facts.quantity === null
}

/** "chiều em báo NV10, đang họp 100 % quân số": beside a promise a share of some noun is no progress. */
function isOfSomethingElse({ blocking, facts }: Extracted, { talk }: JudgeInput): boolean {
  return (
    talk.otherwise === 'promise' &&
    facts.percent === null &&
    blocking?.kind === 'percent' &&
    blocking.because === 'whole_task'
  )
}

function judgeHit(input: JudgeInput, hit: CodeHit, told: readonly Item[], verdict: Verdict): void {
  const items = bareNumber(told, false) ?? told
  const extracted = extractFor(input, hit.owner === 'own' ? hit.code : null, items)
  if (input.talk.isUnreported || isExcuse(extracted, input)) return
  if (input.talk.needsFigures && (!extracted.isStrong || isOfSomethingElse(extracted, input))) return
  const isCaption = input.context.photos > 0 && hit.owner === 'own' && isPoliteOnly(input)
  if (!extracted.hasContent && !extracted.isTold && !isCaption) {
    if (hit.owner === 'own' && items.some(isSaid)) verdict.questions.push({ kind: 'unclear', code: hit.code })
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
