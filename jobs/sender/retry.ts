/** What becomes of a message after a try: pure, by the outcome and the number of tries. */
import type { Temporal } from 'temporal-polyfill'
import type { Delivery } from '../../core/ports.ts'
import type { Outgoing, SendOutcome } from '../../core/talk/message.ts'
import type { Lane } from '../../core/talk/outbox.ts'

const FIRST_WAIT_SECONDS = 2
const LONGEST_WAIT_SECONDS = 300
/** About a day of five-minute waits; reminders expire earlier by themselves. */
const TRIES_AT_MOST = 300

/** `jitter` lies in [0, 1): it spreads the retries of many messages. */
export function deliveryAfter(
  outcome: SendOutcome,
  sent: { readonly message: Outgoing; readonly attempts: number; readonly lane: Lane },
  now: Temporal.Instant,
  jitter: number,
): Delivery {
  const retryAt = (seconds: number) =>
    now.add({ milliseconds: Math.round(seconds * 1000 * (1 + jitter / 4)) })
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'sent', providerIds: outcome.providerIds, message: sent.message }
    case 'unknown': {
      // Twice is better than never: tried again until it expires. A live message is examined again at each try.
      const again = sent.attempts < TRIES_AT_MOST ? retryAt(waitSeconds(sent.attempts)) : null
      return { kind: 'unknown', reason: outcome.reason, retryAt: again }
    }
    case 'refused':
      if (outcome.unreachable) return { kind: 'unreachable', reason: outcome.reason }
      if (outcome.lasting === 'permanent' || sent.attempts >= TRIES_AT_MOST) {
        return { kind: 'failed', reason: outcome.reason }
      }
      return {
        kind: 'retry',
        at:
          outcome.retryAfterSeconds === null
            ? retryAt(waitSeconds(sent.attempts))
            : now.add({ milliseconds: outcome.retryAfterSeconds * 1000 }),
        reason: outcome.reason,
      }
    default:
      return outcome satisfies never
  }
}

function waitSeconds(attempts: number): number {
  return Math.min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** Math.min(10, Math.max(0, attempts - 1)))
}
