import { z } from 'zod'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import { type ZaloBotApi, ZaloBotCallFailed } from './api.ts'

/** Where Zalo shall bring updates: `publicUrl` + `path`, with the secret in a header of each delivery. */
export interface WebhookOptions {
  readonly publicUrl: string
  /** 8-256 characters. */
  readonly secret: string
  readonly path: string
}

export interface WatchParts {
  readonly api: ZaloBotApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly webhook: WebhookOptions
}

const CALL_MS = 20_000
const LOOK_EVERY_MS = 5 * 60_000

const infoSchema = z.object({ url: z.string().nullish() })

/** setWebhook tries the address and says what came of it (docs.zaloplatforms.com/docs/BOT, setWebhook). */
const setSchema = z.object({
  verification: z.object({ ok: z.boolean(), outcome: z.string().optional() }).optional(),
})

/**
 * Sets the webhook, and looks every five minutes whether it still is ours, until the signal is aborted. It stays set
 * afterwards: another process may be there to answer.
 */
export async function watchWebhook(parts: WatchParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    try {
      const isReached = await look(parts, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]))
      failures = isReached ? 0 : failures + 1
      const isSoon = failures > 0 && failures < 6
      await parts.clock.sleep(isSoon ? backoffMs(failures + 3) : LOOK_EVERY_MS, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ZaloBotCallFailed)) throw error
      failures += 1
      const { failure } = error
      const isToken = failure.kind === 'refused' && failure.code === 401
      parts.health.not(isToken ? 'down' : 'degraded', `the webhook could not be set: ${failure.reason}`)
      parts.log.warn({ reason: failure.reason }, 'zalo-bot: webhook not set')
      const seconds = failure.kind === 'refused' ? (failure.retryAfterSeconds ?? 0) : 0
      await parts.clock.sleep(Math.max(backoffMs(failures), seconds * 1000), signal)
    }
  }
}

/** False when the address was set but Zalo could not reach it. */
async function look(parts: WatchParts, signal: AbortSignal): Promise<boolean> {
  const { api, health, log, webhook } = parts
  const url = webhookUrl(webhook)
  const info = infoSchema.safeParse(await api.call('getWebhookInfo', {}, signal)).data
  if (info?.url === url && health.read().state !== 'down') {
    health.up()
    return true
  }
  const answer = await api.call('setWebhook', { url, secret_token: webhook.secret }, signal)
  const verification = setSchema.safeParse(answer).data?.verification
  if (verification !== undefined && !verification.ok) {
    health.not('down', `Zalo cannot reach the webhook: ${verification.outcome ?? 'no reason given'}`)
    log.warn({ outcome: verification.outcome ?? null }, 'zalo-bot: webhook set, but not reached')
    return false
  }
  log.info({ replaced: (info?.url ?? '') !== '' }, 'zalo-bot: webhook set')
  health.up()
  return true
}

export function webhookUrl(webhook: WebhookOptions): string {
  return `${webhook.publicUrl.replace(/\/+$/, '')}/${webhook.path.replace(/^\/+/, '')}`
}
