/** The outbox as the sender works through it. All waiting and retrying is by instants given to it. */
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { BotAccount, Delivery, Outbox, OutboxItem } from '../core/ports.ts'
import type { ChannelName } from '../core/talk/message.ts'
import { LANES, livePayload, type OutboxDraft, type Payload } from '../core/talk/outbox.ts'
import { writeChanges } from './commit.ts'
import type { PrismaClient } from './generated/client.ts'
import { putMessages } from './outbox-rows.ts'
import { dbInstant, instant, json, oneOf } from './rows.ts'

const outgoing = z.object({
  text: z.string(),
  buttons: z.array(z.array(z.object({ label: z.string(), data: z.string() }))),
  files: z.array(z.object({ name: z.string(), mime: z.string(), sha256: z.string(), sizeBytes: z.number() })),
  edits: z.string().nullable(),
  replyTo: z.string().nullable(),
  list: z.array(z.string()).optional(),
})
const payloadSchema = z.union([z.object({ kind: z.literal('ready'), message: outgoing }), livePayload])

/** A message as it was stored or sent; null: unreadable. */
export function readOutgoing(value: unknown) {
  const parsed = outgoing.safeParse(value)
  return parsed.success ? parsed.data : null
}

/** Why a message that was never tried in time is cancelled. */
export const EXPIRED = 'expired'

interface Row {
  id: string
  identity: string
  lane: string
  channel: ChannelName
  botAccount: string
  threadId: string
  isGroup: boolean
  personId: string | null
  payload: unknown
  attempts: number
  seq: bigint
  createdAt: Date
  notBefore: Date
}

export function createOutbox(client: PrismaClient, newId: () => string): Outbox {
  return {
    async take(channel, account, limit, now) {
      const at = dbInstant(now)
      await client.outboxMessage.updateMany({
        where: { channel, botAccount: account, state: 'pending', expiresAt: { lte: at } },
        data: { state: 'cancelled', error: EXPIRED },
      })
      const rows = await client.$queryRaw<Row[]>`
        UPDATE "outbox_message" SET "state" = 'sending', "attempts" = "attempts" + 1
        WHERE "id" IN (
          SELECT "id" FROM (
            SELECT DISTINCT ON ("threadId") "id", "laneRank", "seq"
            FROM "outbox_message"
            WHERE "channel" = ${channel} AND "botAccount" = ${account} AND "state" = 'pending' AND "notBefore" <= ${at}
              AND "threadId" NOT IN (
                SELECT "threadId" FROM "outbox_message"
                WHERE "channel" = ${channel} AND "botAccount" = ${account} AND "state" = 'sending')
            ORDER BY "threadId", "laneRank", "seq"
          ) AS first_of_thread
          ORDER BY "laneRank", "seq" LIMIT ${limit})
          AND "state" = 'pending'
        RETURNING "id", "identity", "lane", "channel", "botAccount", "threadId", "isGroup", "personId", "payload",
          "attempts", "createdAt", "notBefore", "laneRank", "seq"`
      const items: OutboxItem[] = []
      for (const row of rows.sort(inOrder)) {
        const payload = payloadSchema.safeParse(row.payload)
        if (payload.success) items.push(itemOf(row, payload.data))
        else
          await client.outboxMessage.update({
            where: { id: row.id },
            data: { state: 'failed', error: 'unreadable payload' },
          })
      }
      return items
    },

    async settle(id, delivery, after, now) {
      if (delivery.kind === 'unreachable') return moveToNextAccount(client, id, delivery.reason, now)
      const data = settledData(delivery, now)
      if (after.length === 0) {
        await client.outboxMessage.update({ where: { id }, data })
        return
      }
      await client.$transaction(async (tx) => {
        await tx.outboxMessage.update({ where: { id }, data })
        await writeChanges(tx, after)
      })
    },

    async recover(channel, account) {
      const { count } = await client.outboxMessage.updateMany({
        where: { channel, botAccount: account, state: 'sending' },
        data: { state: 'pending' },
      })
      return count
    },

    passOn: (dueBy, working, now) => passOn(client, dueBy, now, working),

    async nextDueAt(channel, account) {
      const row = await client.outboxMessage.findFirst({
        where: { channel, botAccount: account, state: 'pending' },
        orderBy: { notBefore: 'asc' },
        select: { notBefore: true },
      })
      return row === null ? null : instant(row.notBefore)
    },

    async put(drafts: readonly OutboxDraft[], now: Temporal.Instant) {
      await client.$transaction((tx) => putMessages(tx, drafts, newId, now))
    },
  }
}

/** Best lane first, then as they were put. */
function inOrder(one: Row, other: Row): number {
  return LANES.indexOf(laneOf(one)) - LANES.indexOf(laneOf(other)) || Number(one.seq - other.seq)
}

function laneOf(row: Row) {
  return oneOf(LANES, row.lane, 'broadcast')
}

function itemOf(row: Row, payload: Payload): OutboxItem {
  return {
    id: row.id,
    identity: row.identity,
    lane: laneOf(row),
    thread: { channel: row.channel, account: row.botAccount, threadId: row.threadId, isGroup: row.isGroup },
    personId: row.personId,
    payload,
    attempts: row.attempts,
    createdAt: instant(row.createdAt),
    notBefore: instant(row.notBefore),
  }
}

function settledData(delivery: Exclude<Delivery, { kind: 'unreachable' }>, now: Temporal.Instant) {
  switch (delivery.kind) {
    case 'sent':
      return {
        state: 'sent',
        providerIds: [...delivery.providerIds],
        sent: json(delivery.message),
        sentAt: dbInstant(now),
        error: null,
      }
    case 'cancelled':
      return { state: 'cancelled', error: delivery.reason }
    case 'retry':
      return { state: 'pending', notBefore: dbInstant(delivery.at), error: delivery.reason }
    case 'unknown':
      return delivery.retryAt === null
        ? { state: 'unknown', error: delivery.reason }
        : { state: 'pending', notBefore: dbInstant(delivery.retryAt), error: delivery.reason }
    case 'failed':
      return { state: 'failed', error: delivery.reason }
    default:
      return delivery satisfies never
  }
}

/** What was tried with an unknown outcome may arrive twice, once on each channel. */
function passOn(
  client: PrismaClient,
  dueBy: Temporal.Instant,
  now: Temporal.Instant,
  working: readonly BotAccount[],
): Promise<number> {
  const accounts = JSON.stringify(working)
  return client.$executeRaw`
    WITH working AS (
      SELECT "channel", "account" FROM jsonb_to_recordset(${accounts}::jsonb) AS w("channel" text, "account" text)
    ), stuck AS (
      SELECT "id", "personId", "channel", "botAccount" FROM "outbox_message"
      WHERE "state" = 'pending' AND "personId" IS NOT NULL
        AND "waitsSince" <= ${dbInstant(dueBy)}
    ), moves AS (
      SELECT DISTINCT ON (s."id") s."id", a."channel", a."botAccount", a."threadId"
      FROM stuck s
      JOIN "channel_account" a ON a."personId" = s."personId" AND a."state" = 'active'
        AND (a."channel", a."botAccount") <> (s."channel", s."botAccount")
      JOIN working w ON w."channel" = a."channel" AND w."account" = a."botAccount"
      ORDER BY s."id", a."isMain" DESC, a."linkedAt"
    )
    UPDATE "outbox_message" m
    SET "channel" = moves."channel", "botAccount" = moves."botAccount", "threadId" = moves."threadId",
      "attempts" = 0, "notBefore" = ${dbInstant(now)}, "waitsSince" = ${dbInstant(now)}
    FROM moves WHERE m."id" = moves."id" AND m."state" = 'pending'`
}

/** The account is marked unreachable; the message goes to the person's next active account, or stays as unreachable. */
async function moveToNextAccount(
  client: PrismaClient,
  id: string,
  reason: string,
  now: Temporal.Instant,
): Promise<void> {
  await client.$transaction(async (tx) => {
    const row = await tx.outboxMessage.findUniqueOrThrow({ where: { id } })
    const account = { channel: row.channel, botAccount: row.botAccount, threadId: row.threadId }
    await tx.channelAccount.updateMany({
      where: { ...account, state: 'active' },
      data: { state: 'unreachable', stateNote: reason, stateSince: dbInstant(now) },
    })
    const next =
      row.personId === null
        ? null
        : await tx.channelAccount.findFirst({
            where: { personId: row.personId, state: 'active' },
            orderBy: [{ isMain: 'desc' }, { linkedAt: 'asc' }],
          })
    await tx.outboxMessage.update({
      where: { id },
      data:
        next === null
          ? { state: 'unreachable', error: reason }
          : {
              state: 'pending',
              channel: next.channel,
              botAccount: next.botAccount,
              threadId: next.threadId,
              waitsSince: dbInstant(now),
              error: reason,
            },
    })
  })
}
