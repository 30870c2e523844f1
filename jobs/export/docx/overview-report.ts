/** The official report (báo cáo) of a period, in the Government's or the Party's form. behaviour §7. */
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import type { Overview } from '../../../core/summary/overview.ts'
import type { ExportFile, ExportMoment } from '../export-file.ts'
import { clockAndDay, periodName } from '../format.ts'
import { safeName } from '../safe-name.ts'
import { paragraph } from './body.ts'
import { DOCX_MIME, documentBytes } from './document.ts'
import { leftOutPart, numbersPart, requestPart, resultsPart, troublePart } from './report-parts.ts'

export function overviewReport(overview: Overview, letterhead: Letterhead, moment: ExportMoment): ExportFile {
  const period = periodName(overview.period)
  const about = overview.scope === null ? '' : ` của ${overview.scope}`
  const form =
    letterhead.form === 'government' ? 'theo Nghị định 30/2020/NĐ-CP' : 'theo thể thức văn bản của Đảng'
  const body = [
    paragraph(introOf(overview, letterhead, moment.zone)),
    ...resultsPart(overview),
    ...numbersPart(overview),
    ...troublePart(overview),
    ...leftOutPart(overview),
    ...requestPart(overview),
    paragraph(`Trên đây là báo cáo kết quả thực hiện nhiệm vụ ${period}${about}./.`),
  ]
  return {
    fileName: `${safeName(`bao-cao-${overview.period.key}${overview.scope === null ? '' : `-${overview.scope}`}`)}.docx`,
    mime: DOCX_MIME,
    caption: `Dự thảo báo cáo ${period} ${form}: ${overview.results.length} kết quả, ${overview.overdue.length} nhiệm vụ quá hạn, ${overview.obstacles.length} vướng mắc.`,
    bytes: documentBytes(
      { kind: 'BÁO CÁO', subject: `Kết quả thực hiện nhiệm vụ ${period}${about}`, body },
      letterhead,
      moment,
    ),
  }
}

function introOf({ programmeNames, cutOff, period }: Overview, { issuer }: Letterhead, zone: string): string {
  const basis = programmeNames.length === 0 ? '' : `Thực hiện ${programmeNames.join('; ')}, `
  const closed = cutOff === null ? '' : ` (số liệu chốt trước ${clockAndDay(cutOff, zone)})`
  return `${basis}${issuer} báo cáo kết quả thực hiện nhiệm vụ ${periodName(period)}${closed} như sau:`
}
