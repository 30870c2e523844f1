/** What somebody asks the coordinators to decide: more time, a handover, another reporter. behaviour §4, ledger 37, 73. */
import type { Temporal } from 'temporal-polyfill'

export const REQUEST_KINDS = ['extension', 'handover', 'delegation'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export const REQUEST_STATES = ['open', 'approved', 'declined'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export interface TaskRequest {
  readonly id: string
  readonly kind: RequestKind
  /** Null: the words name no task, or several. */
  readonly taskId: string | null
  /** Unit for which it was asked. */
  readonly unitId: string | null
  readonly fromId: string
  /** The reason, in the asker's words. */
  readonly text: string
  /** extension: the deadline when it was asked for, and the one that is wanted. */
  readonly dueBefore: Temporal.PlainDate | null
  readonly dueWanted: Temporal.PlainDate | null
  readonly at: Temporal.Instant
}

/** A request with the names its readers know things by. */
export interface FiledRequest extends TaskRequest {
  readonly state: RequestState
  readonly task: { readonly code: string; readonly title: string } | null
  /** Short name. */
  readonly unit: string
  readonly from: string
  /** Who decided. */
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
}

/** Under which everything that follows from a decision is kept: two coordinators who tap at once decide once. */
export function decisionId(requestId: string): string {
  return `decision-${requestId}`
}
