/** What conferences, locks and drafts are decided from. Implemented in prisma/lock-records.ts. */
import type { Temporal } from 'temporal-polyfill'
import type { Programme } from '../programme/settings.ts'
import type { UrgingLog } from '../summary/explanation.ts'
import type { OverviewRow } from '../summary/overview-row.ts'
import type { Conference } from './conference.ts'
import type { ReportDraft } from './report-draft.ts'

/** [from, until). */
export interface LockWindow {
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
}

/** As it is stored. */
export interface FrozenSnapshot {
  readonly id: string
  readonly takenAt: Temporal.Instant
  /** The text that was hashed. */
  readonly content: string
  readonly sha256: string
  /** As the audit log has it; null: it holds no entry. */
  readonly auditedSha256: string | null
}

export interface LockRecords {
  /** Of all programmes, earliest first: what is to come, and what ended in the last 60 days; moved ones too. */
  conferences(): Promise<readonly Conference[]>
  frozen(conferenceId: string): Promise<FrozenSnapshot | null>
  /**
   * The programme's duties as they stood at the end of the window, in the order of the list: `filing` is the information
   * that arrived (core/lock/information.ts), `report` the newest before its end.
   */
  rows(
    programme: Pick<Programme, 'id' | 'name' | 'settings'>,
    window: LockWindow,
  ): Promise<readonly OverviewRow[]>
  /** What was done in the window to get the reports of these units on these tasks. */
  urgings(
    programmeId: string,
    lacking: ReadonlyMap<string, readonly { readonly id: string; readonly code: string }[]>,
    window: LockWindow,
  ): Promise<readonly UrgingLog[]>
  /** Lead units of the programme with tasks that lack information for this conference by now, most first. */
  unitsLacking(
    conference: Conference,
  ): Promise<readonly { readonly name: string; readonly missing: number }[]>
  /** Programmes in which the unit leads an open task. */
  programmesLedBy(unitId: string): Promise<readonly string[]>
  /** Short names. */
  unitNames(unitIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Kept ones, oldest first; null: everybody's. */
  drafts(personId: string | null): Promise<readonly ReportDraft[]>
  /** Messages that came before that instant still wait to be handled. */
  hasUnhandled(before: Temporal.Instant): Promise<boolean>
}
