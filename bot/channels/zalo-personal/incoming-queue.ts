import type { Incoming } from '../../../core/talk/message.ts'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from './surroundings.ts'

export interface QueueParts {
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly store: (batch: readonly Incoming[]) => Promise<void>
  /** Told after each batch the time of its newest message, in ms and never later than now. */
  readonly stored: (upToMs: number) => void
}

/**
 * What came in and is not stored yet. Zalo is told nothing, so what cannot be stored is kept here and tried again, in
 * the order of its sending; after a failure one by one, so that the good ones before a bad one are not held up.
 */
export class IncomingQueue {
  private waiting: Incoming[] = []
  private isHeld = false
  private wake: () => void = () => {}

  constructor(private readonly parts: QueueParts) {}

  /** Only adds; never throws. */
  push(batch: readonly Incoming[]): void {
    this.waiting.push(...batch)
    this.wake()
  }

  /** Nothing is handed over until `release`: older messages are still being asked for. */
  hold(): void {
    this.isHeld = true
  }

  release(): void {
    this.isHeld = false
    this.wake()
  }

  /** Hands over until the signal is aborted, then once more what is there; resolves when no callback runs. */
  async run(signal: AbortSignal): Promise<void> {
    const onAbort = () => this.wake()
    signal.addEventListener('abort', onAbort)
    let failures = 0
    while (!signal.aborted) {
      if (this.isHeld || this.waiting.length === 0) await this.nextChange(signal)
      if (signal.aborted || this.isHeld || this.waiting.length === 0) continue
      const isStored = await this.handOver(failures > 0 ? 1 : Number.POSITIVE_INFINITY)
      failures = isStored ? 0 : failures + 1
      if (!isStored) await this.parts.clock.sleep(backoffMs(failures), signal)
    }
    signal.removeEventListener('abort', onAbort)
    if (this.waiting.length > 0 && failures === 0 && !this.isHeld)
      await this.handOver(Number.POSITIVE_INFINITY)
  }

  private async nextChange(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      this.wake = resolve
    })
  }

  private async handOver(atMost: number): Promise<boolean> {
    const { store, stored, health, log, clock } = this.parts
    const ordered = [...this.waiting].sort(bySending)
    const batch = ordered.slice(0, atMost)
    this.waiting = ordered.slice(batch.length)
    try {
      await store(batch)
      const newest = Math.max(...batch.map((one) => Date.parse(one.sentAt)))
      stored(Math.min(newest, clock.now().epochMilliseconds))
      return true
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'error'
      this.waiting = [...batch, ...this.waiting]
      health.not('degraded', 'received messages could not be stored')
      log.error({ reason, messages: batch.length }, 'zalo-personal: messages not stored, tried again')
      return false
    }
  }
}

/** By time, then by the number Zalo gave; numbers of unequal length compare by it. */
function bySending(one: Incoming, other: Incoming): number {
  const byTime = Date.parse(one.sentAt) - Date.parse(other.sentAt)
  if (byTime !== 0) return byTime
  const byLength = one.providerId.length - other.providerId.length
  return byLength !== 0
    ? byLength
    : one.providerId < other.providerId
      ? -1
      : Number(one.providerId > other.providerId)
}
