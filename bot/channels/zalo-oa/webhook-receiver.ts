import type { IncomingMessage, ServerResponse } from 'node:http'
import { collectBody, finish, readJson } from '../read-body.ts'
import type { Log } from '../surroundings.ts'
import { isSigned, type SignatureKeys } from './webhook-signature.ts'

export interface WebhookParts {
  readonly keys: SignatureKeys
  readonly log: Log
  /** Stores one event: false when that could not be done in time. Null before the start and after the stop. */
  readonly take: ((event: unknown) => Promise<boolean>) | null
}

/**
 * Answers one event: 200 only after what it says is stored. 405 for other methods, 413 above 1 MiB, 400 for what is no
 * JSON, 401 without the right signature, 503 while closed or when storing failed. Zalo wants its 200 within two seconds.
 */
export async function receiveWebhook(
  parts: WebhookParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return finish(request, response, 405)
  const body = await collectBody(request)
  if (body === 'too-big') return finish(request, response, 413)
  const event = body === 'broken-off' ? undefined : readJson(body)
  if (body === 'broken-off' || event === undefined) return finish(request, response, 400)
  if (!isSigned(request.headers['x-zevent-signature'], body, event, parts.keys)) {
    parts.log.warn({}, 'zalo-oa: event without the right signature')
    return finish(request, response, 401)
  }
  const { take } = parts
  if (take === null) return finish(request, response, 503)
  const stored = await take(event)
  if (!stored) parts.log.error({}, 'zalo-oa: event not stored in time')
  finish(request, response, stored ? 200 : 503)
}
