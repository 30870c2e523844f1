/** What askers, coordinators and those concerned are told of requests and of tasks that change hands, as facts. */
import type { Temporal } from 'temporal-polyfill'
import type { TrailEntry } from '../escalation/trail.ts'
import type { FiledRequest } from '../task/request.ts'
import type { Offer } from './order.ts'

/** A request as it is put before a coordinator. */
export type RequestItem = Omit<FiledRequest, 'state' | 'decidedBy' | 'decidedAt'>

export type RequestView =
  /** To the asker; several where he named several tasks. */
  | { readonly of: 'made'; readonly items: readonly RequestItem[] }
  /** To each coordinator. */
  | { readonly of: 'to_decide'; readonly item: RequestItem }
  /** Open ones, oldest first. */
  | { readonly of: 'list'; readonly items: readonly RequestItem[] }
  /** To the coordinator who decided. */
  | { readonly of: 'decided'; readonly item: RequestItem; readonly isApproved: boolean }
  /** To the asker. */
  | {
      readonly of: 'answer'
      readonly item: RequestItem
      readonly isApproved: boolean
      readonly by: string
    }
  /** To the officers of the task who did not ask. */
  | {
      readonly of: 'deadline_moved'
      readonly item: RequestItem
      readonly before: Temporal.PlainDate
      readonly by: string
    }
  /** Somebody was faster. */
  | { readonly of: 'decided_before'; readonly request: FiledRequest }
  /** The deadline has been moved to that day or beyond meanwhile. */
  | {
      readonly of: 'overtaken'
      readonly item: RequestItem
      readonly due: Temporal.PlainDate | null
    }

/** One hand a task is in. */
export interface TaskHand {
  /** Short name. */
  readonly unit: string
  readonly officer: string | null
}

export interface HandedTask {
  readonly code: string
  readonly title: string
  readonly due: Temporal.PlainDate | null
  readonly from: TaskHand
  readonly to: TaskHand
}

export type ReassignView =
  | { readonly of: 'confirm'; readonly task: HandedTask; readonly offer: Offer }
  /** To the leader who did it. */
  | { readonly of: 'done'; readonly task: HandedTask }
  /** To the officer who had it, and to the one who has it now. */
  | { readonly of: 'taken' | 'given'; readonly task: HandedTask; readonly by: string }

/** What the reader may see of a task's trail, oldest first; `names` by person. */
export interface TrailView {
  readonly entries: readonly TrailEntry[]
  readonly names: ReadonlyMap<string, string>
}
