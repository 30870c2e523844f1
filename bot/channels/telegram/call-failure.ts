import { TelegramError } from 'telegraf'
import type { SendOutcome } from '../../../core/talk/message.ts'
import { redactToken } from './redact-token.ts'

/** Why a call gave no result, by what is certain about it. */
export type CallFailure =
  /** The Bot API itself refused: nothing was done. */
  | {
      readonly kind: 'refused'
      readonly code: number
      readonly reason: string
      readonly retryAfterSeconds: number | null
      readonly migrateToChatId: number | null
    }
  /** The request never reached the platform. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** It may have been carried out: the answer is lost, unreadable or from a machine in between. */
  | { readonly kind: 'unclear'; readonly reason: string }

/** Errors raised before a connection stands; nothing can have been written. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Reads what telegraf's client threw. 5xx but 503 is unclear: the machine in front may have passed the call on. */
export function readFailure(error: unknown, token: string): CallFailure {
  if (error instanceof TelegramError) return readRefusal(error, token)
  const name = error instanceof Error ? error.name : 'error'
  if (name === 'AbortError') return { kind: 'unclear', reason: 'given up waiting for the answer' }
  const reason = redactToken(error instanceof Error ? error.message : String(error), token)
  const code = systemCode(error)
  const notSent = BEFORE_CONNECTION.has(code) || /reason: connect E[A-Z]+/.test(reason)
  return notSent ? { kind: 'not-sent', reason } : { kind: 'unclear', reason }
}

function readRefusal(error: TelegramError, token: string): CallFailure {
  const reason = redactToken(`${error.code} ${error.description}`, token)
  if (error.code === 503) return { kind: 'not-sent', reason }
  if (error.code >= 500) return { kind: 'unclear', reason }
  return {
    kind: 'refused',
    code: error.code,
    reason,
    retryAfterSeconds: error.parameters?.retry_after ?? null,
    migrateToChatId: error.parameters?.migrate_to_chat_id ?? null,
  }
}

function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return String(error.code)
}

/** Refusals that mean this recipient cannot be written to by this bot, whatever the content. */
const UNREACHABLE =
  /chat not found|user not found|peer_id_invalid|user is deactivated|group chat was deactivated|chat_write_forbidden|not enough rights to send|have no rights to send|need administrator rights/i

/** What a failed send tells the sender; 401 and 404 are the token's fault, not the recipient's. */
export function toOutcome(failure: CallFailure): SendOutcome {
  if (failure.kind === 'unclear') return { kind: 'unknown', reason: failure.reason }
  if (failure.kind === 'not-sent') return temporary(failure.reason, null)
  const { code, reason, retryAfterSeconds } = failure
  if (code === 429 || retryAfterSeconds !== null) return temporary(reason, retryAfterSeconds)
  if (code === 401 || code === 404 || code === 409) return temporary(reason, null)
  const unreachable = code === 403 || UNREACHABLE.test(reason)
  return { kind: 'refused', lasting: 'permanent', unreachable, retryAfterSeconds: null, reason }
}

function temporary(reason: string, retryAfterSeconds: number | null): SendOutcome {
  return { kind: 'refused', lasting: 'temporary', unreachable: false, retryAfterSeconds, reason }
}
