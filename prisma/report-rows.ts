/** Reports in their current version and filings, as the rules read them. */

import type { OwnReport } from '../core/conversation.ts'
import { PERIODIC_REGIMES } from '../core/programme/regime.ts'
import type { Filing, MissingItem, PlausibilityFlag, ReportContent } from '../core/report/report.ts'
import type { ReportStatus } from '../core/report/understand/reading.ts'
import type { Transaction } from './commit.ts'
import { Prisma } from './generated/client.ts'
import type { FilingModel } from './generated/models.ts'
import { instant, oneOf, optionalDate, optionalInstant } from './rows.ts'

const STATUSES: readonly ReportStatus[] = ['not_started', 'in_progress', 'done', 'paused', 'unchanged']
const MISSING: readonly MissingItem[] = ['number', 'proposal', 'product', 'evidence']
const FLAGS: readonly PlausibilityFlag[] = ['percent_fell']

/** A report joined with its current version and the inbox message it came from. */
export interface ReportRow {
  id: string
  number: string
  taskId: string
  unitId: string
  personId: string
  filedAt: Date
  inboxId: string | null
  code: string
  messageId: string | null
  version: number
  status: string
  percent: number | null
  quantityDone: number | null
  quantityTotal: number | null
  quantityUnit: string | null
  result: string | null
  obstacle: string | null
  cause: string | null
  proposal: string | null
  addressee: string | null
  nextStep: string | null
  nextDate: Date | null
  missing: string[]
  flags: string[]
  text: string
  evidenceCount: number
  isLate: boolean | null
}

export const REPORT_COLUMNS = Prisma.sql`
  r."id", r."number", r."taskId", r."unitId", r."personId", r."filedAt", r."inboxId", t."code", i."messageId",
  v."version", v."status", v."percent", v."quantityDone", v."quantityTotal", v."quantityUnit", v."result", v."obstacle",
  v."cause", v."proposal", v."addressee", v."nextStep", v."nextDate", v."missing", v."flags", v."text",
  (SELECT count(*)::int FROM "evidence" e WHERE e."reportId" = r."id") AS "evidenceCount",
  (SELECT bool_or(f."isLate") FROM "filing" f WHERE f."reportId" = r."id") AS "isLate"`

export const REPORT_JOINS = Prisma.sql`
  JOIN "report_version" v ON v."reportId" = r."id" AND v."version" = r."currentVersion"
  JOIN "task" t ON t."id" = r."taskId"
  LEFT JOIN "inbox_message" i ON i."id" = r."inboxId"`

export function reportOf(row: ReportRow): OwnReport {
  return {
    id: row.id,
    number: row.number,
    taskId: row.taskId,
    unitId: row.unitId,
    personId: row.personId,
    filedAt: instant(row.filedAt),
    inboxId: row.inboxId,
    code: row.code,
    messageId: row.messageId,
    isLate: row.isLate ?? false,
    version: row.version,
    content: contentOf(row),
    missing: row.missing.flatMap((word) => MISSING.filter((item) => item === word)),
    flags: row.flags.flatMap((word) => FLAGS.filter((flag) => flag === word)),
    evidenceCount: row.evidenceCount,
  }
}

function contentOf(row: ReportRow): ReportContent {
  return {
    status: oneOf(STATUSES, row.status, 'in_progress'),
    percent: row.percent,
    quantity:
      row.quantityDone === null
        ? null
        : { done: row.quantityDone, total: row.quantityTotal, unit: row.quantityUnit },
    result: row.result,
    obstacle: row.obstacle,
    cause: row.cause === 'objective' || row.cause === 'subjective' ? row.cause : null,
    proposal: row.proposal,
    addressee: row.addressee,
    nextStep: row.nextStep,
    nextDate: optionalDate(row.nextDate),
    text: row.text,
  }
}

export function filingOf(row: FilingModel): Filing {
  return {
    taskId: row.taskId,
    unitId: row.unitId,
    regime: oneOf(PERIODIC_REGIMES, row.regime, 'daily'),
    periodKey: row.periodKey,
    firstAt: instant(row.firstAt),
    firstCompleteAt: optionalInstant(row.firstCompleteAt),
    isLate: row.isLate,
    delayMinutes: row.delayMinutes,
    reportId: row.reportId,
  }
}

/** The newest filed report of each task and unit. */
export async function newestReports(
  tx: Transaction,
  taskIds: readonly string[],
): Promise<readonly OwnReport[]> {
  if (taskIds.length === 0) return []
  const rows = await tx.$queryRaw<ReportRow[]>`
    SELECT ${REPORT_COLUMNS} FROM (
      SELECT DISTINCT ON ("taskId", "unitId") * FROM "report"
      WHERE "taskId" = ANY(${[...taskIds]}) AND "state" = 'filed'
      ORDER BY "taskId", "unitId", "filedAt" DESC, "number" DESC
    ) r ${REPORT_JOINS}`
  return rows.map(reportOf)
}
