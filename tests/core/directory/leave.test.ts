import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDutyIndex } from '../../../core/directory/duty.ts'
import { lastDayOf, type RecordedLeave } from '../../../core/directory/leave.ts'
import { date, local, ZONE } from '../programme/fixtures.ts'
import { directory, leave, post } from './fixtures.ts'

describe('the last day of a leave', () => {
  const week = leave('an', '2026-11-23', '2026-11-27', 'binh')
  const ended = (at: string) => lastDayOf({ ...week, endedAt: local(at) }, ZONE).toString()

  it('is the one that was named', () => {
    expect(lastDayOf(week, ZONE).toString()).toBe('2026-11-27')
  })
  it('is the day before the one it was ended on, by the clock of the office', () => {
    expect([ended('2026-11-25T00:00'), ended('2026-11-25T23:59'), ended('2026-11-26T00:00')]).toEqual([
      '2026-11-24',
      '2026-11-24',
      '2026-11-25',
    ])
  })
  it('is not put off by ending it too late', () => {
    expect(ended('2026-12-24T08:00')).toBe('2026-11-27')
  })
})

const PEOPLE = ['an', 'binh', 'chi', 'dung', 'khoa'] as const
const anyLeave = fc
  .record({
    person: fc.constantFrom(...PEOPLE),
    substitute: fc.constantFrom(...PEOPLE, null),
    first: fc.integer({ min: 0, max: 9 }),
    length: fc.integer({ min: 0, max: 6 }),
    unitId: fc.constantFrom('phong', 'xa', null),
    programmeId: fc.constantFrom('p1', 'p2', null),
    endedOn: fc.constantFrom(null, null, 3, 6),
  })
  .map(({ person, substitute, first, length, unitId, programmeId, endedOn }) => {
    const from = date('2026-11-20').add({ days: first })
    return leave(person, from.toString(), from.add({ days: length }).toString(), substitute, {
      unitId,
      programmeId,
      endedAt: endedOn === null ? null : local('2026-11-20T12:00').add({ hours: endedOn * 24 }),
    })
  })

/** Read straight from the rules: who is away for this duty on this day, and whom does the leave that counts name? */
function countingLeave(
  leaves: readonly RecordedLeave[],
  person: string,
  unit: string,
  programme: string,
  iso: string,
) {
  const scope = ({ unitId, programmeId }: RecordedLeave) => [unitId, programmeId].filter((id) => id !== null)
  return leaves
    .filter(({ personId }) => personId === person)
    .filter((entry) => entry.from.toString() <= iso && iso <= entry.to.toString())
    .filter(({ endedAt }) => endedAt === null || iso < endedAt.add({ hours: 7 }).toString().slice(0, 10))
    .filter((entry) => scope(entry).every((id) => id === unit || id === programme))
    .sort(
      (a, b) =>
        scope(a).length - scope(b).length || (a.createdAt.toString() < b.createdAt.toString() ? -1 : 1),
    )
    .at(-1)
}

describe('whatever leaves overlap, and whoever stands in for whom', () => {
  it('the holder is there, everybody before him is away and named the next', () => {
    const anyDuty = fc.record({
      unitId: fc.constantFrom('phong', 'xa'),
      programmeId: fc.constantFrom('p1', 'p2'),
      day: fc.integer({ min: 0, max: 16 }),
    })
    let substituted = 0
    fc.assert(
      fc.property(fc.array(anyLeave, { maxLength: 10 }), anyDuty, (leaves, { unitId, programmeId, day }) => {
        const on = date('2026-11-20').add({ days: day })
        const away = (person: string) => countingLeave(leaves, person, unitId, programmeId, on.toString())
        const index = createDutyIndex(directory([post('an', unitId, 'officer')], leaves))
        const holder = index.holderOf({ unitId, programmeId, officerId: null }, on)
        if (holder.kind === 'held') {
          expect(away(holder.personId)).toBeUndefined()
          const hands = [...holder.chain, holder.personId]
          expect(hands[0]).toBe('an')
          for (const [at, person] of holder.chain.entries()) {
            expect(away(person)?.substituteId).toBe(hands[at + 1])
          }
          expect(holder.asSubstituteFor).toBe(hands.length > 1 ? 'an' : null)
          substituted += holder.chain.length > 0 ? 1 : 0
        } else {
          expect(holder).toMatchObject({ reason: 'on_leave_without_substitute', leaveId: away('an')?.id })
        }
      }),
      { numRuns: 2_000 },
    )
    expect(substituted).toBeGreaterThan(20)
  })
})
