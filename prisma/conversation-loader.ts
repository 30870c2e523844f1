/** Loads conversations for a batch of updates with a constant number of queries, whatever the batch's size. */
import type { Conversation, OwnReport, Sender } from '../core/conversation.ts'
import type { PreparedGroup } from '../core/ports.ts'
import type { Duty } from '../core/report/report.ts'
import type { KnownTask } from '../core/report/understand/reading.ts'
import { parseTapData } from '../core/talk/button.ts'
import type { Incoming, Outgoing } from '../core/talk/message.ts'
import { readSession, type Session } from '../core/talk/session.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { channelOf, personOf, roleOf, unitOf, validOn } from './directory-rows.ts'
import { type Almanac, loadDuties } from './duty-loader.ts'
import { readOutgoing } from './outbox-store.ts'
import { REPORT_COLUMNS, REPORT_JOINS, type ReportRow, reportOf } from './report-rows.ts'
import { dbDate, groupBy, instant } from './rows.ts'

/** The tasks of all programmes by name, for telling "not yours" from "no such code"; kept between batches. */
export interface TaskNames {
  of(tx: Transaction, almanac: Almanac): Promise<readonly KnownTask[]>
}

export async function loadConversations(
  tx: Transaction,
  groups: readonly PreparedGroup[],
  almanac: Almanac,
  names: TaskNames,
): Promise<readonly Conversation[]> {
  const updates = groups.map(mergeGroup)
  const senders = await loadSenders(tx, updates, almanac)
  const personIds = [...new Set([...senders.values()].map((sender) => sender.person.id))]
  const duties = await loadDuties(tx, personIds, almanac)
  const sessions = await loadSessions(tx, updates, almanac)
  const reports = await loadOwnReports(tx, personIds, updates, sessions, almanac)
  const menus = await loadMenus(tx, updates)
  const failures = await loadFailures(tx, updates)
  const albums = await loadAlbumReports(tx, updates, reports)
  const allTasks = await names.of(tx, almanac)
  return groups.map((group, index): Conversation => {
    const incoming = updates[index] ?? mergeGroup(group)
    const sender = senders.get(senderKey(incoming)) ?? null
    const own: readonly Duty[] = sender === null ? [] : (duties.get(sender.person.id) ?? [])
    return {
      inboxId: group.group.items[0]?.inboxId ?? '',
      incoming,
      media: group.media,
      sender,
      session: sessions.get(sessionKey(incoming)) ?? readSession(null, almanac.now),
      duties: own,
      otherTasks: allTasks,
      newestMenu: menus.newest.get(threadKey(incoming)) ?? null,
      refersTo: menus.byId.get(`${threadKey(incoming)} ${incoming.refersTo}`) ?? null,
      ownReports: sender === null ? [] : (reports.get(sender.person.id) ?? []),
      albumReports: albums.get(senderKey(incoming)) ?? [],
      codeFailures: failures.get(senderKey(incoming)) ?? null,
    }
  })
}

/** The parts of an album as one update: the first with a caption gives the words, all give their photos. */
export function mergeGroup({ group }: PreparedGroup): Incoming {
  const parts = group.items.map((item) => item.incoming)
  const first = parts[0]
  if (first === undefined) throw new Error('an inbox group without updates')
  const captioned = parts.find((part) => part.text.trim() !== '') ?? first
  return { ...captioned, media: parts.flatMap((part) => part.media) }
}

const threadKey = ({ thread }: Incoming) => `${thread.channel} ${thread.account} ${thread.threadId}`
const senderKey = ({ thread, senderId }: Incoming) => `${thread.channel} ${thread.account} ${senderId}`
const sessionKey = (incoming: Incoming) => `${threadKey(incoming)} ${incoming.senderId}`

async function loadSenders(
  tx: Transaction,
  updates: readonly Incoming[],
  almanac: Almanac,
): Promise<ReadonlyMap<string, Sender>> {
  const today = dbDate(localDate(almanac.now, almanac.zone))
  const rows = await tx.channelAccount.findMany({
    where: { userId: { in: updates.map((incoming) => incoming.senderId) } },
    include: {
      person: {
        include: { posts: { where: validOn(today), include: { unit: true }, orderBy: { id: 'asc' } } },
      },
    },
  })
  return new Map(
    rows.map((row): [string, Sender] => [
      `${row.channel} ${row.botAccount} ${row.userId}`,
      {
        person: personOf(row.person),
        account: {
          id: row.id,
          channel: channelOf(row.channel),
          account: row.botAccount,
          userId: row.userId,
          threadId: row.threadId,
          personId: row.personId,
          isMain: row.isMain,
          state: row.state === 'active' ? 'active' : 'unreachable',
        },
        posts: row.person.posts.map((post) => ({ role: roleOf(post.role), unit: unitOf(post.unit) })),
      },
    ]),
  )
}

async function loadSessions(
  tx: Transaction,
  updates: readonly Incoming[],
  almanac: Almanac,
): Promise<ReadonlyMap<string, Session>> {
  const rows = await tx.session.findMany({
    where: {
      threadId: { in: updates.map((incoming) => incoming.thread.threadId) },
      senderId: { in: updates.map((incoming) => incoming.senderId) },
    },
  })
  return new Map(
    rows.map((row) => [
      `${row.channel} ${row.botAccount} ${row.threadId} ${row.senderId}`,
      readSession(row.state, almanac.now),
    ]),
  )
}

/** Days back within which a person's reports are at hand for corrections and proofs of receipt. */
const OWN_REPORT_DAYS = 8

async function loadOwnReports(
  tx: Transaction,
  personIds: readonly string[],
  updates: readonly Incoming[],
  sessions: ReadonlyMap<string, Session>,
  almanac: Almanac,
): Promise<ReadonlyMap<string, readonly OwnReport[]>> {
  if (personIds.length === 0) return new Map()
  const numbers = updates.flatMap((incoming) => {
    const tap = incoming.tapData === null ? null : parseTapData(incoming.tapData)
    return tap === null ? [] : [tap.ref]
  })
  const focused = [...sessions.values()].flatMap((session) => session.focus?.reportId ?? [])
  const since = dbDate(localDate(almanac.now, almanac.zone).subtract({ days: OWN_REPORT_DAYS }))
  const rows = await tx.$queryRaw<ReportRow[]>`
    SELECT ${REPORT_COLUMNS} FROM "report" r ${REPORT_JOINS}
    WHERE r."personId" = ANY(${[...personIds]}) AND r."state" = 'filed'
      AND (r."filedOn" >= ${since} OR r."number" = ANY(${numbers}) OR r."id" = ANY(${focused}))
    ORDER BY r."filedAt" DESC, r."number" DESC, t."position"`
  return groupBy(rows.map(reportOf), (report) => report.personId)
}

async function loadAlbumReports(
  tx: Transaction,
  updates: readonly Incoming[],
  reports: ReadonlyMap<string, readonly OwnReport[]>,
): Promise<ReadonlyMap<string, readonly OwnReport[]>> {
  const albumIds = updates.flatMap((incoming) => incoming.albumId ?? [])
  if (albumIds.length === 0) return new Map()
  const earlier = await tx.evidence.findMany({
    where: { albumId: { in: albumIds }, reportId: { not: null } },
    select: { albumId: true, reportId: true },
  })
  const all = [...reports.values()].flat()
  return new Map(
    updates.map((incoming) => {
      const ids = new Set(
        earlier.filter((row) => row.albumId === incoming.albumId).map((row) => row.reportId),
      )
      return [senderKey(incoming), all.filter((report) => ids.has(report.id))]
    }),
  )
}

interface MenuRow {
  channel: string
  botAccount: string
  threadId: string
  providerIds: string[]
  sent: unknown
}

/** What the bot last said with buttons in each thread, and the messages that are answered or tapped. */
async function loadMenus(tx: Transaction, updates: readonly Incoming[]) {
  const threads = [...new Set(updates.map((incoming) => incoming.thread.threadId))]
  const rows = await tx.$queryRaw<MenuRow[]>`
    SELECT DISTINCT ON ("channel", "botAccount", "threadId") "channel", "botAccount", "threadId", "providerIds", "sent"
    FROM "outbox_message" WHERE "threadId" = ANY(${threads}) AND "sentAt" IS NOT NULL
      AND jsonb_array_length("sent"->'buttons') > 0
    ORDER BY "channel", "botAccount", "threadId", "sentAt" DESC, "seq" DESC`
  const referred = updates.flatMap((incoming) => incoming.refersTo ?? [])
  const named =
    referred.length === 0
      ? []
      : await tx.outboxMessage.findMany({
          where: { threadId: { in: threads }, providerIds: { hasSome: referred } },
          select: { channel: true, botAccount: true, threadId: true, providerIds: true, sent: true },
        })
  const newest = new Map<string, Outgoing>()
  const byId = new Map<string, Outgoing>()
  const keyOf = (row: MenuRow) => `${row.channel} ${row.botAccount} ${row.threadId}`
  for (const row of rows) {
    const message = readOutgoing(row.sent)
    if (message !== null) newest.set(keyOf(row), message)
  }
  for (const row of named) {
    const message = readOutgoing(row.sent)
    if (message !== null) for (const id of row.providerIds) byId.set(`${keyOf(row)} ${id}`, message)
  }
  return { newest, byId }
}

async function loadFailures(tx: Transaction, updates: readonly Incoming[]) {
  const rows = await tx.codeAttempt.findMany({
    where: { userId: { in: updates.map((incoming) => incoming.senderId) } },
  })
  return new Map(
    rows.map((row) => [
      `${row.channel} ${row.botAccount} ${row.userId}`,
      { count: row.failures, lastAt: instant(row.lastAt) },
    ]),
  )
}
