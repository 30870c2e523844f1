/**
 * The question back and its answer. A waiting message is kept as its text; with every answer it is read again and
 * the answers so far are laid over the reading, so nothing half understood is ever stored. behaviour §3a.
 */
import type { QuestionOption } from '../../talk/reply.ts'
import type { Answer } from '../../talk/session.ts'
import type { Question, Reading, TaskReading } from '../understand/reading.ts'
import { nothingSaid } from './nothing-said.ts'

/** The ways to answer, in the order they are numbered. */
export function optionsOf(question: Question): readonly QuestionOption[] {
  const drop: QuestionOption = { kind: 'drop' }
  switch (question.kind) {
    case 'which_task':
      return [...question.candidates.map(taskOption), drop]
    case 'which_of_list':
      return [{ kind: 'all_tasks', codes: question.candidates }, ...question.candidates.map(taskOption), drop]
    case 'photo_for_which_task':
      return [...question.candidates.map(taskOption), drop]
    case 'choose_percent':
      return [...question.choices.map((percent): QuestionOption => ({ kind: 'percent', percent })), drop]
    case 'done_or_not':
      return [{ kind: 'done' }, { kind: 'not_done' }, drop]
    case 'unknown_code':
      return [...question.nearest.map(taskOption), drop]
    case 'not_your_task':
    case 'percent':
    case 'evidence':
    case 'evidence_each':
    case 'cause':
    case 'unclear':
      return [drop]
    default:
      return question satisfies never
  }
}

const taskOption = (code: string): QuestionOption => ({ kind: 'task', code })

/** The answer a chosen option stands for; null where the question cannot be answered by it. */
export function answerFor(question: Question, option: QuestionOption): Answer | null {
  switch (option.kind) {
    case 'drop':
      return { kind: 'drop' }
    case 'task':
      return question.kind === 'unknown_code'
        ? { kind: 'replace_code', from: question.code, to: option.code }
        : { kind: 'task', codes: [option.code] }
    case 'all_tasks':
      return { kind: 'task', codes: [...option.codes] }
    case 'percent':
      return question.code === null ? null : { kind: 'percent', code: question.code, percent: option.percent }
    case 'done':
    case 'not_done':
      return question.code === null ? null : { kind: option.kind, code: question.code }
    default:
      return option satisfies never
  }
}

/** What an answer typed in words means for this question, itself read by the parser; null: it answers something else. */
export function answerInWords(question: Question, said: Reading): Answer | null {
  if (said.intent === 'not_report') return null
  const piece = said.pieces[0]
  if (piece === undefined) return null
  switch (question.kind) {
    case 'percent':
    case 'choose_percent':
    case 'done_or_not':
      if (piece.code !== question.code) return null
      if (piece.percent !== null && piece.status !== 'done') {
        return { kind: 'percent', code: question.code, percent: piece.percent }
      }
      return piece.status === 'done' ? { kind: 'done', code: question.code } : null
    default:
      return null
  }
}

/** Lays the answers over a fresh reading of the waiting text. */
export function applyAnswers(reading: Reading, answers: readonly Answer[]): Reading {
  return answers.reduce<Reading>(applyAnswer, reading)
}

function applyAnswer(reading: Reading, answer: Answer): Reading {
  if (reading.intent === 'not_report') return reading
  switch (answer.kind) {
    case 'drop':
      return settled(reading.pieces.filter(isFileable), reading.questions.slice(1), reading.intent)
    case 'replace_code':
      return reading
    case 'task':
      return chooseTasks(reading, answer.codes)
    case 'percent':
      return setPiece(reading, answer.code, { percent: answer.percent, percentFrom: 'written' })
    case 'done':
      return setPiece(reading, answer.code, { status: 'done', percent: 100, percentFrom: 'written' })
    case 'not_done':
      return askPercent(reading, answer.code)
    default:
      return answer satisfies never
  }
}

type OpenReading = Exclude<Reading, { intent: 'not_report' }>

/** Asked back "which task?": the facts of the question become pieces of the chosen tasks. */
function chooseTasks(reading: OpenReading, codes: readonly string[]): Reading {
  const question = reading.questions.find(
    (open) => open.kind === 'which_task' || open.kind === 'which_of_list',
  )
  if (question === undefined) return reading
  const pieces = codes.map((code): TaskReading => ({ ...question.about, code, matchedBy: 'asked' }))
  return settled(
    [...reading.pieces, ...pieces],
    reading.questions.filter((open) => open !== question),
    reading.intent,
  )
}

/** What is said of a task; one that was held back with its question until now becomes a piece. */
function setPiece(reading: OpenReading, code: string, said: Partial<TaskReading>): Reading {
  const known = reading.pieces.find((piece) => piece.code === code) ?? nothingSaid(code, code)
  const status =
    said.status ?? (known.status === 'done' && said.percent !== 100 ? 'in_progress' : known.status)
  const others = reading.pieces.filter((piece) => piece.code !== code)
  return settled(
    [...others, { ...known, ...said, status }],
    reading.questions.filter((open) => open.code !== code || open.kind === 'evidence'),
    reading.intent,
  )
}

function askPercent(reading: OpenReading, code: string): Reading {
  return {
    ...reading,
    pieces: reading.pieces.map((piece) =>
      piece.code === code ? { ...piece, status: 'in_progress', percent: null } : piece,
    ),
    questions: reading.questions.map(
      (open): Question => (open.code === code ? { kind: 'percent', code, because: 'missing' } : open),
    ),
  }
}

/**
 * What may be stored after an answer: all of a reading that was a report already; of one that was asked back, nothing
 * before its last question is settled.
 */
function settled(
  pieces: readonly TaskReading[],
  questions: readonly Question[],
  before: OpenReading['intent'],
): Reading {
  const isBlocked =
    before === 'ask_back' && questions.some((open) => open.kind !== 'evidence' && open.kind !== 'cause')
  return isBlocked || pieces.length === 0
    ? { intent: 'ask_back', pieces, questions }
    : { intent: 'report', pieces, questions }
}

function isFileable(piece: TaskReading): boolean {
  return piece.percent !== null || piece.status === 'unchanged' || piece.status === 'not_started'
}

/** The waiting text with a mistyped code replaced by the right one. */
export function textWithAnswers(text: string, answers: readonly Answer[]): string {
  return answers.reduce((said, answer) => {
    if (answer.kind !== 'replace_code') return said
    return said.replace(new RegExp(escapeForRegExp(answer.from), 'iu'), answer.to)
  }, text)
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
