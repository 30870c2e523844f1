import { describe, expect, it } from 'vitest'
import { createWorkCalendar, type HolidayRow } from '../../../core/programme/calendar.ts'
import { cutOffDateOf, cutOffOf, delayMinutesOf, isOnTime } from '../../../core/programme/cut-off.ts'
import { type Period, periodFromKey } from '../../../core/programme/period.ts'
import { CALENDAR, date, local, ZONE } from './fixtures.ts'

function period(key: string): Period {
  const found = periodFromKey(key)
  if (!found) throw new Error(`no period ${key}`)
  return found
}
const workingDays = (key: string) => cutOffDateOf(period(key), 'working-days', CALENDAR)?.toString() ?? null
const everyDay = (key: string) => cutOffDateOf(period(key), 'every-day', CALENDAR)?.toString() ?? null
const row = (iso: string, kind: HolidayRow['kind']): HolidayRow => ({
  date: date(iso),
  kind,
  name: 'test',
  certainty: 'official',
})

describe('the day of a cut-off under working-days', () => {
  it('is the day itself for a daily period of a working day', () => {
    expect(workingDays('2026-11-23')).toBe('2026-11-23')
  })
  it('is missing for a daily period of a weekend or a holiday', () => {
    expect([workingDays('2026-11-22'), workingDays('2026-02-17')]).toEqual([null, null])
  })
  it('is the day itself on a make-up Saturday', () => {
    expect(workingDays('2026-01-10')).toBe('2026-01-10')
  })
  it('is Friday for a week', () => {
    expect(workingDays('2026-W48')).toBe('2026-11-27')
  })
  it('moves back to Thursday when Friday is a holiday', () => {
    expect(workingDays('2026-W18')).toBe('2026-04-29')
    expect(workingDays('2026-W01')).toBe('2025-12-31')
  })
  it('stays on a worked Friday although the Saturday after is a make-up day', () => {
    expect([workingDays('2026-W02'), workingDays('2026-W34')]).toEqual(['2026-01-09', '2026-08-21'])
  })
  it('is the make-up Saturday of a week whose Friday is off, for it is the last working day inside the period', () => {
    const calendar = createWorkCalendar([row('2026-03-06', 'off'), row('2026-03-07', 'working')])
    expect(cutOffDateOf(period('2026-W10'), 'working-days', calendar)?.toString()).toBe('2026-03-07')
  })
  it('is missing for a week without any working day, such as that of Tết 2026', () => {
    expect(workingDays('2026-W08')).toBeNull()
  })
  it('moves back from a month end on a weekend, over a holiday too', () => {
    expect([workingDays('2026-01'), workingDays('2026-02'), workingDays('2026-05')]).toEqual([
      '2026-01-30',
      '2026-02-27',
      '2026-05-29',
    ])
    expect([workingDays('2026-04'), workingDays('2026-08'), workingDays('2027-04')]).toEqual([
      '2026-04-29',
      '2026-08-28',
      '2027-04-29',
    ])
  })
  it('is 29 February in a leap year', () => {
    expect(workingDays('2028-02')).toBe('2028-02-29')
  })
  it('ends quarters, half-years and years on their last working day', () => {
    expect(['2027-Q1', '2027-Q2', '2027-Q3', '2026-Q4', '2027-H1', '2027'].map(workingDays)).toEqual([
      '2027-03-31',
      '2027-06-30',
      '2027-09-30',
      '2026-12-31',
      '2027-06-30',
      '2027-12-31',
    ])
    expect(workingDays('2022')).toBe('2022-12-30')
  })
})

describe('the day of a cut-off under every-day', () => {
  it('is the literal date, on weekends and over Tết as well', () => {
    expect(['2026-11-22', '2026-02-17', '2026-W08', '2026-W18', '2026-01', '2026-02'].map(everyDay)).toEqual([
      '2026-11-22',
      '2026-02-17',
      '2026-02-20',
      '2026-05-01',
      '2026-01-31',
      '2026-02-28',
    ])
  })
})

describe('on time', () => {
  const cutOff = cutOffOf(period('2026-11-23'), { days: 'working-days', cutOff: '16:30' }, CALENDAR, ZONE)
  if (!cutOff) throw new Error('Monday has a cut-off')

  it('lies at 16:30 on the wall in Viet Nam whatever the machine thinks', () => {
    expect(cutOff.toString()).toBe('2026-11-23T09:30:00Z')
  })
  it('includes 16:29:59.999 and excludes 16:30:00.000 and 16:30:00.001', () => {
    const arrivals = ['16:29:59.999', '16:30:00.000', '16:30:00.001'].map((time) =>
      local(`2026-11-23T${time}`),
    )
    expect(arrivals.map((arrival) => isOnTime(arrival, cutOff))).toEqual([true, false, false])
  })
  it('counts whole minutes of delay', () => {
    const delays = ['16:29:59', '16:30:59.999', '16:31:00', '16:45:30'].map((time) =>
      delayMinutesOf(local(`2026-11-23T${time}`), cutOff),
    )
    expect(delays).toEqual([0, 0, 1, 15])
  })
  it('follows the clock of a zone with summer time', () => {
    const rule = { days: 'every-day', cutOff: '16:30' } as const
    const before = cutOffOf(period('2026-03-07'), rule, CALENDAR, 'America/New_York')
    const after = cutOffOf(period('2026-03-08'), rule, CALENDAR, 'America/New_York')
    expect([before?.toString(), after?.toString()]).toEqual(['2026-03-07T21:30:00Z', '2026-03-08T20:30:00Z'])
  })
})
