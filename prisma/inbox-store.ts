/** The inbox: every update once, handled in order within a conversation. */
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Inbox, InboxGroup, InboxItem } from '../core/ports.ts'
import type { Incoming } from '../core/talk/message.ts'
import type { PrismaClient } from './generated/client.ts'
import { dbInstant, instant } from './rows.ts'

/** Parts of an album come as updates of their own; they are gathered this long after the newest. */
export const ALBUM_GATHERING_MILLISECONDS = 1_500

const incomingSchema: z.ZodType<Incoming> = z.object({
  thread: z.object({
    channel: z.enum(['console', 'telegram', 'zalo-bot', 'zalo-oa', 'zalo-personal']),
    account: z.string(),
    threadId: z.string(),
    isGroup: z.boolean(),
  }),
  providerId: z.string(),
  senderId: z.string(),
  senderName: z.string().nullable(),
  sentAt: z.string(),
  kind: z.enum(['text', 'photo', 'file', 'voice', 'location', 'tap', 'edited', 'unsupported', 'membership']),
  text: z.string(),
  media: z.array(
    z.object({
      ref: z.string(),
      kind: z.enum(['photo', 'file']),
      fileName: z.string().nullable(),
      mime: z.string().nullable(),
      sizeBytes: z.number().nullable(),
    }),
  ),
  albumId: z.string().nullable(),
  refersTo: z.string().nullable(),
  messageId: z.string().nullable(),
  tapData: z.string().nullable(),
  tapId: z.string().nullable(),
  membership: z.enum(['joined', 'left']).nullable(),
  addressed: z.boolean(),
  isForwarded: z.boolean(),
})

interface Row {
  id: string
  raw: unknown
  attempts: number
  albumId: string | null
  conversation: string
  readyAt: Date
}

/** How many waiting updates of one conversation are looked at for an album's parts. */
const ALBUM_WINDOW = 20

export function createInbox(client: PrismaClient, newId: () => string): Inbox {
  return {
    async store(batch, now) {
      const rows = batch.map((incoming) => rowOf(incoming, newId(), now))
      await client.$executeRaw`
        INSERT INTO "inbox_message" ("id", "channel", "botAccount", "providerId", "threadId", "senderId", "messageId",
          "albumId", "raw", "receivedAt", "readyAt")
        SELECT "id", "channel", "botAccount", "providerId", "threadId", "senderId", "messageId", "albumId", "raw",
          "receivedAt", "readyAt"
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" text, "channel" text, "botAccount" text,
          "providerId" text, "threadId" text, "senderId" text, "messageId" text, "albumId" text, "raw" jsonb,
          "receivedAt" timestamptz, "readyAt" timestamptz)
        ON CONFLICT ("channel", "botAccount", "providerId") DO NOTHING`
    },

    async next(limit, now) {
      const rows = await client.$queryRaw<Row[]>`
        WITH first AS (
          SELECT DISTINCT ON ("channel", "botAccount", "threadId", "senderId") "channel", "botAccount", "threadId", "senderId", "seq"
          FROM "inbox_message" WHERE "state" = 'pending'
          ORDER BY "channel", "botAccount", "threadId", "senderId", "seq"
        ), oldest AS (SELECT * FROM first ORDER BY "seq" LIMIT ${limit * 2})
        SELECT m."id", m."raw", m."attempts", m."albumId", m."readyAt",
          m."channel" || ' ' || m."botAccount" || ' ' || m."threadId" || ' ' || m."senderId" AS "conversation"
        FROM oldest o JOIN LATERAL (
          SELECT * FROM "inbox_message" i
          WHERE i."state" = 'pending' AND i."channel" = o."channel" AND i."botAccount" = o."botAccount"
            AND i."threadId" = o."threadId" AND i."senderId" = o."senderId"
          ORDER BY i."seq" LIMIT ${ALBUM_WINDOW}
        ) m ON true
        ORDER BY o."seq", m."seq"`
      const readable = rows.filter((row) => incomingSchema.safeParse(row.raw).success)
      const unreadable = rows.filter((row) => !readable.includes(row)).map((row) => row.id)
      if (unreadable.length > 0) await setAside(client, unreadable, 'written by another version: unreadable')
      return groupsOf(readable, now).slice(0, limit)
    },

    async fail(ids, error, retryAt) {
      await client.inboxMessage.updateMany({
        where: { id: { in: [...ids] }, state: 'pending' },
        data:
          retryAt === null
            ? { state: 'dead', error, attempts: { increment: 1 } }
            : { readyAt: dbInstant(retryAt), error, attempts: { increment: 1 } },
      })
    },

    async nextReadyAt() {
      const row = await client.inboxMessage.findFirst({
        where: { state: 'pending' },
        orderBy: { readyAt: 'asc' },
        select: { readyAt: true },
      })
      return row === null ? null : instant(row.readyAt)
    },
  }
}

async function setAside(client: PrismaClient, ids: readonly string[], error: string): Promise<void> {
  await client.inboxMessage.updateMany({ where: { id: { in: [...ids] } }, data: { state: 'dead', error } })
}

function rowOf(incoming: Incoming, id: string, now: Temporal.Instant) {
  const readyAt = incoming.albumId === null ? now : now.add({ milliseconds: ALBUM_GATHERING_MILLISECONDS })
  return {
    id,
    channel: incoming.thread.channel,
    botAccount: incoming.thread.account,
    providerId: incoming.providerId,
    threadId: incoming.thread.threadId,
    senderId: incoming.senderId,
    messageId: incoming.messageId,
    albumId: incoming.albumId,
    raw: incoming,
    receivedAt: dbInstant(now),
    readyAt: dbInstant(readyAt),
  }
}

/** The first update of each conversation with, if it is an album's, the parts that follow it directly. */
function groupsOf(rows: readonly Row[], now: Temporal.Instant): readonly InboxGroup[] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(row.conversation)
    if (group === undefined) groups.set(row.conversation, [row])
    else if (row.albumId !== null && row.albumId === group[0]?.albumId) group.push(row)
  }
  return [...groups.values()]
    .filter((group) => group.every((row) => row.readyAt.getTime() <= now.epochMilliseconds))
    .map((group) => ({ items: group.map(itemOf) }))
}

function itemOf(row: Row): InboxItem {
  return { inboxId: row.id, attempts: row.attempts, incoming: incomingSchema.parse(row.raw) }
}
