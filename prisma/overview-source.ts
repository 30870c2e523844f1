/** What overviews and files of a period are drawn from: its duties with newest reports, the period before, evidence. */
import type { Temporal } from 'temporal-polyfill'
import { regimesFollowed } from '../core/programme/awaited.ts'
import type { Period } from '../core/programme/period.ts'
import type { Programme } from '../core/programme/settings.ts'
import type { PackedEvidence } from '../core/summary/evidence-pack.ts'
import type { EarlierRow, OverviewRow } from '../core/summary/overview-row.ts'
import type { OverviewSource } from '../core/summary/period-overview.ts'
import { isOwed } from '../core/summary/period-summary.ts'
import type { Task } from '../core/task/task.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { loadCalendar, unitOf, validOn } from './directory-rows.ts'
import type { FilingModel } from './generated/models.ts'
import { loadWaitingObstacles } from './obstacle-rows.ts'
import { officersOf } from './officers.ts'
import { REPORT_COLUMNS, REPORT_JOINS, type ReportRow, reportOf } from './report-rows.ts'
import { dbDate, instant, optionalInstant } from './rows.ts'
import { taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

export interface StoredOverviewSource extends OverviewSource {
  evidence(
    programme: Programme,
    period: Period,
    unitIds: readonly string[] | null,
  ): Promise<readonly PackedEvidence[]>
}

export function createOverviewSource(
  tx: Transaction,
  { now, zone }: { readonly now: Temporal.Instant; readonly zone: string },
): StoredOverviewSource {
  return {
    async overviewRows(programme, period, unitIds) {
      const rows = await loadRows(tx, programme, period, unitIds, now, zone)
      return rows.filter(isOwed(programme, period, await loadCalendar(tx), zone))
    },
    async earlierRows(programme, period, unitIds) {
      const rows = await loadEarlier(tx, programme, period, unitIds)
      return rows.filter(isOwed(programme, period, await loadCalendar(tx), zone))
    },
    async evidence(programme, period, unitIds) {
      const rows = await tx.$queryRaw<EvidenceRow[]>`
        SELECT r."taskId", r."unitId", e."sha256", e."fileName", r."number", e."receivedAt"
        FROM "filing" f JOIN "task" t ON t."id" = f."taskId" AND t."programmeId" = ${programme.id}
        JOIN "report" r ON r."taskId" = f."taskId" AND r."unitId" = f."unitId" AND r."state" = 'filed'
          AND r."filedOn" BETWEEN ${dbDate(period.start)} AND ${dbDate(period.end)}
        JOIN "evidence" e ON e."reportId" = r."id"
        WHERE f."regime" = ${period.regime} AND f."periodKey" = ${period.key}
          AND (${unitIds === null} OR f."unitId" = ANY(${[...(unitIds ?? [])]}))
        ORDER BY e."receivedAt", e."id"`
      return rows.map(({ number, receivedAt, ...row }) => ({
        ...row,
        reportNumber: number,
        receivedAt: instant(receivedAt),
      }))
    },
  }
}

interface EvidenceRow {
  taskId: string
  unitId: string
  sha256: string
  fileName: string | null
  number: string
  receivedAt: Date
}

interface Part {
  readonly task: Task
  readonly unitId: string
  readonly officerId: string | null
}

/** Lead units' parts in the tasks that report under the period's regime, in the order of the list. */
async function loadParts(
  tx: Transaction,
  programme: Programme,
  period: Period,
  unitIds: readonly string[] | null,
): Promise<readonly Part[]> {
  const rows = await tx.task.findMany({
    where: {
      programmeId: programme.id,
      ...(unitIds === null ? {} : { assignments: { some: { role: 'lead', unitId: { in: [...unitIds] } } } }),
      OR: [{ state: 'open' }, { state: 'done', stateSince: { gte: dbDate(period.start) } }],
    },
    include: WITH_ASSIGNMENTS,
    orderBy: { position: 'asc' },
  })
  return rows
    .map(taskOf)
    .filter((task) => regimesFollowed(programme.settings.regimes, task.regimes).includes(period.regime))
    .flatMap((task) =>
      task.assignments
        .filter(({ role, unitId }) => role === 'lead' && (unitIds === null || unitIds.includes(unitId)))
        .map(({ unitId, officerId }) => ({ task, unitId, officerId })),
    )
}

const partKey = (taskId: string, unitId: string) => `${taskId}/${unitId}`

async function loadFilings(tx: Transaction, period: Period): Promise<ReadonlyMap<string, FilingModel>> {
  const rows = await tx.filing.findMany({ where: { regime: period.regime, periodKey: period.key } })
  return new Map(rows.map((row) => [partKey(row.taskId, row.unitId), row]))
}

function timesOf(row: FilingModel | undefined) {
  if (row === undefined) return null
  const { firstAt, firstCompleteAt, isLate, delayMinutes } = row
  return {
    firstAt: instant(firstAt),
    firstCompleteAt: optionalInstant(firstCompleteAt),
    isLate,
    delayMinutes,
  }
}

async function loadUnits(tx: Transaction, parts: readonly Part[]) {
  const rows = await tx.unit.findMany({
    where: { id: { in: [...new Set(parts.map(({ unitId }) => unitId))] } },
  })
  return new Map(rows.map((row) => [row.id, unitOf(row)]))
}

async function loadRows(
  tx: Transaction,
  programme: Programme,
  period: Period,
  unitIds: readonly string[] | null,
  now: Temporal.Instant,
  zone: string,
): Promise<readonly OverviewRow[]> {
  const parts = await loadParts(tx, programme, period, unitIds)
  const today = localDate(now, zone)
  const units = await loadUnits(tx, parts)
  const officers = await officersOf(tx, [...units.keys()], today, zone)
  const heads = await loadHeads(tx, [...units.keys()], dbDate(today))
  const filings = await loadFilings(tx, period)
  const taskIds = [...new Set(parts.map(({ task }) => task.id))]
  const reports = await loadReports(tx, taskIds, dbDate(period.end))
  const waiting = await loadWaitingObstacles(tx, taskIds, period.end, zone)
  const doneOn = await loadDoneDays(tx, taskIds, zone)
  return parts.flatMap(({ task, unitId, officerId }): OverviewRow[] => {
    const unit = units.get(unitId)
    if (unit === undefined) return []
    const key = partKey(task.id, unitId)
    const officer = officers(unitId, programme.id, officerId)
    const report = reports.get(key)
    const obstacle = waiting.get(key)
    return [
      {
        programme: { id: programme.id, name: programme.name },
        task,
        doneOn: doneOn.get(task.id) ?? null,
        unit,
        officer: officer && { name: officer.name, phone: officer.phone },
        head: heads.get(unitId) ?? null,
        filing: timesOf(filings.get(key)),
        report:
          report === undefined
            ? null
            : {
                ...report.content,
                // Named in an earlier report and not answered, it still stands when the newest leaves it out.
                obstacle: report.content.obstacle ?? obstacle?.text ?? null,
                proposal: report.content.proposal ?? obstacle?.proposal ?? null,
                number: report.number,
                filedAt: report.filedAt,
                missing: report.missing,
                evidenceCount: report.evidenceCount,
              },
      },
    ]
  })
}

async function loadReports(tx: Transaction, taskIds: readonly string[], end: Date) {
  const rows = await tx.$queryRaw<ReportRow[]>`
    SELECT ${REPORT_COLUMNS} FROM (
      SELECT DISTINCT ON ("taskId", "unitId") * FROM "report"
      WHERE "taskId" = ANY(${[...taskIds]}) AND "state" = 'filed' AND "filedOn" <= ${end}
      ORDER BY "taskId", "unitId", "filedAt" DESC, "number" DESC
    ) r ${REPORT_JOINS}`
  return new Map(rows.map(reportOf).map((report) => [partKey(report.taskId, report.unitId), report]))
}

async function loadHeads(tx: Transaction, unitIds: readonly string[], today: Date) {
  const posts = await tx.post.findMany({
    where: { unitId: { in: [...unitIds] }, role: 'head', ...validOn(today) },
    include: { person: true },
    orderBy: { id: 'asc' },
  })
  return new Map(posts.map(({ unitId, person: { name, title } }) => [unitId, { name, title }]))
}

async function loadDoneDays(tx: Transaction, taskIds: readonly string[], zone: string) {
  const rows = await tx.task.findMany({
    where: { id: { in: [...taskIds] }, state: 'done' },
    select: { id: true, stateSince: true },
  })
  return new Map(rows.map(({ id, stateSince }) => [id, localDate(instant(stateSince), zone)]))
}

async function loadEarlier(
  tx: Transaction,
  programme: Programme,
  period: Period,
  unitIds: readonly string[] | null,
): Promise<readonly (EarlierRow & { readonly task: Task })[]> {
  const parts = await loadParts(tx, programme, period, unitIds)
  const units = await loadUnits(tx, parts)
  const filings = await loadFilings(tx, period)
  return parts.flatMap(({ task, unitId }) => {
    const unit = units.get(unitId)
    if (unit === undefined) return []
    const filing = timesOf(filings.get(partKey(task.id, unitId)))
    return [{ programme: { id: programme.id, name: programme.name }, unit, filing, task }]
  })
}
