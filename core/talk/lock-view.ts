/** What is said of conferences, locks, frozen snapshots and drafts, as facts. behaviour §5. */
import type { Temporal } from 'temporal-polyfill'
import type { LackingTask } from '../lock/lacking.ts'
import type { LockRule, LockWarning } from '../lock/lock-interval.ts'
import type { ExplanationLine } from '../summary/explanation.ts'
import type { Overview } from '../summary/overview.ts'
import type { Offer } from './order.ts'

export interface ConferenceFacts {
  readonly programme: { readonly code: string; readonly name: string }
  readonly startsAt: Temporal.Instant
  readonly endsAt: Temporal.Instant
  readonly lockFrom: Temporal.Instant
  readonly lockUntil: Temporal.Instant
  readonly movedFrom: Temporal.Instant | null
}

export interface ConferenceItem extends ConferenceFacts {
  /** over: it has ended. */
  readonly phase: 'ahead' | 'locked' | 'over'
  /** Units that may file now or later although input is closed. */
  readonly letIn: readonly {
    readonly unit: string
    readonly from: Temporal.Instant
    readonly until: Temporal.Instant
    readonly reason: string
  }[]
  readonly frozen: { readonly takenAt: Temporal.Instant; readonly sha256: string } | null
}

export interface LockWarningPart extends ConferenceFacts {
  /** Calendar days until the day on which input closes. */
  readonly daysLeft: number
  readonly lacking: readonly LackingTask[]
}

export interface DraftItem {
  readonly codes: readonly string[]
  readonly text: string
  readonly evidenceCount: number
  readonly keptAt: Temporal.Instant
}

export type LockView =
  /** To an officer whose report came while input was closed; it has been kept as a draft. */
  | {
      readonly of: 'report_refused'
      readonly codes: readonly string[]
      readonly programme: string
      readonly startsAt: Temporal.Instant
      readonly lockFrom: Temporal.Instant
      readonly opensAt: Temporal.Instant
      /** His own words, as they are kept. */
      readonly text: string
      readonly evidenceCount: number
    }
  /** Above an officer's card: what he says now is kept as a draft. */
  | {
      readonly of: 'input_closed'
      readonly programme: string
      readonly startsAt: Temporal.Instant
      readonly opensAt: Temporal.Instant
    }
  /** A receipt cannot be changed while input is closed. */
  | {
      readonly of: 'change_refused'
      readonly number: string
      readonly startsAt: Temporal.Instant
      readonly opensAt: Temporal.Instant
    }
  /** Input is open again for these. */
  | { readonly of: 'drafts_ready'; readonly drafts: readonly DraftItem[] }
  /** All his drafts still wait; the first opens then. */
  | { readonly of: 'drafts_wait'; readonly opensAt: Temporal.Instant; readonly count: number }
  | { readonly of: 'drafts_dropped'; readonly count: number }
  | { readonly of: 'no_drafts' }
  /** The tasks of this draft are in other hands now. */
  | { readonly of: 'draft_homeless'; readonly text: string }
  | {
      readonly of: 'warning'
      readonly parts: readonly LockWarningPart[]
    }
  | { readonly of: 'conferences'; readonly items: readonly ConferenceItem[] }
  | {
      readonly of: 'confirm_conference'
      readonly conference: ConferenceFacts
      readonly warnings: readonly LockWarning[]
      /** Input is closed as soon as he agrees. */
      readonly isAtOnce: boolean
      readonly offer: Offer
    }
  | { readonly of: 'conference_planned'; readonly conference: ConferenceFacts }
  | {
      readonly of: 'confirm_cancel'
      readonly conference: ConferenceFacts
      readonly isLocked: boolean
      readonly offer: Offer
    }
  | { readonly of: 'conference_cancelled'; readonly conference: ConferenceFacts }
  | { readonly of: 'confirm_lock_now'; readonly conference: ConferenceFacts; readonly offer: Offer }
  | { readonly of: 'locked_now'; readonly conference: ConferenceFacts }
  | {
      readonly of: 'confirm_rule'
      readonly programme: string
      readonly before: LockRule
      readonly after: LockRule
      /** Conferences whose lock moves, as it will be. */
      readonly shifted: readonly ConferenceFacts[]
      readonly offer: Offer
    }
  | { readonly of: 'rule_changed'; readonly programme: string; readonly after: LockRule }
  | {
      readonly of: 'confirm_let_in'
      readonly conference: ConferenceFacts
      readonly unit: string
      readonly until: Temporal.Instant
      readonly reason: string
      readonly offer: Offer
    }
  | {
      readonly of: 'let_in'
      readonly unit: string
      readonly until: Temporal.Instant
      readonly reason: string
      /** The coordinator who did it is told, or the unit's officers. */
      readonly to: 'coordinator' | 'officer'
      readonly conference: ConferenceFacts
    }
  | { readonly of: 'shut_out'; readonly unit: string; readonly conference: ConferenceFacts }
  | {
      readonly of: 'frozen_summary'
      readonly conference: ConferenceFacts
      readonly information: LockRule['information']
      readonly windowFrom: Temporal.Instant
      readonly overview: Overview
      readonly sha256: string
    }
  | {
      readonly of: 'explanations'
      readonly conference: ConferenceFacts
      readonly lines: readonly ExplanationLine[]
      /** Null: a preview before the lock. */
      readonly sha256: string | null
    }
  | {
      readonly of: 'verified'
      readonly conference: ConferenceFacts
      readonly takenAt: Temporal.Instant
      readonly sha256: string
      /** Of the text that is stored now. */
      readonly found: string
      readonly verdict: 'intact' | 'changed' | 'not_audited'
    }
