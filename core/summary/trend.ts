/** The on-time share over periods, for the trend picture. Pure. behaviour §7. */
import type { Period } from '../programme/period.ts'
import type { FilingTimes } from './duty-state.ts'
import { dutyStateOf } from './duty-state.ts'
import { onTimeShare, tallyDuties } from './tally.ts'

export interface TrendPoint {
  readonly period: Period
  /** 0-1; null: nothing was owed in that period (a day off). */
  readonly share: number | null
  readonly owed: number
}

/** One point per period given, oldest first. */
export function trendOf(
  periods: readonly {
    readonly period: Period
    readonly rows: readonly { readonly filing: FilingTimes | null }[]
  }[],
): readonly TrendPoint[] {
  return periods
    .map(({ period, rows }) => {
      const tally = tallyDuties(rows.map(dutyStateOf))
      return { period, share: onTimeShare(tally), owed: tally.owed }
    })
    .sort((one, other) => one.period.start.since(other.period.start).sign)
}
