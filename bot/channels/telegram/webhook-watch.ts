import { z } from 'zod'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'
import { ALLOWED_UPDATES } from './update-schema.ts'

/** Where Telegram shall bring updates: `publicUrl` + `path`, with the secret in a header of each delivery. */
export interface WebhookOptions {
  readonly publicUrl: string
  /** 1-256 characters A-Z, a-z, 0-9, _ and -. */
  readonly secret: string
  readonly path: string
}

export interface WatchParts {
  readonly api: TelegramApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly webhook: WebhookOptions
}

const CALL_MS = 20_000
const LOOK_EVERY_MS = 5 * 60_000
/** An error the platform had longer ago than this is over. */
const RECENT_SECONDS = 10 * 60

const infoSchema = z.object({
  url: z.string(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
})

/**
 * Sets the webhook, and looks every five minutes whether it still is ours and whether deliveries fail, until the signal
 * is aborted. The webhook stays set afterwards: Telegram keeps what comes in meanwhile for about a day.
 */
export async function watchWebhook(parts: WatchParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      await look(parts, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]))
      failures = 0
      await parts.clock.sleep(LOOK_EVERY_MS, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof TelegramCallFailed)) throw error
      failures += 1
      parts.health.not('degraded', `the webhook could not be set: ${error.message}`)
      parts.log.warn({ reason: error.message }, 'telegram: webhook not set')
      await parts.clock.sleep(Math.max(backoffMs(failures), retryAfterMs(error)), signal)
    }
  }
}

async function look(parts: WatchParts, signal: AbortSignal): Promise<void> {
  const url = webhookUrl(parts.webhook)
  const info = infoSchema.safeParse(await parts.api.call('getWebhookInfo', {}, signal)).data
  if (info?.url !== url) {
    const { secret } = parts.webhook
    await parts.api.call(
      'setWebhook',
      { url, secret_token: secret, allowed_updates: ALLOWED_UPDATES },
      signal,
    )
    parts.log.info({ replaced: info?.url !== '' }, 'telegram: webhook set')
    parts.health.up()
    return
  }
  const nowSeconds = parts.clock.now().epochMilliseconds / 1000
  const failing = (info.last_error_date ?? 0) > nowSeconds - RECENT_SECONDS
  if (failing)
    parts.health.not('degraded', `deliveries to the webhook fail: ${info.last_error_message ?? ''}`)
  else parts.health.up()
}

export function webhookUrl(webhook: WebhookOptions): string {
  return `${webhook.publicUrl.replace(/\/+$/, '')}/${webhook.path.replace(/^\/+/, '')}`
}

function retryAfterMs(error: TelegramCallFailed): number {
  return error.failure.kind === 'refused' ? (error.failure.retryAfterSeconds ?? 0) * 1000 : 0
}
