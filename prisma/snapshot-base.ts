/**
 * What reminders and escalation are both planned from: tasks, leave, units, posts. Tens of thousands of rows come as a
 * few JSON columns and share their dates and instants: row by row they would cost several times as much.
 */
import { Temporal } from 'temporal-polyfill'
import type { Post } from '../core/directory/directory.ts'
import type { RemindedTask, ReminderSnapshot } from '../core/reminder/snapshot.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { leaveOf, roleOf } from './directory-rows.ts'
import { Prisma } from './generated/client.ts'
import { dbDate } from './rows.ts'
import type { SnapshotScope } from './snapshot-loader.ts'
import { regimesOf } from './task-rows.ts'

export type SnapshotBase = Pick<ReminderSnapshot, 'tasks' | 'leaves' | 'units' | 'posts'>

export async function loadSnapshotBase(tx: Transaction, scope: SnapshotScope): Promise<SnapshotBase> {
  const leaves = await loadLeaves(tx, scope)
  return {
    leaves,
    tasks: await loadTasks(tx, scope, leaves),
    units: await loadUnitTree(tx),
    posts: await loadPosts(tx),
  }
}

/** Leave that ended this many days ago still matters for moments caught up after downtime. */
const LEAVE_DAYS_BACK = 40

async function loadLeaves(tx: Transaction, { now, zone }: SnapshotScope) {
  const since = localDate(now, zone).subtract({ days: LEAVE_DAYS_BACK })
  return (await tx.leave.findMany({ where: { toDate: { gte: dbDate(since) } } })).map(leaveOf)
}

/** The same text or number yields the same object: a thousand tasks share a deadline. */
export function createTimeReader() {
  const dates = new Map<string, Temporal.PlainDate>()
  const instants = new Map<number, Temporal.Instant>()
  return {
    dateOf(iso: string): Temporal.PlainDate {
      const date = dates.get(iso) ?? Temporal.PlainDate.from(iso)
      dates.set(iso, date)
      return date
    },
    instantOf(epochMilliseconds: number): Temporal.Instant {
      const at = instants.get(epochMilliseconds) ?? Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)
      instants.set(epochMilliseconds, at)
      return at
    },
  }
}

/** One entry per lead's part in a task; parts of one task follow each other. */
interface LeadColumns {
  ids: string[] | null
  programmeIds: string[]
  dues: (string | null)[]
  /** Comma-separated. */
  regimes: string[]
  states: string[]
  addedAtMs: number[]
  unitIds: string[]
  officerIds: (string | null)[]
  sinceMs: (number | null)[]
}

/** Tasks done this recently are loaded too: a digest tells them as done, not as gone. */
const DONE_DAYS_BACK = 30

async function loadTasks(
  tx: Transaction,
  scope: SnapshotScope,
  leaves: ReminderSnapshot['leaves'],
): Promise<readonly RemindedTask[]> {
  const programmeIds = scope.programmes.map((programme) => programme.id)
  const people = scope.personIds === null ? null : withPrincipals(scope.personIds, leaves)
  const isTheirs =
    people === null
      ? Prisma.sql`true`
      : Prisma.sql`(a."unitId" = ANY(${await unitsOf(tx, people)}) OR a."officerId" = ANY(${people}))`
  const doneSince = new Date(scope.now.epochMilliseconds - DONE_DAYS_BACK * 86_400_000)
  const [columns] = await tx.$queryRaw<LeadColumns[]>`
    SELECT json_agg("id") AS "ids", json_agg("programmeId") AS "programmeIds", json_agg("due") AS "dues",
      json_agg("regimes") AS "regimes", json_agg("state") AS "states", json_agg("addedAtMs") AS "addedAtMs",
      json_agg("unitId") AS "unitIds", json_agg("officerId") AS "officerIds",
      json_agg("sinceMs") AS "sinceMs"
    FROM (
      SELECT t."id", t."programmeId", t."due", array_to_string(t."regimes", ',') AS "regimes", t."state", a."unitId", a."officerId",
        date_part('epoch', t."addedAt") * 1000 AS "addedAtMs", date_part('epoch', a."since") * 1000 AS "sinceMs"
      FROM "task" t JOIN "assignment" a ON a."taskId" = t."id" AND a."role" = 'lead'
      WHERE (t."state" = 'open' OR (t."state" = 'done' AND t."stateSince" >= ${doneSince}))
        AND t."programmeId" = ANY(${programmeIds}) AND ${isTheirs}
      ORDER BY t."programmeId", t."position", t."id", a."position"
    ) AS part`
  return columns === undefined ? [] : tasksOf(columns)
}

const regimesIn = (words: string) => (words === '' ? [] : regimesOf(words.split(',')))

type Part = RemindedTask['assignments'][number]

function tasksOf({ ids, ...columns }: LeadColumns): readonly RemindedTask[] {
  const { dateOf, instantOf } = createTimeReader()
  const tasks: RemindedTask[] = []
  let parts: Part[] = []
  for (const [at, id] of (ids ?? []).entries()) {
    const since = columns.sinceMs[at] ?? null
    const part: Part = {
      unitId: columns.unitIds[at] ?? '',
      officerId: columns.officerIds[at] ?? null,
      role: 'lead',
      ...(since === null ? {} : { since: instantOf(Math.round(since)) }),
    }
    if (tasks.at(-1)?.id === id) {
      parts.push(part)
      continue
    }
    parts = [part]
    const due = columns.dues[at] ?? null
    tasks.push({
      id,
      assignments: parts,
      programmeId: columns.programmeIds[at] ?? '',
      due: due === null ? null : dateOf(due),
      regimes: regimesIn(columns.regimes[at] ?? ''),
      state: columns.states[at] === 'done' ? 'done' : 'open',
      addedAt: instantOf(Math.round(columns.addedAtMs[at] ?? 0)),
    })
  }
  return tasks
}

/** These people and everybody for whom one of them may stand in. */
function withPrincipals(personIds: readonly string[], leaves: ReminderSnapshot['leaves']): string[] {
  const found = new Set(personIds)
  for (let grew = true; grew; ) {
    grew = false
    for (const leave of leaves) {
      if (leave.substituteId !== null && found.has(leave.substituteId) && !found.has(leave.personId)) {
        found.add(leave.personId)
        grew = true
      }
    }
  }
  return [...found]
}

async function unitsOf(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ unitId: string }[]>`
    SELECT DISTINCT "unitId" FROM "post" WHERE "personId" = ANY(${[...personIds]}) AND "role" = 'officer'`
  return rows.map((row) => row.unitId)
}

async function loadUnitTree(tx: Transaction): Promise<SnapshotBase['units']> {
  const [row] = await tx.$queryRaw<{ ids: string[] | null; parentIds: (string | null)[] }[]>`
    SELECT json_agg("id") AS "ids", json_agg("parentId") AS "parentIds" FROM "unit"`
  return (row?.ids ?? []).map((id, at) => ({ id, parentId: row?.parentIds[at] ?? null }))
}

interface PostColumns {
  personIds: string[] | null
  unitIds: string[]
  roles: string[]
  froms: string[]
  tos: (string | null)[]
}

async function loadPosts(tx: Transaction): Promise<readonly Post[]> {
  const { dateOf } = createTimeReader()
  const [columns] = await tx.$queryRaw<PostColumns[]>`
    SELECT json_agg("personId") AS "personIds", json_agg("unitId") AS "unitIds", json_agg("role") AS "roles",
      json_agg("validFrom") AS "froms", json_agg("validTo") AS "tos" FROM "post"`
  return (columns?.personIds ?? []).map((personId, at): Post => {
    const to = columns?.tos[at] ?? null
    return {
      personId,
      unitId: columns?.unitIds[at] ?? '',
      role: roleOf(columns?.roles[at] ?? ''),
      validFrom: dateOf(columns?.froms[at] ?? ''),
      validTo: to === null ? null : dateOf(to),
    }
  })
}
