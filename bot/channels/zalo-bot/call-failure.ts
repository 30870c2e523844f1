import type { SendOutcome } from '../../../core/talk/message.ts'

/** Why a call gave no result, by what is certain about it. */
export type CallFailure =
  /** The API itself refused. */
  | {
      readonly kind: 'refused'
      readonly code: number
      readonly reason: string
      readonly retryAfterSeconds: number | null
    }
  /** The request never reached the platform, or was surely not carried out. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** It may have been carried out: the answer is lost, unreadable or from a machine in between. */
  | { readonly kind: 'unclear'; readonly reason: string }

/** Words in which a refusal names the recipient rather than the request. */
const RECIPIENT = /\b(chat|user|recipient|conversation|follower)\b|blocked|not (yet )?interacted/i
/** Zalo's own name for 403 is "Internal server error" (docs.zaloplatforms.com/docs/BOT, error codes). */
const INTERNAL = /internal|server error|^403\s*$/i

/**
 * What a failed send tells the sender. 401 and most 404 are the token's or the address's fault, not the recipient's; a
 * 408 may have been carried out; 429 is the quota. Codes: docs.zaloplatforms.com/docs/BOT (error codes).
 */
export function toOutcome(failure: CallFailure): SendOutcome {
  if (failure.kind === 'unclear') return { kind: 'unknown', reason: failure.reason }
  if (failure.kind === 'not-sent') return temporary(failure.reason, null)
  const { code, reason, retryAfterSeconds } = failure
  switch (code) {
    case 408:
      return { kind: 'unknown', reason }
    case 401:
    case 409:
    case 429:
      return temporary(reason, retryAfterSeconds)
    case 403:
      return INTERNAL.test(reason) ? temporary(reason, retryAfterSeconds) : permanent(reason, true)
    case 404:
      return RECIPIENT.test(reason) ? permanent(reason, true) : temporary(reason, retryAfterSeconds)
    default:
      return permanent(reason, RECIPIENT.test(reason))
  }
}

function temporary(reason: string, retryAfterSeconds: number | null): SendOutcome {
  return { kind: 'refused', lasting: 'temporary', unreachable: false, retryAfterSeconds, reason }
}

function permanent(reason: string, unreachable: boolean): SendOutcome {
  return { kind: 'refused', lasting: 'permanent', unreachable, retryAfterSeconds: null, reason }
}
