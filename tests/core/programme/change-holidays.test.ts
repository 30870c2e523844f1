import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { HolidayRow } from '../../../core/programme/calendar.ts'
import { changeHolidays } from '../../../core/programme/change-holidays.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const row = (
  date: string,
  name: string,
  certainty: HolidayRow['certainty'],
  kind: HolidayRow['kind'] = 'off',
) => ({
  date: day(date),
  name,
  certainty,
  kind,
})

const TABLE = [
  row('2026-09-02', 'Quốc khánh', 'official'),
  row('2027-01-01', 'Tết Dương lịch', 'projected'),
  row('2027-02-05', 'Tết', 'projected'),
]
const shown = (rows: readonly HolidayRow[]) => rows.map(({ date, certainty }) => `${date} ${certainty}`)

test('days added by hand are official, one row per day', () => {
  const days = { from: day('2026-09-01'), to: day('2026-09-02') }
  const { put, removed, after } = changeHolidays(TABLE, { act: 'add', days, name: 'Quốc khánh' })
  expect(shown(put)).toEqual(['2026-09-01 official'])
  expect(removed).toEqual([])
  expect(shown(after)[0]).toBe('2026-09-01 official')
  expect(after).toHaveLength(4)
})

test('confirming a year changes only what was not official, and nothing of other years', () => {
  const { put, after } = changeHolidays(TABLE, { act: 'confirm_year', year: 2027 })
  expect(shown(put)).toEqual(['2027-01-01 official', '2027-02-05 official'])
  expect(after).toHaveLength(3)
  expect(changeHolidays(TABLE, { act: 'confirm_year', year: 2026 }).put).toEqual([])
})

test('a file replaces the years it speaks of and leaves the others alone', () => {
  const rows = [row('2027-01-01', 'Tết Dương lịch', 'official'), row('2027-02-06', 'Tết', 'official')]
  const { put, removed, after } = changeHolidays(TABLE, { act: 'import', rows })
  expect(shown(put)).toEqual(['2027-01-01 official', '2027-02-06 official'])
  expect(shown(removed)).toEqual(['2027-02-05 projected'])
  expect(shown(after)).toEqual(['2026-09-02 official', '2027-01-01 official', '2027-02-06 official'])
  expect(changeHolidays(after, { act: 'import', rows })).toMatchObject({ put: [], removed: [] })
})

test('removing a day that is not there changes nothing', () => {
  const days = { from: day('2026-09-03'), to: day('2026-09-03') }
  expect(changeHolidays(TABLE, { act: 'remove', days })).toMatchObject({ put: [], removed: [] })
})
