/** Sheet "Tổng hợp": the numbers of the period beside those of the period before. */

import { DUTY_STATES } from '../../../../core/summary/duty-state.ts'
import { LIGHTS } from '../../../../core/summary/light.ts'
import type { Overview } from '../../../../core/summary/overview.ts'
import { type DutyTally, doneShare, onTimeShare, shareChange } from '../../../../core/summary/tally.ts'
import { TASK_STANDINGS } from '../../../../core/summary/task-standing.ts'
import { DUTY_STATE, LIGHT, SHEET, STANDING } from '../../wording.ts'
import type { Cell, TableSheet } from '../cell.ts'

export function summarySheet(overview: Overview, subtitle: string): TableSheet {
  const rows = [...dutyRows(overview), ...taskRows(overview), ...lightRows(overview)]
  return {
    name: SHEET.summary.name,
    title: SHEET.summary.title,
    subtitle,
    columns: [
      { header: 'Chỉ tiêu', width: 46 },
      { header: 'Kỳ này', width: 14 },
      { header: 'Kỳ trước', width: 14 },
      { header: 'Tăng (+), giảm (-)', width: 16 },
    ],
    rows,
    rowCount: rows.length,
    totals: null,
    isWide: false,
    pagesWide: 1,
  }
}

function dutyRows({ total }: Overview): readonly (readonly Cell[])[] {
  const { duties, before } = total
  const change = shareChange(duties, before)
  return [
    ['Số lượt phải báo cáo', ...compared(duties.owed, before?.owed)],
    ...DUTY_STATES.map((state): readonly Cell[] => [
      `- ${DUTY_STATE[state]}`,
      ...compared(duties[state], before?.[state]),
    ]),
    [
      'Tỷ lệ báo cáo đủ, đúng hạn',
      shareCell(duties),
      before === null ? null : shareCell(before),
      change === null ? null : { kind: 'points', value: change },
    ],
  ]
}

function taskRows({ total: { tasks } }: Overview): readonly (readonly Cell[])[] {
  const share = doneShare(tasks)
  return [
    ['Số nhiệm vụ', tasks.total, null, null],
    ...TASK_STANDINGS.map((standing): readonly Cell[] => [
      `- ${STANDING[standing]}`,
      tasks[standing],
      null,
      null,
    ]),
    ['Tỷ lệ hoàn thành', share === null ? null : { kind: 'share', value: share }, null, null],
  ]
}

function lightRows({ total: { lights } }: Overview): readonly (readonly Cell[])[] {
  return LIGHTS.map((light) => [
    { kind: 'light' as const, light, text: `${LIGHT[light]} (số lượt nhiệm vụ)` },
    lights[light],
    null,
    null,
  ])
}

function compared(now: number, before: number | undefined): readonly Cell[] {
  return before === undefined ? [now, null, null] : [now, before, now - before]
}

function shareCell(duties: DutyTally): Cell {
  const share = onTimeShare(duties)
  return share === null ? null : { kind: 'share', value: share }
}
