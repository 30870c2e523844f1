/** When the weekly digest goes out, in which the rungs marked `weekly` are told. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { cutOffDateOf } from '../programme/cut-off.ts'
import { periodOf, previousPeriod } from '../programme/period.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import { intoWorkingTime } from './working-hours.ts'

const AFTER_CUT_OFF_MINUTES = 30
/** No more weeks than this follow each other without a working day. */
const LONGEST_SILENCE_WEEKS = 4

/**
 * Of the week that contains the date: its Friday, or its last working day where Friday is off, half an hour after the
 * programme's cut-off time, moved into working hours. Null for a week without a working day.
 */
export function weeklyDigestOf(
  date: Temporal.PlainDate,
  settings: Pick<ProgrammeSettings, 'cutOff' | 'workingHours'>,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  const day = cutOffDateOf(periodOf('weekly', date), 'working-days', calendar)
  if (day === null) return null
  const nominal = instantAt(day, settings.cutOff, zone).add({ minutes: AFTER_CUT_OFF_MINUTES })
  return intoWorkingTime(nominal, calendar, settings, zone)
}

/** The newest weekly digest at or before the instant; null when there was none for weeks. */
export function lastWeeklyDigest(
  now: Temporal.Instant,
  settings: Pick<ProgrammeSettings, 'cutOff' | 'workingHours'>,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  let week = periodOf('weekly', localDate(now, zone))
  for (let tries = 0; tries <= LONGEST_SILENCE_WEEKS; tries++, week = previousPeriod(week)) {
    const digest = weeklyDigestOf(week.start, settings, calendar, zone)
    if (digest !== null && !isBefore(now, digest)) return digest
  }
  return null
}
