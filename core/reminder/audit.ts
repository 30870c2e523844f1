/** Self-audit of reminder rounds: what was planned for people, against what became of it. Pure. behaviour §2. */
import type { Temporal } from 'temporal-polyfill'

/** Rounds to be audited at a later instant than the one at which that was decided. Kept in the database. */
export interface PostponedAudit {
  /** Instants of the reminder rounds, oldest first. */
  readonly rounds: readonly Temporal.Instant[]
  readonly at: Temporal.Instant
}

/** A reminder as the outbox has it. */
export interface PlannedDelivery {
  readonly personId: string
  readonly name: string
  readonly state: 'pending' | 'sending' | 'sent' | 'unknown' | 'failed' | 'unreachable' | 'cancelled'
  /** Cancelled because its time was over, not because there was nothing to say any more. */
  readonly isExpired: boolean
}

export type GapReason = 'waiting' | 'unsure' | 'failed' | 'unreachable' | 'expired'

export interface AuditResult {
  readonly planned: number
  readonly delivered: number
  /** Had nothing to say any more at sending. */
  readonly dropped: number
  /** By name, of each person the first gap. */
  readonly gaps: readonly { readonly name: string; readonly reason: GapReason }[]
  /**
   * Nothing stuck on our side. Who has no account that works is a gap to be told, but no fault of the round: a province
   * always has one.
   */
  readonly hasPassed: boolean
}

export function auditDeliveries(deliveries: readonly PlannedDelivery[]): AuditResult {
  const gaps = new Map<string, { name: string; reason: GapReason }>()
  for (const delivery of deliveries) {
    const reason = gapOf(delivery)
    if (reason !== null && !gaps.has(delivery.personId)) {
      gaps.set(delivery.personId, { name: delivery.name, reason })
    }
  }
  return {
    planned: deliveries.length,
    delivered: deliveries.filter(({ state }) => state === 'sent').length,
    dropped: deliveries.filter(({ state, isExpired }) => state === 'cancelled' && !isExpired).length,
    gaps: [...gaps.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
    hasPassed: [...gaps.values()].every(({ reason }) => reason === 'unreachable'),
  }
}

function gapOf({ state, isExpired }: PlannedDelivery): GapReason | null {
  switch (state) {
    case 'sent':
      return null
    case 'cancelled':
      return isExpired ? 'expired' : null
    case 'pending':
    case 'sending':
      return 'waiting'
    case 'unknown':
      return 'unsure'
    case 'failed':
    case 'unreachable':
      return state
    default:
      return state satisfies never
  }
}
