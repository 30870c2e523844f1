/** How many tasks fall due on which day, for the due calendar (lịch đến hạn). Pure. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import { DUE_SOON_DAYS, type Light } from './light.ts'
import { isDone, type StandingFacts, taskStandingOf } from './task-standing.ts'

export interface DueDay {
  readonly date: Temporal.PlainDate
  /** Tasks due that day. */
  readonly due: number
  /** Of them not done. */
  readonly open: number
  /** red: past with something open; yellow: soon; green: all done; grey: later. */
  readonly light: Light
}

export interface DueCalendar {
  readonly from: Temporal.PlainDate
  /** Inclusive. */
  readonly to: Temporal.PlainDate
  readonly asOf: Temporal.PlainDate
  /** Days on which something is due, in order. */
  readonly days: readonly DueDay[]
  /** Open tasks due before `from`; what the picture does not show. */
  readonly openBefore: number
}

/** Each task once; paused tasks have no day. Bounds inclusive. */
export function dueCalendarOf(
  tasks: readonly (StandingFacts & {
    readonly task: { readonly id: string }
  })[],
  { from, to, asOf }: Pick<DueCalendar, 'from' | 'to' | 'asOf'>,
): DueCalendar {
  const days = new Map<string, { date: Temporal.PlainDate; due: number; open: number }>()
  let openBefore = 0
  for (const facts of new Map(tasks.map((one) => [one.task.id, one])).values()) {
    const { due } = facts.task
    const standing = taskStandingOf(facts, asOf)
    if (due === null || standing === 'paused') continue
    const isOpen = !isDone(standing)
    if (Temporal.PlainDate.compare(due, from) < 0) openBefore += isOpen ? 1 : 0
    else if (Temporal.PlainDate.compare(due, to) <= 0) {
      const day = days.get(due.toString()) ?? { date: due, due: 0, open: 0 }
      days.set(due.toString(), {
        date: due,
        due: day.due + 1,
        open: day.open + (isOpen ? 1 : 0),
      })
    }
  }
  const ordered = [...days.values()].sort((one, other) => Temporal.PlainDate.compare(one.date, other.date))
  return {
    from,
    to,
    asOf,
    days: ordered.map((day) => ({ ...day, light: lightOfDay(day, asOf) })),
    openBefore,
  }
}

function lightOfDay(
  { date, open }: { readonly date: Temporal.PlainDate; readonly open: number },
  asOf: Temporal.PlainDate,
): Light {
  if (open === 0) return 'green'
  const daysLeft = asOf.until(date).days
  if (daysLeft < 0) return 'red'
  return daysLeft <= DUE_SOON_DAYS ? 'yellow' : 'grey'
}
