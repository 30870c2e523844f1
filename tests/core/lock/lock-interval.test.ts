import { expect, test } from 'vitest'
import { lockStart, usualEnd, warningsOf, windowStart } from '../../../core/lock/lock-interval.ts'
import { CALENDAR, local, settings, ZONE } from '../programme/fixtures.ts'

const rule = settings().lock
const working = { ...rule, count: 'working' as const }
const start = (iso: string, of = rule) => lockStart(local(iso), of, CALENDAR, ZONE)

test('input closes at midnight three calendar days before the day of the conference, whatever its hour', () => {
  expect(start('2026-11-28T08:00')).toEqual(local('2026-11-25T00:00'))
  expect(start('2026-11-28T00:00')).toEqual(local('2026-11-25T00:00'))
  expect(start('2026-11-28T23:59')).toEqual(local('2026-11-25T00:00'))
})

test('working days are counted over weekends and public holidays', () => {
  expect(start('2026-11-30T08:00', working)).toEqual(local('2026-11-25T00:00'))
  // Tết 2027: 5/2 to 11/2 are days off.
  expect(start('2027-02-15T08:00', working)).toEqual(local('2027-02-03T00:00'))
})

test('none before: input closes when the day of the conference begins', () => {
  expect(start('2026-11-28T08:00', { ...rule, days: 0 })).toEqual(local('2026-11-28T00:00'))
})

test('a conference whose end nobody named lasts four hours', () => {
  expect(usualEnd(local('2026-11-28T08:00'), rule)).toEqual(local('2026-11-28T12:00'))
})

const warned = (lockFrom: string, days: 'every-day' | 'working-days') =>
  warningsOf(local(lockFrom), settings({ days }), CALENDAR, ZONE).map((one) => [one.days, one.at.toString()])

test('officers are warned on the second and the last working day before the lock', () => {
  expect(warned('2026-11-25T00:00', 'working-days')).toEqual([
    [2, local('2026-11-23T09:00').toString()],
    [1, local('2026-11-24T09:00').toString()],
  ])
  expect(warned('2026-11-30T00:00', 'working-days')).toEqual([
    [2, local('2026-11-26T09:00').toString()],
    [1, local('2026-11-27T09:00').toString()],
  ])
})

test('where every day is a reporting day, the days before the lock are calendar days', () => {
  expect(warned('2026-11-30T00:00', 'every-day')).toEqual([
    [2, local('2026-11-28T09:00').toString()],
    [1, local('2026-11-29T09:00').toString()],
  ])
})

test('information counts since the last conference, and a month back at most', () => {
  const lock = local('2026-11-25T00:00')
  expect(windowStart(lock, null, ZONE)).toEqual(local('2026-10-25T00:00'))
  expect(windowStart(lock, local('2026-11-18T11:00'), ZONE)).toEqual(local('2026-11-18T11:00'))
  expect(windowStart(lock, local('2026-09-18T11:00'), ZONE)).toEqual(local('2026-10-25T00:00'))
})
