import { describe, expect, it } from 'vitest'
import { buildWorkbook, type CellSpec } from './build-workbook.ts'
import { readLayout, shown } from './read-layout.ts'

const ROWS = 5000
const LEADS = [
  'Sở KH&CN',
  'Sở Y tế',
  'UBND các xã Cát Tiến, Đề Gi',
  'Các sở, ban, ngành',
  'VP UBND tỉnh (TTPVHCC)',
]
const DUES: readonly CellSpec[] = [
  'trước 20/5/2026',
  { date: '2026-06-30' },
  'Quý III/2026',
  'thường xuyên',
  '30.9.2026',
]

function bigList(): Buffer {
  const rows: CellSpec[][] = [
    ['DANH MỤC NHIỆM VỤ TOÀN TỈNH NĂM 2026'],
    ['TT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Thời gian hoàn thành', 'Sản phẩm'],
  ]
  for (let i = 1; i <= ROWS; i++) {
    rows.push([i, `Nhiệm vụ thứ ${i} của tỉnh`, LEADS[i % 5] ?? '', DUES[i % 5] ?? '', `${i} hồ sơ`])
  }
  return buildWorkbook([{ name: 'Tất cả', rows, merges: ['A1:E1'] }])
}

describe('a list of 5,000 tasks', () => {
  it('is read whole, each row as if it stood alone', async () => {
    const reading = await readLayout(bigList(), 'tinh.xlsx', { now: '2026-01-05' })
    expect(reading.tasks).toHaveLength(ROWS)
    expect(new Set(reading.tasks.map((task) => task.suggestedCode)).size).toBe(ROWS)
    expect(
      reading.tasks
        .slice(-5)
        .map((task) => shown(task))
        .map(({ row, code, lead, due, dueKind }) => [row, code, lead, due, dueKind]),
    ).toEqual([
      [4998, 'NV4996', ['Sở Y tế'], '2026-06-30', 'date'],
      [4999, 'NV4997', ['UBND xã Cát Tiến', 'UBND xã Đề Gi'], '2026-09-30', 'quarter_end'],
      [5000, 'NV4998', ['*các sở, ban, ngành'], null, 'ongoing'],
      [5001, 'NV4999', ['Văn phòng UBND tỉnh'], '2026-09-30', 'date'],
      [5002, 'NV5000', ['Sở Khoa học và Công nghệ'], '2026-05-19', 'before_exclusive'],
    ])
    expect(
      reading.tasks.every((task, i) => task.target?.value === i + 1 && task.target.unit === 'hồ sơ'),
    ).toBe(true)
  })
})
