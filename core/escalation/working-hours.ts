/** Quiet hours: escalation goes out only in the working hours of working days. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import { instantAt, isBefore, localDate } from '../time.ts'

export type WorkingHours = Pick<ProgrammeSettings, 'workingHours'>

/** Both ends of the working hours (07:30 and 17:30 themselves) are working time. */
export function isWorkingTime(
  instant: Temporal.Instant,
  calendar: WorkCalendar,
  { workingHours }: WorkingHours,
  zone: string,
): boolean {
  const date = localDate(instant, zone)
  return (
    calendar.isWorkingDay(date) &&
    !isBefore(instant, instantAt(date, workingHours.from, zone)) &&
    !isBefore(instantAt(date, workingHours.to, zone), instant)
  )
}

/** The instant itself in working time, otherwise the next beginning of work. */
export function intoWorkingTime(
  instant: Temporal.Instant,
  calendar: WorkCalendar,
  settings: WorkingHours,
  zone: string,
): Temporal.Instant {
  if (isWorkingTime(instant, calendar, settings, zone)) return instant
  const { from } = settings.workingHours
  const date = localDate(instant, zone)
  const opening = instantAt(date, from, zone)
  if (calendar.isWorkingDay(date) && isBefore(instant, opening)) return opening
  return instantAt(calendar.nextWorkingDay(date), from, zone)
}
