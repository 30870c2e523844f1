import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createWorkCalendar, type HolidayRow, needsConfirming } from '../../../core/programme/calendar.ts'
import { CALENDAR, date, HOLIDAYS } from './fixtures.ts'

const worked = (iso: string) => CALENDAR.isWorkingDay(date(iso))
const anyDate = fc.integer({ min: 0, max: 1200 }).map((days) => date('2025-01-01').add({ days }))

describe('a working day', () => {
  it('is Monday to Friday', () => {
    expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(worked)).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
  it('is no day of Tết 2026, but the Friday before and the Monday after', () => {
    expect(['2026-02-13', '2026-02-16', '2026-02-20', '2026-02-23'].map(worked)).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
  it('is a make-up Saturday', () => {
    expect(worked('2026-08-22')).toBe(true)
  })
  it('gives way to a holiday that is only projected', () => {
    expect(worked('2027-02-08')).toBe(false)
  })
  it('stays one on a day whose holiday is still pending, until an admin confirms it', () => {
    const confirmed = HOLIDAYS.map(
      (row): HolidayRow => (row.certainty === 'pending' ? { ...row, certainty: 'official' } : row),
    )
    expect(worked('2026-11-24')).toBe(true)
    expect(CALENDAR.rowOn(date('2026-11-24'))?.name).toBe('Ngày Văn hóa Việt Nam')
    expect(createWorkCalendar(confirmed).isWorkingDay(date('2026-11-24'))).toBe(false)
  })
  it('is not made by a pending make-up Saturday', () => {
    const saturday = { date: date('2026-11-28'), kind: 'working', name: 'bù', certainty: 'pending' } as const
    expect(createWorkCalendar([saturday]).isWorkingDay(saturday.date)).toBe(false)
  })
})

describe('steps over working days', () => {
  it('pass weekends and holidays', () => {
    expect(CALENDAR.nextWorkingDay(date('2026-02-13')).toString()).toBe('2026-02-23')
    expect(CALENDAR.previousWorkingDay(date('2026-02-23')).toString()).toBe('2026-02-13')
    expect(CALENDAR.addWorkingDays(date('2026-04-24'), 3).toString()).toBe('2026-05-04')
    expect(CALENDAR.addWorkingDays(date('2026-05-04'), -3).toString()).toBe('2026-04-24')
  })
  it('from a day off begin at the nearest working day', () => {
    expect(CALENDAR.addWorkingDays(date('2026-11-22'), 1).toString()).toBe('2026-11-23')
    expect(CALENDAR.addWorkingDays(date('2026-11-22'), -1).toString()).toBe('2026-11-20')
    expect(CALENDAR.addWorkingDays(date('2026-11-22'), 0).toString()).toBe('2026-11-22')
  })
  it('are counted without the first day and with the last', () => {
    const count = (from: string, to: string) => CALENDAR.workingDaysBetween(date(from), date(to))
    expect(count('2026-11-20', '2026-11-23')).toBe(1)
    expect(count('2026-11-23', '2026-11-23')).toBe(0)
    expect(count('2026-02-13', '2026-02-24')).toBe(2)
    expect(count('2026-02-24', '2026-02-13')).toBe(-2)
    expect(count('2026-01-09', '2026-01-12')).toBe(2)
  })
  it('of n days from a working day are n working days apart', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40, max: 40 }), (day, days) => {
        const start = CALENDAR.nextWorkingDay(day)
        const end = CALENDAR.addWorkingDays(start, days)
        expect(CALENDAR.workingDaysBetween(start, end)).toBe(days)
        expect(CALENDAR.addWorkingDays(end, -days).toString()).toBe(start.toString())
      }),
    )
  })
  it('find the last working day of a stretch, or none', () => {
    const last = (start: string, end: string) =>
      CALENDAR.lastWorkingDayWithin(date(start), date(end))?.toString()
    expect(last('2026-02-01', '2026-02-22')).toBe('2026-02-13')
    expect(last('2026-02-14', '2026-02-22')).toBeUndefined()
    expect(last('2026-11-23', '2026-11-23')).toBe('2026-11-23')
  })
})

describe('a year’s table', () => {
  it('wants confirming while a row is not official, or while it is empty', () => {
    const official = HOLIDAYS.filter((row) => row.certainty === 'official')
    expect([2026, 2027, 2028].map((year) => needsConfirming(HOLIDAYS, year))).toEqual([true, true, true])
    expect(needsConfirming(official, 2026)).toBe(false)
  })
})
