/** What the next escalation round would tell, on the data of now: shown before a ladder is changed. Pure. behaviour §4, §6. */
import type { Temporal } from 'temporal-polyfill'
import type { ProgrammeInUse } from '../reminder/moment.ts'
import { escalationMomentsBetween } from './moments.ts'
import { planRound } from './plan-round.ts'
import type { EscalationSnapshot } from './snapshot.ts'

export interface DryRun {
  readonly at: Temporal.Instant
  /** One per message, most subjects first. */
  readonly digests: readonly {
    readonly personId: string
    readonly subjects: number
    /** Lowest first, each once. */
    readonly rungs: readonly number[]
  }[]
}

const DAYS_AHEAD = 7
/** A ladder of hourly rungs has so many moments in a week; further ones are not looked at. */
const MOST_MOMENTS = 60

/**
 * The first round after now that has anything to tell, within seven days; null: none. The snapshot's own programmes
 * give way to these.
 */
export function nextRound(
  snapshot: EscalationSnapshot,
  programmes: readonly ProgrammeInUse[],
  now: Temporal.Instant,
): DryRun | null {
  const until = now.add({ hours: DAYS_AHEAD * 24 })
  const moments = escalationMomentsBetween(programmes, snapshot.calendar, snapshot.zone, now, until)
  for (const { at } of moments.slice(0, MOST_MOMENTS)) {
    // Rounds run every minute: nothing has to be caught up by then.
    const then = { ...snapshot, programmes, roundsDoneTo: at.subtract({ minutes: 1 }) }
    const { digests } = planRound(then, at)
    if (digests.length === 0) continue
    const lines = digests.map(({ personId, steps }) => ({
      personId,
      subjects: steps.length,
      rungs: [...new Set(steps.map(({ rung }) => rung))].sort((one, other) => one - other),
    }))
    return { at, digests: lines.sort((one, other) => other.subjects - one.subjects) }
  }
  return null
}
