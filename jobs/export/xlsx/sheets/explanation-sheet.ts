/** Sheet "Giải trình": who must explain in person at the conference, a row per task. behaviour §5, ledger 39. */
import type { Temporal } from 'temporal-polyfill'
import type { ExplanationLine } from '../../../../core/summary/explanation.ts'
import { clockAndDay } from '../../format.ts'
import { lackText, SHEET, URGING } from '../../wording.ts'
import type { Cell, TableSheet } from '../cell.ts'

export function explanationSheet(
  lines: readonly ExplanationLine[],
  subtitle: string,
  zone: string,
): TableSheet {
  const rows = lines.flatMap((line) => line.tasks.map((task) => rowOf(line, task, zone)))
  return {
    ...SHEET.explanations,
    subtitle,
    columns: [
      { header: 'TT', width: 6 },
      { header: 'Đơn vị', width: 30 },
      { header: 'Thủ trưởng giải trình', width: 24 },
      { header: 'Chức vụ', width: 18 },
      { header: 'Mã', width: 10 },
      { header: 'Nhiệm vụ', width: 48 },
      { header: 'Thời hạn', width: 12 },
      { header: 'Quá hạn (ngày)', width: 9 },
      { header: 'Nội dung còn thiếu', width: 34 },
      { header: 'Đầu mối', width: 20 },
      { header: 'Số lần nhắc', width: 9 },
      { header: 'Nhắc lần cuối', width: 17 },
      { header: 'Lãnh đạo đã nhận thông tin', width: 34 },
    ],
    rows: rows.map((row, index) => [{ kind: 'index', value: index + 1 }, ...row]),
    rowCount: rows.length,
    totals: null,
    isWide: true,
    pagesWide: 1,
  }
}

function rowOf(line: ExplanationLine, task: ExplanationLine['tasks'][number], zone: string): readonly Cell[] {
  const { log } = line
  return [
    line.unit,
    line.head?.name ?? null,
    line.head?.title ?? null,
    task.code,
    task.title,
    task.due === null ? null : { kind: 'date', date: task.due },
    task.overdueDays === 0 ? null : task.overdueDays,
    task.lack.kind === 'silent' ? 'không có thông tin' : lackText(task.lack.missing),
    line.officer?.name ?? null,
    log?.reminders ?? null,
    log?.lastReminderAt == null ? null : momentCell(log.lastReminderAt, zone),
    log === null
      ? null
      : log.acknowledgements.map(({ name, at }) => `${name} (${clockAndDay(at, zone)})`).join('; '),
  ]
}

/** Sheet "Nhật ký đôn đốc": a row for everything that was done to get the reports. */
export function urgingSheet(lines: readonly ExplanationLine[], subtitle: string, zone: string): TableSheet {
  const rows = lines.flatMap(({ unit, log }) => (log?.trail ?? []).map((urging) => ({ unit, ...urging })))
  return {
    ...SHEET.urgings,
    subtitle,
    columns: [
      { header: 'TT', width: 6 },
      { header: 'Đơn vị', width: 34 },
      { header: 'Thời điểm', width: 17 },
      { header: 'Nội dung', width: 22 },
      { header: 'Người nhận', width: 26 },
    ],
    rows: rows.map(({ unit, at, kind, name }, index) => [
      { kind: 'index', value: index + 1 },
      unit,
      momentCell(at, zone),
      URGING[kind],
      name,
    ]),
    rowCount: rows.length,
    totals: null,
    isWide: false,
    pagesWide: 1,
  }
}

function momentCell(at: Temporal.Instant, zone: string): Cell {
  return { kind: 'moment', at: at.toZonedDateTimeISO(zone).toPlainDateTime().round('minute') }
}
