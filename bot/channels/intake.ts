import type { Incoming } from '../../core/talk/message.ts'
import type { HealthRecord } from './health-record.ts'
import type { Clock, Log } from './surroundings.ts'

export interface IntakeParts {
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly onIncoming: (batch: readonly Incoming[]) => Promise<void>
}

/** More than this unstored at once means that the database has been away for long. */
const MOST_WAITING = 1000
const TROUBLE = 'received messages could not be stored'
const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 10_000

/**
 * Hands over what came in, in the order of each conversation, again and again until it is stored: the platform promises
 * to bring nothing twice. What is being stored already is not begun a second time.
 */
export class Intake {
  private readonly ending = new AbortController()
  private readonly storing = new Map<string, Promise<boolean>>()
  private readonly lastOfThread = new Map<string, Promise<boolean>>()
  private isOver = false

  constructor(private readonly parts: IntakeParts) {}

  /** True once it is stored; false when it is given up: too much waits, or the end has come and one more try failed. */
  store(incoming: Incoming): Promise<boolean> {
    const { providerId, thread } = incoming
    const same = this.storing.get(providerId)
    if (same !== undefined) return same
    if (this.isOver || this.storing.size >= MOST_WAITING) return Promise.resolve(false)
    const before = this.lastOfThread.get(thread.threadId) ?? Promise.resolve(true)
    const storing = before.then(() => this.tryUntilStored(incoming))
    this.storing.set(providerId, storing)
    this.lastOfThread.set(thread.threadId, storing)
    return storing.finally(() => {
      this.storing.delete(providerId)
      if (this.lastOfThread.get(thread.threadId) === storing) this.lastOfThread.delete(thread.threadId)
    })
  }

  /** Like `store`, but false after `ms` at the latest; storing goes on all the same. */
  async storeWithin(incoming: Incoming, ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), ms)
    })
    return Promise.race([this.store(incoming), tooLate]).finally(() => clearTimeout(timer))
  }

  /** From now on everything is tried once more, and given up then. */
  hurry(): void {
    this.ending.abort()
  }

  /** Resolves when no callback is under way; none is begun after that. */
  async end(): Promise<void> {
    this.hurry()
    while (this.storing.size > 0) await Promise.all(this.storing.values())
    this.isOver = true
  }

  private async tryUntilStored(incoming: Incoming): Promise<boolean> {
    const { clock, health, log, onIncoming } = this.parts
    const { providerId } = incoming
    for (let tries = 1; ; tries++) {
      const isLast = this.ending.signal.aborted
      try {
        await onIncoming([incoming])
        this.wellAgain()
        return true
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        health.not('degraded', TROUBLE)
        log.error({ reason, providerId, tries, givenUp: isLast }, 'zalo: message not stored')
      }
      if (isLast) return false
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(10, tries - 1))
      await clock.sleep(waitMs, this.ending.signal)
    }
  }

  /** Ends the trouble that was begun here, and no other. */
  private wellAgain(): void {
    const { health } = this.parts
    const state = health.read()
    if (state.state === 'degraded' && state.reason === TROUBLE) health.up()
  }
}
