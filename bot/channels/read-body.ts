import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Real events stay far below; more is somebody else's doing. */
const MAX_BODY_BYTES = 1024 * 1024

/** The whole body as bytes: decoding piece by piece would break letters that straddle two pieces. */
export async function collectBody(request: IncomingMessage): Promise<Buffer | 'too-big' | 'broken-off'> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request) {
      if (!Buffer.isBuffer(chunk)) return 'broken-off'
      size += chunk.length
      if (size <= MAX_BODY_BYTES) chunks.push(chunk)
      else chunks.length = 0
    }
  } catch {
    return 'broken-off'
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : 'too-big'
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/**
 * The parsed JSON with every string fit for a database: lone surrogates become U+FFFD, NUL (which PostgreSQL refuses)
 * disappears. Undefined when it is no JSON in UTF-8 (JSON itself has no undefined).
 */
export function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), (_, value: unknown) =>
      typeof value === 'string' ? value.replaceAll('\u0000', '').replace(LONE_SURROGATE, '\uFFFD') : value,
    )
  } catch {
    return undefined
  }
}

/** Compares digests, so that the time taken tells nothing of length or content. */
export function isSameSecret(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret))
}

/** Ends the answer; what is left of the request is thrown away unread, and the connection closed after it. */
export function finish(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (!request.complete) {
    response.setHeader('connection', 'close')
    request.resume()
  }
  response.writeHead(status)
  response.end()
}
