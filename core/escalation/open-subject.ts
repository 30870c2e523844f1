/** Subjects as the state of the world has them: open, settled or suspended. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import type { Programme } from '../programme/settings.ts'
import type { EscalatedTask } from './snapshot.ts'
import type { Subject } from './subject.ts'

/** One lead unit's part in an open task of an active programme. */
export interface EscalatedDuty {
  readonly task: EscalatedTask
  readonly unitId: string
  readonly officerId: string | null
  /** Since when the unit has had it. Milliseconds of the epoch. */
  readonly addedMs: number
  readonly newestCompleteMs: number
  readonly isDone: boolean
  /** Keys of the periods with a complete filing. */
  readonly completePeriods: ReadonlySet<string>
}

export interface OpenSubject {
  readonly subject: Subject
  readonly key: string
  readonly programme: Programme
  /** Whose leaders are told: for an obstacle the addressee. Null: an obstacle without a known addressee. */
  readonly unitId: string | null
  /** Unit under which the step is kept, always known. */
  readonly recordedUnitId: string
  /** Null: a missing report, over several tasks. */
  readonly taskId: string | null
  /** missing: those that lack a complete report; otherwise the unit's part in the task. */
  readonly duties: readonly EscalatedDuty[]
  /** Day from which the ladder is reckoned: of the cut-off, or the last one in time. */
  readonly base: Temporal.PlainDate
  /** obstacle: the day it was raised. */
  readonly raisedOn: Temporal.PlainDate | null
  /** obstacle: the unit that raised it. */
  readonly raisedByUnitId: string | null
  /** missing: the cut-off. */
  readonly cutOffMs: number | null
}

/**
 * reported: a complete report came; done: the task, or the unit's part, is; closed: removed, paused or its programme
 * closed; deadline_moved; answered: the obstacle is no longer open.
 */
export type SettledReason = 'reported' | 'done' | 'closed' | 'deadline_moved' | 'answered'

export type SubjectState =
  | { readonly kind: 'open'; readonly open: OpenSubject }
  | { readonly kind: 'settled'; readonly reason: SettledReason }
  /** Input is locked, or was at the cut-off: nothing can be asked for. */
  | { readonly kind: 'suspended' }

const KIND_ORDER = { overdue: 0, obstacle: 1, missing: 2 } as const

/** Worst first, and of equals in an order that is always the same. */
export function worstFirst(one: OpenSubject, other: OpenSubject): number {
  return bySeverity(one, other) || (one.key < other.key ? -1 : 1)
}

/** Overdue, obstacles, missing reports; of each the oldest first, then the one with most tasks. 0: equally bad. */
export function bySeverity(one: OpenSubject, other: OpenSubject): number {
  return (
    KIND_ORDER[one.subject.kind] - KIND_ORDER[other.subject.kind] ||
    (one.base === other.base ? 0 : Temporal.PlainDate.compare(one.base, other.base)) ||
    other.duties.length - one.duties.length
  )
}
