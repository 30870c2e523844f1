import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readTaskList } from '../../../core/import/read-task-list.ts'
import { type Merge, MergeIndex, type Sheet } from '../../../core/import/sheet.ts'
import { findHeader } from '../../../core/import/table-header.ts'
import { unitLabel } from '../../../core/import/unit-names.ts'

function sheetOf(rows: readonly (readonly string[])[], merges: readonly Merge[] = []): Sheet {
  return {
    name: 'A',
    rows: rows.map((row) => row.map((text) => ({ text }))),
    merges,
    hiddenRows: new Set(),
    hidden: false,
  }
}

function columnsOf(rows: readonly (readonly string[])[], merges: readonly Merge[] = []): string {
  const sheet = sheetOf(rows, merges)
  const header = findHeader(sheet, new MergeIndex(sheet))
  if (!header) return 'none'
  const named = [...header.columns].sort((a, b) => a[1] - b[1]).map(([field, column]) => `${column}:${field}`)
  return `${header.top}-${header.bottom} ${named.join(' ')}`
}

const read = (rows: readonly (readonly string[])[], merges: readonly Merge[] = []) =>
  readTaskList([sheetOf(rows, merges)], {
    now: Temporal.PlainDate.from('2026-01-05'),
    directory: [],
    existing: [],
  })

const at = (top: number, left: number, bottom: number, right: number): Merge => ({ top, left, bottom, right })

describe('headings of tables', () => {
  it('are known in the words of many offices', () => {
    expect(
      columnsOf([
        ['TT', 'Nội dung công việc', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Thời gian hoàn thành', 'Sản phẩm'],
      ]),
    ).toBe('0-0 0:outline 1:title 2:lead 3:coord 4:due 5:product')
    expect(
      columnsOf([
        ['STT', 'Rõ việc', 'Rõ người', 'Rõ trách nhiệm', 'Rõ thời hạn', 'Rõ sản phẩm', 'Rõ thẩm quyền'],
      ]),
    ).toBe('0-0 0:outline 1:title 2:owner 3:lead 4:due 5:product 6:authority')
    expect(
      columnsOf([
        ['Số TT', 'Nhiệm vụ', 'Người chịu trách nhiệm', 'Mốc thời gian', 'Sản phẩm đầu ra', 'Nguồn lực'],
      ]),
    ).toBe('0-0 0:outline 1:title 2:owner 3:due 4:product 5:resources')
    expect(columnsOf([['TT', 'Đầu việc', 'Đơn vị chủ trì, phối hợp', 'Tiến độ thực hiện']])).toBe(
      '0-0 0:outline 1:title 2:lead 3:due',
    )
    expect(columnsOf([['TT', 'Đầu việc', 'Chủ trì', 'Thời hạn', 'Tiến độ thực hiện']])).toBe(
      '0-0 0:outline 1:title 2:lead 3:due 4:progress',
    )
  })

  it('may stand on two rows without merges, as a CSV keeps them', () => {
    const rows = [
      ['TT', 'Nội dung', 'Phân công', '', 'Thời gian', ''],
      ['', '', 'Chủ trì', 'Phối hợp', 'Từ', 'Đến'],
      ['1', 'Số hóa hồ sơ lưu trữ', 'Sở Nội vụ', 'Sở Y tế', '1/6/2026', '30/6/2026'],
    ]
    expect(columnsOf(rows)).toBe('0-1 0:outline 1:title 2:lead 3:coord 4:start 5:due')
  })

  it('may stand on three rows with merges', () => {
    const rows = [
      ['TT', 'Nội dung', 'Tổ chức thực hiện', '', '', 'Hạn'],
      ['', '', 'Cơ quan', '', 'Cán bộ phụ trách', ''],
      ['', '', 'Chủ trì', 'Phối hợp', '', ''],
    ]
    const merges = [
      at(0, 0, 2, 0),
      at(0, 1, 2, 1),
      at(0, 2, 0, 4),
      at(1, 2, 1, 3),
      at(1, 4, 2, 4),
      at(0, 5, 2, 5),
    ]
    expect(columnsOf(rows, merges)).toBe('0-2 0:outline 1:title 2:lead 3:coord 4:owner 5:due')
  })

  it('are told from title rows that use the same words', () => {
    const rows = [
      ['BẢNG THEO DÕI NHIỆM VỤ, THỜI HẠN VÀ SẢN PHẨM CỦA CƠ QUAN CHỦ TRÌ', ''],
      ['TT', 'Nhiệm vụ', 'Chủ trì', 'Hạn'],
    ]
    expect(columnsOf(rows)).toBe('1-1 0:outline 1:title 2:lead 3:due')
  })

  it('are not seen in a letter without a table', () => {
    expect(columnsOf([['Kính gửi: Các sở, ban, ngành'], ['Đề nghị báo cáo nhiệm vụ trước 16h30.']])).toBe(
      'none',
    )
    expect(read([['Kính gửi: Các sở, ban, ngành']]).notices.map(({ code }) => code)).toEqual([
      'sheet_ignored',
      'no_table',
    ])
  })
})

describe('rows below a heading', () => {
  const HEAD = ['TT', 'Nhiệm vụ', 'Chủ trì', 'Phối hợp', 'Hạn', 'Sản phẩm']

  it('stand below the groups they belong to, however deep', () => {
    const reading = read([
      HEAD,
      ['A', 'KHỐI ĐẢNG'],
      ['I', 'Hạ tầng'],
      ['1', 'Mở rộng mạng', 'Văn phòng Tỉnh ủy', '', '30/6/2026', 'Biên bản'],
      ['II', 'Dữ liệu'],
      ['2', 'Số hóa tài liệu', 'Văn phòng Tỉnh ủy', '', '30/6/2026', 'Kho số'],
      ['B', 'KHỐI CHÍNH QUYỀN'],
      ['3', 'Rà soát quy trình', 'Sở Nội vụ', '', '30/6/2026', 'Danh mục'],
    ])
    expect(reading.tasks.map(({ outline, group }) => [outline, group])).toEqual([
      ['1', 'Hạ tầng'],
      ['2', 'Dữ liệu'],
      ['3', 'Khối chính quyền'],
    ])
  })

  it('carry a task on where number and title are empty', () => {
    const [task, ...others] = read([
      HEAD,
      ['1', 'Mở rộng mạng', 'Sở KH&CN', 'Viettel', '30/6/2026', 'Biên bản'],
      ['', '', 'Sở Tài chính', 'VNPT', '', ''],
    ]).tasks
    expect(others).toEqual([])
    expect([task?.lead.map(unitLabel), task?.coord.map(unitLabel)]).toEqual([
      ['Sở Khoa học và Công nghệ', 'Sở Tài chính'],
      ['Viettel', 'VNPT'],
    ])
  })

  it('are kept where a vague task names nothing but itself', () => {
    const reading = read([
      HEAD,
      ['1', 'Đẩy mạnh chuyển đổi số'],
      ['2', 'Số hóa', 'Sở Y tế', '', '30/6/2026', 'Kho số'],
    ])
    expect(reading.tasks[0]?.warnings.map(({ code, cell }) => `${cell} ${code}`)).toEqual([
      'C2 missing_lead',
      'E2 no_due_date',
      'F2 missing_product',
    ])
    expect(reading.tasks[0]?.unclear).toEqual([
      'person',
      'responsibility',
      'deadline',
      'product',
      'authority',
    ])
  })

  it('skip column numbers, repeated headings and the end of the page', () => {
    const reading = read([
      HEAD,
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)'],
      ['1', 'Mở rộng mạng', 'Sở KH&CN', '', '30/6/2026', 'Biên bản'],
      HEAD,
      ['2', 'Số hóa', 'Sở Y tế', '', '30/6/2026', 'Kho số'],
      ['', 'Ghi chú: các đơn vị báo cáo trước 16h30'],
      ['', 'NGƯỜI LẬP', '', 'Quy Nhơn, ngày 10 tháng 01 năm 2026'],
      ['', 'Ngô Văn Minh', '', 'GIÁM ĐỐC'],
    ])
    expect(reading.tasks.map((task) => task.row)).toEqual([3, 5])
  })

  it('warn of the same words under the same lead', () => {
    const row = (number: string) => [number, 'Mở rộng mạng', 'Sở KH&CN', '', '30/6/2026', 'Biên bản']
    const reading = read([HEAD, row('1'), row('2')])
    expect(
      reading.tasks.flatMap(({ warnings }) => warnings.map(({ code, detail }) => `${code} ${detail}`)),
    ).toEqual(['duplicate_title 3', 'duplicate_title 2'])
  })

  it('are not read at all where the paper is stamped secret', () => {
    const reading = read([['MẬT'], HEAD, ['1', 'Mở rộng mạng', 'Sở KH&CN', '', '30/6/2026', 'Biên bản']])
    expect(reading.tasks).toEqual([])
    expect(reading.notices.map(({ code }) => code)).toContain('marked_secret')
  })
})
