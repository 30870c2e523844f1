/** Reads words while a question about a task is open. Pure; the parser does not know that something was asked. behaviour §3a. */
import type { Conversation, Setting } from '../../conversation.ts'
import { foldWords } from '../../talk/fold-words.ts'
import type { NotReportKind, Reading, TaskReading } from '../understand/reading.ts'
import { understand } from '../understand/understand.ts'
import { arrivalOf } from './arrival.ts'
import { contextOf } from './known.ts'
import { nothingSaid } from './nothing-said.ts'

/**
 * Words said while a question about a task is open are read as its answer. Where obstacle, proposal or product was
 * asked for and the words by themselves say none, they are it - unless they are about something else (another task,
 * a question, thanks).
 */
export function readInFocus(
  conversation: Conversation,
  setting: Setting,
  text: string,
  photos: number,
): Reading {
  const { focus } = conversation.session
  const duty =
    focus === null
      ? undefined
      : conversation.duties.find(({ task, unit }) => task.id === focus.taskId && unit.id === focus.unitId)
  const plain = understand(
    text,
    contextOf(conversation, setting, {
      askedTask: focus === null || focus.field === 'evidence' ? null : (duty?.task.code ?? null),
      photos,
      at: arrivalOf(conversation, setting),
    }),
  )
  if (focus === null || duty === undefined || !isAboutFocus(plain, duty.task.code)) return plain
  if (plain.intent === 'not_report' && plain.kind === 'promise' && putsOff(text)) return plain
  const field = ANSWER_FIELD[focus.field]
  if (field === null || saysField(plain, field)) return plain
  const read =
    plain.intent === 'report' ? plain.pieces.find((piece) => piece.code === duty.task.code) : undefined
  const answered = answerAsPiece(field, text.trim(), read ?? nothingSaid(duty.task.code, text))
  return { intent: 'report', pieces: [answered], questions: [] }
}

type AnswerField = 'obstacle' | 'proposal' | 'product'

const ANSWER_FIELD = {
  any: null,
  percent: null,
  evidence: null,
  obstacle: 'obstacle',
  proposal: 'proposal',
  product: 'product',
} as const

/** What an answer to "vướng mắc là gì?" may look like to the parser, which does not know that it was asked. */
const MAY_BE_ANSWER: readonly NotReportKind[] = ['chat', 'instruction', 'extension_request', 'promise']

/** "Mai em gửi minh chứng": what was asked for is promised, not said. */
function putsOff(text: string): boolean {
  return /(?:^| )(?:gui|nop|bo sung|bao|bao cao|cap nhat|bc)(?: |$)/.test(foldWords(text))
}

function isAboutFocus(reading: Reading, code: string): boolean {
  if (reading.intent === 'not_report') return MAY_BE_ANSWER.includes(reading.kind)
  return reading.pieces.every((piece) => piece.code === code && piece.matchedBy !== 'code')
}

function saysField(reading: Reading, field: AnswerField): boolean {
  if (reading.intent === 'not_report') return false
  return reading.pieces.some((piece) => fieldOf(piece, field) !== null)
}

function fieldOf(piece: TaskReading, field: AnswerField): unknown {
  return field === 'product' ? piece.result : piece[field]
}

function answerAsPiece(field: AnswerField, text: string, piece: TaskReading): TaskReading {
  switch (field) {
    case 'obstacle':
      return { ...piece, obstacle: { text, cause: null } }
    case 'proposal':
      return { ...piece, proposal: { text, addressee: null, kind: 'request' } }
    case 'product':
      return { ...piece, result: text }
    default:
      return field satisfies never
  }
}
