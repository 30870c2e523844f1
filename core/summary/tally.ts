/** Counts of duties by state and of tasks by standing, and the shares drawn from them. Pure. */
import type { DutyState } from './duty-state.ts'
import type { TaskStanding } from './task-standing.ts'

/** owed is the sum of the states. */
export type DutyTally = Readonly<Record<DutyState, number>> & {
  readonly owed: number
}

/** total is the sum of the standings. */
export type TaskTally = Readonly<Record<TaskStanding, number>> & {
  readonly total: number
}

export function tallyDuties(states: Iterable<DutyState>): DutyTally {
  const tally = { on_time: 0, late: 0, incomplete: 0, missing: 0, owed: 0 }
  for (const state of states) {
    tally[state] += 1
    tally.owed += 1
  }
  return tally
}

export function tallyTasks(standings: Iterable<TaskStanding>): TaskTally {
  const tally = {
    done_on_time: 0,
    done_late: 0,
    open_in_time: 0,
    open_overdue: 0,
    paused: 0,
    total: 0,
  }
  for (const standing of standings) {
    tally[standing] += 1
    tally.total += 1
  }
  return tally
}

/** Both together, for "the others". */
export function addDuties(one: DutyTally, other: DutyTally): DutyTally {
  return {
    on_time: one.on_time + other.on_time,
    late: one.late + other.late,
    incomplete: one.incomplete + other.incomplete,
    missing: one.missing + other.missing,
    owed: one.owed + other.owed,
  }
}

/** Complete and in time, of what was owed, 0-1; null: nothing was owed. */
export function onTimeShare({ on_time, owed }: DutyTally): number | null {
  return owed === 0 ? null : on_time / owed
}

/** Change of the on-time share in percentage points; null: one of both periods owed nothing. */
export function shareChange(now: DutyTally, before: DutyTally | null): number | null {
  const current = onTimeShare(now)
  const earlier = before === null ? null : onTimeShare(before)
  return current === null || earlier === null ? null : (current - earlier) * 100
}

/** Done tasks of all, 0-1; null: there are none. */
export function doneShare({ done_on_time, done_late, total }: TaskTally): number | null {
  return total === 0 ? null : (done_on_time + done_late) / total
}
