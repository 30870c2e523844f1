import { describe, expect, test } from 'vitest'
import { lowestTenth, rankUnits, scoreParts, type UnitTally } from '../../../core/summary/score.ts'

const WEIGHTS = { onTime: 40, complete: 30, notOverdue: 20, regular: 10 }

function unit(unitId: string, changes: Partial<UnitTally> = {}): UnitTally {
  return {
    unitId,
    owed: 20,
    complete: 20,
    onTime: 20,
    tasks: 4,
    overdue: 0,
    cutOffDays: 5,
    daysReported: 5,
    ...changes,
  }
}

/** Ten units, each with one report less in time than the one before. */
const TEN = Array.from({ length: 10 }, (_, index) => unit(`u${index}`, { onTime: 20 - index }))

describe('the score of a unit', () => {
  test('is full when everything came in time, complete, day by day, with nothing overdue', () => {
    expect(rankUnits([unit('a')], WEIGHTS)[0]?.score).toBe(100)
  })

  test('loses points part by part', () => {
    const parts = scoreParts(unit('a', { onTime: 10, complete: 15, overdue: 1, daysReported: 2 }), WEIGHTS)
    expect(parts).toEqual({ onTime: 20, complete: 22.5, notOverdue: 15, regular: 4 })
  })

  test('everything dumped on one of five days costs regularity, not completeness', () => {
    expect(scoreParts(unit('a', { onTime: 4, daysReported: 1 }), WEIGHTS)).toEqual({
      onTime: 8,
      complete: 30,
      notOverdue: 20,
      regular: 2,
    })
  })

  test('follows the weights of the programme', () => {
    const weights = { onTime: 0, complete: 100, notOverdue: 0, regular: 0 }
    expect(rankUnits([unit('a', { complete: 5 })], weights)[0]?.score).toBe(25)
  })

  test('a unit that owed nothing has none, and stands in no ranking', () => {
    expect(scoreParts(unit('a', { owed: 0 }), WEIGHTS)).toBeNull()
    expect(rankUnits([unit('a', { owed: 0 })], WEIGHTS)).toEqual([])
  })

  test('more days reported than there were cut-offs give no extra points', () => {
    expect(scoreParts(unit('a', { daysReported: 9 }), WEIGHTS)?.regular).toBe(10)
  })
})

describe('the ranking', () => {
  test('has the best first; equal scores share a place, the next one stands below both', () => {
    const ranked = rankUnits([unit('c', { onTime: 0 }), unit('b'), unit('a')], WEIGHTS)
    expect(ranked.map(({ unitId, place }) => [unitId, place])).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', 3],
    ])
  })

  test('of ten units the lowest tenth is the last, of nine nobody', () => {
    expect([...lowestTenth(rankUnits(TEN, WEIGHTS))]).toEqual(['u9'])
    expect([...lowestTenth(rankUnits(TEN.slice(1), WEIGHTS))]).toEqual([])
  })

  test('who shares his score with one above the line is not picked out', () => {
    const twins = TEN.map((one) => (one.unitId === 'u8' ? { ...one, onTime: 11 } : one))
    expect([...lowestTenth(rankUnits(twins, WEIGHTS))]).toEqual([])
    expect([
      ...lowestTenth(
        rankUnits(
          TEN.map((one) => ({ ...one, onTime: 20 })),
          WEIGHTS,
        ),
      ),
    ]).toEqual([])
  })
})
