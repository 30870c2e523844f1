/** Deadlines of the sample list, of 2025, moved to the demo's day. Pure. */
import { Temporal } from 'temporal-polyfill'
import { codeOf, type TaskRow } from '../../core/import/reading.ts'
import type { WorkCalendar } from '../../core/programme/calendar.ts'
import { LIST_DAY } from './read-list.ts'

/** Working days from the demo's day: three overdue, five due within a week. */
const NEAR: Readonly<Record<string, number>> = {
  NV31: -6,
  NV02: -3,
  NV25: -2,
  NV10: 2,
  NV09: 3,
  NV23: 3,
  NV03: 4,
  NV30: 5,
}
/** The list names a day that does not exist (31/6): settled for the demo, in the list's time. */
const SETTLED: Readonly<Record<string, Temporal.PlainDate>> = { NV16: Temporal.PlainDate.from('2025-06-30') }

export interface DemoDeadline {
  readonly due: Temporal.PlainDate | null
  readonly dueKind: string
  readonly dueRaw: string | null
  readonly start: Temporal.PlainDate | null
  readonly milestones: readonly { readonly name: string; readonly due: Temporal.PlainDate }[]
}

/** Moves by whole weeks, so that weekdays stay; the tasks of `NEAR` lie where the demo needs them. */
export function demoDeadline(task: TaskRow, today: Temporal.PlainDate, calendar: WorkCalendar): DemoDeadline {
  const weeks = Math.round(LIST_DAY.until(today).days / 7)
  const moved = (date: Temporal.PlainDate | null) => date?.add({ weeks }) ?? null
  const code = codeOf(task)
  const near = NEAR[code]
  const written = SETTLED[code] ?? task.due
  const due = near === undefined ? moved(written) : calendar.addWorkingDays(today, near)
  return {
    due,
    dueKind: due === null ? task.dueKind : 'date',
    dueRaw: due === null ? task.dueRaw : `${due.day}/${due.month}/${due.year}`,
    start: moved(task.start),
    milestones: task.milestones.map((phase, index) => ({
      name: phase.name ?? `Đợt ${index + 1}`,
      due: phase.due.add({ weeks }),
    })),
  }
}
