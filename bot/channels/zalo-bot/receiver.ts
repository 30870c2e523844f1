import type { Incoming } from '../../../core/talk/message.ts'
import type { HealthRecord } from '../health-record.ts'
import { Intake } from '../intake.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import { type ZaloBotApi, ZaloBotCallFailed } from './api.ts'
import { type Bot, identifyBot, ZaloBotTokenRejected } from './identify-bot.ts'
import { pollUpdates } from './poll-loop.ts'
import type { QuotaRecord } from './quota.ts'
import { type WebhookOptions, watchWebhook } from './webhook-watch.ts'

export interface ReceiverParts {
  readonly api: ZaloBotApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly quota: QuotaRecord
  /** Null: polling. */
  readonly webhook: WebhookOptions | null
  readonly longPollSeconds: number
  /** Null for what is nobody's message. */
  readonly read: (update: unknown, bot: Bot) => Incoming | null
  readonly onIncoming: (batch: readonly Incoming[]) => Promise<void>
}

const CALL_MS = 20_000
/** How long a delivery may wait for its 200; Zalo does not say how long it waits itself. */
const ANSWER_MS = 8_000

/** One span of receiving, from `begin` to `end`; a new start takes a new one. */
export class Receiver {
  private readonly ending = new AbortController()
  private readonly intake: Intake
  private work: Promise<void> = Promise.resolve()
  /** Known once Zalo has told; before that nothing is taken in, for mentions could not be read. */
  private bot: Bot | null = null

  constructor(private readonly parts: ReceiverParts) {
    this.intake = new Intake(parts)
  }

  /**
   * Asks who we are, once, then receives in the background. Rejects with ZaloBotTokenRejected for a bad token only; when
   * Zalo cannot be reached it goes on trying, and health says so.
   */
  async begin(): Promise<void> {
    this.parts.health.not('down', 'connecting')
    try {
      await this.identify(this.ending.signal)
    } catch (error) {
      if (!(error instanceof ZaloBotCallFailed)) throw error
      this.report(error)
    }
    this.work = this.receive()
  }

  /** Resolves when no callback is under way any more. */
  async end(): Promise<void> {
    this.ending.abort()
    this.intake.hurry()
    await this.work
    await this.intake.end()
    this.parts.health.not('down', 'stopped')
  }

  /** True while webhook deliveries may be taken. */
  get isOpen(): boolean {
    return this.bot !== null && !this.ending.signal.aborted
  }

  /** Stores one webhook event; false when it is not stored yet. What is nobody's message needs no storing. */
  async take(event: unknown): Promise<boolean> {
    if (this.bot === null) return false
    const incoming = this.parts.read(event, this.bot)
    if (incoming === null) return true
    const stored = await this.intake.storeWithin(incoming, ANSWER_MS)
    // Whatever setWebhook said of the address: deliveries come.
    if (stored && this.isOpen) this.parts.health.up()
    return stored
  }

  private async identify(signal: AbortSignal): Promise<Bot> {
    const bot = await identifyBot(this.parts.api, signal)
    this.bot = bot
    this.parts.quota.named(bot.plan)
    return bot
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
    const bot = this.bot ?? (await this.identify(signal))
    if (parts.webhook !== null) return watchWebhook({ ...parts, webhook: parts.webhook }, signal)
    await parts.api.call('deleteWebhook', {}, AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]))
    parts.health.up()
    const keep = async (update: unknown) => {
      for (const one of Array.isArray(update) ? update : [update]) {
        const incoming = parts.read(one, bot)
        if (incoming !== null) await this.intake.store(incoming)
      }
    }
    await pollUpdates({ ...parts, keep }, signal)
  }

  private report(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    const known = error instanceof ZaloBotCallFailed || error instanceof ZaloBotTokenRejected
    this.parts.health.not('down', known ? reason : `receiving stopped by a defect: ${reason}`)
    if (known) this.parts.log.warn({ reason }, 'zalo-bot: cannot be reached')
    else this.parts.log.error({ reason }, 'zalo-bot: receiving stopped by a defect, begun again')
  }
}
