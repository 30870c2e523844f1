import { describe, expect, test } from 'vitest'
import { addressedUnit } from '../../../core/directory/addressed-unit.ts'

const unit = (id: string, name: string, shortName: string) => ({ id, name, shortName, aliases: [] })
const UNITS = [
  unit('fin', 'Sở Tài chính', 'Sở TC'),
  unit('prov', 'UBND tỉnh', 'UBND tỉnh'),
  unit('office', 'Văn phòng UBND tỉnh', 'VP UBND tỉnh'),
  unit('hill', 'UBND xã An Vinh', 'An Vinh'),
  unit('dale', 'UBND phường An Vinh', 'An Vinh'),
]

describe('the unit an officer means', () => {
  test.each([
    ['Sở Tài chính', 'fin'],
    ['sở tài chính', 'fin'],
    ['Sở Tài chính thẩm định dự toán', 'fin'],
    ['UBND tỉnh', 'prov'],
    ['VP UBND tỉnh đôn đốc', 'office'],
  ])('“%s” is %s', (words, id) => expect(addressedUnit(words, UNITS)).toBe(id))

  test('a name that two units bear is nobody', () => expect(addressedUnit('An Vinh', UNITS)).toBeNull())
  test('a unit outside the directory is nobody', () => expect(addressedUnit('VNPT', UNITS)).toBeNull())
  test('a name inside other words is not enough', () =>
    expect(addressedUnit('Phòng của Sở Tài chính', UNITS)).toBeNull())
})
