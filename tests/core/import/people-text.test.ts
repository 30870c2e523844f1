import { describe, expect, it } from 'vitest'
import { readPeople } from '../../../core/import/people-text.ts'

const shown = (text: string) =>
  readPeople(text).map(({ name, title, phone, role }) =>
    [name ?? '-', title ?? '-', phone ?? '-', role].join(' | '),
  )

/** Cell, and the people that a clerk sees in it. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['Nguyễn Văn A', ['Nguyễn Văn A | - | - | officer']],
  ['Đ/c Lê Minh Hạnh - PCVP\n0900.000.001', ['Lê Minh Hạnh | Phó Chánh Văn phòng | 0900000001 | officer']],
  ['Trần Quốc Bảo (TP.HCTC) – 0900 000 002', ['Trần Quốc Bảo | Trưởng phòng HCTC | 0900000002 | officer']],
  ['BS. Lý Thị Ngân – PGĐ', ['Lý Thị Ngân | Phó Giám đốc | - | officer']],
  ['PGS.TS. Vũ Đức Uyên', ['Vũ Đức Uyên | - | - | officer']],
  ['Thượng tá Phan Quang – PC06', ['Phan Quang | Thượng tá, PC06 | - | officer']],
  ['ĐOÀN VĂN HẬU, +84 905 111 222', ['Đoàn Văn Hậu | - | 0905111222 | officer']],
  ['Ông Đoàn Hữu Phước, SĐT: 0905.111.222', ['Đoàn Hữu Phước | - | 0905111222 | officer']],
  ['Giám đốc: Nguyễn Thị Mai', ['Nguyễn Thị Mai | Giám đốc | - | officer']],
  ['Thủ trưởng các CQ, ĐV', ['- | Thủ trưởng các cơ quan, đơn vị | - | officer']],
  ['Chủ tịch UBND cấp huyện', ['- | Chủ tịch UBND cấp huyện | - | officer']],
  ['Nguyễn Văn An, Trần Thị Bình', ['Nguyễn Văn An | - | - | officer', 'Trần Thị Bình | - | - | officer']],
  [
    'Lãnh đạo phụ trách: Phạm Thu Dung – PGĐ; đầu mối: Võ Thành Đạt, 0900000006',
    ['Phạm Thu Dung | Phó Giám đốc | - | supervisor', 'Võ Thành Đạt | - | 0900000006 | officer'],
  ],
  ['', []],
]

describe('people named in a cell', () => {
  for (const [text, expected] of CASES) {
    it(`finds ${expected.length} in "${text.replace(/\n/g, '\\n')}"`, () =>
      expect(shown(text)).toEqual(expected))
  }
})
