/** A file drawn from the frozen snapshot of a conference: what is stored is drawn, not what is known now. behaviour §5. */
import type { Thawed } from '../../core/lock/freeze.ts'
import type { ConferenceFile } from '../../core/summary/export-order.ts'
import type { Letterhead } from '../../core/summary/letterhead.ts'
import { explanationReport } from './docx/explanation-report.ts'
import { overviewReport } from './docx/overview-report.ts'
import type { ExportFile, ExportMoment } from './export-file.ts'
import { overviewWorkbook } from './xlsx/overview-workbook.ts'

export function frozenFile(
  of: ConferenceFile,
  { content, overview }: Thawed,
  checksum: string,
  letterhead: Letterhead,
  moment: ExportMoment,
): ExportFile {
  const { explanations, conference } = content
  switch (of) {
    case 'report':
      return overviewReport(overview, letterhead, moment)
    case 'explanations': {
      const list = { lines: explanations, conferenceAt: conference.startsAt, checksum }
      return explanationReport(list, letterhead, moment)
    }
    case 'workbook':
      return overviewWorkbook({ overview, explanations, checksum }, letterhead, moment)
    default:
      return of satisfies never
  }
}
