/** Since when a report is information for a conference. Pure. behaviour §5, ledger 39, 42. */
import type { Temporal } from 'temporal-polyfill'
import { periodsAwaited, periodsLastClosed } from '../programme/awaited.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import type { Task } from '../task/task.ts'
import { instantAt, isBefore, laterOf } from '../time.ts'
import type { LockWindow } from './lock-records.ts'

/**
 * By the programme's setting. `period`: since the beginning of the last period that closed by the end of the window, of
 * the regimes the task follows the one that asks most; `conference`: since the window begins. A task that follows no
 * periodic regime has all the window. Null: it was added after that cut-off and owes nothing yet.
 */
export function informationSince(
  task: Pick<Task, 'regimes' | 'addedAt'>,
  settings: ProgrammeSettings,
  window: LockWindow,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  if (settings.lock.information === 'conference') return window.from
  const closed = [
    ...periodsLastClosed(settings, task.regimes, window.until, calendar, zone),
    ...periodsAwaited(settings, task.regimes, window.until, calendar, zone).filter(({ isLate }) => isLate),
  ]
  const owed = closed.filter(({ cutOff }) => isBefore(task.addedAt, cutOff))
  if (owed.length === 0) return closed.length === 0 ? window.from : null
  return owed
    .map(({ period }) => instantAt(period.start, '00:00', zone))
    .reduce((latest, start) => laterOf(latest, start))
}
