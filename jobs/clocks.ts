/** Clocks: the real one, and one that can be moved ahead. */
import { Temporal } from 'temporal-polyfill'
import type { Clock } from '../core/ports.ts'

export const realClock: Clock = { now: () => Temporal.Now.instant() }

export interface MovableClock extends Clock {
  /** Goes on from there. */
  set(at: Temporal.Instant): void
}

/** Runs with the machine's time from `start` on. */
export function createRunningClock(start: Temporal.Instant, real: Clock = realClock): MovableClock {
  let base = start
  let since = real.now()
  return {
    now: () => base.add(since.until(real.now())),
    set(at) {
      base = at
      since = real.now()
    },
  }
}

/** Stands still until it is moved: scripts and tests. */
export function createStandingClock(start: Temporal.Instant): MovableClock {
  let at = start
  return {
    now: () => at,
    set(next) {
      at = next
    },
  }
}
