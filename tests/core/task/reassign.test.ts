import { describe, expect, test } from 'vitest'
import { holderAfter, mayTakeOver, type Reporter } from '../../../core/task/reassign.ts'

const reporter = (personId: string, unitId: string, isOfficer = true): Reporter => ({
  personId,
  name: personId,
  unitId,
  unit: unitId,
  isOfficer,
})
const PART = { unitId: 'so', personId: 'binh', leadUnitIds: ['so', 'xa'] }

describe('who may take a part over', () => {
  test('people of the unit itself first, but not who has it; of other units their officers', () => {
    const all = [
      reporter('nga', 'phong'),
      reporter('phuc', 'so', false),
      reporter('binh', 'so'),
      reporter('kien', 'phong', false),
    ]
    expect(mayTakeOver(PART, all).map(({ personId }) => personId)).toEqual(['phuc', 'nga'])
  })

  test('a unit that leads the task already cannot take a second part', () => {
    expect(mayTakeOver(PART, [reporter('hoa', 'xa')])).toEqual([])
  })

  test('an officer of two units may take it for the other one', () => {
    expect(mayTakeOver(PART, [reporter('binh', 'phong')])).toHaveLength(1)
  })
})

describe('in whose hands it is then', () => {
  test('within the unit: that person’s own', () => {
    expect(holderAfter(PART, reporter('phuc', 'so'))).toEqual({ unitId: 'so', officerId: 'phuc' })
  })
  test('in another unit: its focal officer’s, whoever that will be', () => {
    expect(holderAfter(PART, reporter('nga', 'phong'))).toEqual({ unitId: 'phong', officerId: null })
  })
})
