import { describe, expect, it } from 'vitest'
import { type KnownUnit, readUnits, UnitDirectory, unitLabel } from '../../../core/import/unit-names.ts'

const none = new UnitDirectory([])
const names = (text: string, directory = none) => readUnits(text, directory).units.map(unitLabel)

/** Cell, and the units that a clerk sees in it. */
const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['Sở KH&CN', ['Sở Khoa học và Công nghệ']],
  ['SỞ TÀI CHÍNH', ['Sở Tài chính']],
  ['Sở VH,TT&DL; Sở TT&TT', ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Thông tin và Truyền thông']],
  ['Sở Văn hoá, Thể thao và Du lịch, Sở Nội vụ', ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Nội vụ']],
  ['Sở LĐ-TB&XH, Sở NN&MT', ['Sở Lao động - Thương binh và Xã hội', 'Sở Nông nghiệp và Môi trường']],
  ['Sở Tài chính và Sở Nội vụ', ['Sở Tài chính', 'Sở Nội vụ']],
  ['Các Sở: Tài chính, Nội vụ, Y tế', ['Sở Tài chính', 'Sở Nội vụ', 'Sở Y tế']],
  ['Sở Tài chính, Nội vụ; Công an tỉnh', ['Sở Tài chính', 'Sở Nội vụ', 'Công an tỉnh']],
  ['Sở Y tế/Sở GD&ĐT', ['Sở Y tế', 'Sở Giáo dục và Đào tạo']],
  ['VP UBND tỉnh', ['Văn phòng UBND tỉnh']],
  ['Uỷ ban nhân dân phường Quy Nhơn', ['UBND phường Quy Nhơn']],
  ['Văn phòng HĐND và UBND phường', ['Văn phòng HĐND và UBND phường']],
  ['BQL KKT tỉnh', ['Ban Quản lý Khu kinh tế tỉnh']],
  ['Ban quản lý các khu công nghiệp tỉnh', ['Ban quản lý các khu công nghiệp tỉnh']],
  ['UBND TP Quy Nhơn, UBND TX An Nhơn', ['UBND thành phố Quy Nhơn', 'UBND thị xã An Nhơn']],
  ['UBND các huyện An Lão, Vĩnh Thạnh', ['UBND huyện An Lão', 'UBND huyện Vĩnh Thạnh']],
  [
    'UBND các xã Hòa Hội, Hội Sơn và phường Bồng Sơn',
    ['UBND xã Hòa Hội', 'UBND xã Hội Sơn', 'UBND phường Bồng Sơn'],
  ],
  ['UBND xã Cát Tiến, Viettel Bình Định', ['UBND xã Cát Tiến', 'Viettel Bình Định']],
  ['UBND các huyện, TX, TP', ['*UBND các huyện, thị xã, thành phố']],
  ['các sở, ban, ngành', ['*các sở, ban, ngành']],
  ['Các sở, ban, ngành; UBND cấp xã', ['*các sở, ban, ngành', '*UBND cấp xã']],
  ['Sở KH&CN, các sở, ngành, địa phương', ['Sở Khoa học và Công nghệ', '*các sở, ngành, địa phương']],
  ['Các phòng, ban, đơn vị thuộc phường', ['*các phòng, ban, đơn vị thuộc phường']],
  ['Công an phường, các khu phố', ['Công an phường', '*các khu phố']],
  ['huyện ủy, thị ủy, thành ủy', ['*huyện ủy, thị ủy, thành ủy']],
  ['Các chi bộ trực thuộc', ['*các chi bộ trực thuộc']],
  ['Báo, Đài PT-TH tỉnh; Tỉnh đoàn', ['Báo, Đài PT-TH tỉnh', 'Tỉnh đoàn']],
  ['Trường ĐH Quy Nhơn', ['Trường Đại học Quy Nhơn']],
  [
    'UBMTTQVN phường và các tổ chức chính trị - xã hội',
    ['Ủy ban Mặt trận Tổ quốc Việt Nam phường', '*các tổ chức chính trị - xã hội'],
  ],
  ['- Sở Xây dựng\n- Công an tỉnh', ['Sở Xây dựng', 'Công an tỉnh']],
  ['Sở Văn hóa, Thể thao\nvà Du lịch', ['Sở Văn hóa, Thể thao và Du lịch']],
  ['Sở Tư pháp; Sở TP', ['Sở Tư pháp']],
]

describe('units named in a cell', () => {
  for (const [text, expected] of CASES) {
    it(`finds ${expected.join(' | ')} in "${text.replace(/\n/g, '\\n')}"`, () => {
      expect(names(text)).toEqual(expected)
    })
  }

  it('takes what stands in parentheses for a sub-unit only where it names one', () => {
    expect(readUnits('VP UBND tỉnh (TTPVHCC)', none).subUnit).toBe('Trung tâm Phục vụ hành chính công')
    expect(readUnits('VP UBND tỉnh (tổng hợp)', none).subUnit).toBeNull()
    expect(readUnits('Sở KH&CN (cơ quan thường trực)', none).subUnit).toBeNull()
  })

  it('prefers the directory: its names, short names and other spellings', () => {
    const units: KnownUnit[] = [
      {
        id: 'u1',
        name: 'Phòng Kiểm soát thủ tục hành chính',
        shortName: 'P.KSTTHC',
        aliases: ['Phòng KSTT'],
      },
      { id: 'u2', name: 'Trung tâm Hỗ trợ, Tư vấn và Ươm tạo', shortName: 'TTHT', aliases: [] },
    ]
    const directory = new UnitDirectory(units)
    expect(names('phòng kstt; Trung tâm hỗ trợ, tư vấn và ươm tạo', directory)).toEqual([
      'Phòng Kiểm soát thủ tục hành chính',
      'Trung tâm Hỗ trợ, Tư vấn và Ươm tạo',
    ])
    expect(readUnits('P.KSTTHC, Sở Nội vụ', directory).units.map((unit) => unit.unitId)).toEqual(['u1', null])
  })
})
