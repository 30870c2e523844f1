import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Conference } from '../../../core/lock/conference.ts'
import { hasReopened, inputLocksOf, isClosed, lockOver, opensAgainAt } from '../../../core/lock/input-lock.ts'
import { local } from '../programme/fixtures.ts'
import { conference, exception } from './fixtures.ts'

const duty = { programmeId: 'p1', unitId: 'A' }
const closes = (one: Conference, at: string, unitId = 'A') => isClosed(one, unitId, local(at))

test('the lock holds from its first instant to the end of the conference, which is open again', () => {
  expect(closes(conference(), '2026-11-24T23:59:59.999')).toBe(false)
  expect(closes(conference(), '2026-11-25T00:00')).toBe(true)
  expect(closes(conference(), '2026-11-28T11:59:59.999')).toBe(true)
  expect(closes(conference(), '2026-11-28T12:00')).toBe(false)
})

test('a unit that is let in may file until its time, others may not', () => {
  const one = conference({ exceptions: [exception('A', '2026-11-25T10:00', '2026-11-25T17:00')] })
  expect(closes(one, '2026-11-25T09:59')).toBe(true)
  expect(closes(one, '2026-11-25T10:00')).toBe(false)
  expect(closes(one, '2026-11-25T17:00')).toBe(true)
  expect(closes(one, '2026-11-25T10:00', 'B')).toBe(true)
})

test('another programme is not closed', () => {
  expect(lockOver([conference()], { programmeId: 'p2', unitId: 'A' }, local('2026-11-26T08:00'))).toBeNull()
})

test('input opens again with the exception, else with the end of the last lock in a row', () => {
  const at = local('2026-11-25T09:00')
  expect(opensAgainAt([conference()], duty, at)).toEqual(local('2026-11-28T12:00'))
  const letIn = conference({ exceptions: [exception('A', '2026-11-25T10:00', '2026-11-25T17:00')] })
  expect(opensAgainAt([letIn], duty, at)).toEqual(local('2026-11-25T10:00'))
  const next = conference({
    id: 'c2',
    lockFrom: local('2026-11-28T00:00'),
    lockUntil: local('2026-12-01T12:00'),
  })
  expect(opensAgainAt([conference(), next], duty, at)).toEqual(local('2026-12-01T12:00'))
  expect(opensAgainAt([conference()], duty, local('2026-11-24T09:00'))).toEqual(local('2026-11-24T09:00'))
})

test('a unit let in for some hours is opened twice: then, and when the lock is over', () => {
  const one = conference({ exceptions: [exception('A', '2026-11-25T10:00', '2026-11-25T17:00')] })
  const reopened = (since: string, until: string) => hasReopened([one], duty, local(since), local(until))
  expect(reopened('2026-11-25T09:00', '2026-11-25T10:00')).toBe(true)
  expect(reopened('2026-11-25T10:00', '2026-11-28T11:59')).toBe(false)
  expect(reopened('2026-11-25T10:00', '2026-11-28T12:00')).toBe(true)
  expect(reopened('2026-11-28T12:00', '2026-12-28T12:00')).toBe(false)
})

test('a unit let in until the very end has not been opened once more by it', () => {
  const one = conference({ exceptions: [exception('A', '2026-11-25T10:00', '2026-11-28T12:00')] })
  expect(hasReopened([one], duty, local('2026-11-25T10:00'), local('2026-11-28T12:00'))).toBe(false)
})

test('an empty lock closes nothing', () => {
  const called = conference({ state: 'cancelled', lockUntil: local('2026-11-25T00:00') })
  expect(inputLocksOf(called)).toEqual([])
})

test('the pieces that reminders see say of every unit and instant what the lock itself says', () => {
  const hour = fc.integer({ min: -10, max: 100 })
  const letIn = fc.record({
    unitId: fc.constantFrom('A', 'B'),
    from: hour,
    length: fc.integer({ min: 0, max: 60 }),
  })
  fc.assert(
    fc.property(
      fc.array(letIn, { maxLength: 4 }),
      hour,
      fc.constantFrom('A', 'B', 'C'),
      (list, when, unitId) => {
        const base = conference()
        const exceptions = list.map(({ unitId: of, from, length }, index) => ({
          id: `${index}`,
          unitId: of,
          from: base.lockFrom.add({ hours: from }),
          until: base.lockFrom.add({ hours: from + length }),
          reason: '',
        }))
        const one = { ...base, exceptions }
        const at = base.lockFrom.add({ hours: when })
        const pieces = inputLocksOf(one).filter(
          ({ from, until }) =>
            from.epochMilliseconds <= at.epochMilliseconds && at.epochMilliseconds < until.epochMilliseconds,
        )
        const inPieces = pieces.some(({ openUnitIds }) => !openUnitIds.includes(unitId))
        expect(pieces.length).toBeLessThanOrEqual(1)
        expect(inPieces).toBe(isClosed(one, unitId, at))
      },
    ),
  )
})
