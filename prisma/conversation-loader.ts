/** Loads conversations for a batch of updates with a constant number of queries, whatever the batch's size. */
import type { AlbumSoFar, Conversation, OwnReport, Sender } from '../core/conversation.ts'
import type { PreparedGroup } from '../core/ports.ts'
import type { Duty } from '../core/report/report.ts'
import type { KnownTask } from '../core/report/understand/reading.ts'
import { parseTapData } from '../core/talk/button.ts'
import type { Incoming, Outgoing, SentMessage } from '../core/talk/message.ts'
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
  const albums = await loadAlbums(tx, updates, senders, reports)
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
      recentMenus: menus.recent.get(threadKey(incoming)) ?? [],
      refersTo: menus.byId.get(`${threadKey(incoming)} ${incoming.refersTo}`) ?? null,
      ownReports: sender === null ? [] : (reports.get(sender.person.id) ?? []),
      album: albums.get(senderKey(incoming)) ?? null,
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

/** What became of earlier parts of the albums these updates belong to. Most updates belong to none. */
async function loadAlbums(
  tx: Transaction,
  updates: readonly Incoming[],
  senders: ReadonlyMap<string, Sender>,
  reports: ReadonlyMap<string, readonly OwnReport[]>,
): Promise<ReadonlyMap<string, AlbumSoFar>> {
  const albumIds = updates.flatMap((incoming) => incoming.albumId ?? [])
  if (albumIds.length === 0) return new Map()
  const earlier = await tx.evidence.findMany({
    where: { albumId: { in: albumIds } },
    select: { id: true, albumId: true, personId: true, reportId: true, inboxId: true },
    orderBy: { receivedAt: 'asc' },
  })
  const answers = await loadAnswers(
    tx,
    earlier.map((row) => row.inboxId),
  )
  return new Map(
    updates.flatMap((incoming): [string, AlbumSoFar][] => {
      const personId = senders.get(senderKey(incoming))?.person.id
      const parts = earlier.filter((row) => row.albumId === incoming.albumId && row.personId === personId)
      if (personId === undefined || parts.length === 0) return []
      const reportIds = new Set(parts.map((row) => row.reportId))
      const proved = (reports.get(personId) ?? []).filter((report) => reportIds.has(report.id))
      const answerId = parts.map((row) => answers.get(row.inboxId) ?? null).find((id) => id !== null) ?? null
      return [[senderKey(incoming), { evidenceIds: parts.map((row) => row.id), reports: proved, answerId }]]
    }),
  )
}

/** Provider ids of the first answers to these updates, as far as they were sent. */
async function loadAnswers(
  tx: Transaction,
  inboxIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (inboxIds.length === 0) return new Map()
  const identities = new Map(inboxIds.map((id) => [`reply:${id}:0`, id]))
  const rows = await tx.outboxMessage.findMany({
    where: { identity: { in: [...identities.keys()] } },
    select: { identity: true, providerIds: true },
  })
  return new Map(
    rows.flatMap((row): [string, string][] => {
      const inboxId = identities.get(row.identity)
      const first = row.providerIds[0]
      return inboxId === undefined || first === undefined ? [] : [[inboxId, first]]
    }),
  )
}

interface MenuRow {
  channel: string
  botAccount: string
  threadId: string
  sent: unknown
  sentAt: Date
}

/** So many messages with buttons or a list back an answer by number may refer to. */
const MENUS_BACK = 10

/** What the bot last said with buttons or a numbered list in each thread, and the messages that are answered or tapped. */
async function loadMenus(tx: Transaction, updates: readonly Incoming[]) {
  const threads = [...new Map(updates.map((incoming) => [threadKey(incoming), incoming.thread])).values()]
  const rows = await tx.$queryRaw<MenuRow[]>`
    SELECT t."channel", t."botAccount", t."threadId", m."sent", m."sentAt"
    FROM jsonb_to_recordset(${JSON.stringify(
      threads.map(({ channel, account, threadId }) => ({ channel, botAccount: account, threadId })),
    )}::jsonb) AS t("channel" text, "botAccount" text, "threadId" text)
    JOIN LATERAL (
      SELECT o."sent", o."sentAt", o."seq" FROM "outbox_message" o
      WHERE o."channel" = t."channel" AND o."botAccount" = t."botAccount" AND o."threadId" = t."threadId"
        AND o."sentAt" IS NOT NULL
        AND (jsonb_array_length(o."sent"->'buttons') > 0 OR o."sent"->'list' IS NOT NULL)
      ORDER BY o."sentAt" DESC, o."seq" DESC LIMIT ${MENUS_BACK}
    ) m ON true
    ORDER BY m."sentAt" DESC, m."seq" DESC`
  const recent = new Map<string, SentMessage[]>()
  for (const row of rows) {
    const message = readOutgoing(row.sent)
    if (message === null) continue
    const key = `${row.channel} ${row.botAccount} ${row.threadId}`
    recent.set(key, [...(recent.get(key) ?? []), { message, sentAt: instant(row.sentAt) }])
  }
  return { recent, byId: await loadReferred(tx, updates) }
}

/** By thread and provider id; of a message that was edited the newest state. */
async function loadReferred(
  tx: Transaction,
  updates: readonly Incoming[],
): Promise<ReadonlyMap<string, Outgoing>> {
  const referred = updates.flatMap((incoming) => incoming.refersTo ?? [])
  const byId = new Map<string, Outgoing>()
  if (referred.length === 0) return byId
  const rows = await tx.outboxMessage.findMany({
    where: {
      threadId: { in: updates.map((incoming) => incoming.thread.threadId) },
      providerIds: { hasSome: referred },
    },
    select: { channel: true, botAccount: true, threadId: true, providerIds: true, sent: true },
    orderBy: [{ sentAt: 'asc' }, { seq: 'asc' }],
  })
  for (const row of rows) {
    const message = readOutgoing(row.sent)
    if (message === null) continue
    for (const id of row.providerIds) {
      byId.set(`${row.channel} ${row.botAccount} ${row.threadId} ${id}`, message)
    }
  }
  return byId
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
