import { ZaloApiError } from 'zca-js'
import type { SendOutcome } from '../../../core/talk/message.ts'
import type { CallTrace } from './call-trace.ts'
import { systemCode } from './zalo-fetch.ts'

/** Why a call gave no result, by what is certain about it. Reasons are ours: Zalo's own texts are never passed on. */
export type CallFailure =
  /** Zalo itself refused: nothing was done. */
  | { readonly kind: 'refused'; readonly code: number; readonly reason: string }
  /** The login is no longer accepted. */
  | { readonly kind: 'logged-out'; readonly reason: string }
  /** The client refuses the content without asking Zalo. */
  | { readonly kind: 'bad-content'; readonly reason: string }
  /** The message was not put into the chat. */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly retryAfterSeconds: number | null }
  /** It may have been put into the chat: the answer is lost, unreadable or from a machine in between. */
  | { readonly kind: 'unclear'; readonly reason: string }

const LOGGED_OUT = 102
/** Zalo names no time for "too many messages"; a minute is our own. */
export const TOO_MANY_PAUSE_SECONDS = 60

/** Reads what zca-js threw, with what the wire below saw of the call. */
export function readFailure(error: unknown, trace: CallTrace): CallFailure {
  const code = codeOf(error)
  if (code === LOGGED_OUT) return { kind: 'logged-out', reason: 'Zalo code 102: not logged in' }
  if (code !== null) return { kind: 'refused', code, reason: `Zalo code ${code}` }
  if (trace.signal.aborted) return { kind: 'unclear', reason: 'given up waiting for the answer' }
  if (isBadContent(error))
    return { kind: 'bad-content', reason: 'the file is too large or of a kind Zalo does not take' }
  const why = systemCode(error)
  const line = why === '' ? '' : ` (${why})`
  const { delivery } = trace
  if (delivery === 'not-made') return notSent(`broke off before the message was sent${line}`)
  if (delivery === 'not-sent') return notSent(`Zalo could not be reached${line}`)
  if (delivery === 'no-answer') return { kind: 'unclear', reason: `the answer was lost${line}` }
  if (delivery === 429) return notSent('Zalo answered status 429', TOO_MANY_PAUSE_SECONDS)
  if (delivery >= 400 && delivery < 500) return notSent(`Zalo answered status ${delivery}`)
  return { kind: 'unclear', reason: `an unreadable answer of status ${delivery}` }
}

function notSent(reason: string, retryAfterSeconds: number | null = null): CallFailure {
  return { kind: 'not-sent', reason, retryAfterSeconds }
}

/** Null for errors that carry no code of Zalo: of the line, or of the client itself. */
function codeOf(error: unknown): number | null {
  if (!(error instanceof ZaloApiError)) return null
  const code = Number(error.code)
  return error.code === null || !Number.isFinite(code) ? null : code
}

/** The client's own checks of attachments; its only errors that begin like this. */
function isBadContent(error: unknown): boolean {
  return (
    error instanceof ZaloApiError &&
    /^(File extension ".*" is not allowed|Exceed maximum file|File .* size exceed maximum)/s.test(
      error.message,
    )
  )
}

/** Blocks strangers, cannot receive, does not exist. */
const UNREACHABLE: ReadonlySet<number> = new Set([122, 123, 216])
const TOO_LONG = 118
const TOO_MANY = 221

/** What a failed send tells the sender. Codes nobody has documented count as passing. */
export function toOutcome(failure: CallFailure): SendOutcome {
  const { reason } = failure
  switch (failure.kind) {
    case 'unclear':
      return { kind: 'unknown', reason }
    case 'not-sent':
      return refused('temporary', reason, failure.retryAfterSeconds)
    case 'logged-out':
      return refused('temporary', reason)
    case 'bad-content':
      return refused('permanent', reason)
    case 'refused': {
      if (UNREACHABLE.has(failure.code))
        return { kind: 'refused', lasting: 'permanent', unreachable: true, retryAfterSeconds: null, reason }
      if (failure.code === TOO_LONG) return refused('permanent', reason)
      return refused('temporary', reason, failure.code === TOO_MANY ? TOO_MANY_PAUSE_SECONDS : null)
    }
  }
}

export function refused(
  lasting: 'permanent' | 'temporary',
  reason: string,
  retryAfterSeconds: number | null = null,
): SendOutcome {
  return { kind: 'refused', lasting, unreachable: false, retryAfterSeconds, reason }
}
