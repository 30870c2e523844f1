/** The verdict on a message while its pieces are judged one after the other. */
import type { Doubt } from './doubt.ts'
import { type Extracted, extract } from './extract.ts'
import type { CodeIndex } from './find/code-index.ts'
import { type Item, isTag } from './item.ts'
import type { Talk } from './judge-talk.ts'
import type { Marked } from './markup.ts'
import type { Question, TaskReading, UnderstandContext } from './reading.ts'
import type { Segments } from './segment.ts'

export interface JudgeInput {
  readonly context: UnderstandContext
  readonly index: CodeIndex
  readonly marked: Marked
  readonly talk: Talk
  readonly segments: Segments
  readonly quotedCodes: readonly string[]
}

export interface Verdict {
  readonly stored: TaskReading[]
  /** Known in part, not to be stored before the answer. */
  readonly held: TaskReading[]
  readonly questions: Question[]
  hasStatement: boolean
}

/** The questions that later words have not answered, each once. */
export function questionsLeft({ stored, questions }: Verdict): Question[] {
  const seen = new Set<string>()
  const figured = new Set(stored.filter((each) => each.percent !== null).map((each) => each.code))
  return questions.filter((question) => {
    if (question.kind === 'percent' && question.because === 'missing' && figured.has(question.code))
      return false
    const key = `${question.kind} ${question.code ?? ('about' in question ? question.about.excerpt : '')}`
    return !seen.has(key) && seen.add(key).size > 0
  })
}

/** Facts of some words, as told of a task of the officer's or of none yet. */
export function extractFor(input: JudgeInput, code: string | null, items: readonly Item[]): Extracted {
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

/** Stores a reading, or holds it back with the question it needs. */
export function settle(
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
