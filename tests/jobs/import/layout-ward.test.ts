import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectTasks, readLayout, type ShownTask, shown } from './read-layout.ts'

const bytes = readFileSync('tests/fixtures/import/phuong-quy-nhon-2026.csv')
const now = '2026-05-20'

const EXPECTED: readonly Partial<ShownTask>[] = [
  {
    row: 9,
    code: 'NV01',
    group: 'Thể chế',
    title:
      'Ban hành kế hoạch cắt giảm thành phần hồ sơ theo Nghị quyết 66.7/2025/NQ-CP ngày 15/11/2026 của Chính phủ',
    lead: ['Văn phòng HĐND và UBND phường'],
    coord: [],
    due: '2026-06-29',
    dueKind: 'before_exclusive',
    product: 'Kế hoạch',
    people: ['Nguyễn Thị Mai | CC VP | 0905111222'],
    warnings: ['F9 before_exclusive', 'C9 document_dated_after_letter'],
  },
  {
    row: 10,
    code: 'NV02',
    group: 'Dữ liệu',
    title: 'Làm sạch dữ liệu hộ tịch, "đúng, đủ, sạch, sống"',
    lead: ['Phòng Kinh tế, Hạ tầng và Đô thị'],
    coord: ['Công an phường', '*các khu phố'],
    due: '2026-09-30',
    dueKind: 'quarter_end',
    product: '12.400 hồ sơ',
    people: ['Trần Văn Hòa'],
    warnings: ['F10 year_assumed'],
  },
  {
    row: 11,
    code: 'NV03',
    group: 'Dữ liệu',
    title: 'Rà soát địa chỉ số',
    lead: ['Phòng Văn hóa - Xã hội', 'Trung tâm Phục vụ hành chính công phường'],
    due: '2026-12-31',
    dueKind: 'year_end',
    people: ['Lê Thu'],
    warnings: ['D11 two_leads', 'H11 formula_like_text'],
  },
  {
    row: 12,
    code: 'NV04',
    group: 'Nhân lực',
    title: 'Tập huấn kỹ năng số cho Tổ công nghệ số cộng đồng',
    lead: ['Ủy ban Mặt trận Tổ quốc Việt Nam phường', '*các đoàn thể'],
    due: '2026-08-31',
    dueKind: 'month_end',
    product: null,
    people: [],
    warnings: ['D12 explode_per_agency', 'E12 missing_owner', 'F12 year_assumed', 'G12 missing_product'],
  },
]

describe("a ward's list: semicolons, title rows, no codes, one column for lead and coordination, signatures", () => {
  it('yields the four tasks and neither totals nor signatures', async () => {
    const reading = await readLayout(bytes, 'phuong.csv', { now })
    expectTasks(reading, EXPECTED)
    expect(reading.source?.number).toBe('45/KH-UBND')
    expect(reading.notices.map(({ code, cell }) => [code, cell])).toEqual([
      ['row_ignored', 'A13'],
      ['no_code_column', null],
    ])
  })

  it('counts the target from the product', async () => {
    const reading = await readLayout(bytes, 'phuong.csv', { now })
    expect(reading.tasks[1]?.target).toEqual({ value: 12_400, unit: 'hồ sơ', op: null })
  })

  it('reads the same from decomposed letters, from UTF-16 and with a byte order mark', async () => {
    const text = bytes.toString('utf8')
    const reading = await readLayout(bytes, 'phuong.csv', { now })
    const variants = [
      Buffer.from(text.normalize('NFD')),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`),
    ]
    for (const variant of variants) {
      const other = await readLayout(variant, 'phuong.csv', { now })
      expect(other.tasks.map(shown)).toEqual(reading.tasks.map(shown))
    }
  })
})
