/** What is certain when a request broke off. Only codes are kept: messages may quote the address, which can hold a token. */

export interface LineFailure {
  /** not-sent: surely not carried out; unclear: it may have been. */
  readonly kind: 'not-sent' | 'unclear'
  readonly reason: string
}

/** Errors raised before a connection stands; nothing can have been written. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** Reads what fetch threw. */
export function readLineFailure(error: unknown, signal: AbortSignal): LineFailure {
  if (signal.aborted) return { kind: 'unclear', reason: 'given up waiting for the answer' }
  const code = systemCode(error) ?? systemCode(causeOf(error)) ?? 'without a code'
  return { kind: BEFORE_CONNECTION.has(code) ? 'not-sent' : 'unclear', reason: `the line failed (${code})` }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
