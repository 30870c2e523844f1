import { describe, expect, it } from 'vitest'
import { buildWorkbook, type CellSpec, type SheetSpec, serialOf } from './build-workbook.ts'
import { expectTasks, readLayout, shownOfficer } from './read-layout.ts'

/** As a department sends it: heading on two rows, leads merged over tasks, groups merged over the width. */
const tasks: SheetSpec = {
  name: 'Nhiệm vụ',
  rows: [
    ['SỞ KHOA HỌC VÀ CÔNG NGHỆ', null, null, null, null, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
    [{ rich: ['BẢNG PHÂN CÔNG ', 'NHIỆM VỤ NĂM 2025'] }],
    ['(Ban hành kèm theo Quyết định số 120/QĐ-SKHCN ngày 10 tháng 6 năm 2025)'],
    [],
    [
      'Số TT',
      'Tên nhiệm vụ',
      'Phân công thực hiện',
      null,
      null,
      'Thời gian',
      null,
      'Sản phẩm',
      'Kinh phí (triệu đồng)',
    ],
    [null, null, 'Chủ trì', 'Phối hợp', 'Chuyên viên theo dõi', 'Bắt đầu', 'Hoàn thành'],
    ['A. HẠ TẦNG SỐ'],
    [
      1,
      'Nâng cấp mạng WAN',
      'Phòng CNTT',
      'Văn phòng Sở',
      'Trần Thị Bình',
      { date: '2025-06-16' },
      { date: '2025-09-30' },
      'Biên bản nghiệm thu',
      850,
    ],
    [
      { formula: 'A8+1', value: 2 },
      { rich: ['Thuê ', 'trung tâm dữ liệu'] },
      null,
      'nt',
      'nt',
      null,
      serialOf('2025-12-31'),
      'Hợp đồng',
      { formula: 'SUM(X1)', error: '#REF!' },
    ],
    [3, 'Khảo sát hạ tầng (bản cũ)', null, null, 'Lê An Khang', null, '30/6/2025', 'Báo cáo'],
    ['B. NHÂN LỰC'],
    [
      4,
      'Bồi dưỡng kỹ năng số',
      'Phòng Quản lý Khoa học',
      'Các phòng, đơn vị thuộc Sở',
      'Võ Thành Đạt',
      null,
      'QUÝ III/2025',
      null,
      { formula: '1+1' },
    ],
    [null, null, 'Trung tâm CNTT&TT', null, 'Ngô Văn Minh'],
    ['Tổng cộng', null, null, null, null, null, null, null, 850],
    [null, 'NGƯỜI LẬP BIỂU', null, null, null, 'GIÁM ĐỐC'],
    [null, 'Ngô Văn Minh', null, null, null, 'Nguyễn Hữu Hà'],
  ],
  merges: [
    'A2:I2',
    'A3:I3',
    'A5:A6',
    'B5:B6',
    'C5:E5',
    'F5:G5',
    'H5:H6',
    'I5:I6',
    'A7:I7',
    'C8:C10',
    'A11:I11',
    'A12:A13',
    'B12:B13',
  ],
  hiddenRows: [10],
}

const officers: SheetSpec = {
  name: 'Đầu mối',
  rows: [
    ['DANH SÁCH CÔNG CHỨC ĐẦU MỐI'],
    [],
    ['STT', 'Họ và tên', 'Chức vụ', 'Đơn vị', 'Số điện thoại', 'Email'],
    [1, 'Trần Thị Bình', 'Chuyên viên', 'Phòng CNTT', 900000012, 'binh.tt@example.vn'],
    [2, 'VÕ THÀNH ĐẠT', 'Phó Trưởng phòng', 'Sở KH&CN', '0900.000.006', null],
    [3, 'Ngô Văn Minh', 'Chuyên viên', null, 'đang cập nhật', null],
  ],
}

const old: SheetSpec = {
  name: 'Năm 2024',
  rows: [['TT', 'Nội dung', 'Chủ trì', 'Thời hạn']],
  state: 'hidden',
}
const read = (extra: readonly SheetSpec[] = []) =>
  readLayout(buildWorkbook([tasks, officers, old, ...extra]), 'so.xlsx', { now: '2025-06-12' })

describe("a department's workbook: heading on two rows, merged leads, hidden row, second sheet of officers", () => {
  it('yields the tasks as a person reads them', async () => {
    expectTasks(await read(), [
      {
        row: 8,
        code: 'NV01',
        group: 'Hạ tầng số',
        title: 'Nâng cấp mạng WAN',
        lead: ['Phòng CNTT'],
        coord: ['Văn phòng Sở'],
        due: '2025-09-30',
        dueKind: 'date',
        product: 'Biên bản nghiệm thu',
        people: ['Trần Thị Bình'],
        warnings: [],
      },
      {
        row: 9,
        code: 'NV02',
        group: 'Hạ tầng số',
        title: 'Thuê trung tâm dữ liệu',
        lead: ['Phòng CNTT'],
        coord: ['Văn phòng Sở'],
        due: '2025-12-31',
        dueKind: 'excel_serial',
        product: 'Hợp đồng',
        people: ['Trần Thị Bình'],
        warnings: ['D9 ditto_coord', 'E9 ditto_owner', 'G9 excel_serial_date', 'I9 formula_error'],
      },
      {
        row: 10,
        code: 'NV03',
        title: 'Khảo sát hạ tầng (bản cũ)',
        lead: ['Phòng CNTT'],
        due: '2025-06-30',
        people: ['Lê An Khang'],
        warnings: ['B10 hidden_row'],
      },
      {
        row: 12,
        code: 'NV04',
        group: 'Nhân lực',
        title: 'Bồi dưỡng kỹ năng số',
        lead: ['Phòng Quản lý Khoa học', 'Trung tâm CNTT&TT'],
        coord: ['*các phòng, đơn vị thuộc Sở'],
        due: '2025-09-30',
        dueKind: 'quarter_end',
        product: null,
        people: ['Võ Thành Đạt', 'Ngô Văn Minh'],
        warnings: [
          'C12 two_leads',
          'E12 several_officers',
          'H12 missing_product',
          'I12 formula_without_value',
        ],
      },
    ])
  })

  it('takes start dates and the decision that gives the list out', async () => {
    const reading = await read()
    expect(reading.tasks[0]?.start?.toString()).toBe('2025-06-16')
    expect(reading.tasks[0]?.resources).toBe('850')
    expect(reading.source).toMatchObject({ number: '120/QĐ-SKHCN' })
    expect(reading.source?.issuedOn?.toString()).toBe('2025-06-10')
  })

  it('yields the officers of the second sheet, restoring the zero that a number cell lost', async () => {
    expect((await read()).officers.map(shownOfficer)).toEqual([
      '4 | Trần Thị Bình | Phòng CNTT | Chuyên viên | 0900000012 | binh.tt@example.vn',
      '5 | Võ Thành Đạt | Sở Khoa học và Công nghệ | Phó Trưởng phòng | 0900000006 | ',
      '6 | Ngô Văn Minh | - | Chuyên viên |  | ',
    ])
    const last = (await read()).officers[2]
    expect(last?.warnings.map(({ code, cell }) => `${cell} ${code}`)).toEqual([
      'D6 missing_unit',
      'E6 missing_phone',
    ])
  })

  it('says which sheets and rows it left out', async () => {
    const notes: CellSpec[][] = [['Các em gửi trước ngày thứ Sáu nhé']]
    const reading = await read([{ name: 'Sheet3', rows: notes }])
    expect(reading.notices.map(({ code, sheet }) => `${sheet}: ${code}`)).toEqual([
      'Nhiệm vụ: row_ignored',
      'Nhiệm vụ: no_code_column',
      'Năm 2024: hidden_sheet_ignored',
      'Sheet3: sheet_ignored',
    ])
  })
})
