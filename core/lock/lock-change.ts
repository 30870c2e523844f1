/** What conferences, locks and drafts become: committed with the messages that tell of it. */
import type { Temporal } from 'temporal-polyfill'
import type { Conference, LockException } from './conference.ts'
import type { ReportDraft } from './report-draft.ts'

export type PlannedConference = Omit<Conference, 'state' | 'warnedDays' | 'frozenAt' | 'exceptions'>

export type LockChange =
  /** Stands only if the programme has no other conference planned for that instant. */
  | {
      readonly kind: 'conference_planned'
      readonly conference: PlannedConference
      readonly personId: string
      readonly at: Temporal.Instant
    }
  /** It has been moved or called off. `lockFrom` as it was read; stands only if nobody was faster. */
  | {
      readonly kind: 'conference_closed'
      readonly id: string
      readonly lockFrom: Temporal.Instant
      readonly state: 'moved' | 'cancelled'
      /** What was closed until then stays closed in the record. */
      readonly lockUntil: Temporal.Instant
    }
  /** The lock falls at another time, the conference stays. `before` as it was read; likewise. */
  | {
      readonly kind: 'lock_shifted'
      readonly id: string
      readonly before: Temporal.Instant
      readonly after: Temporal.Instant
    }
  | {
      readonly kind: 'unit_let_in'
      readonly conferenceId: string
      readonly exception: LockException
      readonly personId: string
      readonly at: Temporal.Instant
    }
  | {
      readonly kind: 'unit_shut_out'
      readonly exceptionIds: readonly string[]
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'lock_warned'; readonly conferenceId: string; readonly days: number }
  | {
      readonly kind: 'snapshot_frozen'
      readonly id: string
      readonly conferenceId: string
      /** Canonical JSON; its UTF-8 bytes are what was hashed. */
      readonly content: string
      readonly sha256: string
      readonly at: Temporal.Instant
    }
  | { readonly kind: 'draft_kept'; readonly draft: ReportDraft }
  /** Stands only if none was settled meanwhile. */
  | {
      readonly kind: 'drafts_settled'
      readonly ids: readonly string[]
      readonly state: 'filed' | 'dropped'
      readonly at: Temporal.Instant
    }
  /** Their officers have been told that input is open again. */
  | { readonly kind: 'drafts_told'; readonly ids: readonly string[]; readonly at: Temporal.Instant }
