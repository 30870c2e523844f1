import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectBody, finish, isSameSecret, readJson } from '../read-body.ts'
import type { Log } from '../surroundings.ts'

export interface WebhookParts {
  /** Null: no webhook is configured. */
  readonly secret: string | null
  readonly log: Log
  /** Stores one event: false when that could not be done in time. Null before the start and after the stop. */
  readonly take: ((event: unknown) => Promise<boolean>) | null
}

/**
 * Answers one delivery: 200 only after what it says is stored. 404 when no webhook is configured, 405 for other methods,
 * 401 without the secret, 503 while closed or when storing failed, 413 above 1 MiB, 400 for half a request. With the
 * secret, what is no event is 200 too: setWebhook tries the address first, with a body that nobody describes.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (parts.secret === null) return finish(request, response, 404)
  if (request.method !== 'POST') return finish(request, response, 405)
  if (!isSameSecret(request.headers['x-bot-api-secret-token'], parts.secret))
    return finish(request, response, 401)
  const { take } = parts
  if (take === null) return finish(request, response, 503)
  const body = await collectBody(request)
  if (body === 'too-big') return finish(request, response, 413)
  if (body === 'broken-off') return finish(request, response, 400)
  const event = readJson(body)
  if (event === undefined) {
    parts.log.warn({ bytes: body.length }, 'zalo-bot: delivery is no JSON')
    return finish(request, response, 200)
  }
  const stored = await take(event)
  if (!stored) parts.log.error({}, 'zalo-bot: delivery not stored in time')
  finish(request, response, stored ? 200 : 503)
}
