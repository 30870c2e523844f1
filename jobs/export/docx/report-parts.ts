/** The text of the report of a period: results first, numbers second, then what stands in the way. Ledger 40, 43, 48. */
import type { Paragraph, Table } from 'docx'
import { type GroupLine, worstGroups } from '../../../core/summary/group-lines.ts'
import type { Overview, OverviewItem } from '../../../core/summary/overview.ts'
import { type DutyTally, doneShare, onTimeShare, shareChange } from '../../../core/summary/tally.ts'
import { isDone, TASK_STANDINGS } from '../../../core/summary/task-standing.ts'
import { fullDay, number, periodName, pointsChange, share } from '../format.ts'
import { CAUSE, lackText, STANDING } from '../wording.ts'
import { paragraph, part, section, table } from './body.ts'

/** Longer lists go on in the workbook: a report is read. */
const MOST_ITEMS = 40
const MOST_UNITS = 60

type Blocks = readonly (Paragraph | Table)[]

export function resultsPart({ results, total }: Overview): Blocks {
  const done = results.filter(({ standing }) => isDone(standing))
  const running = results.filter(({ standing }) => !isDone(standing))
  const finished = total.tasks.done_on_time + total.tasks.done_late
  return [
    part('I', 'Kết quả, sản phẩm đạt được'),
    paragraph(
      `Đã hoàn thành ${finished}/${total.tasks.total} nhiệm vụ (${share(doneShare(total.tasks))}), trong đó đúng hạn ${total.tasks.done_on_time}, quá hạn ${total.tasks.done_late}.`,
    ),
    ...listed(1, 'Nhiệm vụ hoàn thành, có sản phẩm báo cáo đủ trong kỳ', done, resultText),
    ...listed(done.length === 0 ? 1 : 2, 'Kết quả trong quá trình thực hiện', running, resultText),
  ]
}

export function numbersPart(overview: Overview): Blocks {
  const { total } = overview
  const { duties, before } = total
  const change = pointsChange(shareChange(duties, before))
  const compared = change === null ? '' : ` (so với kỳ trước: ${change})`
  return [
    part('II', 'Tình hình thực hiện'),
    section(1, 'Tiến độ nhiệm vụ'),
    table(
      [
        { header: 'Tổng số', part: 1 },
        ...TASK_STANDINGS.map((standing) => ({ header: STANDING[standing], part: 1.2 })),
      ],
      [[String(total.tasks.total), ...TASK_STANDINGS.map((standing) => String(total.tasks[standing]))]],
    ),
    section(2, 'Chế độ báo cáo'),
    paragraph(
      `Phải báo cáo ${duties.owed} lượt nhiệm vụ; đủ nội dung, đúng hạn ${duties.on_time} lượt, đạt ${share(onTimeShare(duties))}${compared}; đủ nội dung, quá hạn ${duties.late}; chưa đủ nội dung ${duties.incomplete}; chưa báo cáo ${duties.missing}.`,
    ),
    unitTable(overview.units, duties),
  ]
}

function unitTable(units: readonly GroupLine[], total: DutyTally): Table {
  const { shown, restDuties, restCount } = worstGroups(units, MOST_UNITS)
  const row = (place: string, name: string, duties: DutyTally) => [
    place,
    name,
    ...[duties.owed, duties.on_time, duties.late, duties.incomplete, duties.missing].map(String),
    share(onTimeShare(duties)),
  ]
  return table(
    [
      { header: 'TT', part: 0.6 },
      { header: 'Đơn vị', part: 4, isText: true },
      { header: 'Phải báo cáo', part: 1.1 },
      { header: 'Đủ, đúng hạn', part: 1.1 },
      { header: 'Đủ, quá hạn', part: 1.1 },
      { header: 'Chưa đủ', part: 1.1 },
      { header: 'Chưa báo cáo', part: 1.1 },
      { header: 'Tỷ lệ đúng hạn', part: 1.3 },
    ],
    [
      ...shown.map(({ name, duties }, index) => row(String(index + 1), name ?? '', duties)),
      ...(restDuties === null ? [] : [row('', `${restCount} đơn vị còn lại`, restDuties)]),
      row('', 'Tổng cộng', total),
    ],
    { lastIsSum: true },
  )
}

export function troublePart({ overdue, obstacles }: Overview): Blocks {
  return [
    part('III', 'Nhiệm vụ quá hạn; khó khăn, vướng mắc'),
    ...(overdue.length + obstacles.length === 0
      ? [paragraph('Không có nhiệm vụ quá hạn, không có khó khăn, vướng mắc được báo cáo.')]
      : []),
    ...listed(1, 'Nhiệm vụ chưa hoàn thành, quá hạn', overdue, overdueText),
    ...listed(overdue.length === 0 ? 1 : 2, 'Khó khăn, vướng mắc và đề xuất', obstacles, obstacleText),
  ]
}

export function leftOutPart({ leftOut, missing, units, period }: Overview): Blocks {
  const silent = units.filter(({ duties }) => duties.missing > 0)
  if (leftOut.length + missing.length === 0)
    return [
      part('IV', 'Nội dung chưa tổng hợp'),
      paragraph(`Các đơn vị đã báo cáo đầy đủ ${periodName(period)}.`),
    ]
  return [
    part('IV', 'Nội dung chưa tổng hợp'),
    ...listed(1, 'Báo cáo chưa đủ nội dung, không tổng hợp', leftOut, leftOutText),
    ...(silent.length === 0
      ? []
      : [
          section(
            leftOut.length === 0 ? 1 : 2,
            `Chưa báo cáo: ${missing.length} lượt của ${silent.length} đơn vị`,
          ),
          paragraph(
            `${firstOf(
              silent.map(({ name, duties }) => `${name ?? ''} (${duties.missing}/${duties.owed})`),
              '; ',
            )}.`,
          ),
        ]),
  ]
}

export function requestPart({ missing, leftOut, overdue, obstacles }: Overview): Blocks {
  const late = unitNames([...missing, ...leftOut])
  const slow = unitNames(overdue)
  const asked = obstacles.filter(({ row }) => row.report?.proposal != null)
  const requests = [
    ...(late.length === 0
      ? []
      : [`Thủ trưởng các đơn vị chỉ đạo đầu mối bổ sung báo cáo còn thiếu: ${firstOf(late, '; ')}.`]),
    ...(slow.length === 0
      ? []
      : [
          `Thủ trưởng các đơn vị có nhiệm vụ quá hạn báo cáo nguyên nhân, giải pháp và thời gian hoàn thành: ${firstOf(slow, '; ')}.`,
        ]),
    ...asked
      .slice(0, MOST_ITEMS)
      .map(
        ({ row }) =>
          `${row.report?.addressee ?? 'Cấp có thẩm quyền'} xem xét: ${row.report?.proposal ?? ''} (${row.task.code}, ${row.unit.shortName}).`,
      ),
  ]
  return [
    part('V', 'Đề xuất, kiến nghị'),
    ...(requests.length === 0
      ? [paragraph('Không có.')]
      : requests.map((text, index) => paragraph(`${index + 1}. ${text}`))),
  ]
}

/** A section with its sum and its first items; nothing where there are none. */
function listed(
  place: number,
  title: string,
  items: readonly OverviewItem[],
  textOf: (item: OverviewItem) => string,
): Blocks {
  if (items.length === 0) return []
  const rest = items.length - MOST_ITEMS
  return [
    section(place, `${title}: ${items.length}`),
    ...items.slice(0, MOST_ITEMS).map((item) => paragraph(`- ${textOf(item)}`)),
    ...(rest > 0 ? [paragraph(`- Và ${rest} nhiệm vụ khác (bảng tổng hợp kèm theo).`)] : []),
  ]
}

function resultText({ row, standing }: OverviewItem): string {
  const { report, task, unit } = row
  const percent = isDone(standing) || report?.percent == null ? '' : ` (${number(report.percent)}%)`
  const evidence = report === null || report.evidenceCount === 0 ? '' : `; ${report.evidenceCount} minh chứng`
  return `${task.code} - ${task.title} (${unit.shortName}): ${ended(report?.result ?? 'đã hoàn thành')}${percent}${evidence}.`
}

function overdueText({ row, overdueDays }: OverviewItem): string {
  const due = row.task.due === null ? '' : `, hạn ${fullDay(row.task.due)}`
  const percent = row.report?.percent == null ? '' : `, đạt ${number(row.report.percent)}%`
  return `${row.task.code} - ${row.task.title} (${row.unit.shortName}${due}): quá hạn ${overdueDays} ngày${percent}.`
}

function obstacleText({ row }: OverviewItem): string {
  const { report, task, unit } = row
  if (report === null) return ''
  const cause = report.cause === null ? '' : ` Nguyên nhân ${CAUSE[report.cause].toLocaleLowerCase('vi')}.`
  const proposal = report.proposal === null ? '' : ` Đề xuất: ${ended(report.proposal)}.`
  return `${task.code} (${unit.shortName}): ${ended(report.obstacle ?? '')}.${cause}${proposal}`
}

function leftOutText({ row }: OverviewItem): string {
  return `${row.task.code} - ${row.task.title} (${row.unit.shortName}): ${lackText(row.report?.missing ?? [])}.`
}

/** Without the full stop the officer may have set: ours follows. */
function ended(text: string): string {
  return text.trim().replace(/[.;,\s]+$/, '')
}

function unitNames(items: readonly OverviewItem[]): readonly string[] {
  return [...new Set(items.map(({ row }) => row.unit.shortName))]
}

function firstOf(names: readonly string[], separator: string): string {
  const rest = names.length - MOST_ITEMS
  const shown = names.slice(0, MOST_ITEMS).join(separator)
  return rest > 0 ? `${shown} và ${rest} đơn vị khác` : shown
}
