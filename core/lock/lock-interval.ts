/** When input closes for a conference, and when its officers are warned of it. Pure. behaviour §5, ledger 38. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import { instantAt, localDate } from '../time.ts'

export type LockRule = ProgrammeSettings['lock']

/** 00:00 (zone) of the day that lies `days` calendar or working days before the day of the conference; 0: that day itself. */
export function lockStart(
  startsAt: Temporal.Instant,
  rule: LockRule,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant {
  const day = localDate(startsAt, zone)
  const first =
    rule.count === 'working' ? calendar.addWorkingDays(day, -rule.days) : day.subtract({ days: rule.days })
  return instantAt(first, '00:00', zone)
}

/** Where no end was named, a conference lasts as long as the programme's usually do. */
export function usualEnd(startsAt: Temporal.Instant, rule: LockRule): Temporal.Instant {
  return startsAt.add({ minutes: Math.round(rule.conferenceHours * 60) })
}

export interface LockWarning {
  /** Days before the lock. */
  readonly days: number
  readonly at: Temporal.Instant
}

/**
 * Earliest first. Working days are counted back from the day of the lock where the programme reports on working days, so
 * that nobody is warned on a day off; calendar days where it reports every day.
 */
export function warningsOf(
  lockFrom: Temporal.Instant,
  { lock, days }: Pick<ProgrammeSettings, 'lock' | 'days'>,
  calendar: WorkCalendar,
  zone: string,
): readonly LockWarning[] {
  const lockDay = localDate(lockFrom, zone)
  const before = (count: number) =>
    days === 'working-days' ? calendar.addWorkingDays(lockDay, -count) : lockDay.subtract({ days: count })
  return [...new Set(lock.warningDays)]
    .sort((one, other) => other - one)
    .map((count) => ({ days: count, at: instantAt(before(count), lock.warningAt, zone) }))
}

/** No further back than this the reports count that a conference is told of. */
const WINDOW_MONTHS = 1

/** From when on a report may be information for this conference: since the last one ended, at most a month before the lock. */
export function windowStart(
  lockFrom: Temporal.Instant,
  previousEnd: Temporal.Instant | null,
  zone: string,
): Temporal.Instant {
  const month = lockFrom.toZonedDateTimeISO(zone).subtract({ months: WINDOW_MONTHS }).toInstant()
  if (previousEnd === null) return month
  return previousEnd.epochMilliseconds > month.epochMilliseconds ? previousEnd : month
}
