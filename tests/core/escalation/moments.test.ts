import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escalationMomentsBetween } from '../../../core/escalation/moments.ts'
import { createTimetables } from '../../../core/escalation/timetable.ts'
import type { Rung, RungDelay } from '../../../core/programme/settings.ts'
import { CALENDAR, date, local, ZONE } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'

const between = (since: string, until: string, programmes = [programme('p1')]) =>
  escalationMomentsBetween(programmes, CALENDAR, ZONE, local(since), local(until)).map(
    ({ at, causes }) =>
      `${wall(at)} ${causes.map(({ programmeId, cause }) => `${programmeId}:${cause}`).join(' ')}`,
  )

describe('the rounds of', () => {
  it('an ordinary day are at 08:00, 16:30 and 17:00', () => {
    expect(between('2026-11-23T00:00', '2026-11-24T00:00')).toEqual([
      '2026-11-23T08:00 p1:clock',
      '2026-11-23T16:30 p1:clock',
      '2026-11-23T17:00 p1:cut_off',
    ])
  })
  it('a Friday have the weekly digest at 17:00', () => {
    expect(between('2026-11-27T16:45', '2026-11-30T07:59')).toEqual(['2026-11-27T17:00 p1:cut_off p1:weekly'])
  })
  it('a week whose Friday is off have it on the last working day', () => {
    expect(between('2026-12-31T16:45', '2027-01-04T07:59')).toEqual(['2026-12-31T17:00 p1:cut_off p1:weekly'])
  })
  it('a weekend and of Tết are none', () => {
    expect(between('2026-11-27T17:00', '2026-11-30T07:59')).toEqual([])
    expect(between('2026-02-13T17:00', '2026-02-23T07:59')).toEqual([])
  })
  it('a weekend under an every-day programme are those of the cut-offs alone', () => {
    const everyDay = programme('p1', { days: 'every-day' })
    expect(between('2026-11-27T17:00', '2026-11-30T07:59', [everyDay])).toEqual([
      '2026-11-28T17:00 p1:cut_off',
      '2026-11-29T17:00 p1:cut_off',
    ])
  })
  it('a late cut-off lie at the next beginning of work, over Tết as well', () => {
    const late = programme('p1', { cutOff: '17:15' })
    expect(between('2026-02-13T17:00', '2026-02-23T07:30', [late])).toEqual([
      '2026-02-23T07:30 p1:cut_off p1:weekly',
    ])
  })
  it('two programmes at one instant are one', () => {
    expect(between('2026-11-23T16:45', '2026-11-23T17:00', [programme('p1'), programme('p2')])).toEqual([
      '2026-11-23T17:00 p1:cut_off p2:cut_off',
    ])
  })
  it('a closed programme, or one without a ladder, are none', () => {
    expect(between('2026-11-23T00:00', '2026-11-28T00:00', [{ ...programme('p1'), active: false }])).toEqual(
      [],
    )
    expect(between('2026-11-23T00:00', '2026-11-28T00:00', [programme('p1', { ladder: [] })])).toEqual([])
  })
  it('an interval exclude its beginning, include its end, and are none when it runs backwards', () => {
    expect(between('2026-11-23T08:00', '2026-11-23T16:30')).toEqual(['2026-11-23T16:30 p1:clock'])
    expect(between('2026-11-23T16:30', '2026-11-23T08:00')).toEqual([])
  })
})

const anyClock = fc.constantFrom('06:00', '07:30', '08:00', '12:15', '16:30', '17:30', '19:00')
const anyDelay: fc.Arbitrary<RungDelay> = fc.oneof(
  fc.record({ kind: fc.constant('minutes' as const), minutes: fc.constantFrom(0, 10, 30, 90, 600, 3_000) }),
  fc.record({
    kind: fc.constant('working_day' as const),
    days: fc.integer({ min: 0, max: 6 }),
    at: anyClock,
  }),
  fc.constant({ kind: 'weekly' as const }),
  fc.constant({ kind: 'never' as const }),
)
const anyLadder: fc.Arbitrary<Rung[]> = fc
  .array(fc.record({ missing: anyDelay, overdue: anyDelay }), { minLength: 1, maxLength: 5 })
  .map((delays) => delays.map((delay, at) => ({ ...delay, rung: at + 1, roles: ['head' as const] })))
const anyProgramme = fc
  .record({
    ladder: anyLadder,
    cutOff: anyClock,
    days: fc.constantFrom('every-day' as const, 'working-days' as const),
  })
  .map((changes) => programme('p1', changes))
const anyZone = fc.constantFrom(ZONE, 'UTC', 'America/New_York', 'Pacific/Auckland')

describe('whatever the ladder and the zone', () => {
  it('every instant at which a rung falls due is a round, however late the subject is', () => {
    const anyDay = fc.integer({ min: 0, max: 700 }).map((days) => date('2026-01-01').add({ days }))
    fc.assert(
      fc.property(
        anyProgramme,
        anyZone,
        anyDay,
        fc.integer({ min: 0, max: 5 }),
        (anyOne, zone, day, shift) => {
          const isCutOffDay = anyOne.settings.days === 'every-day' || CALENDAR.isWorkingDay(day)
          const timetables = createTimetables(CALENDAR, zone)
          for (const kind of ['missing', 'overdue'] as const) {
            if (kind === 'missing' && !isCutOffDay) continue
            for (const { at } of timetables.of(anyOne, kind, day).rungs(shift)) {
              if (at === 'weekly') continue
              const until = local('1970-01-01T07:00').add({ milliseconds: at })
              const since = until.subtract({ milliseconds: 1 })
              const moments = escalationMomentsBetween([anyOne], CALENDAR, zone, since, until)
              expect(moments.map((moment) => moment.at.epochMilliseconds)).toEqual([at])
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
  it('an interval cut in two holds the same rounds, none twice, none lost', () => {
    const anyStart = fc.integer({ min: 0, max: 500 * 24 * 60 })
    const anyLength = fc.integer({ min: 1, max: 20 * 24 * 60 })
    fc.assert(
      fc.property(anyProgramme, anyZone, anyStart, anyLength, anyLength, (anyOne, zone, start, one, two) => {
        const cuts = [start, start + one, start + one + two].map((minutes) =>
          local('2026-01-01T00:00').add({ minutes }),
        )
        const moments = (from: number, to: number) =>
          escalationMomentsBetween([anyOne], CALENDAR, zone, cuts[from]!, cuts[to]!).map(({ at }) => `${at}`)
        expect([...moments(0, 1), ...moments(1, 2)]).toEqual(moments(0, 2))
      }),
      { numRuns: 40 },
    )
  })
})
