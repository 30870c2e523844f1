/** Sheets "Theo đơn vị", "Theo lĩnh vực", "Theo chương trình": counts per group, totals as formulas. */
import { DUTY_STATES } from '../../../../core/summary/duty-state.ts'
import type { GroupLine } from '../../../../core/summary/group-lines.ts'
import { onTimeShare, shareChange } from '../../../../core/summary/tally.ts'
import { TASK_STANDINGS } from '../../../../core/summary/task-standing.ts'
import { DUTY_STATE, STANDING } from '../../wording.ts'
import { type Cell, columnName, type TableSheet } from '../cell.ts'

const OWED_COLUMN = 2
const ON_TIME_COLUMN = 3
const SHARE_COLUMN = 7

export interface GroupSheetNames {
  readonly name: string
  readonly title: string
  /** Head of the column with the names. */
  readonly group: string
  /** For a group without a name. */
  readonly nameless: string
  /** Whether a task is in one group only, so that tasks may be added up. */
  readonly tasksAdd: boolean
}

export function groupSheet(
  lines: readonly GroupLine[],
  names: GroupSheetNames,
  subtitle: string,
): TableSheet {
  return {
    name: names.name,
    title: names.title,
    subtitle,
    columns: [
      { header: 'TT', width: 6 },
      { header: names.group, width: 36 },
      { header: 'Phải báo cáo (lượt)', width: 12 },
      ...DUTY_STATES.map((state) => ({ header: DUTY_STATE[state], width: 12 })),
      { header: 'Tỷ lệ đủ, đúng hạn', width: 12 },
      { header: 'So với kỳ trước (điểm %)', width: 13 },
      { header: 'Số nhiệm vụ', width: 10 },
      ...TASK_STANDINGS.map((standing) => ({ header: STANDING[standing], width: 13 })),
    ],
    rows: lines.map((line, index) => rowOf(line, index, names)),
    rowCount: lines.length,
    totals: (first, last) => totalsOf(lines, names, first, last),
    isWide: true,
    pagesWide: 1,
  }
}

function rowOf(line: GroupLine, index: number, { nameless }: GroupSheetNames): readonly Cell[] {
  const { duties, tasks, before } = line
  const share = onTimeShare(duties)
  const change = shareChange(duties, before)
  return [
    { kind: 'index', value: index + 1 },
    line.name ?? nameless,
    duties.owed,
    ...DUTY_STATES.map((state) => duties[state]),
    share === null ? null : { kind: 'share', value: share },
    change === null ? null : { kind: 'points', value: change },
    tasks.total,
    ...TASK_STANDINGS.map((standing) => tasks[standing]),
  ]
}

/** Formulas: they follow the filter. A task of several units would be added twice, so there the sums are left out. */
function totalsOf(
  lines: readonly GroupLine[],
  { tasksAdd }: GroupSheetNames,
  first: number,
  last: number,
): readonly Cell[] {
  const sum = (column: number, count: (line: GroupLine) => number): Cell => ({
    kind: 'sum',
    formula: `SUBTOTAL(109,${columnName(column)}${first}:${columnName(column)}${last})`,
    value: lines.reduce((total, line) => total + count(line), 0),
  })
  const owed = lines.reduce((total, { duties }) => total + duties.owed, 0)
  const onTime = lines.reduce((total, { duties }) => total + duties.on_time, 0)
  const [owedCell, onTimeCell] = [OWED_COLUMN, ON_TIME_COLUMN].map(
    (column) => `${columnName(column)}${last + 1}`,
  )
  const taskColumn = SHARE_COLUMN + 2
  const taskSums = [
    sum(taskColumn, ({ tasks }) => tasks.total),
    ...TASK_STANDINGS.map((standing, index) => sum(taskColumn + 1 + index, ({ tasks }) => tasks[standing])),
  ]
  return [
    null,
    'Tổng cộng',
    sum(OWED_COLUMN, ({ duties }) => duties.owed),
    ...DUTY_STATES.map((state, index) => sum(ON_TIME_COLUMN + index, ({ duties }) => duties[state])),
    {
      kind: 'ratio',
      formula: `IF(${owedCell}=0,0,${onTimeCell}/${owedCell})`,
      value: owed === 0 ? 0 : onTime / owed,
    },
    null,
    ...(tasksAdd ? taskSums : taskSums.map(() => null)),
  ]
}
