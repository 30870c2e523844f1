import { currentTrace } from './call-trace.ts'
import { isZaloUrl } from './zalo-hosts.ts'

export type Fetch = typeof fetch

/** A request to somewhere that is not Zalo, over https: it is not made. */
export class NotZalo extends Error {
  constructor() {
    super('an address that is not Zalo over https')
    this.name = 'NotZalo'
  }
}

/** Requests after which the message is in the chat. */
const DELIVERY =
  /\/api\/(message|group)\/(sms|sendmsg|mention|quote|gif|photo_original\/send|asyncfile\/msg)\/?$/

/**
 * The `fetch` that zca-js and the downloads use: Zalo over https only. With `baseUrl`, an http address on this machine
 * (tests), every host becomes a folder of it, and redirects are left to the caller, so that nothing leaves the machine.
 */
export function createZaloFetch(baseUrl: string | null): Fetch {
  const base = baseUrl === null ? null : loopback(baseUrl)
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (!isZaloUrl(url)) throw new NotZalo()
    const trace = currentTrace()
    const delivers = DELIVERY.test(url.pathname)
    const signal = signals(init?.signal ?? null, trace?.signal ?? null)
    const more = { ...init, headers: readableHeaders(init?.headers), ...(signal === null ? {} : { signal }) }
    if (trace !== null && delivers) trace.delivery = 'no-answer'
    try {
      const response = await (base === null
        ? fetch(url, more)
        : fetch(new URL(`/${url.host}${url.pathname}${url.search}`, base), { ...more, redirect: 'manual' }))
      if (trace !== null && delivers) trace.delivery = response.status
      return response
    } catch (error) {
      if (trace !== null && delivers && neverArrived(error)) trace.delivery = 'not-sent'
      throw error
    }
  }
}

/** zca-js offers encodings that this version of Node may not know (zstd). */
function readableHeaders(headers: RequestInit['headers']): Headers {
  const readable = new Headers(headers)
  if (readable.has('accept-encoding')) readable.set('accept-encoding', 'gzip, deflate, br')
  return readable
}

function loopback(baseUrl: string): URL {
  const url = new URL(baseUrl)
  if (url.protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new Error('a base URL other than Zalo must be http on this machine')
  return url
}

function signals(one: AbortSignal | null, other: AbortSignal | null): AbortSignal | null {
  if (one === null || other === null) return one ?? other
  return AbortSignal.any([one, other])
}

/** Errors raised before a connection stands; nothing can have been written. */
const BEFORE_CONNECTION = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

export function systemCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? systemCode(error.cause) : ''
}

function neverArrived(error: unknown): boolean {
  return BEFORE_CONNECTION.has(systemCode(error))
}
