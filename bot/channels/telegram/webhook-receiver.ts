import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Log } from '../surroundings.ts'

/** Real updates stay far below; more is somebody else's doing. */
const MAX_BODY_BYTES = 1024 * 1024

export interface WebhookParts {
  /** Null: no webhook is configured. */
  readonly secret: string | null
  readonly log: Log
  /**
   * Stores one update: false when it is none (no update id). Rejects when it could not be stored. Null before the
   * start and after the stop: Telegram shall keep its updates.
   */
  readonly take: ((update: unknown) => Promise<boolean>) | null
}

/**
 * Answers one delivery: 200 only after the update is stored, so that Telegram brings it again otherwise. 404 when no
 * webhook is configured, 405 for other methods, 401 without the secret, 503 while closed or when storing failed,
 * 413 above 1 MiB, 400 for what is no update.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (parts.secret === null) return finish(request, response, 404)
  if (request.method !== 'POST') return finish(request, response, 405)
  if (!hasSecret(request.headers['x-telegram-bot-api-secret-token'], parts.secret))
    return finish(request, response, 401)
  const { take } = parts
  if (take === null) return finish(request, response, 503)
  const body = await collect(request)
  if (body === 'too-big') return finish(request, response, 413)
  if (body === 'broken-off') return finish(request, response, 400)
  const update = readJson(body)
  if (update === undefined) return finish(request, response, 400)
  try {
    finish(request, response, (await take(update)) ? 200 : 400)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    parts.log.error({ reason }, 'telegram: update not stored, it will come again')
    finish(request, response, 503)
  }
}

/** The whole body as bytes: decoding piece by piece would break letters that straddle two pieces. */
async function collect(request: IncomingMessage): Promise<Buffer | 'too-big' | 'broken-off'> {
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

/** The parsed body; undefined when it is no JSON (JSON itself has no undefined). */
function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** Compares digests, so that the time taken tells nothing of length or content. */
function hasSecret(given: string | string[] | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(typeof given === 'string' ? given : ''), digest(secret))
}

/** Ends the answer; what is left of the request is thrown away unread, and the connection closed after it. */
function finish(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (!request.complete) {
    response.setHeader('connection', 'close')
    request.resume()
  }
  response.writeHead(status)
  response.end()
}
