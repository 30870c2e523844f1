import { expect, test } from 'vitest'
import type { Conference } from '../../../core/lock/conference.ts'
import { lockInstants, lockStepDue } from '../../../core/lock/steps.ts'
import { CALENDAR, local, settings, ZONE } from '../programme/fixtures.ts'
import { conference, exception } from './fixtures.ts'

const setting = { settings: settings(), calendar: CALENDAR, zone: ZONE }
const due = (one: Conference, at: string) => lockStepDue(one, setting, local(at))

test('two warnings and the freeze, each at its first instant and not again', () => {
  expect(due(conference(), '2026-11-23T08:59:59.999')).toBeNull()
  expect(due(conference(), '2026-11-23T09:00')).toEqual({ kind: 'warn', days: 2, isFirst: true })
  expect(due(conference({ warnedDays: 2 }), '2026-11-23T09:01')).toBeNull()
  expect(due(conference({ warnedDays: 2 }), '2026-11-24T09:00')).toEqual({
    kind: 'warn',
    days: 1,
    isFirst: false,
  })
  expect(due(conference({ warnedDays: 1 }), '2026-11-24T23:59:59.999')).toBeNull()
  expect(due(conference({ warnedDays: 1 }), '2026-11-25T00:00')).toEqual({ kind: 'freeze' })
  expect(due(conference({ frozenAt: local('2026-11-25T00:00') }), '2026-11-25T00:01')).toBeNull()
})

test('asleep over both warnings, or planned late, one comes with the notice that is left', () => {
  expect(due(conference(), '2026-11-24T15:00')).toEqual({ kind: 'warn', days: 1, isFirst: true })
})

test('a warning that was missed does not come on a later day when the next is still to come that day', () => {
  expect(due(conference(), '2026-11-23T17:00')).toEqual({ kind: 'warn', days: 2, isFirst: true })
  expect(due(conference(), '2026-11-24T08:00')).toBeNull()
  expect(due(conference(), '2026-11-24T09:00')).toEqual({ kind: 'warn', days: 1, isFirst: true })
})

test('asleep over the lock itself, only the freeze is made up for', () => {
  expect(due(conference(), '2026-11-27T15:00')).toEqual({ kind: 'freeze' })
  expect(due(conference(), '2026-12-01T08:00')).toEqual({ kind: 'freeze' })
})

test('a lock that a coordinator let fall at once is not warned of afterwards', () => {
  const now = conference({ lockFrom: local('2026-11-23T08:00') })
  expect(due(now, '2026-11-23T09:00')).toEqual({ kind: 'freeze' })
})

test('a moved or cancelled conference owes nothing', () => {
  expect(due(conference({ state: 'moved' }), '2026-11-25T00:00')).toBeNull()
  expect(due(conference({ state: 'cancelled' }), '2026-11-24T09:00')).toBeNull()
})

test('a clock that is moved ahead stops at each instant, the openings among them', () => {
  const one = conference({ exceptions: [exception('A', '2026-11-25T10:00', '2026-11-25T17:00')] })
  const found = lockInstants(one, setting, local('2026-11-23T09:00'), local('2026-11-28T12:00'))
  expect(found.map((at) => at.toZonedDateTimeISO(ZONE).toPlainDateTime().toString()).sort()).toEqual([
    '2026-11-24T09:00:00',
    '2026-11-25T00:00:00',
    '2026-11-25T10:00:00',
    '2026-11-28T12:00:00',
  ])
})
