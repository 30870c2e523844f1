/** What an overview is counted from: the duties of a period with all that the files say of them. */
import type { Temporal } from 'temporal-polyfill'
import type { Unit } from '../directory/directory.ts'
import type { Period } from '../programme/period.ts'
import type { MissingItem } from '../report/report.ts'
import type { Quantity, ReportStatus } from '../report/understand/reading.ts'
import type { Task } from '../task/task.ts'
import type { FilingTimes } from './duty-state.ts'

/** One duty of the period: a lead unit of a task that reports under the regime. Removed tasks are not among them. */
export interface OverviewRow {
  readonly programme: { readonly id: string; readonly name: string }
  readonly task: Task
  /** Civil day on which the task was reported done; null: it is not. */
  readonly doneOn: Temporal.PlainDate | null
  readonly unit: Unit
  readonly officer: {
    readonly name: string
    readonly phone: string | null
  } | null
  /** The unit's own head (thủ trưởng), who answers for it; null: none is entered. */
  readonly head: {
    readonly name: string
    readonly title: string | null
  } | null
  readonly filing: (FilingTimes & { readonly delayMinutes: number }) | null
  /** Newest report up to the end of the period, whichever period it was filed for. */
  readonly report: ReportedContent | null
}

export interface ReportedContent {
  /** "BC-261123-0042" */
  readonly number: string
  readonly filedAt: Temporal.Instant
  readonly status: ReportStatus
  readonly percent: number | null
  readonly quantity: Quantity | null
  readonly result: string | null
  readonly obstacle: string | null
  readonly cause: 'objective' | 'subjective' | null
  readonly proposal: string | null
  readonly addressee: string | null
  readonly nextStep: string | null
  readonly nextDate: Temporal.PlainDate | null
  readonly missing: readonly MissingItem[]
  readonly evidenceCount: number
}

/** A duty of the period before: only whether and when it was reported matters. */
export type EarlierRow = Pick<OverviewRow, 'programme' | 'unit' | 'filing'> & {
  readonly task: Pick<Task, 'group'>
}

export interface OverviewSnapshot {
  readonly period: Period
  readonly cutOff: Temporal.Instant | null
  /** What the rows are restricted to, in words; null: everything. */
  readonly scope: string | null
  /** In the order of the list. */
  readonly rows: readonly OverviewRow[]
  /** Of the period before; empty: there was none, nothing is compared. */
  readonly before: readonly EarlierRow[]
  readonly now: Temporal.Instant
  /** Zone of the installation. */
  readonly zone: string
}
