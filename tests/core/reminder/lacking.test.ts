import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { createWorkCalendar } from '../../../core/programme/calendar.ts'
import { periodsInQuestion } from '../../../core/reminder/lacking.ts'

const CALENDAR = createWorkCalendar([
  { date: Temporal.PlainDate.from('2026-09-01'), kind: 'off', name: 'Quốc khánh', certainty: 'official' },
  { date: Temporal.PlainDate.from('2026-09-02'), kind: 'off', name: 'Quốc khánh', certainty: 'official' },
])
const keys = (date: string, days: 'working-days' | 'every-day' = 'working-days') =>
  periodsInQuestion({ days }, Temporal.PlainDate.from(date), CALENDAR).map(({ key }) => key)

test('on a working day the periods that end on it', () => {
  expect(keys('2026-11-24')).toEqual(['2026-11-24'])
  expect(keys('2026-11-27')).toEqual(['2026-11-27', '2026-W48'])
})

test('on a day off those of the last working day before it', () => {
  expect(keys('2026-11-29')).toEqual(['2026-11-27', '2026-W48'])
  expect(keys('2026-09-02')).toEqual(['2026-08-31', '2026-08'])
})

test('where every day counts, a Sunday has its own', () => {
  expect(keys('2026-11-29', 'every-day')).toEqual(['2026-11-29'])
})
