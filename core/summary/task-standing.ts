/**
 * Where a task stands, counted the Government's way: hoàn thành đúng hạn / quá hạn, chưa hoàn thành trong hạn / quá
 * hạn. Tasks put on hold (tạm dừng) are a count of their own. Pure. behaviour §7, ledger 56, 67.
 */
import { Temporal } from 'temporal-polyfill'
import type { Task } from '../task/task.ts'

export const TASK_STANDINGS = ['done_on_time', 'done_late', 'open_in_time', 'open_overdue', 'paused'] as const
export type TaskStanding = (typeof TASK_STANDINGS)[number]

export interface StandingFacts {
  readonly task: Pick<Task, 'due' | 'state'>
  /** Civil day on which it was reported done; null: not done. */
  readonly doneOn: Temporal.PlainDate | null
}

/**
 * The standing at the end of `asOf`. What was finished later was still open then. The deadline day itself is in time,
 * and a task without deadline is never overdue.
 */
export function taskStandingOf({ task, doneOn }: StandingFacts, asOf: Temporal.PlainDate): TaskStanding {
  const finishedOn = task.state === 'done' ? (doneOn ?? asOf) : null
  if (finishedOn !== null && isUpTo(finishedOn, asOf))
    return task.due === null || isUpTo(finishedOn, task.due) ? 'done_on_time' : 'done_late'
  if (task.state === 'paused') return 'paused'
  return task.due === null || isUpTo(asOf, task.due) ? 'open_in_time' : 'open_overdue'
}

/** Calendar days by which a task of that standing has passed its deadline; 0 unless it is open_overdue. */
export function overdueDaysOf(
  { due }: Pick<Task, 'due'>,
  standing: TaskStanding,
  asOf: Temporal.PlainDate,
): number {
  return due !== null && standing === 'open_overdue' ? due.until(asOf).days : 0
}

export function isDone(standing: TaskStanding): boolean {
  return standing === 'done_on_time' || standing === 'done_late'
}

function isUpTo(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) <= 0
}
