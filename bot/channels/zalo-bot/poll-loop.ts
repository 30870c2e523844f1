import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import { type ZaloBotApi, ZaloBotCallFailed } from './api.ts'

/** The platform answers after the long poll at the latest; a silent line is given up then. */
const ANSWER_GRACE_MS = 15_000

export interface PollParts {
  readonly api: ZaloBotApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  /** Resolves once the update is stored, or cannot be any more because of the stop. */
  readonly keep: (update: unknown) => Promise<void>
  /** How long an idle poll waits. */
  readonly longPollSeconds: number
}

/**
 * Asks for updates until the signal is aborted. An answer holds one update (a list of them has been
 * seen in users' code), and the platform has forgotten it then: it is stored before the next is asked for, however long
 * that takes.
 */
export async function pollUpdates(parts: PollParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const asked = await askOnce(parts, signal)
    if (asked.kind === 'failed') {
      if (signal.aborted) return
      failures += 1
      await parts.clock.sleep(Math.max(asked.waitMs, backoffMs(failures)), signal)
      continue
    }
    failures = 0
    if (asked.kind === 'got') await parts.keep(asked.update)
    if (!signal.aborted) parts.health.up()
  }
}

type Asked =
  | { readonly kind: 'got'; readonly update: unknown }
  | { readonly kind: 'idle' }
  | { readonly kind: 'failed'; readonly waitMs: number }

async function askOnce(parts: PollParts, signal: AbortSignal): Promise<Asked> {
  const timeout = parts.longPollSeconds
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timeout * 1000 + ANSWER_GRACE_MS)])
  try {
    const result = await parts.api.call('getUpdates', { timeout: String(timeout) }, patience)
    return isNothing(result) ? { kind: 'idle' } : { kind: 'got', update: result }
  } catch (error) {
    if (!(error instanceof ZaloBotCallFailed)) throw error
    const { failure } = error
    if (failure.kind === 'refused' && failure.code === 408) return { kind: 'idle' }
    if (!signal.aborted) reportFailure(parts, error)
    const seconds = failure.kind === 'refused' ? (failure.retryAfterSeconds ?? 0) : 0
    return { kind: 'failed', waitMs: seconds * 1000 }
  }
}

function isNothing(result: unknown): boolean {
  return typeof result !== 'object' || result === null || Object.keys(result).length === 0
}

function reportFailure(parts: PollParts, { failure }: ZaloBotCallFailed): void {
  const code = failure.kind === 'refused' ? failure.code : 0
  if (code === 401) parts.health.not('down', `the token is refused: ${failure.reason}`)
  else if (code === 400 || code === 404 || code === 409)
    parts.health.not('down', `polling is refused, perhaps another program set a webhook: ${failure.reason}`)
  else parts.health.not('degraded', `getUpdates failed: ${failure.reason}`)
  parts.log.warn({ reason: failure.reason }, 'zalo-bot: no updates')
}
