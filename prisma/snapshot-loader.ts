/** Snapshots for rounds: everybody's duties for planning, some people's for examining again. */
import type { Temporal } from 'temporal-polyfill'
import type { DigestNames } from '../core/escalation/examine-digest.ts'
import type { EscalationSnapshot, EscalationStep, StepState } from '../core/escalation/snapshot.ts'
import { inputLocksOf } from '../core/lock/input-lock.ts'
import type { WorkCalendar } from '../core/programme/calendar.ts'
import { periodOf, previousPeriod } from '../core/programme/period.ts'
import { PERIODIC_REGIMES, type RegimeKind } from '../core/programme/regime.ts'
import type { Programme } from '../core/programme/settings.ts'
import type { ProgrammeInUse } from '../core/reminder/moment.ts'
import type { FilingState, ReminderSnapshot } from '../core/reminder/snapshot.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { loadProgrammes } from './directory-rows.ts'
import { Prisma } from './generated/client.ts'
import { loadConferences } from './lock-rows.ts'
import { instant, oneOf } from './rows.ts'
import { createTimeReader, loadSnapshotBase, type SnapshotBase } from './snapshot-base.ts'
import { regimesOf } from './task-rows.ts'

export interface SnapshotScope {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly calendar: WorkCalendar
  readonly programmes: readonly Programme[]
  /** Null: everybody. */
  readonly personIds: readonly string[] | null
}

/** `base`: loaded before, where a round plans both reminders and escalation. */
export async function loadReminderSnapshot(
  tx: Transaction,
  scope: SnapshotScope,
  periodKeys: readonly string[],
  base?: SnapshotBase,
): Promise<ReminderSnapshot> {
  const { tasks, leaves, units, posts } = base ?? (await loadSnapshotBase(tx, scope))
  const taskIds = scope.personIds === null ? null : tasks.map((task) => task.id)
  return {
    zone: scope.zone,
    calendar: scope.calendar,
    programmes: scope.programmes,
    tasks,
    leaves,
    units,
    posts,
    filings: await loadFilings(tx, periodKeys, taskIds),
    locks: (await loadConferences(tx, scope.now)).flatMap(inputLocksOf),
  }
}

interface FilingRow {
  taskId: string
  unitId: string
  regime: string
  periodKey: string
  firstAtMs: number
  firstCompleteAtMs: number | null
  missing: string[] | null
}

async function loadFilings(
  tx: Transaction,
  periodKeys: readonly string[],
  taskIds: readonly string[] | null,
): Promise<readonly FilingState[]> {
  const { instantOf } = createTimeReader()
  const isTheirs = taskIds === null ? Prisma.sql`true` : Prisma.sql`f."taskId" = ANY(${[...taskIds]})`
  const rows = await loadBulk<FilingRow>(
    tx,
    Prisma.sql`
      SELECT f."taskId", f."unitId", f."regime", f."periodKey", v."missing",
        round(extract(epoch FROM f."firstAt") * 1000)::float8 AS "firstAtMs",
        round(extract(epoch FROM f."firstCompleteAt") * 1000)::float8 AS "firstCompleteAtMs"
      FROM "filing" f
      LEFT JOIN "report" r ON r."id" = f."reportId"
      LEFT JOIN "report_version" v ON v."reportId" = r."id" AND v."version" = r."currentVersion"
      WHERE f."periodKey" = ANY(${[...new Set(periodKeys)]}) AND ${isTheirs}`,
  )
  return rows.map((row) => ({
    taskId: row.taskId,
    unitId: row.unitId,
    regime: oneOf(PERIODIC_REGIMES, row.regime, 'daily'),
    periodKey: row.periodKey,
    firstAt: instantOf(row.firstAtMs),
    firstCompleteAt: row.firstCompleteAtMs === null ? null : instantOf(row.firstCompleteAtMs),
    missing: row.missing ?? [],
  }))
}

/** Programmes with the regimes their open tasks name. */
export async function loadProgrammesInUse(tx: Transaction): Promise<readonly ProgrammeInUse[]> {
  const programmes = await loadProgrammes(tx)
  const rows = await tx.$queryRaw<{ programmeId: string; regime: string }[]>`
    SELECT DISTINCT "programmeId", unnest("regimes") AS "regime" FROM "task" WHERE "state" = 'open'`
  return programmes.map((programme): ProgrammeInUse => {
    const taskRegimes: readonly RegimeKind[] = regimesOf(
      rows.filter((row) => row.programmeId === programme.id).map((row) => row.regime),
    )
    return { ...programme, taskRegimes }
  })
}

// ───────────────────────────────────────────── escalation

/** Cut-offs this many days back may still have rungs to come; steps are remembered longer. */
const QUESTION_DAYS_BACK = 21
const STEP_DAYS_BACK = 60
export const STEP_STATES: readonly StepState[] = ['planned', 'told', 'settled_before', 'closed', 'skipped']

export async function loadEscalationSnapshot(
  tx: Transaction,
  scope: SnapshotScope,
  roundsDoneTo: Temporal.Instant | null,
  base?: SnapshotBase,
): Promise<EscalationSnapshot> {
  const reminder = await loadReminderSnapshot(tx, scope, keysInQuestion(scope), base)
  return {
    ...reminder,
    newestComplete: await loadNewestComplete(tx),
    obstacles: await loadObstacles(tx),
    steps: await loadSteps(tx, scope.now),
    reachable: await loadReachable(tx),
    roundsDoneTo,
  }
}

function keysInQuestion({ now, zone }: SnapshotScope): readonly string[] {
  const today = localDate(now, zone)
  const keys = new Set<string>()
  for (const regime of PERIODIC_REGIMES) {
    let period = periodOf(regime, today)
    for (;;) {
      keys.add(period.key)
      if (period.end.until(today).days > QUESTION_DAYS_BACK) break
      period = previousPeriod(period)
    }
  }
  return [...keys]
}

async function loadNewestComplete(tx: Transaction): Promise<EscalationSnapshot['newestComplete']> {
  const { instantOf } = createTimeReader()
  const rows = await loadBulk<{ taskId: string; unitId: string; atMs: number; isDone: boolean }>(
    tx,
    Prisma.sql`
      SELECT DISTINCT ON (r."taskId", r."unitId") r."taskId", r."unitId", v."status" = 'done' AS "isDone",
        round(extract(epoch FROM v."at") * 1000)::float8 AS "atMs"
      FROM "report" r
      JOIN "report_version" v ON v."reportId" = r."id" AND v."missing" = '{}'
      JOIN "task" t ON t."id" = r."taskId" AND t."state" = 'open'
      WHERE r."state" = 'filed'
      ORDER BY r."taskId", r."unitId", v."at" DESC`,
  )
  return rows.map(({ atMs, ...row }) => ({ ...row, at: instantOf(atMs) }))
}

async function loadObstacles(tx: Transaction): Promise<EscalationSnapshot['obstacles']> {
  const rows = await tx.obstacle.findMany({ where: { state: 'open' } })
  return rows.map(({ id, taskId, unitId, addresseeUnitId, raisedAt }) => ({
    id,
    taskId,
    unitId,
    addresseeUnitId,
    raisedAt: instant(raisedAt),
  }))
}

/** Snapshot, steps and names for examining digests again. */
export async function loadDigestRoom(tx: Transaction, scope: SnapshotScope, digests: readonly string[]) {
  const snapshot = await loadEscalationSnapshot(tx, scope, null)
  const named = await tx.escalationStep.findMany({
    where: { digest: { in: [...digests] } },
    select: { id: true, digest: true },
  })
  const byId = new Map(snapshot.steps.map((step) => [step.id, step]))
  const stepsOf = new Map<string, EscalationStep[]>()
  for (const { id, digest } of named) {
    const step = byId.get(id)
    if (step !== undefined && digest !== null) stepsOf.set(digest, [...(stepsOf.get(digest) ?? []), step])
  }
  return { snapshot, stepsOf, names: await loadDigestNames(tx) }
}

async function loadDigestNames(tx: Transaction): Promise<DigestNames> {
  const units = new Map((await tx.unit.findMany()).map((row) => [row.id, row.shortName]))
  const people = new Map((await tx.person.findMany()).map((row) => [row.id, row]))
  const tasks = new Map(
    (await tx.task.findMany({ select: { id: true, code: true, title: true } })).map(({ id, ...task }) => [
      id,
      task,
    ]),
  )
  const obstacles = new Map((await tx.obstacle.findMany()).map((row) => [row.id, row]))
  const percents = await tx.$queryRaw<{ taskId: string; unitId: string; percent: number | null }[]>`
    SELECT DISTINCT ON (r."taskId", r."unitId") r."taskId", r."unitId", v."percent"
    FROM "report" r JOIN "task" t ON t."id" = r."taskId" AND t."state" = 'open'
    JOIN "report_version" v ON v."reportId" = r."id" AND v."version" = r."currentVersion"
    WHERE r."state" = 'filed' ORDER BY r."taskId", r."unitId", r."filedAt" DESC`
  const percentOf = new Map(percents.map((row) => [`${row.taskId}/${row.unitId}`, row.percent]))
  return {
    unit: (id) => units.get(id) ?? '',
    person: (id) => {
      const row = people.get(id)
      return row === undefined ? null : { name: row.name, phone: row.phone }
    },
    task: (id) => tasks.get(id) ?? null,
    percent: (taskId, unitId) => percentOf.get(`${taskId}/${unitId}`) ?? null,
    obstacle: (id) => obstacles.get(id) ?? null,
  }
}

interface StepRow {
  id: string
  subject: string
  rung: number
  personId: string
  state: string
  plannedAtMs: number
  acknowledgedAtMs: number | null
  quietUntilMs: number | null
}

async function loadSteps(tx: Transaction, now: Temporal.Instant): Promise<EscalationSnapshot['steps']> {
  const since = new Date(now.epochMilliseconds - STEP_DAYS_BACK * 86_400_000)
  const { instantOf } = createTimeReader()
  const optional = (at: number | null) => (at === null ? null : instantOf(at))
  const rows = await loadBulk<StepRow>(
    tx,
    Prisma.sql`
      SELECT s."id", s."subject", s."rung", s."personId", s."state",
        round(extract(epoch FROM s."plannedAt") * 1000)::float8 AS "plannedAtMs",
        round(extract(epoch FROM s."acknowledgedAt") * 1000)::float8 AS "acknowledgedAtMs",
        round(extract(epoch FROM s."quietUntil") * 1000)::float8 AS "quietUntilMs"
      FROM "escalation_step" s LEFT JOIN "task" t ON t."id" = s."taskId"
      WHERE s."plannedAt" >= ${since} OR t."state" = 'open'`,
  )
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    rung: row.rung,
    personId: row.personId === '' ? null : row.personId,
    state: oneOf(STEP_STATES, row.state, 'told'),
    plannedAt: instantOf(row.plannedAtMs),
    acknowledgedAt: optional(row.acknowledgedAtMs),
    quietUntil: optional(row.quietUntilMs),
  }))
}

/** Rows as one JSON value: thousands of them cost the driver and Prisma as little as one. */
async function loadBulk<Row>(tx: Transaction, query: Prisma.Sql): Promise<readonly Row[]> {
  const [all] = await tx.$queryRaw<
    { rows: Row[] | null }[]
  >`SELECT json_agg(r) AS "rows" FROM (${query}) AS r`
  return all?.rows ?? []
}

async function loadReachable(tx: Transaction): Promise<ReadonlySet<string>> {
  const [row] = await tx.$queryRaw<{ personIds: string[] | null }[]>`
    SELECT json_agg(DISTINCT "personId") AS "personIds" FROM "channel_account" WHERE "state" = 'active'`
  return new Set(row?.personIds)
}
