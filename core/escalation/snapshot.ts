/** What escalation is planned, examined and acknowledged from: one state of the world, loaded by a few queries. */
import type { Temporal } from 'temporal-polyfill'
import type { DirectorySnapshot } from '../directory/duty.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { Programme } from '../programme/settings.ts'
import type { FilingState, InputLock } from '../reminder/snapshot.ts'
import type { Assignment, Task } from '../task/task.ts'

export interface EscalatedTask
  extends Pick<Task, 'id' | 'programmeId' | 'due' | 'regimes' | 'state' | 'addedAt'> {
  readonly assignments: readonly Pick<Assignment, 'unitId' | 'role' | 'officerId' | 'since'>[]
}

/** The newest complete report of a unit on a task, whatever period it was for. No entry: there is none. */
export interface NewestComplete {
  readonly taskId: string
  readonly unitId: string
  readonly at: Temporal.Instant
  /** It says that the unit's part is done: the unit's leaders hear no more of the deadline. */
  readonly isDone: boolean
}

/** An open obstacle. Answered, solved or withdrawn ones are left out. */
export interface OpenObstacle {
  readonly id: string
  readonly taskId: string
  /** Unit that raised it. */
  readonly unitId: string
  /** Unit that has to answer; null: nobody knows whom the officer meant, so the coordinators are told. */
  readonly addresseeUnitId: string | null
  readonly raisedAt: Temporal.Instant
}

/**
 * planned: committed, its digest still to be sent; told: the digest left; settled_before: settled, and left out of the
 * digest; closed: told, and its settlement told as well; skipped: nobody could be told, or the rung was no longer that
 * person's when the digest was to leave.
 */
export type StepState = 'planned' | 'told' | 'settled_before' | 'closed' | 'skipped'

/** One rung of one subject, as it is remembered. */
export interface EscalationStep {
  readonly id: string
  readonly subject: string
  readonly rung: number
  /** Null: the rung was skipped. */
  readonly personId: string | null
  readonly state: StepState
  readonly plannedAt: Temporal.Instant
  readonly acknowledgedAt: Temporal.Instant | null
  /** No further rung before this instant. */
  readonly quietUntil: Temporal.Instant | null
}

/**
 * Everything at one instant. Planning wants all open tasks, the filings of `periodsInQuestion`, and the steps of the
 * last 60 days and of all open tasks; examining one digest wants the tasks, filings and obstacles its person's steps
 * name, and these steps.
 */
export interface EscalationSnapshot extends DirectorySnapshot {
  readonly programmes: readonly Programme[]
  readonly calendar: WorkCalendar
  readonly tasks: readonly EscalatedTask[]
  readonly filings: readonly Pick<
    FilingState,
    'taskId' | 'unitId' | 'regime' | 'periodKey' | 'firstCompleteAt'
  >[]
  readonly newestComplete: readonly NewestComplete[]
  readonly obstacles: readonly OpenObstacle[]
  /** Those that ran within the last weeks as well: what fell due while input was closed is not owed. */
  readonly locks: readonly InputLock[]
  readonly steps: readonly EscalationStep[]
  /** People with at least one active account. */
  readonly reachable: ReadonlySet<string>
  /**
   * Up to when rounds had been done before this one: a cut-off after it was passed while nothing ran, so its reminder
   * is only being caught up. Null: nothing ever ran.
   */
  readonly roundsDoneTo: Temporal.Instant | null
}
