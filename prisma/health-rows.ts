/** What `/suckhoe` reads: queues, what failed, rounds, accounts. A constant number of queries over indexed columns. */
import type { Temporal } from 'temporal-polyfill'
import type { StoredHealth } from '../core/talk/health-view.ts'
import { LANES } from '../core/talk/outbox.ts'
import type { Transaction } from './commit.ts'
import { channelOf } from './directory-rows.ts'
import { dbInstant, instant, oneOf } from './rows.ts'

const NEWEST_DEAD = 5

export async function loadHealth(tx: Transaction, now: Temporal.Instant): Promise<StoredHealth> {
  const waiting = await tx.$queryRaw<{ lane: string; count: number; since: Date }[]>`
    SELECT "lane", count(*)::int AS "count", min("notBefore") AS "since" FROM "outbox_message"
    WHERE "state" IN ('pending', 'sending') AND "notBefore" <= ${dbInstant(now)} GROUP BY "lane", "laneRank" ORDER BY "laneRank"`
  const dayAgo = dbInstant(now.subtract({ hours: 24 }))
  const delivered = await tx.$queryRaw<{ state: string; count: number }[]>`
    SELECT "state", count(*)::int AS "count" FROM "outbox_message"
    WHERE "createdAt" >= ${dayAgo} AND "state" NOT IN ('pending', 'sending') GROUP BY "state" ORDER BY "state"`
  const [unhandled] = await tx.$queryRaw<{ count: number; since: Date | null }[]>`
    SELECT count(*)::int AS "count", min("receivedAt") AS "since" FROM "inbox_message"
    WHERE "state" = 'pending' AND "readyAt" < ${dbInstant(now)}`
  const dead = await tx.inboxMessage.count({ where: { state: 'dead' } })
  const newest = await tx.inboxMessage.findMany({
    where: { state: 'dead' },
    orderBy: { seq: 'desc' },
    take: NEWEST_DEAD,
    select: { id: true, receivedAt: true, error: true },
  })
  const mark = await tx.roundMark.findUnique({ where: { name: 'rounds' } })
  return {
    waiting: waiting.map(({ lane, count, since }) => ({
      lane: oneOf(LANES, lane, 'broadcast'),
      count,
      since: instant(since),
    })),
    delivered,
    unhandled: {
      count: unhandled?.count ?? 0,
      since: unhandled?.since ? instant(unhandled.since) : null,
    },
    dead: {
      count: dead,
      newest: newest.map(({ id, receivedAt, error }) => ({
        id,
        at: instant(receivedAt),
        error: error ?? '',
      })),
    },
    roundsDoneTo: mark === null ? null : instant(mark.doneTo),
    accounts: await loadAccounts(tx),
    officialAccount: await loadOfficialAccount(tx),
  }
}

async function loadAccounts(tx: Transaction): Promise<StoredHealth['accounts']> {
  const rows = await tx.$queryRaw<{ channel: string; active: number; unreachable: number }[]>`
    SELECT "channel", (count(*) FILTER (WHERE "state" = 'active'))::int AS "active",
      (count(*) FILTER (WHERE "state" <> 'active'))::int AS "unreachable"
    FROM "channel_account" GROUP BY "channel" ORDER BY "channel"`
  return rows.map(({ channel, ...counts }) => ({ channel: channelOf(channel), ...counts }))
}

async function loadOfficialAccount(tx: Transaction): Promise<StoredHealth['officialAccount']> {
  const rows = await tx.$queryRaw<{ name: string; at: Date }[]>`
    SELECT p."name", max((i."raw"->>'sentAt')::timestamptz) AS "at"
    FROM "channel_account" a JOIN "person" p ON p."id" = a."personId"
    JOIN "inbox_message" i ON i."channel" = a."channel" AND i."botAccount" = a."botAccount" AND i."senderId" = a."userId"
    WHERE a."channel" = 'zalo-oa' AND i."raw"->>'kind' <> 'membership'
    GROUP BY p."id", p."name" ORDER BY p."name"`
  return rows.map(({ name, at }) => ({ name, lastMessageAt: instant(at) }))
}
