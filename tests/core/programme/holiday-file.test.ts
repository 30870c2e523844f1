import { describe, expect, it } from 'vitest'
import { readHolidayFile } from '../../../core/programme/holiday-file.ts'
import { HOLIDAYS } from './fixtures.ts'

const off = (entry: object) => readHolidayFile({ off: [{ name: 'Lễ', status: 'official', ...entry }] })
const find = (iso: string) => HOLIDAYS.find((row) => row.date.toString() === iso)

describe('the sample holiday file', () => {
  it('yields every day of a break, oldest first', () => {
    const tet = HOLIDAYS.filter((row) => row.name === 'Tết Bính Ngọ').map((row) => row.date.toString())
    expect(tet).toEqual(['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'])
    const dates = HOLIDAYS.map((row) => row.date.toString())
    expect(dates).toEqual([...dates].sort())
  })
  it('yields each day once, 12, 14 and 13 days off a year, and 3 make-up Saturdays', () => {
    expect(new Set(HOLIDAYS.map((row) => row.date.toString())).size).toBe(HOLIDAYS.length)
    expect(HOLIDAYS.filter((row) => row.kind === 'working').map((row) => row.date.toString())).toEqual([
      '2025-04-26',
      '2026-01-10',
      '2026-08-22',
    ])
    const off = HOLIDAYS.filter((row) => row.kind === 'off')
    expect([2025, 2026, 2027].map((year) => off.filter(({ date }) => date.year === year).length)).toEqual([
      12, 14, 13,
    ])
  })
  it('carries how sure each row is, a make-up day as sure as its swap', () => {
    expect(find('2026-11-24')?.certainty).toBe('pending')
    expect(find('2027-02-05')?.certainty).toBe('projected')
    expect(find('2026-01-10')).toMatchObject({
      kind: 'working',
      certainty: 'official',
      name: 'Làm bù (Hoán đổi)',
    })
    expect(find('2026-08-22')?.certainty).toBe('memory')
  })
})

describe('a holiday file', () => {
  it('with a make-up Saturday that no swap names keeps it as remembered', () => {
    const reading = readHolidayFile({ off: [], working_saturdays: ['2026-03-14'] })
    expect(reading).toMatchObject({ ok: true, rows: [{ kind: 'working', certainty: 'memory' }] })
  })
  it('with a date that does not exist is refused with its place', () => {
    expect(off({ date: '2026-02-30' })).toMatchObject({
      ok: false,
      problem: { code: 'holiday_file_shape', where: expect.stringContaining('off.0') },
    })
  })
  it('with an unknown certainty is refused', () => {
    expect(off({ date: '2026-03-02', status: 'sure' })).toMatchObject({ ok: false })
  })
  it('with a break that ends before it begins, or lasts longer than a month, is refused', () => {
    expect(off({ from: '2026-03-05', to: '2026-03-02' })).toMatchObject({ ok: false })
    expect(off({ from: '2026-03-05', to: '2027-03-02' })).toMatchObject({ ok: false })
  })
  it('that says two things about one date is refused with that date', () => {
    const twice = { date: '2026-03-02', name: 'Lễ', status: 'official' }
    expect(readHolidayFile({ off: [twice, twice] })).toEqual({
      ok: false,
      problem: { code: 'holiday_file_date_twice', date: '2026-03-02' },
    })
  })
  it('that is no table at all is refused', () => {
    expect([null, [], 'x', {}].map((json) => readHolidayFile(json).ok)).toEqual([false, false, false, false])
  })
})
