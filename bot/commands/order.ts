/** Commands that take more than one turn: a question with choices, or an announcement to be agreed to. Pure. */
import type { Conversation } from '../../core/conversation.ts'
import type { Tap } from '../../core/talk/button.ts'
import type { CommandName } from '../../core/talk/command-names.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { Choice, Offer, OrderQuestion } from '../../core/talk/order.ts'
import type { Reply } from '../../core/talk/reply.ts'
import type { Session } from '../../core/talk/session.ts'
import type { Turn } from '../../core/talk/turn.ts'
import type { LinkedContext } from './context.ts'

/** A way on, and the arguments it makes. */
export interface Option {
  readonly choice: Choice
  readonly args: string
}

interface Question {
  readonly ask: OrderQuestion
  /** What the words that come as the answer are put behind. */
  readonly args: string
  readonly options: readonly Option[]
}

type AskContext = Pick<LinkedContext, 'conversation' | 'setting'>

/** Asks for what is missing; a choice or plain words run the command again. */
export function askFor(
  command: CommandName,
  context: AskContext,
  question: Question,
  first: readonly Reply[] = [],
): Turn {
  const id = context.setting.newId()
  const offer: Offer = { id, choices: question.options.map(({ choice }) => choice) }
  const choices = question.options.map(({ args }) => args)
  return {
    changes: [],
    notices: [],
    replies: [...first, { kind: 'order', ask: question.ask, offer }],
    session: waiting(context, { id, command, args: question.args, choices, basis: null }),
  }
}

/** Shows what would follow, with "Đồng ý" and "Thôi". `basis` is the state it was worked out from. */
export function announce(
  command: CommandName,
  context: LinkedContext,
  basis: string,
  replyOf: (offer: Offer) => Reply,
): Turn {
  const id = context.setting.newId()
  const reply = replyOf({ id, choices: [{ kind: 'agree' }, { kind: 'decline' }] })
  const isOutdated = context.agreedTo !== null
  return {
    changes: [],
    notices: [],
    replies: isOutdated ? [{ kind: 'changed_meanwhile' }, reply] : [reply],
    session: waiting(context, { id, command, args: context.args, choices: [], basis }),
  }
}

function waiting(
  { conversation, setting }: AskContext,
  order: Omit<NonNullable<Session['order']>, 'since'>,
): Session {
  return { ...conversation.session, order: { ...order, since: setting.now.toString() } }
}

export type OrderStep =
  | {
      readonly kind: 'run'
      readonly command: CommandName
      readonly args: string
      /** The state he agreed to; null: he only answered a question. */
      readonly agreedTo: string | null
    }
  | { readonly kind: 'declined' }

/** Every step is the command again: it is authorised anew and sees the state of now. */
export type RunCommand = (name: CommandName, args: string, agreedTo: string | null) => Promise<Turn>

/** Null: the button belongs to an order that is not open any more. */
export function stepOfTap(tap: Tap, { order }: Session): OrderStep | null {
  if (order === null || order.id !== tap.ref) return null
  const { command } = order
  switch (tap.action) {
    case 'decline':
      return { kind: 'declined' }
    case 'agree':
      return { kind: 'run', command, args: order.args, agreedTo: order.basis }
    default: {
      const args = order.choices[tap.revision]
      return args === undefined ? null : { kind: 'run', command, args, agreedTo: null }
    }
  }
}

const AGREE = ['dong y', 'ok', 'oke', 'xac nhan', 'co', 'dung', 'dung roi']
const DECLINE = ['khong', 'khong dong y', 'bo qua']

/** Words while a command waits. Null: they are about something else; a message that names a task is a report. */
export function stepOfWords({ session, incoming, media, duties }: Conversation): OrderStep | null {
  const { order } = session
  const words = foldWords(incoming.text)
  if (order === null || words === '' || media.length > 0) return null
  const { command } = order
  if (order.basis !== null) {
    if (AGREE.includes(words)) return { kind: 'run', command, args: order.args, agreedTo: order.basis }
    return DECLINE.includes(words) ? { kind: 'declined' } : null
  }
  if (DECLINE.includes(words)) return { kind: 'declined' }
  const spoken = ` ${words.replace(/[^a-z0-9./-]+/g, ' ')} `
  const names = duties.filter(({ task }) => spoken.includes(` ${foldWords(task.code)} `))
  // Asked which task, its code alone is the answer.
  const isAnswer = command === 'giahan' && names.some(({ task }) => words === foldWords(task.code))
  if (names.length > 0 && !isAnswer) return null
  return { kind: 'run', command, args: `${order.args} ${incoming.text.trim()}`.trim(), agreedTo: null }
}
