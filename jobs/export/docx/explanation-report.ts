/** The list of those who explain in person at the conference, for the conference pack. behaviour §5, ledger 39. */
import type { Temporal } from 'temporal-polyfill'
import type { ExplanationLine } from '../../../core/summary/explanation.ts'
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import type { ExportFile, ExportMoment } from '../export-file.ts'
import { clockAndDay, fullDay } from '../format.ts'
import { safeName } from '../safe-name.ts'
import { lackText, URGING } from '../wording.ts'
import { paragraph, table } from './body.ts'
import { DOCX_MIME, documentBytes } from './document.ts'
import { line, run } from './page.ts'

/** Of each unit. */
const MOST_URGINGS = 10

export interface ExplanationContent {
  readonly lines: readonly ExplanationLine[]
  /** Beginning of the conference. */
  readonly conferenceAt: Temporal.Instant
  /** SHA-256 of the frozen snapshot; null: there is none. */
  readonly checksum: string | null
}

export function explanationReport(
  { lines, conferenceAt, checksum }: ExplanationContent,
  letterhead: Letterhead,
  moment: ExportMoment,
): ExportFile {
  const day = conferenceAt.toZonedDateTimeISO(moment.zone).toPlainDate()
  const tasks = lines.reduce((sum, line) => sum + line.tasks.length, 0)
  const body = [
    paragraph(
      lines.length === 0
        ? 'Các đơn vị đã cập nhật đầy đủ thông tin; không có đơn vị phải giải trình.'
        : `${lines.length} thủ trưởng đơn vị trực tiếp báo cáo giải trình tại Hội nghị lúc ${clockAndDay(conferenceAt, moment.zone)} đối với ${tasks} nhiệm vụ không có thông tin hoặc chưa đủ nội dung:`,
    ),
    ...(lines.length === 0 ? [] : [explanationTable(lines, moment.zone)]),
    ...urgingTable(lines, moment.zone),
    ...(checksum === null
      ? []
      : [
          line([run(`Mã kiểm tra nội dung chốt (SHA-256): ${checksum}`, { size: 9, italics: true })], {
            left: true,
            before: 6,
          }),
        ]),
  ]
  return {
    fileName: `${safeName(`giai-trinh-hoi-nghi-${day.toString()}`)}.docx`,
    mime: DOCX_MIME,
    caption: `Danh sách giải trình tại hội nghị ngày ${fullDay(day)}: ${lines.length} đơn vị, ${tasks} nhiệm vụ.`,
    bytes: documentBytes(
      {
        kind: 'DANH SÁCH',
        subject: `Thủ trưởng đơn vị báo cáo giải trình tại Hội nghị ngày ${fullDay(day)}`,
        body,
      },
      letterhead,
      moment,
    ),
  }
}

function explanationTable(lines: readonly ExplanationLine[], zone: string) {
  return table(
    [
      { header: 'TT', part: 0.6 },
      { header: 'Đơn vị, thủ trưởng', part: 2.6, isText: true },
      { header: 'Nhiệm vụ, nội dung còn thiếu', part: 4.4, isText: true },
      { header: 'Đã nhắc', part: 1.8, isText: true },
    ],
    lines.map((line, index) => [
      String(index + 1),
      `${line.unit}\n${line.head === null ? 'chưa có tên thủ trưởng' : `${line.head.name}${line.head.title === null ? '' : `, ${line.head.title}`}`}`,
      line.tasks.map(lackLine).join('\n'),
      logText(line, zone),
    ]),
  )
}

/** The newest; all are in the workbook. */
function urgingTable(lines: readonly ExplanationLine[], zone: string) {
  const rows = lines.flatMap(({ unit, log }) =>
    (log?.trail ?? []).slice(-MOST_URGINGS).map((each) => ({ unit, ...each })),
  )
  if (rows.length === 0) return []
  return [
    paragraph('Nhật ký nhắc, đôn đốc và tiếp nhận', { bold: true, keepNext: true }),
    table(
      [
        { header: 'TT', part: 0.6 },
        { header: 'Đơn vị', part: 3, isText: true },
        { header: 'Thời điểm', part: 2.4 },
        { header: 'Nội dung', part: 1.9, isText: true },
        { header: 'Người nhận', part: 2, isText: true },
      ],
      rows.map(({ unit, at, kind, name }, index) => [
        String(index + 1),
        unit,
        clockAndDay(at, zone),
        URGING[kind],
        name,
      ]),
    ),
  ]
}

function lackLine({ code, lack, overdueDays }: ExplanationLine['tasks'][number], index: number): string {
  const what = lack.kind === 'silent' ? 'không có thông tin' : lackText(lack.missing)
  return `(${index + 1}) ${code}: ${what}${overdueDays === 0 ? '' : `, quá hạn ${overdueDays} ngày`}.`
}

function logText({ log }: ExplanationLine, zone: string): string {
  if (log === null || log.reminders === 0) return ''
  const last = log.lastReminderAt === null ? '' : `, lần cuối ${clockAndDay(log.lastReminderAt, zone)}`
  const read = log.acknowledgements.map(({ name }) => name).join(', ')
  return `${log.reminders} lần${last}${read === '' ? '' : `; đã nhận: ${read}`}`
}
