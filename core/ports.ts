/** What the rules' carriers (bot, jobs) need from memory and time. Implemented in prisma/; in-process clocks in jobs/. */

import type { Temporal } from 'temporal-polyfill'
import type { Conversation, OwnReport, Setting, StoredMedia } from './conversation.ts'
import type { Change, Decision } from './decision.ts'
import type { Person, Role, Unit } from './directory/directory.ts'
import type { LeaveEntry, Reachability } from './directory/leave-order.ts'
import type { OpenInvite } from './directory/registration.ts'
import type { DigestNames } from './escalation/examine-digest.ts'
import type { EscalationSnapshot, EscalationStep } from './escalation/snapshot.ts'
import type { TrailSources } from './escalation/trail.ts'
import type { ImportBase } from './import/ports.ts'
import type { Conference } from './lock/conference.ts'
import type { LockRecords } from './lock/lock-records.ts'
import type { HolidayRow, WorkCalendar } from './programme/calendar.ts'
import type { HolidayTable } from './programme/change-holidays.ts'
import type { Period } from './programme/period.ts'
import type { Programme } from './programme/settings.ts'
import type { PlannedDelivery, PostponedAudit } from './reminder/audit.ts'
import type { ProgrammeInUse } from './reminder/moment.ts'
import type { ReminderSnapshot } from './reminder/snapshot.ts'
import type { Duty } from './report/report.ts'
import type { SummaryRow } from './summary/summary.ts'
import type { UnitFilings } from './summary/unit-tally.ts'
import type { CommandName } from './talk/command-names.ts'
import type { StoredHealth } from './talk/health-view.ts'
import type { ChannelName, Incoming, Outgoing, Thread } from './talk/message.ts'
import type { Lane, OutboxDraft, Payload } from './talk/outbox.ts'
import type { Session } from './talk/session.ts'
import type { Reporter } from './task/reassign.ts'
import type { FiledRequest } from './task/request.ts'
import type { Task } from './task/task.ts'

export interface Clock {
  now(): Temporal.Instant
}

/** An update waiting to be handled. */
export interface InboxItem {
  readonly inboxId: string
  readonly incoming: Incoming
  readonly attempts: number
}

/** What belongs together: one update, or the parts of an album that have come so far, oldest first. */
export interface InboxGroup {
  readonly items: readonly InboxItem[]
}

export interface Inbox {
  /** Stores updates raw; an update that is there already (channel, account, provider id) is passed over. */
  store(batch: readonly Incoming[], now: Temporal.Instant): Promise<void>
  /**
   * The oldest unhandled group of each conversation that is ready, at most `limit` conversations. A conversation
   * whose oldest update is not ready yet waits as a whole: order is kept.
   */
  next(limit: number, now: Temporal.Instant): Promise<readonly InboxGroup[]>
  /** Handling threw: tried again at `retryAt`, or set aside as dead when that is null. */
  fail(ids: readonly string[], error: string, retryAt: Temporal.Instant | null): Promise<void>
  /** Instant at which the next waiting update becomes ready; null: nothing waits. */
  nextReadyAt(): Promise<Temporal.Instant | null>
}

/** A group with its bytes stored, ready to be decided. */
export interface PreparedGroup {
  readonly group: InboxGroup
  readonly media: readonly StoredMedia[]
}

export interface SettledGroup extends Decision {
  readonly session: Session
  /** Commands to offer in this thread from now on; null: as before. */
  readonly menu: readonly CommandName[] | null
}

/** A person found by words: name, short name or unit. */
export interface FoundPerson {
  readonly person: Person
  readonly units: readonly string[]
  readonly roles: readonly Role[]
  readonly hasAccount: boolean
}

export interface FoundTask {
  readonly task: Task
  readonly programme: Programme
  readonly officers: readonly string[]
}

/** Reads for commands and rounds; sees one consistent state. Dates are of the installation's zone. */
export interface Library {
  programmes(): Promise<readonly Programme[]>
  /** Open, done and paused tasks whose code, outline or words match; best first, at most 20. */
  findTasks(words: string, unitIds: readonly string[] | null): Promise<readonly FoundTask[]>
  /** Newest reports on a task, newest first. */
  taskReports(taskId: string, limit: number): Promise<readonly OwnReport[]>
  personReports(personId: string, limit: number): Promise<readonly OwnReport[]>
  /** Duties of one period of a programme with filings and newest reports up to its end; null units: all. */
  summaryRows(
    programme: Programme,
    period: Period,
    unitIds: readonly string[] | null,
  ): Promise<readonly SummaryRow[]>
  /** Open tasks with a deadline up to that day (inclusive), oldest deadline first; null units: all. */
  tasksDueUntil(day: Temporal.PlainDate, unitIds: readonly string[] | null): Promise<readonly FoundTask[]>
  /** Units by name, short name or alias, exact matches first. */
  findUnits(words: string): Promise<readonly Unit[]>
  /** The unit with everything below it. */
  unitsBelow(unitIds: readonly string[]): Promise<readonly string[]>
  findPeople(words: string): Promise<readonly FoundPerson[]>
  inviteByHash(codeHash: string): Promise<OpenInvite | null>
  inviteById(id: string): Promise<OpenInvite | null>
  hasAdministrator(): Promise<boolean>
  /** Steps a digest of this person told, with what they are about. */
  digestSubjects(digest: string, personId: string): Promise<readonly ToldSubject[]>
  /** Open ones these units raised or have to answer, oldest first; null units: all. */
  openObstacles(unitIds: readonly string[] | null): Promise<readonly RaisedObstacle[]>
  /** Also one that was closed. */
  obstacle(id: string): Promise<RaisedObstacle | null>
  directive(id: string): Promise<GivenDirective | null>
  request(id: string): Promise<FiledRequest | null>
  /** Requests nobody has decided, oldest first. */
  openRequests(): Promise<readonly FiledRequest[]>
  /** A task of any state with its lead units' parts, whoever does them today. */
  taskParts(taskId: string): Promise<LedTask | null>
  /** Of the last 60 days; null: there is no such task. */
  trail(taskId: string): Promise<TaskTrail | null>
  /** Officers and supervisors of these units (null: all) today, by name; with words only those that match. */
  reporters(unitIds: readonly string[] | null, words: string | null): Promise<readonly Reporter[]>
  /** What an acknowledgement of this digest is decided from: everything escalated, and the steps it told. */
  digestRoom(digest: string): Promise<{
    readonly snapshot: EscalationSnapshot
    readonly steps: readonly EscalationStep[]
    readonly names: DigestNames
  }>
  /** Leave of these people (null: everybody's) that has not ended by now, earliest first. */
  leaves(personIds: readonly string[] | null): Promise<readonly LeaveEntry[]>
  /** Who else has a post in a unit of this person today, officers first. */
  colleagues(personId: string): Promise<readonly FoundPerson[]>
  /** What a person owes now, as if these leaves had ended. */
  dutiesOf(personId: string, withoutLeaves: readonly string[]): Promise<readonly Duty[]>
  /** Everybody asked about is in the answer. */
  reachability(personIds: readonly string[]): Promise<ReadonlyMap<string, Reachability>>
  programmesInUse(): Promise<readonly ProgrammeInUse[]>
  holidays(): Promise<HolidayTable>
  health(): Promise<StoredHealth>
  /** What a list for that programme is compared with; nothing is there yet of a programme that is not. */
  importBase(programmeCode: string): Promise<ImportBase>
  /** Conferences, frozen snapshots, drafts. */
  readonly locks: LockRecords
  /** When each of these people was last urged by hand. */
  lastUrged(personIds: readonly string[]): Promise<ReadonlyMap<string, Temporal.Instant>>
}

export interface RaisedObstacle {
  readonly id: string
  /** Code of the task it stops. */
  readonly code: string
  /** Short name of the unit that raised it. */
  readonly unit: string
  readonly text: string
  readonly proposal: string | null
  /** Whom the officer named, in his words. */
  readonly addresseeWords: string | null
  /** Unit that has to answer; null: not known. */
  readonly addresseeUnitId: string | null
  readonly addressee: string | null
  readonly raisedAt: Temporal.Instant
  readonly raisedBy: { readonly id: string; readonly name: string }
  readonly state: 'open' | 'solved' | 'withdrawn'
  readonly answer: string | null
  /** Who answered or withdrew it. */
  readonly answeredBy: string | null
}

/** What a task's trail is drawn from, and the names of the people in it. */
export interface TaskTrail {
  readonly sources: TrailSources
  readonly names: ReadonlyMap<string, string>
}

/** A task by its lead units' parts. */
export interface LedTask {
  readonly task: Task
  readonly programme: Programme
  readonly parts: readonly {
    readonly unit: Unit
    /** As the assignment names him; null: the unit's focal officer. */
    readonly officerId: string | null
    /** Who owes its reports today. */
    readonly officer: Person | null
  }[]
}

/** A leader's instruction to an officer, as far as it has come. */
export interface GivenDirective {
  readonly id: string
  readonly fromId: string
  readonly fromName: string
  readonly toId: string
  readonly text: string
  readonly readAt: Temporal.Instant | null
  readonly answer: string | null
}

export interface ToldSubject {
  readonly subject: string
  readonly unitId: string
  readonly unitName: string
  readonly taskCode: string | null
  /** Who owes the report or task today. */
  readonly officer: Person | null
}

/** Decides groups of different conversations in one transaction. */
export interface Desk {
  /**
   * Loads everything the groups are decided from with a constant number of queries, calls `decide` for each in
   * order, and commits changes, sessions, outbox rows and "handled" together, or nothing. Groups another process has
   * handled meanwhile are passed over. Yields how many were settled.
   */
  settle(
    groups: readonly PreparedGroup[],
    now: Temporal.Instant,
    decide: (conversation: Conversation, setting: Setting, library: Library) => Promise<SettledGroup>,
  ): Promise<number>
}

/** A message to be sent, as the sender sees it. */
export interface OutboxItem {
  readonly id: string
  readonly identity: string
  readonly lane: Lane
  readonly thread: Thread
  readonly personId: string | null
  readonly payload: Payload
  readonly attempts: number
  readonly createdAt: Temporal.Instant
  readonly notBefore: Temporal.Instant
}

export type Delivery =
  | { readonly kind: 'sent'; readonly providerIds: readonly string[]; readonly message: Outgoing }
  | { readonly kind: 'cancelled'; readonly reason: string }
  | { readonly kind: 'retry'; readonly at: Temporal.Instant; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly retryAt: Temporal.Instant | null }
  | { readonly kind: 'failed'; readonly reason: string }
  /** The account cannot be reached; the message goes to the person's next account, where there is one. */
  | { readonly kind: 'unreachable'; readonly reason: string }

/** An account of ours on a platform. */
export interface BotAccount {
  readonly channel: ChannelName
  readonly account: string
}

export interface Outbox {
  /** Takes due messages of a bot account, best lane first, at most one per thread, and marks them `sending`. */
  take(
    channel: ChannelName,
    account: string,
    limit: number,
    now: Temporal.Instant,
  ): Promise<readonly OutboxItem[]>
  /** Records what became of it, together with what follows from its having been sent. */
  settle(id: string, delivery: Delivery, after: readonly Change[], now: Temporal.Instant): Promise<void>
  /** After a crash: what was `sending` becomes pending again (it may be delivered twice, never lost). */
  recover(channel: ChannelName, account: string, now: Temporal.Instant): Promise<number>
  /**
   * Gives a person's messages that should have left by `dueBy` to his best active account among `working` ones, where
   * the one they wait for is not among them or did not take them. What is being sent, or may have arrived, stays.
   * Yields how many.
   */
  passOn(dueBy: Temporal.Instant, working: readonly BotAccount[], now: Temporal.Instant): Promise<number>
  /** Earliest instant at which something of this account becomes due; null: nothing waits. */
  nextDueAt(channel: ChannelName, account: string): Promise<Temporal.Instant | null>
  put(drafts: readonly OutboxDraft[], now: Temporal.Instant): Promise<void>
}

export interface Leases {
  /** Takes or prolongs the lease until `now + seconds`; false while another holder's is running. */
  hold(name: string, holder: string, seconds: number, now: Temporal.Instant): Promise<boolean>
  release(name: string, holder: string): Promise<void>
}

export interface LinkedAccount {
  readonly personId: string
  readonly channel: ChannelName
  readonly account: string
  readonly isActive: boolean
}

/** What a round decides from, read under the lock of the round mark. */
export interface RoundRoom {
  readonly programmes: readonly ProgrammeInUse[]
  readonly calendar: WorkCalendar
  readonly zone: string
  readonly newId: () => string
  readonly library: Library
  readonly coordinatorIds: readonly string[]
  /** Open tasks and duties of everybody, with the filings of these periods. */
  reminders(periodKeys: readonly string[]): Promise<ReminderSnapshot>
  escalation(roundsDoneTo: Temporal.Instant): Promise<EscalationSnapshot>
  /** Filings of these periods on open tasks, counted per programme and unit. */
  unitFilings(periodKeys: readonly string[]): Promise<readonly UnitFilings[]>
  /** Periods (`endingKey`) that heads-ups of these identities are about, by person. */
  headsUpsPlanned(identities: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>
  /** Accounts of these people, of each the main one first. */
  accounts(personIds: readonly string[]): Promise<readonly LinkedAccount[]>
  names(personIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Reminders of these rounds, as the outbox has them. */
  deliveries(rounds: readonly Temporal.Instant[]): Promise<readonly PlannedDelivery[]>
  holidayRows(): Promise<readonly HolidayRow[]>
  /** Audits that were put off and are due now. */
  readonly auditsDue: readonly PostponedAudit[]
  /** Heads and coordinators, for automatic summaries. */
  peopleWith(
    roles: readonly Role[],
  ): Promise<readonly { readonly personId: string; readonly unitId: string; readonly role: Role }[]>
}

/** What live messages are examined again from, for a batch of people. */
export interface ExaminationRoom {
  readonly calendar: WorkCalendar
  readonly zone: string
  readonly newId: () => string
  readonly reminders: ReminderSnapshot
  readonly duties: ReadonlyMap<string, readonly Duty[]>
  readonly people: ReadonlyMap<string, Person>
  readonly units: ReadonlyMap<string, Unit>
  readonly library: Library
  /** Everything escalation is examined from, the steps of these digests, and names for what they are about. */
  escalation(digests: readonly string[]): Promise<{
    readonly snapshot: EscalationSnapshot
    readonly stepsOf: ReadonlyMap<string, readonly EscalationStep[]>
    readonly names: DigestNames
  }>
}

export interface RoundBook {
  /** Up to when rounds are done; null: never ran. */
  doneTo(): Promise<Temporal.Instant | null>
  /**
   * Locks the mark, decides what lies in (mark, now] and commits decision and new mark together. A clock set back, or
   * another process that was faster, decides nothing. The first time ever the mark is only set.
   */
  advance(
    now: Temporal.Instant,
    decide: (since: Temporal.Instant, room: RoundRoom) => Promise<Decision>,
  ): Promise<void>
  examine<T>(
    request: { readonly personIds: readonly string[]; readonly instants: readonly Temporal.Instant[] },
    now: Temporal.Instant,
    use: (room: ExaminationRoom) => Promise<T>,
  ): Promise<T>
  /** Programmes, calendar, audits put off and conferences, to look ahead for the next moment. */
  almanac(): Promise<
    Pick<RoundRoom, 'programmes' | 'calendar' | 'zone'> & {
      readonly audits: readonly PostponedAudit[]
      readonly conferences: readonly Conference[]
    }
  >
}
