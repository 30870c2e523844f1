import { z } from 'zod'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'
import { ALLOWED_UPDATES } from './update-schema.ts'

/** The platform answers after the long poll at the latest; a silent line is given up then. */
const ANSWER_GRACE_MS = 15_000

const batchSchema = z.array(z.looseObject({ update_id: z.number().int() }))

export interface PollParts {
  readonly api: TelegramApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  /** Stores a batch; only when it resolves are the updates confirmed. */
  readonly take: (updates: readonly unknown[]) => Promise<void>
  /** How long an idle poll waits. */
  readonly longPollSeconds: number
}

/**
 * Asks for updates until the signal is aborted. The offset begins at none and moves only after `take` resolved; after a
 * failure updates are taken one by one, so that the good ones before a bad one are confirmed. An empty answer proves
 * that all below the offset is confirmed, and the offset is dropped: ids may start again lower after a quiet week.
 */
export async function pollUpdates(parts: PollParts, signal: AbortSignal): Promise<void> {
  let offset: number | null = null
  let failures = 0
  while (!signal.aborted) {
    const updates = await askOnce(parts, offset, failures > 0 ? 1 : 100, signal)
    if (signal.aborted) return
    if (updates.kind === 'failed') {
      failures += 1
      await parts.clock.sleep(Math.max(updates.waitMs, backoffMs(failures)), signal)
      continue
    }
    const last = updates.batch.at(-1)
    if (last === undefined) {
      offset = null
      failures = 0
    } else if (await taken(parts, updates.batch)) {
      offset = last.update_id + 1
      failures = 0
    } else {
      failures += 1
      await parts.clock.sleep(backoffMs(failures), signal)
      continue
    }
    parts.health.up()
  }
}

type Asked =
  | { readonly kind: 'got'; readonly batch: z.infer<typeof batchSchema> }
  | { readonly kind: 'failed'; readonly waitMs: number }

async function askOnce(
  parts: PollParts,
  offset: number | null,
  limit: number,
  signal: AbortSignal,
): Promise<Asked> {
  const timeout = parts.longPollSeconds
  const patience = AbortSignal.any([signal, AbortSignal.timeout(timeout * 1000 + ANSWER_GRACE_MS)])
  const payload = { timeout, limit, allowed_updates: ALLOWED_UPDATES, ...(offset === null ? {} : { offset }) }
  try {
    const answer = batchSchema.safeParse(await parts.api.call('getUpdates', payload, patience))
    if (answer.success) return { kind: 'got', batch: answer.data }
    parts.health.not('degraded', 'getUpdates answered something unreadable')
    return { kind: 'failed', waitMs: 0 }
  } catch (error) {
    if (!signal.aborted) reportFailure(parts, error)
    return { kind: 'failed', waitMs: retryAfterMs(error) }
  }
}

function reportFailure(parts: PollParts, error: unknown): void {
  if (!(error instanceof TelegramCallFailed)) throw error
  const { failure } = error
  const code = failure.kind === 'refused' ? failure.code : 0
  if (code === 409) parts.health.not('down', conflictReason(failure.reason))
  else if (code === 401 || code === 404) parts.health.not('down', `the token is refused: ${failure.reason}`)
  else parts.health.not('degraded', `getUpdates failed: ${failure.reason}`)
  parts.log.warn({ reason: failure.reason }, 'telegram: no updates')
}

/** Two causes, two remedies. */
function conflictReason(reason: string): string {
  return /webhook/i.test(reason)
    ? `a webhook is set for this bot by another program: ${reason}`
    : `another program polls with the same token: ${reason}`
}

function retryAfterMs(error: unknown): number {
  if (!(error instanceof TelegramCallFailed) || error.failure.kind !== 'refused') return 0
  return (error.failure.retryAfterSeconds ?? 0) * 1000
}

async function taken(parts: PollParts, batch: readonly unknown[]): Promise<boolean> {
  try {
    await parts.take(batch)
    return true
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    parts.health.not('degraded', 'received messages could not be stored')
    parts.log.error({ reason, updates: batch.length }, 'telegram: updates not stored, they will come again')
    return false
  }
}
