/** What the import needs from the memory: the state to compare with, and one place that carries a plan out. */
import type { Temporal } from 'temporal-polyfill'
import type { RegimeKind } from '../programme/regime.ts'
import type { Target, TaskState } from '../task/task.ts'
import type { ImportPlan } from './compare-task-list.ts'
import type { KnownUnit } from './unit-names.ts'

/** A task of the programme as it is now. */
export interface ExistingTask {
  readonly code: string
  readonly outline: string | null
  readonly group: string | null
  readonly title: string
  /** Official names of units; those of a collective one by one, as the tasks are owed. */
  readonly lead: readonly string[]
  readonly coord: readonly string[]
  readonly due: Temporal.PlainDate | null
  readonly dueKind: string
  readonly product: string | null
  readonly authority: string | null
  readonly resources: string | null
  readonly target: Target | null
  readonly regimes: readonly RegimeKind[]
  readonly state: TaskState
}

/** A person of the directory with a post as officer or supervisor. */
export interface ExistingOfficer {
  readonly name: string
  /** Official name of his unit. */
  readonly unit: string
  readonly title: string | null
  readonly phone: string | null
}

export interface ImportBase {
  readonly directory: readonly KnownUnit[]
  readonly existing: readonly ExistingTask[]
  readonly officers: readonly ExistingOfficer[]
}

/** Why deadlines move and tasks go; needed where the plan says so (ledger 36, 37). */
export interface ImportApproval {
  readonly reason: string | null
  /** Number of the document that orders the change. */
  readonly document: string | null
}

export interface ImportOutcome {
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly officers: number
}

export interface TaskListStore {
  load(programmeCode: string): Promise<ImportBase>
  /** All of the plan in one transaction, each change audited with the reason; nothing where the base has moved on. */
  apply(plan: ImportPlan, approval: ImportApproval): Promise<ImportOutcome>
}
