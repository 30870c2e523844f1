import { readJson } from '../read-body.ts'

/** What came of one HTTP request, by what is certain about it. */
export type Line =
  /** An answer with JSON in it. */
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly json: unknown
      readonly retryAfter: string | null
    }
  /** Surely not carried out. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** Perhaps carried out. */
  | { readonly kind: 'unclear'; readonly reason: string }

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

/** One request; never rejects. 5xx but 503 is unclear: the machine in front may have passed the request on. */
export async function request(url: string, init: RequestInit, signal: AbortSignal): Promise<Line> {
  if (signal.aborted) return { kind: 'unclear', reason: 'aborted before the call' }
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    const { status, headers } = response
    const json = readJson(new Uint8Array(await response.arrayBuffer()))
    if (json !== undefined && (status < 500 || status === 503) && (status < 300 || status >= 400))
      return { kind: 'answered', status, json, retryAfter: headers.get('retry-after') }
    const reason = `${status} not from the API`
    const isUnclear = status < 300 || (status >= 500 && status !== 503)
    return { kind: isUnclear ? 'unclear' : 'not-sent', reason }
  } catch (error) {
    if (signal.aborted) return { kind: 'unclear', reason: 'given up waiting for the answer' }
    const code = systemCode(error) ?? systemCode(causeOf(error)) ?? 'without a code'
    const kind = BEFORE_CONNECTION.has(code) ? 'not-sent' : 'unclear'
    return { kind, reason: `the line failed (${code})` }
  }
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function systemCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}
