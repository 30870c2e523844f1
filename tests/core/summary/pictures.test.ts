import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { periodOf } from '../../../core/programme/period.ts'
import { dueCalendarOf } from '../../../core/summary/due-calendar.ts'
import { doneShare, onTimeShare, shareChange, tallyDuties, tallyTasks } from '../../../core/summary/tally.ts'
import { taskProgressOf } from '../../../core/summary/task-progress.ts'
import { trendOf } from '../../../core/summary/trend.ts'
import { at, ZONE } from '../report/fixtures.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const filed = (isLate: boolean) => ({
  filing: {
    firstAt: at('2026-11-23T10:00'),
    firstCompleteAt: at('2026-11-23T10:00'),
    isLate,
  },
})

test('shares are of what was owed, and a change is in percentage points', () => {
  const now = tallyDuties(['on_time', 'on_time', 'on_time', 'missing'])
  const before = tallyDuties(['on_time', 'late'])
  expect(onTimeShare(now)).toBe(0.75)
  expect(shareChange(now, before)).toBe(25)
  expect(shareChange(now, tallyDuties([]))).toBeNull()
  expect(onTimeShare(tallyDuties([]))).toBeNull()
  expect(doneShare(tallyTasks(['done_on_time', 'done_late', 'open_overdue', 'paused']))).toBe(0.5)
  expect(doneShare(tallyTasks([]))).toBeNull()
})

test('a trend has one point per period, oldest first, and none where nothing was owed', () => {
  const period = (date: string) => periodOf('daily', day(date))
  const points = trendOf([
    { period: period('2026-11-24'), rows: [filed(false), { filing: null }] },
    { period: period('2026-11-22'), rows: [] },
    {
      period: period('2026-11-23'),
      rows: [filed(false), filed(true), filed(false), filed(false)],
    },
  ])
  expect(points.map(({ period: { key }, share, owed }) => [key, share, owed])).toEqual([
    ['2026-11-22', null, 0],
    ['2026-11-23', 0.75, 4],
    ['2026-11-24', 0.5, 2],
  ])
})

test('the due calendar counts each task once on its day and tells what lies before it', () => {
  const task = (
    id: string,
    due: string | null,
    state: 'open' | 'done' | 'paused',
    doneOn: string | null = null,
  ) => ({
    task: { id, due: due === null ? null : day(due), state },
    doneOn: doneOn === null ? null : day(doneOn),
  })
  const calendar = dueCalendarOf(
    [
      task('old', '2026-10-31', 'open'),
      task('old-done', '2026-10-30', 'done', '2026-10-29'),
      task('late', '2026-11-20', 'open'),
      task('late', '2026-11-20', 'open'),
      task('done', '2026-11-20', 'done', '2026-11-25'),
      task('soon', '2026-11-30', 'open'),
      task('kept', '2026-11-30', 'paused'),
      task('later', '2026-12-31', 'open'),
      task('next year', '2027-01-01', 'open'),
      task('none', null, 'open'),
      task('settled', '2026-11-10', 'done', '2026-11-12'),
    ],
    { from: day('2026-11-01'), to: day('2026-12-31'), asOf: day('2026-11-23') },
  )
  expect(calendar.openBefore).toBe(1)
  expect(calendar.days.map(({ date, due, open, light }) => [date.toString(), due, open, light])).toEqual([
    ['2026-11-10', 1, 0, 'green'],
    // One of the two was finished only after the day the picture is of.
    ['2026-11-20', 2, 2, 'red'],
    ['2026-11-30', 1, 1, 'yellow'],
    ['2026-12-31', 1, 1, 'grey'],
  ])
})

test('the percent of a day is the last one reported that day, by the date of the zone', () => {
  const { points } = taskProgressOf(
    { code: 'NV07', title: 'Nền tảng dữ liệu', unit: 'Sở KH&CN', due: null },
    [
      { filedAt: at('2026-11-23T16:00'), percent: 81 },
      { filedAt: at('2026-11-20T09:00'), percent: 60 },
      { filedAt: at('2026-11-23T00:10'), percent: 79 },
      { filedAt: at('2026-11-24T09:00'), percent: null },
    ],
    ZONE,
  )
  expect(points.map(({ date, percent }) => [date.toString(), percent])).toEqual([
    ['2026-11-20', 60],
    ['2026-11-23', 81],
  ])
})
