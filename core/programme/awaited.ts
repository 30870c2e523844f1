/** Which periods a report filed at some instant belongs to, and how late it is for each. behaviour §1. */
import type { Temporal } from 'temporal-polyfill'
import { localDate } from '../time.ts'
import type { WorkCalendar } from './calendar.ts'
import { type CutOffRule, cutOffOf, delayMinutesOf, isOnTime } from './cut-off.ts'
import { type Period, periodOf, previousPeriod } from './period.ts'
import { isPeriodic, type PeriodicRegime, type RegimeKind } from './regime.ts'
import type { ProgrammeSettings } from './settings.ts'

export interface AwaitedPeriod {
  readonly period: Period
  readonly cutOff: Temporal.Instant
  readonly isLate: boolean
  /** Whole minutes past the cut-off; 0 on time and within the first minute. */
  readonly delayMinutes: number
}

/** No more than this many periods without a cut-off follow each other (Tết is two weeks of days at most). */
const LONGEST_SILENCE_PERIODS = 40

/** The periodic regimes a task follows: those its row names, else the programme's; each once, in their order. */
export function regimesFollowed(
  programmeRegimes: readonly RegimeKind[],
  taskRegimes: readonly RegimeKind[],
): readonly PeriodicRegime[] {
  const named = taskRegimes.length > 0 ? taskRegimes : programmeRegimes
  return [...new Set(named.filter(isPeriodic))]
}

/**
 * The period of each followed regime in which the instant lies (local date of the zone), late ones included: a report
 * of 16:45 belongs to that day's period, marked late, one of Saturday to the week that closed on Friday. A period
 * without a cut-off (a day off under `working-days`) awaits nothing and is left out.
 */
export function periodsAwaited(
  settings: CutOffRule & Pick<ProgrammeSettings, 'regimes'>,
  taskRegimes: readonly RegimeKind[],
  at: Temporal.Instant,
  calendar: WorkCalendar,
  zone: string,
): readonly AwaitedPeriod[] {
  const date = localDate(at, zone)
  return regimesFollowed(settings.regimes, taskRegimes).flatMap((regime) => {
    const period = periodOf(regime, date)
    const cutOff = cutOffOf(period, settings, calendar, zone)
    return cutOff ? [judge(period, cutOff, at)] : []
  })
}

/**
 * Of each followed regime the latest period before the one in which the instant lies that had a cut-off: what a report
 * of the morning after still settles, late, where nothing was filed in time.
 */
export function periodsLastClosed(
  settings: CutOffRule & Pick<ProgrammeSettings, 'regimes'>,
  taskRegimes: readonly RegimeKind[],
  at: Temporal.Instant,
  calendar: WorkCalendar,
  zone: string,
): readonly AwaitedPeriod[] {
  const date = localDate(at, zone)
  return regimesFollowed(settings.regimes, taskRegimes).flatMap((regime) => {
    let period = previousPeriod(periodOf(regime, date))
    for (let tries = 0; tries < LONGEST_SILENCE_PERIODS; tries++, period = previousPeriod(period)) {
      const cutOff = cutOffOf(period, settings, calendar, zone)
      if (cutOff) return [judge(period, cutOff, at)]
    }
    return []
  })
}

function judge(period: Period, cutOff: Temporal.Instant, at: Temporal.Instant): AwaitedPeriod {
  return { period, cutOff, isLate: !isOnTime(at, cutOff), delayMinutes: delayMinutesOf(at, cutOff) }
}
