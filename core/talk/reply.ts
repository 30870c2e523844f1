/**
 * What the bot says, as facts. core decides one of these; bot/replies turns it into Vietnamese and buttons.
 * Instants are rendered in the installation's zone.
 */
import type { Temporal } from 'temporal-polyfill'
import type { Role } from '../directory/directory.ts'
import type { Problem } from '../problems.ts'
import type { PeriodicRegime, RegimeKind } from '../programme/regime.ts'
import type { Promised } from '../report/promise.ts'
import type { MissingItem, PlausibilityFlag } from '../report/report.ts'
import type { NotReportKind, Quantity, Question, ReportStatus } from '../report/understand/reading.ts'
import type { ExportKind } from '../summary/export-order.ts'
import type { Summary } from '../summary/summary.ts'
import type { Target, TaskState } from '../task/task.ts'
import type { CommandName } from './command-names.ts'
import type { HealthView } from './health-view.ts'
import type { ImportView } from './import-view.ts'
import type { LockView } from './lock-view.ts'
import type { ChannelName } from './message.ts'
import type { ObstacleView } from './obstacle-view.ts'
import type { Offer, OrderQuestion } from './order.ts'
import type { CheckView, HolidaysView, LeaveView, RegimesView } from './order-views.ts'
import type { ReportTalk } from './report-talk.ts'
import type { ReassignView, RequestView, TrailView } from './request-view.ts'

/** A task and unit as a button can name it. */
export interface DutyRef {
  readonly taskId: string
  readonly unitId: string
}

export interface ReceiptLine {
  readonly ref: DutyRef
  readonly code: string
  readonly status: ReportStatus
  readonly percent: number | null
  readonly quantity: Quantity | null
  readonly previous: { readonly percent: number; readonly on: Temporal.PlainDate } | null
  readonly obstacle: string | null
  readonly proposal: string | null
  readonly result: string | null
  readonly nextStep: string | null
  readonly evidenceCount: number
  readonly missing: readonly MissingItem[]
  readonly flags: readonly PlausibilityFlag[]
  /** "báo bù": the earlier day it was filed for besides, unless that was off or is settled already. */
  readonly backDay: {
    readonly day: Temporal.PlainDate
    readonly state: 'filed' | 'settled_before' | 'day_off'
    /** Past that day's cut-off. */
    readonly delayMinutes: number
  } | null
}

export interface CardItem {
  readonly ref: DutyRef
  readonly code: string
  readonly title: string
  readonly unitShortName: string | null
  readonly state: 'complete' | 'incomplete' | 'missing'
  readonly missing: readonly MissingItem[]
  readonly last: {
    readonly status: ReportStatus
    readonly percent: number | null
    readonly on: Temporal.PlainDate
  } | null
  readonly due: Temporal.PlainDate | null
  /** What he said about when he would report it; null: nothing, or it has come to pass. */
  readonly promised: Promised | null
}

/** A period that is asked for, with its cut-off. */
export interface PeriodDue {
  readonly regime: PeriodicRegime
  readonly key: string
  readonly cutOff: Temporal.Instant
}

export interface TaskFactsView {
  readonly code: string
  readonly title: string
  readonly programme: string
  readonly leads: readonly string[]
  readonly coordinators: readonly string[]
  readonly officers: readonly string[]
  readonly due: Temporal.PlainDate | null
  readonly dueRaw: string | null
  readonly product: string | null
  readonly authority: string | null
  readonly resources: string | null
  readonly target: Target | null
  readonly regimes: readonly RegimeKind[]
  readonly state: TaskState
  readonly overdueDays: number
}

export interface HistoryLine {
  readonly number: string
  readonly at: Temporal.Instant
  readonly isLate: boolean
  readonly items: readonly {
    readonly code: string
    readonly status: ReportStatus
    readonly percent: number | null
    readonly evidenceCount: number
    readonly isComplete: boolean
  }[]
}

export interface DigestSubject {
  readonly subject: string
  readonly kind: 'missing' | 'overdue' | 'obstacle'
  /** Step of the ladder on which he is told: 1 is the focal officer himself. */
  readonly rung: number
  /** missing and overdue: the unit that owes it; obstacle: the one that raised it. */
  readonly unit: string
  /** Who owes it; obstacle: who has to answer. */
  readonly officer: { readonly name: string; readonly phone: string | null } | null
  /** missing: the period that was not reported; otherwise null. */
  readonly period: PeriodDue | null
  /** obstacle: what waits for an answer; otherwise null. */
  readonly obstacle: {
    readonly text: string
    readonly proposal: string | null
    /** Unit that has to answer; null: not known. */
    readonly addressee: string | null
    readonly raisedOn: Temporal.PlainDate
    /** Working days since then. */
    readonly workingDays: number
  } | null
  readonly tasks: readonly {
    readonly code: string
    readonly title: string
    readonly due: Temporal.PlainDate | null
    /** Calendar days past the deadline; 0 before it. */
    readonly overdueDays: number
    readonly percent: number | null
  }[]
}

/** What he had been told of in an earlier digest, and is settled now: shown once. */
export interface SettledDigestSubject {
  readonly subject: string
  readonly kind: DigestSubject['kind']
  readonly unit: string
  /** missing: the period; otherwise null. */
  readonly period: { readonly regime: PeriodicRegime; readonly key: string } | null
  /** overdue and obstacle: the task; null for a missing report, or where it is no longer in the list. */
  readonly task: { readonly code: string; readonly title: string } | null
  /**
   * reported: the report came; done: the task is; closed: removed or paused; deadline_moved; answered: the obstacle
   * was.
   */
  readonly reason: 'reported' | 'done' | 'closed' | 'deadline_moved' | 'answered'
}

/** Why somebody was not urged; a unit without officer is named in his place. */
export type UrgeObstacle = 'just_urged' | 'no_account' | 'unreachable' | 'no_officer'

export interface Receipt {
  readonly kind: 'receipt'
  readonly verb: 'filed' | 'amended'
  readonly number: string
  readonly at: Temporal.Instant
  readonly lateMinutes: number
  readonly lines: readonly ReceiptLine[]
  /** Codes still missing for today's cut-off. */
  readonly remaining: readonly string[]
  readonly photosWithoutTask: number
}

export type Reply =
  | Receipt
  | ReportTalk
  | { readonly kind: 'receipt_cancelled'; readonly number: string; readonly codes: readonly string[] }
  | { readonly kind: 'cancel_confirm'; readonly number: string; readonly codes: readonly string[] }
  | { readonly kind: 'amend_prompt'; readonly number: string; readonly lines: readonly ReceiptLine[] }
  | {
      readonly kind: 'question'
      readonly waitingId: string
      readonly question: Question
      readonly titles: Readonly<Record<string, string>>
      /** What he said of the task asked about; of the whole message where it is about that. */
      readonly words: string
      /** Of the task asked about. */
      readonly previousPercent: number | null
      readonly options: readonly QuestionOption[]
    }
  | {
      readonly kind: 'card'
      readonly of: 'asked' | 'heads_up' | 'reminder'
      readonly periods: readonly PeriodDue[]
      readonly items: readonly CardItem[]
      readonly edits: string | null
      readonly standingInFor: readonly string[]
    }
  | {
      readonly kind: 'day_complete'
      readonly periods: readonly PeriodDue[]
      readonly numbers: readonly string[]
      readonly count: number
    }
  | { readonly kind: 'task_choices'; readonly item: CardItem; readonly edits: string | null }
  | {
      readonly kind: 'prompt'
      readonly field: 'percent' | 'obstacle' | 'proposal' | 'product' | 'evidence'
      readonly code: string
      readonly title: string
      readonly previousPercent: number | null
      readonly target: Target | null
    }
  | {
      readonly kind: 'task_list'
      readonly items: readonly CardItem[]
      /** Done lately. */
      readonly done: readonly CardItem[]
    }
  | { readonly kind: 'tasks_found'; readonly tasks: readonly TaskFactsView[]; readonly words: string | null }
  | {
      readonly kind: 'task_detail'
      readonly facts: TaskFactsView
      readonly history: readonly HistoryLine[]
      readonly trail: TrailView
    }
  | { readonly kind: 'history'; readonly lines: readonly HistoryLine[] }
  | { readonly kind: 'no_duties' }
  | { readonly kind: 'summary'; readonly summary: Summary }
  | { readonly kind: 'missing_list'; readonly summary: Summary; readonly canRemind: boolean }
  | {
      readonly kind: 'overdue_list'
      readonly overdue: readonly TaskFactsView[]
      readonly dueSoon: readonly TaskFactsView[]
      readonly today: Temporal.PlainDate
    }
  | {
      readonly kind: 'due_soon'
      readonly tasks: readonly { readonly facts: TaskFactsView; readonly workingDaysLeft: number }[]
    }
  | {
      readonly kind: 'digest'
      readonly id: string
      /** Worst first. */
      readonly subjects: readonly DigestSubject[]
      readonly settled: readonly SettledDigestSubject[]
      /** Where a file with all of them goes along: how many the message names; null: all. */
      readonly named: number | null
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'officer_uncovered'; readonly officer: string; readonly units: readonly string[] }
  | {
      readonly kind: 'digest_acknowledged'
      /** Null: the officer's own word, which keeps nobody quiet. */
      readonly until: Temporal.Instant | null
      readonly count: number
      /** Subjects of the digest that are settled by now. */
      readonly settled: number
      /** Other leaders who took note of one of these before. */
      readonly alreadyBy: readonly string[]
    }
  | { readonly kind: 'digest_acknowledged_before'; readonly until: Temporal.Instant }
  | { readonly kind: 'digest_settled'; readonly count: number }
  | { readonly kind: 'stale_digest' }
  | {
      readonly kind: 'urged'
      readonly names: readonly string[]
      readonly skipped: readonly { readonly name: string; readonly why: UrgeObstacle }[]
    }
  | { readonly kind: 'urge_from_leader'; readonly leader: string; readonly title: string | null }
  | { readonly kind: 'nobody_lacks' }
  | { readonly kind: 'order'; readonly ask: OrderQuestion; readonly offer: Offer }
  /** The state a confirmation was shown for has changed meanwhile: the confirmation follows anew. */
  | { readonly kind: 'changed_meanwhile' }
  | { readonly kind: 'order_declined' }
  | { readonly kind: 'leave'; readonly view: LeaveView }
  | { readonly kind: 'regimes'; readonly view: RegimesView }
  | { readonly kind: 'holidays'; readonly view: HolidaysView }
  | { readonly kind: 'import'; readonly view: ImportView }
  | { readonly kind: 'health'; readonly view: HealthView }
  /** Three lines under the picture of the units. */
  | { readonly kind: 'status'; readonly summaries: readonly Summary[] }
  | {
      readonly kind: 'file_coming'
      readonly of: ExportKind
      readonly period: { readonly regime: PeriodicRegime; readonly key: string }
    }
  | { readonly kind: 'file_failed'; readonly isTooLarge: boolean }
  | { readonly kind: 'check'; readonly view: CheckView }
  | { readonly kind: 'lock'; readonly view: LockView }
  | { readonly kind: 'instruct_prompt'; readonly officer: string; readonly unit: string }
  | { readonly kind: 'instruction_sent'; readonly officer: string }
  | {
      readonly kind: 'instruction'
      readonly id: string
      readonly from: string
      readonly title: string | null
      readonly about: string
      readonly text: string
    }
  | { readonly kind: 'obstacle'; readonly view: ObstacleView }
  /** To the officer. `isFirst` false: he had said so before. */
  | { readonly kind: 'directive_noted'; readonly from: string; readonly isFirst: boolean }
  | { readonly kind: 'directive_answer_prompt'; readonly from: string; readonly text: string }
  | { readonly kind: 'directive_answer_sent'; readonly to: string }
  /** To the leader who gave the instruction `text`. */
  | { readonly kind: 'directive_was_read'; readonly officer: string; readonly text: string }
  | {
      readonly kind: 'directive_was_answered'
      readonly officer: string
      readonly text: string
      readonly answer: string
    }
  | {
      readonly kind: 'help'
      readonly roles: readonly Role[]
      readonly commands: readonly CommandName[]
      readonly name: string | null
    }
  | { readonly kind: 'dialogue_left' }
  | { readonly kind: 'nothing_to_leave' }
  | { readonly kind: 'welcome_unknown' }
  | { readonly kind: 'code_wrong'; readonly triesLeft: number }
  | { readonly kind: 'code_locked'; readonly until: Temporal.Instant }
  | {
      readonly kind: 'confirm_link'
      readonly name: string
      readonly units: readonly string[]
      readonly inviteId: string
    }
  | {
      readonly kind: 'linked'
      readonly name: string
      readonly roles: readonly Role[]
      readonly taskCount: number
    }
  | { readonly kind: 'link_declined' }
  | { readonly kind: 'already_linked'; readonly name: string }
  | { readonly kind: 'administrator_linked' }
  | {
      readonly kind: 'invited'
      readonly name: string
      readonly code: string
      readonly expiresAt: Temporal.Instant
    }
  | {
      readonly kind: 'not_a_report'
      readonly of: NotReportKind
      readonly tasks: readonly TaskFactsView[]
      /** For a complaint: what was received, newest first. */
      readonly received: readonly HistoryLine[]
    }
  | { readonly kind: 'request'; readonly view: RequestView }
  | { readonly kind: 'reassign'; readonly view: ReassignView }
  | { readonly kind: 'media_gone'; readonly count: number }
  | { readonly kind: 'media_too_large'; readonly limitMegabytes: number }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'stale_button' }
  | { readonly kind: 'apology' }
  /** A personal account can be used no more until somebody acts. */
  | {
      readonly kind: 'alert_account_lost'
      readonly channel: ChannelName
      readonly why: 'session-expired' | 'duplicate' | 'kicked'
    }
  | { readonly kind: 'alert_dead_message'; readonly sender: string; readonly error: string }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** One way to answer a question; its place in the list is the number on a text channel. */
export type QuestionOption =
  | { readonly kind: 'task'; readonly code: string }
  | { readonly kind: 'all_tasks'; readonly codes: readonly string[] }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'not_done' }
  | { readonly kind: 'drop' }
