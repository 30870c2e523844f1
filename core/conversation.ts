/** Everything a message is decided from: the sender, what he owes, where the conversation stands. */
import type { Temporal } from 'temporal-polyfill'
import type { ChannelAccount, Person, Role, Unit } from './directory/directory.ts'
import type { Conference } from './lock/conference.ts'
import type { WorkCalendar } from './programme/calendar.ts'
import type { Duty, Report } from './report/report.ts'
import type { KnownTask } from './report/understand/reading.ts'
import type { Incoming, Outgoing, SentMessage } from './talk/message.ts'
import type { Session } from './talk/session.ts'

/** Bytes of a photo or file, stored already, or why not. */
export type StoredMedia =
  | {
      readonly ok: true
      readonly sha256: string
      readonly sizeBytes: number
      readonly kind: 'photo' | 'file'
      readonly fileName: string | null
      readonly mime: string | null
    }
  | { readonly ok: false; readonly problem: 'gone' | 'too_large' }

export interface Sender {
  readonly person: Person
  readonly account: ChannelAccount
  /** Posts that are valid today. */
  readonly posts: readonly { readonly role: Role; readonly unit: Unit }[]
}

/** One or several updates that belong together (an album), with their sender's snapshot. */
export interface Conversation {
  readonly inboxId: string
  readonly incoming: Incoming
  readonly media: readonly StoredMedia[]
  /** Null: nobody we know. */
  readonly sender: Sender | null
  readonly session: Session
  /** What the sender owes reports on, own and as a substitute. */
  readonly duties: readonly Duty[]
  /** Open tasks of all programmes, his own among them: one array for the whole batch. */
  readonly otherTasks: readonly KnownTask[]
  /** What was sent to this thread with buttons or a numbered list, newest first; answers by number refer to it. */
  readonly recentMenus: readonly SentMessage[]
  /** The bot message this one answers or whose button was tapped, where it is known. */
  readonly refersTo: Outgoing | null
  /** Reports this inbox message's sender filed, newest first: today's, and those a tap or an edit names. */
  readonly ownReports: readonly OwnReport[]
  /** Parts of this album that came earlier; null: it is none, or these are its first. */
  readonly album: AlbumSoFar | null
  readonly codeFailures: { readonly count: number; readonly lastAt: Temporal.Instant } | null
}

/** What became of the parts of an album that were handled before. */
export interface AlbumSoFar {
  readonly evidenceIds: readonly string[]
  /** Reports they prove; empty: they still wait for words. */
  readonly reports: readonly OwnReport[]
  /** Provider id of the answer they got; null: not sent yet, or not known. */
  readonly answerId: string | null
}

export interface OwnReport extends Report {
  /** Code of its task. */
  readonly code: string
  /** First complete only after the cut-off of its strictest period. */
  readonly isLate: boolean
  readonly inboxId: string | null
  /** Provider id of the chat message it came from. */
  readonly messageId: string | null
}

/** When and where something is decided. */
export interface DaySetting {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly calendar: WorkCalendar
}

/** What does not depend on the sender. */
export interface Setting extends DaySetting {
  /** A fresh unique identifier of letters and digits. */
  readonly newId: () => string
  /** The next receipt number of today, counted from 1. */
  readonly nextReceipt: () => number
  /** Input is closed around these: to come, or lately held. */
  readonly conferences: readonly Conference[]
  /** People who coordinate today: they get requests and alerts. */
  readonly coordinatorIds: readonly string[]
}
