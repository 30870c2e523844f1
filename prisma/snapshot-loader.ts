/** Snapshots for rounds: everybody's duties for planning, some people's for examining again. */
import type { Temporal } from 'temporal-polyfill'
import type { DigestNames } from '../core/escalation/examine-digest.ts'
import type { EscalationSnapshot, EscalationStep, StepState } from '../core/escalation/snapshot.ts'
import type { WorkCalendar } from '../core/programme/calendar.ts'
import { periodOf, previousPeriod } from '../core/programme/period.ts'
import { PERIODIC_REGIMES, type RegimeKind } from '../core/programme/regime.ts'
import type { Programme } from '../core/programme/settings.ts'
import type { ProgrammeInUse } from '../core/reminder/moment.ts'
import type { FilingState, RemindedTask, ReminderSnapshot } from '../core/reminder/snapshot.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { leaveOf, loadProgrammes, postOf } from './directory-rows.ts'
import { dbDate, instant, oneOf, optionalDate, optionalInstant } from './rows.ts'
import { regimesOf } from './task-rows.ts'

export interface SnapshotScope {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly calendar: WorkCalendar
  readonly programmes: readonly Programme[]
  /** Null: everybody. */
  readonly personIds: readonly string[] | null
}

/** Leave that ended this many days ago still matters for moments caught up after downtime. */
const LEAVE_DAYS_BACK = 40

/** Tasks done this recently are loaded too: a digest tells them as done, not as gone. */
const DONE_DAYS_BACK = 30

export async function loadReminderSnapshot(
  tx: Transaction,
  scope: SnapshotScope,
  periodKeys: readonly string[],
): Promise<ReminderSnapshot> {
  const leaves = await loadLeaves(tx, scope)
  const tasks = await loadTasks(tx, scope, leaves)
  const taskIds = scope.personIds === null ? null : tasks.map((task) => task.id)
  return {
    zone: scope.zone,
    calendar: scope.calendar,
    programmes: scope.programmes,
    tasks,
    leaves,
    units: await tx.unit.findMany({ select: { id: true, parentId: true } }),
    posts: await loadPosts(tx),
    filings: await loadFilings(tx, periodKeys, taskIds),
    locks: [],
  }
}

async function loadLeaves(tx: Transaction, { now, zone }: SnapshotScope) {
  const since = localDate(now, zone).subtract({ days: LEAVE_DAYS_BACK })
  return (await tx.leave.findMany({ where: { toDate: { gte: dbDate(since) } } })).map(leaveOf)
}

async function loadPosts(tx: Transaction) {
  return (await tx.post.findMany()).map(postOf)
}

interface TaskRow {
  id: string
  programmeId: string
  due: Date | null
  regimes: string[]
  state: string
  addedAt: Date
  assignments: { unitId: string; officerId: string | null }[]
}

async function loadTasks(
  tx: Transaction,
  scope: SnapshotScope,
  leaves: ReminderSnapshot['leaves'],
): Promise<readonly RemindedTask[]> {
  const programmeIds = scope.programmes.map((programme) => programme.id)
  const units = scope.personIds === null ? null : await unitsOf(tx, withPrincipals(scope.personIds, leaves))
  const people = scope.personIds === null ? null : withPrincipals(scope.personIds, leaves)
  const doneSince = new Date(scope.now.epochMilliseconds - DONE_DAYS_BACK * 86_400_000)
  const rows = await tx.$queryRaw<TaskRow[]>`
    SELECT t."id", t."programmeId", t."due", t."regimes", t."state", t."addedAt",
      jsonb_agg(jsonb_build_object('unitId', a."unitId", 'officerId', a."officerId") ORDER BY a."position") AS "assignments"
    FROM "task" t JOIN "assignment" a ON a."taskId" = t."id" AND a."role" = 'lead'
    WHERE (t."state" = 'open' OR (t."state" = 'done' AND t."stateSince" >= ${doneSince}))
      AND t."programmeId" = ANY(${programmeIds})
      AND (${units === null} OR a."unitId" = ANY(${units ?? []}) OR a."officerId" = ANY(${people ?? []}))
    GROUP BY t."id" ORDER BY t."programmeId", t."position"`
  return rows.map((row) => ({
    id: row.id,
    programmeId: row.programmeId,
    due: optionalDate(row.due),
    regimes: regimesOf(row.regimes),
    state: row.state === 'done' ? ('done' as const) : ('open' as const),
    addedAt: instant(row.addedAt),
    assignments: row.assignments.map((part) => ({ ...part, role: 'lead' as const })),
  }))
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
  const posts = await tx.post.findMany({
    where: { personId: { in: [...personIds] }, role: 'officer' },
    select: { unitId: true },
  })
  return posts.map((post) => post.unitId)
}

interface FilingRow {
  taskId: string
  unitId: string
  regime: string
  periodKey: string
  firstAt: Date
  firstCompleteAt: Date | null
  missing: string[] | null
}

async function loadFilings(
  tx: Transaction,
  periodKeys: readonly string[],
  taskIds: readonly string[] | null,
): Promise<readonly FilingState[]> {
  const rows = await tx.$queryRaw<FilingRow[]>`
    SELECT f."taskId", f."unitId", f."regime", f."periodKey", f."firstAt", f."firstCompleteAt", v."missing"
    FROM "filing" f
    LEFT JOIN "report" r ON r."id" = f."reportId"
    LEFT JOIN "report_version" v ON v."reportId" = r."id" AND v."version" = r."currentVersion"
    WHERE f."periodKey" = ANY(${[...new Set(periodKeys)]}) AND (${taskIds === null} OR f."taskId" = ANY(${[...(taskIds ?? [])]}))`
  return rows.map((row) => ({
    taskId: row.taskId,
    unitId: row.unitId,
    regime: oneOf(PERIODIC_REGIMES, row.regime, 'daily'),
    periodKey: row.periodKey,
    firstAt: instant(row.firstAt),
    firstCompleteAt: optionalInstant(row.firstCompleteAt),
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
const STEP_STATES: readonly StepState[] = ['planned', 'told', 'settled_before', 'closed', 'skipped']

export async function loadEscalationSnapshot(
  tx: Transaction,
  scope: SnapshotScope,
  roundsDoneTo: Temporal.Instant | null,
): Promise<EscalationSnapshot> {
  const reminder = await loadReminderSnapshot(tx, scope, keysInQuestion(scope))
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
  const rows = await tx.$queryRaw<{ taskId: string; unitId: string; at: Date; isDone: boolean }[]>`
    SELECT DISTINCT ON (r."taskId", r."unitId") r."taskId", r."unitId", v."at", v."status" = 'done' AS "isDone"
    FROM "report" r
    JOIN "report_version" v ON v."reportId" = r."id" AND v."missing" = '{}'
    JOIN "task" t ON t."id" = r."taskId" AND t."state" = 'open'
    WHERE r."state" = 'filed'
    ORDER BY r."taskId", r."unitId", v."at" DESC`
  return rows.map((row) => ({ ...row, at: instant(row.at) }))
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

async function loadSteps(tx: Transaction, now: Temporal.Instant): Promise<EscalationSnapshot['steps']> {
  const since = new Date(now.epochMilliseconds - STEP_DAYS_BACK * 86_400_000)
  const rows = await tx.$queryRaw<
    {
      id: string
      subject: string
      rung: number
      personId: string
      state: string
      plannedAt: Date
      acknowledgedAt: Date | null
      quietUntil: Date | null
    }[]
  >`SELECT s."id", s."subject", s."rung", s."personId", s."state", s."plannedAt", s."acknowledgedAt", s."quietUntil"
    FROM "escalation_step" s LEFT JOIN "task" t ON t."id" = s."taskId"
    WHERE s."plannedAt" >= ${since} OR t."state" = 'open'`
  return rows.map((row) => ({
    id: row.id,
    subject: row.subject,
    rung: row.rung,
    personId: row.personId === '' ? null : row.personId,
    state: oneOf(STEP_STATES, row.state, 'told'),
    plannedAt: instant(row.plannedAt),
    acknowledgedAt: optionalInstant(row.acknowledgedAt),
    quietUntil: optionalInstant(row.quietUntil),
  }))
}

async function loadReachable(tx: Transaction): Promise<ReadonlySet<string>> {
  const rows = await tx.channelAccount.findMany({
    where: { state: 'active' },
    select: { personId: true },
    distinct: ['personId'],
  })
  return new Set(rows.map((row) => row.personId))
}
