import { expect, test } from 'vitest'
import { informationSince } from '../../../core/lock/information.ts'
import type { RegimeKind } from '../../../core/programme/regime.ts'
import { CALENDAR, local, settings, ZONE } from '../programme/fixtures.ts'

const lock = settings().lock
const since = (
  regimes: readonly RegimeKind[],
  until: string,
  more: { information?: 'period' | 'conference'; addedAt?: string } = {},
) =>
  informationSince(
    { regimes, addedAt: local(more.addedAt ?? '2026-01-01T08:00') },
    settings({ lock: { ...lock, information: more.information ?? 'period' } }),
    { from: local('2026-10-25T00:00'), until: local(until) },
    CALENDAR,
    ZONE,
  )

test('a daily task has to be reported on the last working day before the lock', () => {
  expect(since(['daily'], '2026-11-25T00:00')).toEqual(local('2026-11-24T00:00'))
  expect(since(['daily'], '2026-11-23T00:00')).toEqual(local('2026-11-20T00:00'))
})

test('a weekly one in the last week that closed, or later; a monthly one likewise', () => {
  expect(since(['weekly'], '2026-11-25T00:00')).toEqual(local('2026-11-16T00:00'))
  expect(since(['monthly'], '2026-11-25T00:00')).toEqual(local('2026-10-01T00:00'))
})

test('of several regimes the one that asks most decides', () => {
  expect(since(['monthly', 'daily', 'weekly'], '2026-11-25T00:00')).toEqual(local('2026-11-24T00:00'))
  expect(since([], '2026-11-25T00:00')).toEqual(local('2026-11-24T00:00'))
})

test('a cut-off that has passed on the very day counts as closed', () => {
  expect(since(['daily'], '2026-11-24T16:29')).toEqual(local('2026-11-23T00:00'))
  expect(since(['daily'], '2026-11-24T16:30')).toEqual(local('2026-11-24T00:00'))
})

test('a task that reports on completion alone has all the time since the last conference', () => {
  expect(since(['on_completion'], '2026-11-25T00:00')).toEqual(local('2026-10-25T00:00'))
})

test('a task added after the cut-off owes nothing yet', () => {
  expect(since(['daily'], '2026-11-25T00:00', { addedAt: '2026-11-24T17:00' })).toBeNull()
})

test('where the programme says so, any report since the last conference is enough', () => {
  expect(since(['daily'], '2026-11-25T00:00', { information: 'conference' })).toEqual(
    local('2026-10-25T00:00'),
  )
})
