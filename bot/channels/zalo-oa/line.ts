import { readLineFailure } from '../line-failure.ts'
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
    return readLineFailure(error, signal)
  }
}
