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
  /** SHA-256 of the frozen snapshot; null: there is none. */
  readonly checksum: string | null
}

export function conferencePack(
  { overview, explanations, conferenceAt, checksum }: ConferenceContent,
  letterhead: Letterhead,
  moment: ExportMoment,
): readonly ExportFile[] {
  return [
    overviewReport(overview, letterhead, moment),
    explanationReport({ lines: explanations, conferenceAt, checksum }, letterhead, moment),
    overviewWorkbook({ overview, explanations, checksum }, letterhead, moment),
  ]
}
