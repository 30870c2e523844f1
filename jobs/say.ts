/** Turns a reply's facts into words. bot/replies does it; jobs only know that it can be done. */
import type { Temporal } from 'temporal-polyfill'
import type { Outgoing } from '../core/talk/message.ts'
import type { Reply } from '../core/talk/reply.ts'

export type Say = (
  reply: Reply,
  context: { readonly now: Temporal.Instant; readonly zone: string },
) => Outgoing
