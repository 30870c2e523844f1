/** When a message counts as said. Pure. behaviour §1. */
import { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../../conversation.ts'
import { arrivalInstant } from '../../time.ts'

/** The channel's own time, unless absurd, then ours. */
export function arrivalOf(conversation: Conversation, setting: Setting): Temporal.Instant {
  return arrivalInstant(Temporal.Instant.from(conversation.incoming.sentAt), setting.now)
}
