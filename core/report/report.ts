/** Reports (báo cáo) and where a duty stands in a period. One report: one task, one unit, one message; versions are kept. */
import type { Temporal } from 'temporal-polyfill'
import type { Person, Unit } from '../directory/directory.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { Programme } from '../programme/settings.ts'
import type { Task } from '../task/task.ts'
import type { Promised } from './promise.ts'
import type { Quantity, ReportStatus } from './understand/reading.ts'

/** What the checklist of the programme still misses in a report (behaviour §3 "Complete or not", ledger 42). */
export type MissingItem = 'number' | 'proposal' | 'product' | 'evidence'

/** Questioned once to the officer, shown to the coordinator; never a reason to refuse (behaviour §3 "Plausibility"). */
export type PlausibilityFlag = 'percent_fell'

export interface ReportContent {
  readonly status: ReportStatus
  /** 0-100. With `unchanged` it is carried over from the report before. */
  readonly percent: number | null
  readonly quantity: Quantity | null
  readonly result: string | null
  readonly obstacle: string | null
  readonly cause: 'objective' | 'subjective' | null
  readonly proposal: string | null
  readonly addressee: string | null
  readonly nextStep: string | null
  readonly nextDate: Temporal.PlainDate | null
  /** The words it was read from, as the officer wrote them. */
  readonly text: string
}

/** A report in its current version. */
export interface Report {
  readonly id: string
  /** "BC-261123-0042", shared by all reports of one message. */
  readonly number: string
  readonly taskId: string
  readonly unitId: string
  readonly personId: string
  readonly filedAt: Temporal.Instant
  readonly version: number
  readonly content: ReportContent
  readonly missing: readonly MissingItem[]
  readonly flags: readonly PlausibilityFlag[]
  readonly evidenceCount: number
}

/** At most one per task, unit, regime and period. */
export interface Filing {
  readonly taskId: string
  readonly unitId: string
  readonly regime: PeriodicRegime
  readonly periodKey: string
  readonly firstAt: Temporal.Instant
  /** On-time is judged by it; null: nothing complete yet. */
  readonly firstCompleteAt: Temporal.Instant | null
  readonly isLate: boolean
  readonly delayMinutes: number
  readonly reportId: string
}

/** What one person owes for one task on behalf of one unit, with all that is needed to judge a report on it. */
export interface Duty {
  readonly task: Task
  readonly unit: Unit
  readonly programme: Programme
  /** The person on leave for whom this one stands in; null: his own duty. */
  readonly substituteFor: Person | null
  /** Every other lead unit of the task has reported it done and complete (true where there is no other). */
  readonly peersDone: boolean
  /** The newest report, whenever it was. */
  readonly last: Report | null
  /** Words of the unit's obstacles that wait for an answer. */
  readonly openObstacles: readonly string[]
  /** Of the periods that are open now. */
  readonly filings: readonly Filing[]
  /** When he said he would report on it; null: he did not, or it is over. */
  readonly promised: Promised | null
}
