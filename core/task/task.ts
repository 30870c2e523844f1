/** The core task model: what was assigned to whom, until when, yielding what ("6 rõ", ledger 5, 61, 69). */
import type { Temporal } from 'temporal-polyfill'
import type { RegimeKind } from '../programme/regime.ts'

export type TaskState = 'open' | 'done' | 'paused' | 'removed'

export interface Target {
  readonly value: number
  readonly unit: string
  readonly op: '>=' | null
}

/** A unit's part in a task; every lead owes reports of its own. */
export interface Assignment {
  readonly unitId: string
  readonly unitName: string
  readonly role: 'lead' | 'coordinate'
  /** Reports instead of the unit's focal officer; null: the focal officer does. */
  readonly officerId: string | null
  /** The part was handed to this unit or officer then; absent: it has had it since the task was added. */
  readonly since?: Temporal.Instant
}

export interface Task {
  readonly id: string
  readonly programmeId: string
  readonly code: string
  readonly outline: string | null
  readonly group: string | null
  readonly title: string
  /** Last day on which it is in time, inclusive; null where the list gives none. */
  readonly due: Temporal.PlainDate | null
  readonly dueKind: string
  readonly dueRaw: string | null
  readonly product: string | null
  readonly authority: string | null
  readonly resources: string | null
  readonly target: Target | null
  /** Empty: the regimes of the programme apply. */
  readonly regimes: readonly RegimeKind[]
  readonly state: TaskState
  readonly addedAt: Temporal.Instant
  readonly assignments: readonly Assignment[]
}
