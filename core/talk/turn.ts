/** The outcome of one turn of a conversation, before wording: what changes, what is answered, who else is told. */
import type { Change } from '../decision.ts'
import type { ExportOrder } from '../summary/export-order.ts'
import type { Lane } from './outbox.ts'
import type { Reply } from './reply.ts'
import type { Session } from './session.ts'

/** A message to somebody who is not part of this conversation. */
export interface Notice {
  readonly personId: string
  readonly lane: Lane
  readonly reply: Reply
  /** Where its being sent is looked up again by identity; otherwise one is made from the conversation. */
  readonly identity?: string
}

export interface Turn {
  readonly changes: readonly Change[]
  readonly replies: readonly Reply[]
  readonly notices: readonly Notice[]
  readonly session: Session
  /** Drawn when they are sent: pictures before the words of the answer, other files after them. */
  readonly files?: readonly ExportOrder[]
}

export function answerWith(session: Session, ...replies: readonly Reply[]): Turn {
  return { changes: [], replies, notices: [], session }
}
