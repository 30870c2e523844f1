import { describe, expect, it } from 'vitest'
import { buildWorkbook, type SheetSpec } from './build-workbook.ts'
import { expectTasks, readLayout } from './read-layout.ts'

const cell: SheetSpec = {
  name: 'CB 3',
  rows: [
    ['ĐẢNG BỘ PHƯỜNG QUY NHƠN', null, null, 'ĐẢNG CỘNG SẢN VIỆT NAM'],
    ['CHI BỘ KHU PHỐ 3'],
    ['LỊCH CÔNG TÁC THƯỜNG KỲ CỦA CHI BỘ NĂM 2026'],
    [],
    ['STT', 'Nội dung', 'Thời gian thực hiện', 'Đồng chí phụ trách', 'Định kỳ', 'Ghi chú'],
    [
      1,
      'Sinh hoạt chi bộ trên Sổ tay đảng viên điện tử',
      'Ngày 03 hằng tháng',
      'Đ/c Hà Thị Tâm - BT',
      'Hằng tháng',
      null,
    ],
    [2, 'Cập nhật hồ sơ đảng viên', 'thường xuyên', 'đ/c Tô Văn Sang', 'Tháng', null],
    [3, 'Báo cáo kết quả thu nộp đảng phí', 'Hằng quý', 'nt', 'Quý', null],
    [
      4,
      'Kiểm điểm, đánh giá chất lượng chi bộ, đảng viên',
      'trước 05/12/2026',
      'Chi ủy',
      '6 tháng, năm',
      null,
    ],
    [5, 'Giao lưu chi bộ kết nghĩa', 'đầu tháng 7', 'Phan Quang', 'khi hoàn thành', null],
    [null, null, null, 'T/M CHI BỘ'],
    [null, null, null, 'BÍ THƯ'],
    [null, null, null, 'Hà Thị Tâm'],
  ],
  merges: ['A3:F3'],
}

describe("a Party cell's monthly routine: no lead column, recurring deadlines", () => {
  it('yields the routine with its regimes and its people', async () => {
    const reading = await readLayout(buildWorkbook([cell]), 'chi-bo.xlsx', { now: '2026-01-05' })
    expectTasks(reading, [
      {
        row: 6,
        code: 'NV01',
        title: 'Sinh hoạt chi bộ trên Sổ tay đảng viên điện tử',
        lead: [],
        due: null,
        dueKind: 'recurring_monthly',
        people: ['Hà Thị Tâm | Bí thư'],
        regimes: ['monthly'],
        warnings: [],
      },
      {
        row: 7,
        title: 'Cập nhật hồ sơ đảng viên',
        dueKind: 'ongoing',
        people: ['Tô Văn Sang'],
        regimes: ['monthly'],
        warnings: [],
      },
      {
        row: 8,
        title: 'Báo cáo kết quả thu nộp đảng phí',
        dueKind: 'recurring_quarterly',
        people: ['Tô Văn Sang'],
        regimes: ['quarterly'],
        warnings: ['D8 ditto_owner'],
      },
      {
        row: 9,
        title: 'Kiểm điểm, đánh giá chất lượng chi bộ, đảng viên',
        due: '2026-12-04',
        dueKind: 'before_exclusive',
        people: ['Chi ủy'],
        regimes: ['half_yearly', 'yearly'],
        warnings: ['C9 before_exclusive'],
      },
      {
        row: 10,
        title: 'Giao lưu chi bộ kết nghĩa',
        due: '2026-07-10',
        dueKind: 'month_part',
        regimes: ['on_completion'],
        warnings: ['C10 year_assumed', 'C10 vague_deadline'],
      },
    ])
    expect(reading.notices.map(({ code }) => code)).toEqual([
      'no_code_column',
      'no_lead_column',
      'no_product_column',
    ])
  })
})
