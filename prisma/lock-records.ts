/** A programme's duties as they stood at a lock, and what was done to get their reports. */
import type { Temporal } from 'temporal-polyfill'
import type { Conference } from '../core/lock/conference.ts'
import { informationSince } from '../core/lock/information.ts'
import { windowStart } from '../core/lock/lock-interval.ts'
import type { LockRecords, LockWindow } from '../core/lock/lock-records.ts'
import { previousEndOf } from '../core/lock/plan-conference.ts'
import type { Programme } from '../core/programme/settings.ts'
import { dutyStateOf, isSummedUp } from '../core/summary/duty-state.ts'
import type { OverviewRow } from '../core/summary/overview-row.ts'
import type { Task } from '../core/task/task.ts'
import { earlierOf, isBefore, localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { loadCalendar, loadProgrammes, unitOf, validOn } from './directory-rows.ts'
import { loadConferences, loadDrafts, loadFrozen } from './lock-rows.ts'
import { loadUrgings } from './lock-urgings.ts'
import { loadWaitingObstacles } from './obstacle-rows.ts'
import { officersOf } from './officers.ts'
import { REPORT_COLUMNS, REPORT_JOINS, type ReportRow, reportOf } from './report-rows.ts'
import { dbDate, dbInstant, instant, optionalInstant } from './rows.ts'
import { type TaskRow, taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

export function createLockRecords(
  tx: Transaction,
  { now, zone }: { readonly now: Temporal.Instant; readonly zone: string },
): LockRecords {
  return {
    conferences: () => loadConferences(tx, now),
    frozen: (conferenceId) => loadFrozen(tx, conferenceId),
    rows: (programme, window) => loadRows(tx, programme, window, zone),
    urgings: (programmeId, lacking, window) => loadUrgings(tx, programmeId, lacking, window),
    unitsLacking: (conference) => loadUnitsLacking(tx, conference, now, zone),
    async programmesLedBy(unitId) {
      const rows = await tx.task.findMany({
        where: { state: 'open', assignments: { some: { role: 'lead', unitId } } },
        select: { programmeId: true },
        distinct: ['programmeId'],
      })
      return rows.map(({ programmeId }) => programmeId)
    },
    async unitNames(unitIds) {
      const rows = await tx.unit.findMany({ where: { id: { in: [...unitIds] } } })
      return new Map(rows.map(({ id, shortName }) => [id, shortName]))
    },
    drafts: (personId) => loadDrafts(tx, personId),
    async hasUnhandled(before) {
      const found = await tx.inboxMessage.findFirst({
        where: { state: 'pending', receivedAt: { lt: dbInstant(before) } },
        select: { id: true },
      })
      return found !== null
    },
  }
}

// ───────────────────────────────────────────── duties

async function loadRows(
  tx: Transaction,
  programme: Pick<Programme, 'id' | 'name' | 'settings'>,
  window: LockWindow,
  zone: string,
): Promise<readonly OverviewRow[]> {
  const day = localDate(window.until, zone)
  const rows = await tx.task.findMany({
    where: {
      programmeId: programme.id,
      addedAt: { lt: dbInstant(window.until) },
      OR: [{ state: 'open' }, { state: 'done', stateSince: { gte: dbInstant(window.from) } }],
    },
    include: WITH_ASSIGNMENTS,
    orderBy: { position: 'asc' },
  })
  const calendar = await loadCalendar(tx)
  const owed = rows.flatMap((row) => {
    const task = taskAt(row, window.until)
    const from = informationSince(task, programme.settings, window, calendar, zone)
    return from === null ? [] : [{ task, from }]
  })
  const tasks = owed.map(({ task }) => task)
  const taskIds = tasks.map(({ id }) => id)
  const unitIds = [...new Set(tasks.flatMap(leadsOf))]
  const unitRows = await tx.unit.findMany({ where: { id: { in: unitIds } } })
  const units = new Map(unitRows.map((row) => [row.id, unitOf(row)]))
  const officers = await officersOf(tx, unitIds, day, zone)
  const heads = await loadHeads(tx, unitIds, day)
  const reports = await loadReports(tx, taskIds, window.until)
  const filings = await loadArrivals(
    tx,
    owed.map(({ task, from }) => ({ id: task.id, from })),
    window.until,
  )
  const waiting = await loadWaitingObstacles(tx, taskIds, day, zone)
  const since = new Map(rows.map((row) => [row.id, instant(row.stateSince)]))
  return tasks.flatMap((task) =>
    task.assignments
      .filter(({ role }) => role === 'lead')
      .flatMap(({ unitId, officerId }): OverviewRow[] => {
        const unit = units.get(unitId)
        if (unit === undefined) return []
        const key = `${task.id}/${unitId}`
        const officer = officers(unitId, programme.id, officerId)
        return [
          {
            programme: { id: programme.id, name: programme.name },
            task,
            doneOn: task.state === 'done' ? dayOf(since.get(task.id), zone) : null,
            unit,
            officer: officer === null ? null : { name: officer.name, phone: officer.phone },
            head: heads.get(unitId) ?? null,
            filing: filings.get(key) ?? (task.state === 'done' ? doneAt(since.get(task.id)) : null),
            report: reportedContent(reports.get(key), waiting.get(key)),
          },
        ]
      }),
  )
}

const leadsOf = ({ assignments }: Task) =>
  assignments.filter(({ role }) => role === 'lead').map(({ unitId }) => unitId)

function dayOf(at: Temporal.Instant | undefined, zone: string): Temporal.PlainDate | null {
  return at === undefined ? null : localDate(at, zone)
}

/** A task that is done owes no more information, however its being done was told. */
function doneAt(at: Temporal.Instant | undefined): OverviewRow['filing'] {
  return at === undefined ? null : { firstAt: at, firstCompleteAt: at, isLate: false, delayMinutes: 0 }
}

/** A task done only after the lock was open at it. */
function taskAt(row: TaskRow, at: Temporal.Instant): Task {
  const task = taskOf(row)
  return task.state === 'done' && !isBefore(instant(row.stateSince), at) ? { ...task, state: 'open' } : task
}

async function loadHeads(tx: Transaction, unitIds: readonly string[], day: Temporal.PlainDate) {
  const posts = await tx.post.findMany({
    where: { unitId: { in: [...unitIds] }, role: 'head', ...validOn(dbDate(day)) },
    include: { person: true },
    orderBy: { id: 'asc' },
  })
  return new Map(
    posts.map(({ unitId, person }): [string, NonNullable<OverviewRow['head']>] => [
      unitId,
      { name: person.name, title: person.title },
    ]),
  )
}

/** The newest version of the newest report before that instant, by task and unit. */
async function loadReports(tx: Transaction, taskIds: readonly string[], until: Temporal.Instant) {
  const rows = await tx.$queryRaw<ReportRow[]>`
    SELECT ${REPORT_COLUMNS} FROM (
      SELECT DISTINCT ON (o."taskId", o."unitId") o."id", o."number", o."taskId", o."unitId", o."personId", o."filedAt",
        o."inboxId", w."version" AS "currentVersion"
      FROM "report" o JOIN "report_version" w ON w."reportId" = o."id" AND w."at" < ${dbInstant(until)}
      WHERE o."taskId" = ANY(${[...taskIds]}) AND o."state" = 'filed'
      ORDER BY o."taskId", o."unitId", o."filedAt" DESC, o."number" DESC, w."version" DESC
    ) r ${REPORT_JOINS}`
  return new Map(rows.map(reportOf).map((report) => [`${report.taskId}/${report.unitId}`, report]))
}

/** An obstacle named earlier and not answered still stands when the newest report leaves it out. */
function reportedContent(
  report: ReturnType<typeof reportOf> | undefined,
  waiting: { readonly text: string; readonly proposal: string | null } | undefined,
): OverviewRow['report'] {
  if (report === undefined) return null
  const { number, filedAt, missing, evidenceCount, content } = report
  const { status, percent, quantity, result, cause, addressee, nextStep, nextDate } = content
  return {
    number,
    filedAt,
    status,
    percent,
    quantity,
    result,
    cause,
    addressee,
    nextStep,
    nextDate,
    obstacle: content.obstacle ?? waiting?.text ?? null,
    proposal: content.proposal ?? waiting?.proposal ?? null,
    missing,
    evidenceCount,
  }
}

async function loadArrivals(
  tx: Transaction,
  tasks: readonly { readonly id: string; readonly from: Temporal.Instant }[],
  until: Temporal.Instant,
) {
  const since = tasks.map(({ id, from }) => ({ id, from: dbInstant(from).toISOString() }))
  const rows = await tx.$queryRaw<
    { taskId: string; unitId: string; firstAt: Date; firstCompleteAt: Date | null }[]
  >`
    SELECT r."taskId", r."unitId", min(v."at") AS "firstAt",
      min(v."at") FILTER (WHERE v."missing" = '{}') AS "firstCompleteAt"
    FROM jsonb_to_recordset(${JSON.stringify(since)}::jsonb) AS s("id" text, "from" timestamptz)
    JOIN "report" r ON r."taskId" = s."id" AND r."state" = 'filed'
    JOIN "report_version" v ON v."reportId" = r."id" AND v."at" >= s."from" AND v."at" < ${dbInstant(until)}
    GROUP BY r."taskId", r."unitId"`
  return new Map(
    rows.map((row): [string, NonNullable<OverviewRow['filing']>] => [
      `${row.taskId}/${row.unitId}`,
      {
        firstAt: instant(row.firstAt),
        firstCompleteAt: optionalInstant(row.firstCompleteAt),
        isLate: false,
        delayMinutes: 0,
      },
    ]),
  )
}

/** At the lock, or now where it has not fallen yet. */
async function loadUnitsLacking(
  tx: Transaction,
  conference: Conference,
  now: Temporal.Instant,
  zone: string,
) {
  const until = earlierOf(conference.lockFrom, now)
  const previous = previousEndOf(conference, await loadConferences(tx, now))
  const window = { from: windowStart(until, previous, zone), until }
  const programme = (await loadProgrammes(tx)).find(({ id }) => id === conference.programmeId)
  const rows = programme === undefined ? [] : await loadRows(tx, programme, window, zone)
  const missing = new Map<string, number>()
  for (const row of rows) {
    if (isSummedUp(dutyStateOf(row))) continue
    missing.set(row.unit.name, (missing.get(row.unit.name) ?? 0) + 1)
  }
  return [...missing]
    .map(([name, count]) => ({ name, missing: count }))
    .sort((one, other) => other.missing - one.missing || (one.name < other.name ? -1 : 1))
}
