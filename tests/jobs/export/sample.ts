/** Overviews as a province has them: real kinds of names, some long, obstacles, results, and texts that try to do harm. */
import { Temporal } from 'temporal-polyfill'
import { periodOf } from '../../../core/programme/period.ts'
import type { DutyState } from '../../../core/summary/duty-state.ts'
import type { Overview } from '../../../core/summary/overview.ts'
import { overviewOf } from '../../../core/summary/overview.ts'
import type { OverviewRow } from '../../../core/summary/overview-row.ts'
import { at, dutyOn, ZONE } from '../../core/report/fixtures.ts'

export const NOW = at('2026-11-23T17:00')
export const MONTH = periodOf('monthly', Temporal.PlainDate.from('2026-11-23'))
export const DAY = periodOf('daily', Temporal.PlainDate.from('2026-11-23'))

export const UNIT_NAMES: readonly string[] = [
  'Sở Khoa học và Công nghệ',
  'Sở Tư pháp',
  'Công an tỉnh',
  'Bộ Chỉ huy Bộ đội Biên phòng tỉnh',
  'Ban Quản lý Khu kinh tế tỉnh',
  'Sở Nông nghiệp và Môi trường',
  'Trường Đại học Quy Nhơn',
  'UBND phường Quy Nhơn Bắc',
  'Trung tâm Phục vụ hành chính công và Kiểm soát thủ tục hành chính tỉnh Gia Lai (cơ sở 2)',
  'Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh',
  'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh',
  'UBND xã Ia Pa',
]

const STATES: readonly DutyState[] = [
  'on_time',
  'on_time',
  'missing',
  'on_time',
  'late',
  'incomplete',
  'on_time',
]

export interface SampleRow {
  readonly unit: number
  readonly task: number
  readonly state: DutyState
  readonly isDone?: boolean
  readonly dueInDays?: number | null
  readonly title?: string
  readonly obstacle?: string | null
}

export function sampleRow({
  unit,
  task,
  state,
  isDone = false,
  dueInDays = 20,
  title,
  obstacle,
}: SampleRow): OverviewRow {
  const code = `NV${String(task).padStart(2, '0')}`
  const base = dutyOn(code)
  const name = UNIT_NAMES[unit] ?? `UBND phường số ${unit}`
  const firstAt = at('2026-11-23T15:40')
  return {
    programme: { id: 'p1', name: 'Danh mục 1841-QĐ/TU thực hiện Nghị quyết 57-NQ/TW' },
    task: {
      ...base.task,
      group: task % 3 === 0 ? 'Chuyển đổi số' : task % 3 === 1 ? 'Khoa học và công nghệ' : null,
      title: title ?? `Hoàn thiện hạ tầng số và cơ sở dữ liệu dùng chung, hạng mục ${task}`,
      product: 'Quyết định ban hành',
      state: isDone ? 'done' : 'open',
      due: dueInDays === null ? null : Temporal.PlainDate.from('2026-11-23').add({ days: dueInDays }),
    },
    doneOn: isDone ? Temporal.PlainDate.from('2026-11-20') : null,
    unit: { ...base.unit, id: `u${unit}`, name, shortName: name },
    officer: { name: `Trần Thị Bình ${unit}`, phone: '0905 000 001' },
    head: { name: `Nguyễn Văn An ${unit}`, title: 'Giám đốc' },
    filing:
      state === 'missing'
        ? null
        : {
            firstAt,
            firstCompleteAt: state === 'incomplete' ? null : firstAt,
            isLate: state === 'late',
            delayMinutes: state === 'late' ? 95 : 0,
          },
    report:
      state === 'missing'
        ? null
        : {
            number: `BC-261123-${String(task).padStart(4, '0')}`,
            filedAt: firstAt,
            status: isDone ? 'done' : 'in_progress',
            percent: isDone ? 100 : 65.5,
            quantity: { done: 126, total: 155, unit: 'xã' },
            result: isDone ? `Quyết định số ${task}/QĐ-UBND ngày 20/11/2026` : 'đã bàn giao 126 xã',
            obstacle: obstacle ?? null,
            cause: obstacle == null ? null : 'objective',
            proposal: obstacle == null ? null : 'bổ sung 2 tỷ đồng trong quý I/2027',
            addressee: obstacle == null ? null : 'Sở Tài chính',
            nextStep: 'nghiệm thu',
            nextDate: Temporal.PlainDate.from('2026-12-05'),
            missing: state === 'incomplete' ? ['number', 'evidence'] : [],
            evidenceCount: isDone ? 2 : 0,
          },
  }
}

/** `tasksEach` tasks for each of `units` units, in a fixed mixture. */
export function sampleRows(units: number, tasksEach: number): readonly OverviewRow[] {
  return Array.from({ length: units }, (_, unit) =>
    Array.from({ length: tasksEach }, (_, index) => {
      const task = unit * tasksEach + index
      return sampleRow({
        unit,
        task: task + 1,
        state: STATES[(task * 5 + unit * unit) % (unit % 5 === 1 ? 2 : STATES.length)]!,
        isDone: task % 6 === 0,
        dueInDays: ((task * 7) % 60) - 15,
        obstacle: task % 9 === 4 ? 'chưa được cấp kinh phí đợt 2, nhà thầu tạm dừng kéo cáp tại 29 xã' : null,
      })
    }),
  ).flat()
}

export function sampleOverview(rows: readonly OverviewRow[], period = MONTH, now = NOW): Overview {
  return overviewOf({
    period,
    cutOff: at('2026-11-23T16:30'),
    scope: null,
    rows,
    before: rows.map((row, index) => ({
      ...row,
      filing:
        index % 3 === 0
          ? null
          : { firstAt: NOW, firstCompleteAt: NOW, isLate: index % 3 === 1, delayMinutes: 0 },
    })),
    now,
    zone: ZONE,
  })
}
