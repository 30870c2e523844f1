/** Decides batches of updates: load, decide, commit - one transaction, all or nothing. */
import type { Temporal } from 'temporal-polyfill'
import type { Conversation, Setting } from '../core/conversation.ts'
import type { Change, TaskListTaken } from '../core/decision.ts'
import type { Desk, PreparedGroup, SettledGroup } from '../core/ports.ts'
import { localDate } from '../core/time.ts'
import { type Transaction, writeChanges } from './commit.ts'
import { loadConversations, mergeGroup, type TaskNames } from './conversation-loader.ts'
import { loadCalendar, loadCoordinatorIds, loadProgrammes } from './directory-rows.ts'
import type { PrismaClient } from './generated/client.ts'
import { createLibrary } from './library-store.ts'
import { loadConferences } from './lock-rows.ts'
import { putMessages } from './outbox-rows.ts'
import { dbDate, dbInstant, optionalDate } from './rows.ts'
import { takeTaskLists } from './task-list-store.ts'

export interface DeskOptions {
  readonly client: PrismaClient
  readonly zone: string
  readonly newId: () => string
}

export function createDesk({ client, zone, newId }: DeskOptions): Desk {
  const names = createTaskNames()
  return {
    settle: (groups, now, decide) =>
      client.$transaction(async (tx) => {
        const receipts = await lockReceipts(tx, localDate(now, zone))
        const open = await stillPending(tx, groups)
        if (open.length === 0) return 0
        const almanac = { now, zone, calendar: await loadCalendar(tx), programmes: await loadProgrammes(tx) }
        const setting: Setting = {
          now,
          zone,
          calendar: almanac.calendar,
          newId,
          nextReceipt: receipts.next,
          conferences: await loadConferences(tx, now),
          coordinatorIds: await loadCoordinatorIds(tx, dbDate(localDate(now, zone))),
        }
        const conversations = await loadConversations(tx, open, almanac, names)
        const settled: SettledGroup[] = []
        const library = createLibrary(tx, { now, zone })
        for (const conversation of conversations) settled.push(await decide(conversation, setting, library))
        const changes = settled.flatMap((decision) => decision.changes)
        await writeChanges(tx, changes)
        await takeTaskLists(tx, changes.filter(isTaskList), { zone, newId })
        await putMessages(
          tx,
          settled.flatMap((decision) => decision.messages),
          newId,
          now,
        )
        await writeSessions(tx, conversations, settled, now)
        await receipts.store()
        await markDone(tx, open, now)
        return open.length
      }),
  }
}

function isTaskList(change: Change): change is TaskListTaken {
  return change.kind === 'task_list_taken'
}

/**
 * The day's receipt counter, locked until the commit: numbers have no gaps, and decisions on reports follow one
 * another, so that no two see the same "before".
 */
async function lockReceipts(tx: Transaction, day: Temporal.PlainDate) {
  const name = `receipt:${day.toString()}`
  const rows = await tx.$queryRaw<{ value: number }[]>`
    INSERT INTO "counter" ("name", "value") VALUES (${name}, 0)
    ON CONFLICT ("name") DO UPDATE SET "value" = "counter"."value" RETURNING "value"`
  const start = rows[0]?.value ?? 0
  let value = start
  return {
    next: () => {
      value += 1
      return value
    },
    store: async () => {
      if (value !== start) await tx.counter.update({ where: { name }, data: { value } })
    },
  }
}

async function stillPending(
  tx: Transaction,
  groups: readonly PreparedGroup[],
): Promise<readonly PreparedGroup[]> {
  const ids = idsOf(groups)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "inbox_message" WHERE "id" = ANY(${ids}) AND "state" = 'pending' FOR UPDATE SKIP LOCKED`
  const pending = new Set(rows.map((row) => row.id))
  return groups.filter(({ group }) => group.items.every((item) => pending.has(item.inboxId)))
}

function idsOf(groups: readonly PreparedGroup[]): string[] {
  return groups.flatMap(({ group }) => group.items.map((item) => item.inboxId))
}

async function writeSessions(
  tx: Transaction,
  conversations: readonly Conversation[],
  settled: readonly SettledGroup[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = conversations.map(({ incoming }, index) => ({
    channel: incoming.thread.channel,
    botAccount: incoming.thread.account,
    threadId: incoming.thread.threadId,
    senderId: incoming.senderId,
    state: settled[index]?.session,
    updatedAt: dbInstant(now),
  }))
  await tx.$executeRaw`
    INSERT INTO "session" ("channel", "botAccount", "threadId", "senderId", "state", "updatedAt")
    SELECT "channel", "botAccount", "threadId", "senderId", "state", "updatedAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("channel" text, "botAccount" text, "threadId" text,
      "senderId" text, "state" jsonb, "updatedAt" timestamptz)
    ON CONFLICT ("channel", "botAccount", "threadId", "senderId")
    DO UPDATE SET "state" = excluded."state", "updatedAt" = excluded."updatedAt"`
}

async function markDone(
  tx: Transaction,
  groups: readonly PreparedGroup[],
  now: Temporal.Instant,
): Promise<void> {
  await tx.inboxMessage.updateMany({
    where: { id: { in: idsOf(groups) } },
    data: { state: 'done', doneAt: dbInstant(now), error: null },
  })
  const seen = groups.flatMap(({ group }) => {
    const { kind, thread, senderId } = mergeGroup({ group, media: [] })
    return kind === 'membership'
      ? []
      : [{ channel: thread.channel, botAccount: thread.account, userId: senderId }]
  })
  await tx.$executeRaw`
    UPDATE "channel_account" a SET "lastSeenAt" = ${dbInstant(now)}
    FROM jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) AS s("channel" text, "botAccount" text, "userId" text)
    WHERE a."channel" = s."channel" AND a."botAccount" = s."botAccount" AND a."userId" = s."userId"`
}

/** Names of all open tasks, read again after this long: they only serve the wording of a question. */
const NAMES_KEPT_SECONDS = 60

function createTaskNames(): TaskNames {
  let kept: { readonly until: number; readonly tasks: Awaited<ReturnType<TaskNames['of']>> } | null = null
  return {
    async of(tx, almanac) {
      if (kept !== null && kept.until > almanac.now.epochMilliseconds) return kept.tasks
      const rows = await tx.task.findMany({
        where: { state: 'open', programmeId: { in: almanac.programmes.map((programme) => programme.id) } },
        select: {
          code: true,
          outline: true,
          title: true,
          due: true,
          assignments: { where: { role: 'lead' }, select: { unit: { select: { name: true } } } },
        },
      })
      const tasks = rows.map((row) => ({
        code: row.code,
        outline: row.outline,
        title: row.title,
        target: null,
        due: optionalDate(row.due),
        leads: row.assignments.map((part) => part.unit.name),
        previous: null,
      }))
      kept = { until: almanac.now.epochMilliseconds + NAMES_KEPT_SECONDS * 1000, tasks }
      return tasks
    },
  }
}
