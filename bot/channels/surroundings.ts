import type { Temporal } from 'temporal-polyfill'

/** What the adapter takes from outside, so that tests own the time. */
export interface Clock {
  now(): Temporal.Instant
  /** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The part of pino's logger that is used here. Fields never hold a token, a secret or a message text. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** The waiting time before the n-th try again (n from 1): 1 s, doubled, at most 60 s. */
export function backoffMs(failures: number): number {
  return Math.min(60_000, 1000 * 2 ** Math.min(10, Math.max(0, failures - 1)))
}
