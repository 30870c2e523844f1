/** What "Đã nhận" does: it keeps subjects quiet for a while, and stops nothing for ever. Pure. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { instantAt, localDate } from '../time.ts'
import type { WorkingHours } from './working-hours.ts'

const DEFAULT_END_OF_WORK = '17:30'

/**
 * Until when an acknowledgement keeps a subject quiet: the end of work on the next working day. Without settings work
 * ends at 17:30.
 */
export function quietUntil(
  now: Temporal.Instant,
  calendar: WorkCalendar,
  settings: WorkingHours | null,
  zone: string,
): Temporal.Instant {
  const day = calendar.nextWorkingDay(localDate(now, zone))
  return instantAt(day, settings?.workingHours.to ?? DEFAULT_END_OF_WORK, zone)
}
