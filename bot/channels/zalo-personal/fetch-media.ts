import { MediaUnavailable } from '../../../core/talk/courier.ts'
import type { MediaRef } from '../../../core/talk/message.ts'
import { readMediaRef } from './media-ref.ts'
import type { Fetch } from './zalo-fetch.ts'
import { isZaloUrl } from './zalo-hosts.ts'

/** Larger than anything the product keeps; the caller caps lower. */
export const MEDIA_BYTES_AT_MOST = 100 * 1024 * 1024
const REDIRECTS_AT_MOST = 4

/**
 * The bytes of a photo or file, streamed from Zalo's hosts alone, redirects included. Rejects, or breaks off, with
 * MediaUnavailable: `gone` for an expired or too big file, `temporary` for everything the line may do.
 */
export async function fetchMedia(
  fetch: Fetch,
  media: MediaRef,
  signal: AbortSignal,
): Promise<AsyncIterable<Uint8Array>> {
  const addresses = readMediaRef(media)
  let failure = new MediaUnavailable('gone', 'the message names no address of Zalo')
  for (const address of addresses) {
    try {
      return await download(fetch, new URL(address), signal)
    } catch (error) {
      if (!(error instanceof MediaUnavailable)) throw error
      if (error.lasting === 'temporary') throw error
      failure = error
    }
  }
  throw failure
}

async function download(fetch: Fetch, start: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  let url = start
  for (let hops = 0; hops <= REDIRECTS_AT_MOST; hops++) {
    if (!isZaloUrl(url)) throw new MediaUnavailable('gone', 'the file is not at Zalo')
    const response = await request(fetch, url, signal)
    const location = response.headers.get('location')
    if (location === null) return readResponse(response)
    await response.body?.cancel()
    if (!URL.canParse(location, url.href)) throw new MediaUnavailable('gone', 'a redirect to nowhere')
    url = new URL(location, url)
  }
  throw new MediaUnavailable('gone', 'too many redirects')
}

async function request(fetch: Fetch, url: URL, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, redirect: 'manual' })
  } catch {
    throw new MediaUnavailable('temporary', 'the download did not begin')
  }
}

async function readResponse(response: Response): Promise<AsyncIterable<Uint8Array>> {
  const { status, body } = response
  const isGone = status === 403 || status === 404 || status === 410
  if (response.ok && body !== null) {
    if (Number(response.headers.get('content-length') ?? 0) <= MEDIA_BYTES_AT_MOST) return readBody(body)
    await body.cancel()
    throw new MediaUnavailable('gone', 'the file is too big')
  }
  await body?.cancel()
  throw new MediaUnavailable(isGone ? 'gone' : 'temporary', `the download answered ${status}`)
}

async function* readBody(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of body) {
      size += chunk.byteLength
      if (size > MEDIA_BYTES_AT_MOST) throw new MediaUnavailable('gone', 'the file is too big')
      yield chunk
    }
  } catch (error) {
    if (error instanceof MediaUnavailable) throw error
    throw new MediaUnavailable('temporary', 'the download broke off')
  }
}
