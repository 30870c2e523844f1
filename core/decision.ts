/** What a rule decided: changes and messages that are committed together, or not at all. */
import type { Temporal } from 'temporal-polyfill'
import type { RecordedLeave } from './directory/leave.ts'
import type { ImportPlan } from './import/compare-task-list.ts'
import type { ImportApproval, ImportBase } from './import/ports.ts'
import type { LockChange } from './lock/lock-change.ts'
import type { HolidayRow } from './programme/calendar.ts'
import type { ProgrammeSettings } from './programme/settings.ts'
import type { PostponedAudit } from './reminder/audit.ts'
import type { Filing, MissingItem, PlausibilityFlag, ReportContent } from './report/report.ts'
import type { ChannelName, Thread } from './talk/message.ts'
import type { OutboxDraft } from './talk/outbox.ts'
import type { TaskPartHolder } from './task/reassign.ts'
import type { TaskRequest } from './task/request.ts'
import type { TaskState } from './task/task.ts'

export interface NewReport {
  readonly id: string
  readonly number: string
  readonly taskId: string
  readonly unitId: string
  readonly personId: string
  readonly channel: ChannelName
  readonly inboxId: string
  readonly filedAt: Temporal.Instant
  readonly filedOn: Temporal.PlainDate
}

export interface NewVersion {
  readonly reportId: string
  readonly version: number
  readonly at: Temporal.Instant
  readonly personId: string
  readonly content: ReportContent
  readonly missing: readonly MissingItem[]
  readonly flags: readonly PlausibilityFlag[]
}

export interface NewEvidence {
  readonly id: string
  readonly reportId: string | null
  readonly personId: string
  readonly sha256: string
  readonly kind: 'photo' | 'file'
  readonly fileName: string | null
  readonly mime: string | null
  readonly sizeBytes: number
  readonly isOriginal: boolean
  readonly albumId: string | null
  readonly inboxId: string
  readonly receivedAt: Temporal.Instant
}

/** A list taken over whole; worked out from `base`, and outdated where that has moved on. Audited row by row. */
export interface TaskListTaken {
  readonly kind: 'task_list_taken'
  /** Begins with its first list. */
  readonly programmeCode: string
  readonly base: ImportBase
  readonly plan: ImportPlan
  readonly approval: ImportApproval
  readonly personId: string
  readonly at: Temporal.Instant
}

export type Change =
  | LockChange
  | TaskListTaken
  | { readonly kind: 'report_filed'; readonly report: NewReport; readonly version: NewVersion }
  | { readonly kind: 'report_amended'; readonly version: NewVersion }
  | { readonly kind: 'report_cancelled'; readonly reportId: string }
  | { readonly kind: 'filing_set'; readonly filing: Filing }
  | {
      readonly kind: 'filing_removed'
      readonly taskId: string
      readonly unitId: string
      readonly regime: string
      readonly periodKey: string
    }
  | { readonly kind: 'evidence_received'; readonly evidence: NewEvidence }
  | { readonly kind: 'evidence_attached'; readonly evidenceId: string; readonly reportId: string }
  | {
      readonly kind: 'obstacle_raised'
      readonly id: string
      readonly taskId: string
      readonly unitId: string
      readonly reportId: string
      readonly personId: string
      readonly content: ReportContent
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'obstacle_answered'
      readonly id: string
      readonly answer: string
      readonly personId: string
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'obstacle_passed_on'
      readonly id: string
      /** As it was read; the change stands only if nobody was faster. */
      readonly fromUnitId: string | null
      readonly toUnitId: string
    }
  /** The report that raised it was cancelled. */
  | {
      readonly kind: 'obstacle_cancelled'
      readonly reportId: string
      readonly personId: string
      readonly at: Temporal.Instant
    }
  /** The officer says that nothing is in the way any more. */
  | {
      readonly kind: 'obstacles_withdrawn'
      readonly taskId: string
      readonly unitId: string
      readonly personId: string
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'request_made'; readonly request: TaskRequest }
  /** Stands only if nobody was faster. */
  | {
      readonly kind: 'request_decided'
      readonly id: string
      readonly state: 'approved' | 'declined'
      readonly personId: string
      readonly at: Temporal.Instant
    }
  /** The old deadline stays in the task's history. `before` as it was read; stands only if nobody was faster. */
  | {
      readonly kind: 'task_due_moved'
      readonly id: string
      readonly taskId: string
      readonly before: Temporal.PlainDate | null
      readonly after: Temporal.PlainDate
      readonly reason: string
      readonly personId: string
      readonly at: Temporal.Instant
    }
  /** A unit's part goes to another officer, or to another unit. `before` as it was read; likewise. */
  | {
      readonly kind: 'task_reassigned'
      readonly id: string
      readonly taskId: string
      readonly before: TaskPartHolder
      readonly after: TaskPartHolder
      readonly personId: string
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'task_state_set'
      readonly taskId: string
      readonly state: TaskState
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'account_linked'
      readonly id: string
      readonly thread: Thread
      readonly userId: string
      readonly personId: string
      readonly isMain: boolean
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'account_state_set'
      readonly channel: ChannelName
      readonly account: string
      readonly userId: string
      readonly state: 'active' | 'unreachable'
      readonly note: string | null
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'invite_issued'
      readonly id: string
      readonly personId: string
      readonly codeHash: string
      readonly by: string | null
      readonly at: Temporal.Instant
      readonly expiresAt: Temporal.Instant
    }
  | { readonly kind: 'invite_used'; readonly inviteId: string; readonly at: Temporal.Instant }
  | {
      readonly kind: 'code_failed'
      readonly thread: Thread
      readonly userId: string
      readonly failures: number
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'code_attempts_cleared'; readonly thread: Thread; readonly userId: string }
  | {
      readonly kind: 'administrator_appointed'
      readonly personId: string
      readonly name: string
      readonly handle: string
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'escalation_planned'
      readonly steps: readonly {
        readonly id: string
        readonly subject: string
        readonly rung: number
        readonly personId: string
        readonly unitId: string
        readonly taskId: string | null
        readonly digest: string
      }[]
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'escalation_skipped'
      readonly subject: string
      readonly rung: number
      readonly unitId: string
      readonly note: string
      readonly at: Temporal.Instant
      readonly id: string
    }
  | {
      readonly kind: 'escalation_settled'
      readonly stepIds: readonly string[]
      readonly state: 'told' | 'settled_before' | 'closed'
    }
  /** When their digest was to leave, these rungs were somebody else's. */
  | { readonly kind: 'escalation_off_duty'; readonly stepIds: readonly string[] }
  | {
      readonly kind: 'escalation_acknowledged'
      readonly subjects: readonly string[]
      readonly personId: string
      readonly at: Temporal.Instant
      readonly quietUntil: Temporal.Instant
    }
  | {
      readonly kind: 'directive_given'
      readonly id: string
      readonly fromId: string
      readonly toId: string
      readonly subject: string
      readonly text: string
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'directive_read'; readonly id: string; readonly at: Temporal.Instant }
  | {
      readonly kind: 'directive_answered'
      readonly id: string
      readonly text: string
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'leave_entered'; readonly leave: RecordedLeave }
  | { readonly kind: 'leave_ended'; readonly leaveId: string; readonly at: Temporal.Instant }
  | {
      readonly kind: 'programme_changed'
      readonly programmeId: string
      /** As it was read; the change stands only if nobody was faster. */
      readonly revision: number
      readonly settings: ProgrammeSettings
    }
  | {
      readonly kind: 'holidays_changed'
      /** Of the table as it was read; the change stands only if nobody was faster. */
      readonly revision: number
      readonly put: readonly HolidayRow[]
      readonly removed: readonly Temporal.PlainDate[]
    }
  /** Reminder rounds that are to be audited later than now. */
  | { readonly kind: 'audit_postponed'; readonly audit: PostponedAudit }
  | { readonly kind: 'audit_done'; readonly audit: PostponedAudit }
  | {
      readonly kind: 'audited'
      readonly id: string
      readonly at: Temporal.Instant
      readonly personId: string | null
      readonly action: string
      readonly subject: string
      readonly before?: unknown
      readonly after?: unknown
    }

export interface Decision {
  readonly changes: readonly Change[]
  readonly messages: readonly OutboxDraft[]
}

export const NOTHING: Decision = { changes: [], messages: [] }
