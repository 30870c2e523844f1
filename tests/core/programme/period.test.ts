import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPeriod, periodFromKey, periodOf, previousPeriod } from '../../../core/programme/period.ts'
import { PERIODIC_REGIMES } from '../../../core/programme/regime.ts'
import { date } from './fixtures.ts'

const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => date('1999-01-01').add({ days }))
const anyRegime = fc.constantFrom(...PERIODIC_REGIMES)

describe('a period', () => {
  it('has the key of its form for each regime', () => {
    expect(PERIODIC_REGIMES.map((regime) => periodOf(regime, date('2026-11-23')).key)).toEqual([
      '2026-11-23',
      '2026-W48',
      '2026-11',
      '2026-Q4',
      '2026-H2',
      '2026',
    ])
  })
  it('reaches from its first to its last day, both included', () => {
    const spans = PERIODIC_REGIMES.map((regime) => {
      const { start, end } = periodOf(regime, date('2028-02-29'))
      return `${start} ${end}`
    })
    expect(spans).toEqual([
      '2028-02-29 2028-02-29',
      '2028-02-28 2028-03-05',
      '2028-02-01 2028-02-29',
      '2028-01-01 2028-03-31',
      '2028-01-01 2028-06-30',
      '2028-01-01 2028-12-31',
    ])
  })
  it('of a week at the turn of the year belongs to the year of its Thursday', () => {
    const keys = ['2026-12-31', '2027-01-03', '2027-01-04', '2025-12-29', '2024-12-30'].map(
      (iso) => periodOf('weekly', date(iso)).key,
    )
    expect(keys).toEqual(['2026-W53', '2026-W53', '2027-W01', '2026-W01', '2025-W01'])
  })
  it('contains the date it was asked for, and its key leads back to it', () => {
    fc.assert(
      fc.property(anyRegime, anyDate, (regime, day) => {
        const period = periodOf(regime, day)
        expect(period.start.until(day).sign).not.toBe(-1)
        expect(day.until(period.end).sign).not.toBe(-1)
        expect(periodFromKey(period.key)).toEqual(period)
      }),
    )
  })
  it('touches the next one without gap or overlap, and back', () => {
    fc.assert(
      fc.property(anyRegime, anyDate, (regime, day) => {
        const period = periodOf(regime, day)
        const next = nextPeriod(period)
        expect(period.end.until(next.start).days).toBe(1)
        expect(previousPeriod(next)).toEqual(period)
      }),
    )
  })
})

describe('a period key', () => {
  it('that names no period is refused', () => {
    const wrong = [
      '',
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-11-00',
      '2026-11-31',
      '2026-W00',
      '2025-W53',
      '2026-W54',
      '2026-W1',
      '2026-13',
      '2026-00',
      '2026-Q0',
      '2026-Q5',
      '2026-H0',
      '2026-H3',
      '26',
      ' 2026',
      '2026-11-23T00:00',
    ]
    expect(wrong.filter((key) => periodFromKey(key) !== null)).toEqual([])
  })
  it('of 29 February exists in leap years', () => {
    expect(periodFromKey('2028-02-29')?.regime).toBe('daily')
  })
  it('of week 53 exists in years that have one', () => {
    expect(periodFromKey('2026-W53')?.end.toString()).toBe('2027-01-03')
  })
})
