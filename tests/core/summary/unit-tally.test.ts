import { expect, test } from 'vitest'
import { periodsTallied, tallyUnits } from '../../../core/summary/unit-tally.ts'
import { CALENDAR, date, local, ZONE } from '../programme/fixtures.ts'
import { programme, task } from '../reminder/fixtures.ts'

const DAILY = programme('p1', { regimes: ['daily'] })
const scopeAt = (wall: string) => ({ calendar: CALENDAR, zone: ZONE, now: local(wall) })

test('today’s cut-off counts from tomorrow on, so that the ranking stands all day', () => {
  const keys = (wall: string) => periodsTallied([DAILY], scopeAt(wall)).map(({ periodKey }) => periodKey)
  expect(keys('2026-11-25T17:00').at(-1)).toBe('2026-11-24')
  expect(keys('2026-11-25T08:00')).toEqual(keys('2026-11-25T23:00'))
  expect(keys('2026-11-26T00:00').at(-1)).toBe('2026-11-25')
})

test('a unit owes each open task for each cut-off since it has had it', () => {
  const tasks = [
    task('t1', 'phong', { addedAt: local('2026-11-23T08:00'), due: date('2026-11-24') }),
    task('t2', 'phong', { addedAt: local('2026-11-24T17:00') }),
    task('t3', 'phong', { addedAt: local('2026-11-01T08:00'), state: 'done' }),
    task('t4', 'xa', {
      addedAt: local('2026-11-01T08:00'),
      assignments: [{ unitId: 'xa', role: 'lead', officerId: null, since: local('2026-11-24T09:00') }],
    }),
  ]
  const filings = [
    { programmeId: 'p1', unitId: 'phong', complete: 2, onTime: 1, days: 2 },
    { programmeId: 'p2', unitId: 'xa', complete: 9, onTime: 9, days: 9 },
  ]
  const tallies = tallyUnits(DAILY, tasks, filings, scopeAt('2026-11-25T14:30'))
  expect(tallies.map(({ cutOffDays: _days, ...tally }) => tally)).toEqual([
    { unitId: 'phong', owed: 2, tasks: 2, overdue: 1, complete: 2, onTime: 1, daysReported: 2 },
    { unitId: 'xa', owed: 1, tasks: 1, overdue: 0, complete: 0, onTime: 0, daysReported: 0 },
  ])
})
