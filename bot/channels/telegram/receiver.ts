import type { Incoming } from '../../../core/talk/message.ts'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import type { Bot } from './addressing.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'
import { identifyBot, TelegramTokenRejected } from './identify-bot.ts'
import { pollUpdates } from './poll-loop.ts'
import { type WebhookOptions, watchWebhook } from './webhook-watch.ts'

export interface ReceiverParts {
  readonly api: TelegramApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  /** Null: polling. */
  readonly webhook: WebhookOptions | null
  readonly longPollSeconds: number
  readonly read: (updates: readonly unknown[], bot: Bot) => Incoming[]
  readonly onIncoming: (batch: readonly Incoming[]) => Promise<void>
}

const CALL_MS = 20_000

/** One span of receiving, from `begin` to `end`; a new start takes a new one. */
export class Receiver {
  private readonly ending = new AbortController()
  private readonly underWay = new Set<Promise<void>>()
  private work: Promise<void> = Promise.resolve()
  /** Known once Telegram has told; before that nothing is taken in, for mentions could not be read. */
  private bot: Bot | null = null

  constructor(private readonly parts: ReceiverParts) {}

  /**
   * Asks who we are, once, then receives in the background. Rejects with TelegramTokenRejected for a bad token only;
   * when Telegram cannot be reached it goes on trying, and health says so.
   */
  async begin(): Promise<void> {
    this.parts.health.not('down', 'connecting')
    try {
      this.bot = await identifyBot(this.parts.api, this.ending.signal)
    } catch (error) {
      if (!(error instanceof TelegramCallFailed)) throw error
      this.report(error)
    }
    this.work = this.receive()
  }

  /** Resolves when no callback is under way any more. */
  async end(): Promise<void> {
    this.ending.abort()
    await this.work
    await Promise.allSettled(this.underWay)
    this.parts.health.not('down', 'stopped')
  }

  /** True while webhook deliveries may be taken. */
  get isOpen(): boolean {
    return this.bot !== null && !this.ending.signal.aborted
  }

  /** Stores updates; rejects when they must come again. How many of them were updates at all. */
  async take(updates: readonly unknown[]): Promise<number> {
    const { bot, parts } = this
    if (bot === null) throw new Error('not ready to receive')
    const batch = parts.read(updates, bot)
    if (batch.length === 0) return 0
    const storing = parts.onIncoming(batch)
    this.underWay.add(storing)
    try {
      await storing
    } finally {
      this.underWay.delete(storing)
    }
    return batch.length
  }

  /** A defect must not end receiving for good: it is reported, and the work begun again. */
  private async receive(): Promise<void> {
    const { signal } = this.ending
    for (let failures = 1; !signal.aborted; failures++) {
      try {
        await this.receiveOnce(signal)
      } catch (error) {
        if (signal.aborted) return
        this.report(error)
        await this.parts.clock.sleep(backoffMs(failures), signal)
      }
    }
  }

  private async receiveOnce(signal: AbortSignal): Promise<void> {
    const { parts } = this
    this.bot ??= await identifyBot(parts.api, signal)
    if (parts.webhook !== null) return watchWebhook({ ...parts, webhook: parts.webhook }, signal)
    await parts.api.call('deleteWebhook', {}, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]))
    parts.health.up()
    await pollUpdates({ ...parts, take: async (updates) => void (await this.take(updates)) }, signal)
  }

  private report(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    const known = error instanceof TelegramCallFailed || error instanceof TelegramTokenRejected
    this.parts.health.not('down', known ? reason : `receiving stopped by a defect: ${reason}`)
    if (known) this.parts.log.warn({ reason }, 'telegram: cannot be reached')
    else this.parts.log.error({ reason }, 'telegram: receiving stopped by a defect, begun again')
  }
}
