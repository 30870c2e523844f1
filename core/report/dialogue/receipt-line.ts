/** A report as a line of its receipt, from what is stored. Pure. */
import type { Temporal } from 'temporal-polyfill'
import type { OwnReport } from '../../conversation.ts'
import type { ReceiptLine } from '../../talk/reply.ts'

/** `earlier` is the report on the same task before it. */
export function currentLine(report: OwnReport, earlier: OwnReport | null = null, zone = 'UTC'): ReceiptLine {
  const percent = earlier?.content.percent ?? null
  return {
    ref: { taskId: report.taskId, unitId: report.unitId },
    code: report.code,
    status: report.content.status,
    percent: report.content.percent,
    quantity: report.content.quantity,
    previous: earlier === null || percent === null ? null : { percent, on: dayOf(earlier.filedAt, zone) },
    obstacle: report.content.obstacle,
    proposal: report.content.proposal,
    result: report.content.result,
    nextStep: report.content.nextStep,
    evidenceCount: report.evidenceCount,
    missing: report.missing,
    flags: report.flags,
    backDay: null,
  }
}

function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate()
}
