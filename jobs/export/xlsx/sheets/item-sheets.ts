/** Sheets with a row per duty: per task, results, missing, left out, obstacles. */
import { isSummedUp } from '../../../../core/summary/duty-state.ts'
import type { Overview, OverviewItem } from '../../../../core/summary/overview.ts'
import type { OverviewRow } from '../../../../core/summary/overview-row.ts'
import { number } from '../../format.ts'
import { CAUSE, DUTY_STATE, LIGHT, lackText, NO_FIELD, SHEET, STANDING, STATUS } from '../../wording.ts'
import type { Cell, TableSheet } from '../cell.ts'

/** A column: its head, its width in characters, and what it says of a duty. */
type ItemColumn = readonly [header: string, width: number, cell: (item: OverviewItem) => Cell]

const CODE: ItemColumn = ['Mã', 10, ({ row }) => row.task.code]
const TITLE: ItemColumn = ['Nhiệm vụ', 48, ({ row }) => row.task.title]
const UNIT: ItemColumn = ['Đơn vị chủ trì', 26, ({ row }) => row.unit.name]
const OFFICER: ItemColumn = ['Đầu mối', 20, ({ row }) => row.officer?.name ?? null]
const PHONE: ItemColumn = ['Điện thoại', 14, ({ row }) => row.officer?.phone ?? null]
const DUE: ItemColumn = ['Thời hạn', 12, ({ row }) => dueCell(row)]
const OVERDUE: ItemColumn = [
  'Quá hạn (ngày)',
  9,
  ({ overdueDays }) => (overdueDays === 0 ? null : overdueDays),
]
const RESULT: ItemColumn = ['Kết quả, sản phẩm', 40, (item) => summedUp(item)?.result ?? null]
const PERCENT: ItemColumn = ['Mức độ hoàn thành', 11, (item) => percentCell(summedUp(item)?.percent)]
const QUANTITY: ItemColumn = ['Số lượng', 16, (item) => quantityText(summedUp(item)?.quantity)]
const OBSTACLE: ItemColumn = ['Khó khăn, vướng mắc', 36, ({ row }) => row.report?.obstacle ?? null]
const CAUSE_OF: ItemColumn = [
  'Nguyên nhân',
  13,
  ({ row }) => (row.report?.cause == null ? null : CAUSE[row.report.cause]),
]
const PROPOSAL: ItemColumn = ['Đề xuất, kiến nghị', 36, ({ row }) => row.report?.proposal ?? null]
const ADDRESSEE: ItemColumn = ['Cấp giải quyết', 20, ({ row }) => row.report?.addressee ?? null]
const RECEIPT: ItemColumn = ['Số báo cáo', 18, ({ row }) => row.report?.number ?? null]
const LACK: ItemColumn = [
  'Lý do không tổng hợp',
  34,
  ({ row, state }) => (state === 'incomplete' ? lackText(row.report?.missing ?? []) : null),
]

export function taskSheet(overview: Overview, subtitle: string, zone: string): TableSheet {
  return itemSheet(
    SHEET.tasks,
    overview.items,
    subtitle,
    [
      CODE,
      TITLE,
      ['Chương trình', 26, ({ row }) => row.programme.name],
      ['Lĩnh vực', 20, ({ row }) => row.task.group ?? NO_FIELD],
      UNIT,
      OFFICER,
      DUE,
      ['Tình trạng', 20, ({ standing }) => STANDING[standing]],
      OVERDUE,
      ['Đèn', 8, ({ light }) => ({ kind: 'light', light, text: LIGHT[light] })],
      ['Báo cáo kỳ này', 16, ({ state }) => DUTY_STATE[state]],
      ['Trạng thái', 16, (item) => statusText(item)],
      PERCENT,
      QUANTITY,
      RESULT,
      ['Sản phẩm phải có', 26, ({ row }) => row.task.product],
      OBSTACLE,
      CAUSE_OF,
      PROPOSAL,
      ['Việc tiếp theo', 28, (item) => summedUp(item)?.nextStep ?? null],
      ['Ngày làm việc tiếp theo', 12, (item) => dateCell(summedUp(item)?.nextDate)],
      ['Minh chứng (tệp)', 10, ({ row }) => row.report?.evidenceCount ?? null],
      RECEIPT,
      ['Báo cáo lúc', 17, ({ row }) => momentCell(row.report?.filedAt, zone)],
      LACK,
    ],
    3,
  )
}

export function resultSheet(overview: Overview, subtitle: string): TableSheet {
  return itemSheet(SHEET.results, overview.results, subtitle, [
    CODE,
    TITLE,
    UNIT,
    RESULT,
    PERCENT,
    QUANTITY,
    ['Tình trạng', 20, ({ standing }) => STANDING[standing]],
    ['Hoàn thành ngày', 12, ({ row }) => dateCell(row.doneOn)],
    ['Minh chứng (tệp)', 10, ({ row }) => row.report?.evidenceCount ?? null],
    RECEIPT,
  ])
}

export function missingSheet(overview: Overview, subtitle: string, zone: string): TableSheet {
  return itemSheet(SHEET.missing, overview.missing, subtitle, [
    CODE,
    TITLE,
    UNIT,
    OFFICER,
    PHONE,
    DUE,
    OVERDUE,
    ['Lần báo cáo gần nhất', 17, ({ row }) => momentCell(row.report?.filedAt, zone)],
  ])
}

export function leftOutSheet(overview: Overview, subtitle: string): TableSheet {
  return itemSheet(SHEET.leftOut, overview.leftOut, subtitle, [
    CODE,
    TITLE,
    UNIT,
    OFFICER,
    PHONE,
    LACK,
    RECEIPT,
  ])
}

export function obstacleSheet(overview: Overview, subtitle: string): TableSheet {
  return itemSheet(SHEET.obstacles, overview.obstacles, subtitle, [
    CODE,
    TITLE,
    UNIT,
    OBSTACLE,
    CAUSE_OF,
    PROPOSAL,
    ADDRESSEE,
    DUE,
    RECEIPT,
  ])
}

function itemSheet(
  words: { readonly name: string; readonly title: string },
  items: readonly OverviewItem[],
  subtitle: string,
  columns: readonly ItemColumn[],
  pagesWide = 1,
): TableSheet {
  return {
    ...words,
    subtitle,
    columns: [{ header: 'TT', width: 6 }, ...columns.map(([header, width]) => ({ header, width }))],
    rows: rowsOf(items, columns),
    rowCount: items.length,
    totals: null,
    isWide: true,
    pagesWide,
  }
}

/** Each row is made when it is written. */
function rowsOf(items: readonly OverviewItem[], columns: readonly ItemColumn[]): Iterable<readonly Cell[]> {
  return {
    *[Symbol.iterator]() {
      for (const [index, item] of items.entries())
        yield [{ kind: 'index', value: index + 1 }, ...columns.map(([, , cell]) => cell(item))]
    },
  }
}

/** What may be quoted: the newest report, unless it is the incomplete one of this period (ledger 42). */
function summedUp({ row, state }: OverviewItem): OverviewRow['report'] {
  return isSummedUp(state) || state === 'missing' ? row.report : null
}

function statusText(item: OverviewItem): Cell {
  const report = summedUp(item)
  return report === null ? null : STATUS[report.status]
}

/** A real date, or the words of the list where it names none. */
function dueCell({ task }: OverviewRow): Cell {
  return task.due === null ? task.dueRaw : { kind: 'date', date: task.due }
}

function dateCell(date: OverviewRow['doneOn'] | undefined): Cell {
  return date == null ? null : { kind: 'date', date }
}

function momentCell(at: NonNullable<OverviewRow['report']>['filedAt'] | undefined, zone: string): Cell {
  return at === undefined
    ? null
    : { kind: 'moment', at: at.toZonedDateTimeISO(zone).toPlainDateTime().round('minute') }
}

function percentCell(percent: number | null | undefined): Cell {
  return percent == null ? null : { kind: 'share', value: percent / 100 }
}

function quantityText(quantity: NonNullable<OverviewRow['report']>['quantity'] | undefined): Cell {
  if (quantity == null) return null
  const amount =
    quantity.total === null ? number(quantity.done) : `${number(quantity.done)}/${number(quantity.total)}`
  return quantity.unit === null ? amount : `${amount} ${quantity.unit}`
}
