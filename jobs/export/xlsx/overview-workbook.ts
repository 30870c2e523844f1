/** The workbook of a period: results first, then every number and every duty behind it. behaviour §7. */
import type { ExplanationLine } from '../../../core/summary/explanation.ts'
import type { Letterhead } from '../../../core/summary/letterhead.ts'
import type { Overview } from '../../../core/summary/overview.ts'
import { onTimeShare } from '../../../core/summary/tally.ts'
import type { ExportFile, ExportMoment } from '../export-file.ts'
import { clockAndDay, periodName, share } from '../format.ts'
import { safeName } from '../safe-name.ts'
import { NO_FIELD, SHEET } from '../wording.ts'
import type { TableSheet } from './cell.ts'
import { explanationSheet, urgingSheet } from './sheets/explanation-sheet.ts'
import { groupSheet } from './sheets/group-sheet.ts'
import { leftOutSheet, missingSheet, obstacleSheet, resultSheet, taskSheet } from './sheets/item-sheets.ts'
import { summarySheet } from './sheets/summary-sheet.ts'
import { workbookBytes, XLSX_MIME } from './workbook.ts'

export interface WorkbookContent {
  readonly overview: Overview
  /** Empty: no such sheets. */
  readonly explanations: readonly ExplanationLine[]
  /** SHA-256 of the frozen snapshot it is drawn from, shown on each sheet; null: drawn from what is known now. */
  readonly checksum: string | null
}

export function overviewWorkbook(
  { overview, explanations, checksum }: WorkbookContent,
  { issuer }: Pick<Letterhead, 'issuer'>,
  { now, zone }: ExportMoment,
): ExportFile {
  const subtitle = [
    subtitleOf(overview, now, zone),
    ...(checksum === null ? [] : [`mã kiểm tra ${checksum}`]),
  ].join(' - ')
  const period = periodName(overview.period)
  const { duties } = overview.total
  return {
    fileName: `${safeName(`tong-hop-${overview.period.key}${overview.scope === null ? '' : `-${overview.scope}`}`)}.xlsx`,
    mime: XLSX_MIME,
    caption: `Bảng tổng hợp ${period}: ${duties.owed} lượt phải báo cáo, đủ đúng hạn ${share(onTimeShare(duties))}, chưa báo cáo ${duties.missing}.`,
    bytes: workbookBytes(sheetsOf(overview, explanations, subtitle, zone), {
      title: `Tổng hợp ${period}`,
      author: issuer,
      now,
    }),
  }
}

function sheetsOf(
  overview: Overview,
  explanations: readonly ExplanationLine[],
  subtitle: string,
  zone: string,
): readonly TableSheet[] {
  const groups = { nameless: NO_FIELD, tasksAdd: true }
  return [
    summarySheet(overview, subtitle),
    resultSheet(overview, subtitle),
    groupSheet(overview.units, { ...groups, ...SHEET.units, group: 'Đơn vị', tasksAdd: false }, subtitle),
    groupSheet(overview.fields, { ...groups, ...SHEET.fields, group: 'Lĩnh vực' }, subtitle),
    groupSheet(overview.programmes, { ...groups, ...SHEET.programmes, group: 'Chương trình' }, subtitle),
    taskSheet(overview, subtitle, zone),
    missingSheet(overview, subtitle, zone),
    leftOutSheet(overview, subtitle),
    obstacleSheet(overview, subtitle),
    ...(explanations.length === 0
      ? []
      : [explanationSheet(explanations, subtitle, zone), urgingSheet(explanations, subtitle, zone)]),
  ]
}

function subtitleOf(
  { period, scope, programmeNames, cutOff }: Overview,
  now: ExportMoment['now'],
  zone: string,
): string {
  return [
    `Kỳ báo cáo: ${periodName(period)}`,
    cutOff === null ? null : `chốt trước ${clockAndDay(cutOff, zone)}`,
    scope ?? programmeNames.join('; '),
    `lập lúc ${clockAndDay(now, zone)}`,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' - ')
}
