import { z } from 'zod'
import type { HealthRecord } from '../health-record.ts'
import { backoffMs, type Clock, type Log } from '../surroundings.ts'
import type { OaAnswer, ZaloOaApi } from './api.ts'
import { meaningOf } from './send-outcome.ts'

export interface OaAccount {
  readonly id: string
  readonly name: string | null
  /** The plan that is paid for; null when Zalo does not say. */
  readonly plan: string | null
}

export interface AccountWatchParts {
  readonly api: ZaloOaApi
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly onAccount: (account: OaAccount) => void
}

const CALL_MS = 30_000
const LOOK_EVERY_MS = 5 * 60_000

const accountSchema = z
  .object({
    oaid: z.coerce.string().optional(),
    oa_id: z.coerce.string().optional(),
    name: z.string().optional(),
    package_name: z.string().optional(),
  })
  .transform(({ oaid, oa_id, name, package_name }) => ({
    id: oaid ?? oa_id ?? '',
    name: name ?? null,
    plan: package_name ?? null,
  }))

/**
 * Asks every five minutes who the account is (`GET /v2.0/oa/getoa`), until the signal is aborted: it keeps the tokens
 * fresh while nobody writes, and shows what is wrong before a reminder fails.
 */
export async function watchAccount(parts: AccountWatchParts, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)])
    const answer = await parts.api.get('/v2.0/oa/getoa', patience)
    if (signal.aborted) return
    failures = take(parts, answer) ? 0 : failures + 1
    await parts.clock.sleep(failures === 0 ? LOOK_EVERY_MS : backoffMs(failures), signal)
  }
}

/** True when the account answered as it should. */
function take({ health, log, onAccount }: AccountWatchParts, answer: OaAnswer): boolean {
  if (answer.kind === 'done') {
    const account = accountSchema.safeParse(answer.data)
    if (account.success && account.data.id !== '') onAccount(account.data)
    health.up()
    return true
  }
  const isLost =
    (answer.kind === 'no-token' && answer.lasting === 'permanent') ||
    (answer.kind === 'refused' && meaningOf(answer.code) === 'account')
  health.not(isLost ? 'down' : 'degraded', answer.reason)
  log.warn({ reason: answer.reason }, 'zalo-oa: the account does not answer')
  return false
}
