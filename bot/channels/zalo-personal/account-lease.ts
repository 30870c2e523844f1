import type { Temporal } from 'temporal-polyfill'
import type { Leases } from '../../../core/ports.ts'
import type { Clock, Log } from './surroundings.ts'

export interface LeaseOptions {
  readonly leases: Leases
  readonly name: string
  /** Names this process. */
  readonly holder: string
}

/** After a crash another process takes over when it has run out. */
const LEASE_SECONDS = 15
const PROLONG_MS = 5_000

/**
 * The right to be logged in with the account: two processes at once would throw each other out. It is not given back
 * at a stop, for sending goes on: it runs out, or the sender that shares it gives it back.
 */
export class AccountLease {
  private heldUntil: Temporal.Instant | null = null

  constructor(
    private readonly options: LeaseOptions,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** False while another process has it, or the database cannot say and ours has run out. */
  async take(): Promise<boolean> {
    const { leases, name, holder } = this.options
    const now = this.clock.now()
    try {
      const isHeld = await leases.hold(name, holder, LEASE_SECONDS, now)
      this.heldUntil = isHeld ? now.add({ seconds: LEASE_SECONDS }) : null
    } catch (error) {
      this.log.warn({ reason: nameOf(error) }, 'zalo-personal: lease not prolonged')
    }
    return this.heldUntil !== null && this.heldUntil.epochMilliseconds > this.clock.now().epochMilliseconds
  }

  /** Prolongs it until the signal is aborted; resolves earlier when it is lost. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.clock.sleep(PROLONG_MS, signal)
      if (!signal.aborted && !(await this.take())) return
    }
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'error'
}
