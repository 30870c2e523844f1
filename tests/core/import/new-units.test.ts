import { describe, expect, test } from 'vitest'
import type { UnitKind } from '../../../core/directory/directory.ts'
import { unitsOfCollective } from '../../../core/import/collective-units.ts'
import { kindOfName, shortNameOf } from '../../../core/import/new-unit.ts'

describe('a unit that only a list names', () => {
  test.each<[string, UnitKind, string]>([
    ['Sở Khoa học và Công nghệ', 'department', 'Sở KH&CN'],
    ['Sở Văn hóa, Thể thao và Du lịch', 'department', 'Sở VHTT&DL'],
    ['Sở Nội vụ', 'department', 'Sở Nội vụ'],
    ['Văn phòng UBND tỉnh', 'department', 'VP UBND tỉnh'],
    ['Công an tỉnh', 'department', 'Công an tỉnh'],
    ['Ban Quản lý Khu kinh tế tỉnh', 'department', 'BQL KKT tỉnh'],
    ['Văn phòng Tỉnh ủy', 'party', 'VP Tỉnh ủy'],
    ['Ban Tổ chức Tỉnh ủy', 'party', 'Ban Tổ chức Tỉnh ủy'],
    ['Đảng ủy phường Quy Nhơn Bắc', 'party', 'Đảng ủy phường Quy Nhơn Bắc'],
    ['UBND thành phố Quy Nhơn', 'district', 'UBND TP Quy Nhơn'],
    ['UBND phường Quy Nhơn', 'commune', 'UBND phường Quy Nhơn'],
    ['Trường Đại học Quy Nhơn', 'university', 'ĐH Quy Nhơn'],
    ['VNPT Bình Định', 'enterprise', 'VNPT Bình Định'],
    ['Chi cục Thuế khu vực', 'central', 'Chi cục Thuế khu vực'],
    ['Phòng Văn hóa - Xã hội', 'section', 'Phòng Văn hóa - Xã hội'],
    ['Đoàn Thanh niên', 'other', 'Đoàn Thanh niên'],
  ])('%s is a %s', (name, kind, shortName) => {
    expect([kindOfName(name), shortNameOf(name)]).toEqual([kind, shortName])
  })
})

describe('a collective', () => {
  const units = (['department', 'party', 'district', 'commune', 'enterprise'] as const).map((kind) => ({
    kind,
  }))

  test.each<[string, UnitKind[]]>([
    ['các sở, ban, ngành', ['department']],
    ['các sở, ngành', ['department']],
    ['UBND cấp huyện', ['district']],
    ['UBND các huyện, thị xã, thành phố', ['district']],
    ['UBND các xã, phường', ['commune']],
    ['UBND cấp xã', ['commune']],
    ['các ban đảng', ['party']],
    ['các cơ quan, đơn vị', ['department', 'party', 'district']],
    ['doanh nghiệp công nghệ', []],
  ])('%s stands for the units of its kinds', (wording, kinds) => {
    expect(unitsOfCollective(wording, units).map(({ kind }) => kind)).toEqual(kinds)
  })
})
