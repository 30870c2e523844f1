/** What goes to a conference: the report, the list of those who explain, the workbook with both. behaviour §5, ledger 39, 40. */
import type { Temporal } from 'temporal-polyfill'
import type { ExplanationLine } from '../../core/summary/explanation.ts'
import type { Letterhead } from '../../core/summary/letterhead.ts'
import type { Overview } from '../../core/summary/overview.ts'
import { explanationReport } from './docx/explanation-report.ts'
import { overviewReport } from './docx/overview-report.ts'
import type { ExportFile, ExportMoment } from './export-file.ts'
import { overviewWorkbook } from './xlsx/overview-workbook.ts'

export interface ConferenceContent {
  readonly overview: Overview
  readonly explanations: readonly ExplanationLine[]
  readonly conferenceAt: Temporal.Instant
}

export function conferencePack(
  { overview, explanations, conferenceAt }: ConferenceContent,
  letterhead: Letterhead,
  moment: ExportMoment,
): readonly ExportFile[] {
  return [
    overviewReport(overview, letterhead, moment),
    explanationReport({ lines: explanations, conferenceAt }, letterhead, moment),
    overviewWorkbook({ overview, explanations }, letterhead, moment),
  ]
}
