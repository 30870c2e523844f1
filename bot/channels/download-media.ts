/**
 * Fetches what a platform names by URL, without becoming a tool against our own network: https to listed hosts only,
 * redirects judged like the first address, names resolved to public addresses only, a size and a time limit. Wired in
 * bot/main.ts for every channel that needs it.
 */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { MediaUnavailable } from '../../core/talk/courier.ts'
import { isAllowedHost } from './media-hosts.ts'
import { NotPublic, publicLookup } from './public-address.ts'

/** The bytes behind a URL; rejects, or breaks off, with MediaUnavailable. */
export type Download = (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>

export interface DownloadRules {
  /** Names; with a leading dot every name below. */
  readonly hosts: readonly string[]
  /** Still allowed. */
  readonly maxBytes: number
  /** For tests: also plain http to 127.0.0.1. */
  readonly allowsLoopback?: boolean
}

const REDIRECTS_AT_MOST = 3
const SILENCE_MS = 20_000

export function createDownload(rules: DownloadRules): Download {
  return async (address, signal) => {
    let url = judged(address, rules)
    for (let redirects = 0; ; redirects++) {
      const response = await open(url, signal)
      const status = response.statusCode ?? 0
      const target = response.headers.location
      if (status === 200) return readBody(response, rules.maxBytes)
      response.destroy()
      if (status < 300 || status >= 400 || target === undefined) throw unavailable(status)
      if (redirects >= REDIRECTS_AT_MOST || !URL.canParse(target, url.href))
        throw new MediaUnavailable('gone', 'redirected too often')
      url = judged(new URL(target, url).href, rules)
    }
  }
}

/** The URL, if it may be asked at all. */
function judged(address: string, { hosts, allowsLoopback }: DownloadRules): URL {
  const refuse = (why: string) => new MediaUnavailable('gone', `the address of the file is refused: ${why}`)
  if (!URL.canParse(address)) throw refuse('it is none')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw refuse('it holds a password')
  if (allowsLoopback === true && url.protocol === 'http:' && url.hostname === '127.0.0.1') return url
  if (url.protocol !== 'https:') throw refuse('it is not https')
  if (url.port !== '') throw refuse('it names a port')
  if (!isAllowedHost(url.hostname, hosts)) throw refuse('its host is not known')
  return url
}

function open(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const isPlain = url.protocol === 'http:'
  const options = { signal, timeout: SILENCE_MS, ...(isPlain ? {} : { lookup: publicLookup }) }
  return new Promise((resolve, reject) => {
    const call = (isPlain ? httpRequest : httpsRequest)(url, options, resolve)
    call.on('timeout', () => call.destroy(new Error('silent for too long')))
    call.on('error', (error) => {
      const lasting = error instanceof NotPublic ? 'gone' : 'temporary'
      reject(new MediaUnavailable(lasting, 'the download did not begin'))
    })
    call.end()
  })
}

function unavailable(status: number): MediaUnavailable {
  const isGone = status === 404 || status === 410 || status === 403
  return new MediaUnavailable(isGone ? 'gone' : 'temporary', `the download answered ${status}`)
}

function readBody(response: IncomingMessage, maxBytes: number): AsyncIterable<Uint8Array> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy()
    throw new MediaUnavailable('gone', 'the file is too big')
  }
  return capped(response, maxBytes)
}

async function* capped(response: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of response) {
      if (!Buffer.isBuffer(chunk)) continue
      size += chunk.length
      if (size > maxBytes) throw new MediaUnavailable('gone', 'the file is too big')
      yield chunk
    }
  } catch (error) {
    if (error instanceof MediaUnavailable) throw error
    throw new MediaUnavailable('temporary', 'the download broke off')
  }
}
