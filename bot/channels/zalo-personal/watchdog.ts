import type { Temporal } from 'temporal-polyfill'
import type { Clock } from './surroundings.ts'

/** A line that has said nothing for this long is asked whether it lives. */
const QUIET_SECONDS = 120
const LOOK_MS = 30_000
const ANSWER_MS = 20_000

/** A half-open socket looks like a quiet afternoon: only an answer shows that somebody is there. */
export class Watchdog {
  private lastSign: Temporal.Instant

  constructor(private readonly clock: Clock) {
    this.lastSign = clock.now()
  }

  /** Something came in. */
  sign(): void {
    this.lastSign = this.clock.now()
  }

  /** Resolves when a quiet line left `ask` without an answer, or the signal is aborted. */
  async watch(ask: () => void, signal: AbortSignal): Promise<void> {
    this.sign()
    while (!signal.aborted) {
      await this.clock.sleep(LOOK_MS, signal)
      if (signal.aborted || this.quietSeconds() < QUIET_SECONDS) continue
      const before = this.lastSign
      ask()
      await this.clock.sleep(ANSWER_MS, signal)
      if (this.lastSign === before) return
    }
  }

  private quietSeconds(): number {
    return this.lastSign.until(this.clock.now()).total('seconds')
  }
}
