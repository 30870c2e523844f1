/** A conference (hội nghị giao ban) and the time around it in which input of its programme is closed. behaviour §5, ledger 38. */
import type { Temporal } from 'temporal-polyfill'

/** moved: another row stands for it now; cancelled: it will not take place. Neither locks any longer than it did. */
export const CONFERENCE_STATES = ['planned', 'moved', 'cancelled'] as const
export type ConferenceState = (typeof CONFERENCE_STATES)[number]

/** A unit that may file although input is closed, in [from, until). */
export interface LockException {
  readonly id: string
  readonly unitId: string
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly reason: string
}

export interface Conference {
  readonly id: string
  readonly programmeId: string
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  /** Input is closed in [lockFrom, lockUntil); nothing is closed where both are equal. */
  readonly lockFrom: Temporal.Instant
  readonly lockUntil: Temporal.Instant
  /** When it was to begin before it was moved; null: it never was. */
  readonly movedFrom: Temporal.Instant | null
  readonly state: ConferenceState
  /** The smallest notice (days) officers have had of this lock; null: none yet. */
  readonly warnedDays: number | null
  readonly frozenAt: Temporal.Instant | null
  readonly exceptions: readonly LockException[]
}
