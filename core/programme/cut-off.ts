/** Cut-offs (mốc chốt): the instant before which a period's report must have arrived. behaviour §1, ledger 15-17. */
import type { Temporal } from 'temporal-polyfill'
import { instantAt, isBefore, wholeMinutesBetween } from '../time.ts'
import type { WorkCalendar } from './calendar.ts'
import { type Period, periodOf } from './period.ts'
import { PERIODIC_REGIMES } from './regime.ts'
import type { ProgrammeSettings } from './settings.ts'

export type CutOffRule = Pick<ProgrammeSettings, 'days' | 'cutOff'>

/**
 * The day of a period's cut-off, always inside the period: Friday of a week, otherwise the last day. Under
 * `working-days` a day off gives way to the last working day inside the period, and a period without one has no
 * cut-off (null). A make-up Saturday therefore moves nothing while Friday is worked; in a week whose Friday is off it
 * *is* the last working day inside the period, and the week closes on it - people are at their desks, and a week
 * whose only working day is that Saturday must not be lost. Under `every-day` the calendar date is literal.
 */
export function cutOffDateOf(
  period: Period,
  days: CutOffRule['days'],
  calendar: WorkCalendar,
): Temporal.PlainDate | null {
  const nominal = period.regime === 'weekly' ? period.start.add({ days: 4 }) : period.end
  if (days === 'every-day' || calendar.isWorkingDay(nominal)) return nominal
  return calendar.lastWorkingDayWithin(period.start, period.end)
}

/** Periods of every periodic regime whose cut-off lies on that day, in the order of the regimes. */
export function periodsEndingOn(
  date: Temporal.PlainDate,
  days: CutOffRule['days'],
  calendar: WorkCalendar,
): readonly Period[] {
  return PERIODIC_REGIMES.map((regime) => periodOf(regime, date)).filter((period) =>
    cutOffDateOf(period, days, calendar)?.equals(date),
  )
}

/** The instant of that day's cut-off in the zone; null for a period without a working day under `working-days`. */
export function cutOffOf(
  period: Period,
  rule: CutOffRule,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  const date = cutOffDateOf(period, rule.days, calendar)
  return date && instantAt(date, rule.cutOff, zone)
}

/** "Trước 16h30": strictly before the cut-off; the instant itself is late. */
export function isOnTime(arrival: Temporal.Instant, cutOff: Temporal.Instant): boolean {
  return isBefore(arrival, cutOff)
}

/** Whole minutes by which an arrival missed the cut-off, rounded down; 0 on time and within the first minute. */
export function delayMinutesOf(arrival: Temporal.Instant, cutOff: Temporal.Instant): number {
  return wholeMinutesBetween(cutOff, arrival)
}
