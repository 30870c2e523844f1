import { expect, test } from 'vitest'
import type { Conference } from '../../../core/lock/conference.ts'
import { isClosed } from '../../../core/lock/input-lock.ts'
import { closedUntil, planConference, previousEndOf } from '../../../core/lock/plan-conference.ts'
import { CALENDAR, local, settings, ZONE } from '../programme/fixtures.ts'
import { conference, exception } from './fixtures.ts'

const programme = { id: 'p1', settings: settings() }
const settingAt = (now: string) => {
  let ids = 0
  return { now: local(now), zone: ZONE, calendar: CALENDAR, newId: () => `id${++ids}` }
}

function plan(
  startsAt: string,
  now: string,
  moving: Conference | null = null,
  all: readonly Conference[] = [],
) {
  const wish = { programme, startsAt: local(startsAt), endsAt: null, moving }
  return planConference(wish, moving === null ? all : [moving, ...all], settingAt(now))
}

test('a conference brings its lock and the warnings that are still to come', () => {
  const planned = plan('2026-11-28T08:00', '2026-11-23T15:00')
  expect(planned).toMatchObject({
    ok: true,
    isAtOnce: false,
    conference: {
      lockFrom: local('2026-11-25T00:00'),
      lockUntil: local('2026-11-28T12:00'),
      movedFrom: null,
    },
    warnings: [{ days: 1, at: local('2026-11-24T09:00') }],
  })
})

test('planned within its own lock, input closes at once and never in the past', () => {
  const planned = plan('2026-11-28T08:00', '2026-11-26T15:00')
  expect(planned).toMatchObject({
    ok: true,
    isAtOnce: true,
    warnings: [],
    conference: { lockFrom: local('2026-11-26T15:00') },
  })
})

test('moved, the lock moves along; units that were let in stay so as long as they were', () => {
  const old = conference({
    exceptions: [
      exception('A', '2026-11-25T10:00', '2026-11-27T17:00'),
      exception('B', '2026-11-25T10:00', '2026-11-25T11:00'),
    ],
  })
  const planned = plan('2026-11-30T08:00', '2026-11-25T12:00', old)
  if (!planned.ok) throw new Error('not planned')
  expect(planned.conference).toMatchObject({
    lockFrom: local('2026-11-27T00:00'),
    movedFrom: local('2026-11-28T08:00'),
  })
  expect(planned.carried.map(({ unitId, until }) => [unitId, until])).toEqual([
    ['A', local('2026-11-27T17:00')],
  ])
})

test('a conference in the past, or at the time of another, is refused', () => {
  expect(plan('2026-11-20T08:00', '2026-11-23T15:00')).toMatchObject({
    ok: false,
    problem: { code: 'conference_past' },
  })
  expect(plan('2026-11-28T08:00', '2026-11-23T15:00', null, [conference()])).toMatchObject({
    ok: false,
    problem: { code: 'nothing_changes' },
  })
  expect(plan('2026-11-28T08:00', '2026-11-23T15:00', conference())).toMatchObject({ ok: false })
})

test('what was closed until a conference is given up stays closed in the record, the rest is open', () => {
  const now = local('2026-11-26T10:00')
  const closed = conference({ state: 'cancelled', lockUntil: closedUntil(conference(), now) })
  expect(isClosed(closed, 'A', local('2026-11-25T16:30'))).toBe(true)
  expect(isClosed(closed, 'A', now)).toBe(false)
  const early = closedUntil(conference(), local('2026-11-24T10:00'))
  expect(isClosed(conference({ lockUntil: early }), 'A', local('2026-11-26T10:00'))).toBe(false)
})

test('the conference before is the last that ended, moved and cancelled ones do not count', () => {
  const october = conference({
    id: 'c0',
    startsAt: local('2026-10-28T08:00'),
    endsAt: local('2026-10-28T11:00'),
  })
  const moved = conference({
    id: 'cm',
    state: 'moved',
    startsAt: local('2026-11-20T08:00'),
    endsAt: local('2026-11-20T12:00'),
  })
  expect(previousEndOf(conference(), [october, moved, conference()])).toEqual(local('2026-10-28T11:00'))
  expect(previousEndOf(october, [october, conference()])).toBeNull()
})
