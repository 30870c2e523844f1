import { describe, expect, test } from 'vitest'
import { coalesce } from '../../../core/reminder/coalesce.ts'
import type { ProgrammeInUse } from '../../../core/reminder/moment.ts'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { type EarlyHeadsUps, planReminders } from '../../../core/reminder/plan.ts'
import { CALENDAR, local, ZONE } from '../programme/fixtures.ts'
import { filing, line, programme, snapshot, task, told } from './fixtures.ts'

const DAILY = programme('p1', { regimes: ['daily'], headsUpEarlierMinutes: 60 })
const LOWEST: EarlyHeadsUps = { lowest: new Map([['p1', new Set(['phong'])]]), told: new Map() }
const KEY = 'p1 daily 2026-11-24'

function moments(since: string, until: string, programmes: readonly ProgrammeInUse[] = [DAILY]) {
  return momentsBetween(programmes, CALENDAR, ZONE, local(since), local(until)).filter(({ kind }) =>
    kind.endsWith('heads_up'),
  )
}

function planned(since: string, now: string, early: EarlyHeadsUps, changes = {}) {
  const state = snapshot({ programmes: [DAILY], ...changes })
  return planReminders(coalesce(moments(since, now), local(now)), state, local(now), early).map(told)
}

describe('the lowest tenth gets its heads-up earlier', () => {
  test('an hour before everybody’s by default', () => {
    expect(moments('2026-11-24T08:00', '2026-11-24T18:00').map(line)).toEqual([
      '2026-11-24T14:30 early_heads_up p1:2026-11-24',
      '2026-11-24T15:30 heads_up p1:2026-11-24',
    ])
  })

  test.each([
    ['the programme does not want it', { headsUpEarlierMinutes: 0 }],
    ['there is no heads-up at all', { headsUpMinutes: 0, headsUpEarlierMinutes: 60 }],
  ])('not when %s', (_why, changes) => {
    const other = programme('p1', { regimes: ['daily'], ...changes })
    expect(moments('2026-11-24T08:00', '2026-11-24T15:00', [other])).toEqual([])
  })

  test('only its officers are told, and only of what is missing', () => {
    expect(planned('2026-11-24T14:00', '2026-11-24T14:30', LOWEST)).toEqual([
      'heads_up an: t1@phong 2026-11-24, t2@phong 2026-11-24',
    ])
    const filings = [
      filing('t1', 'phong', 'daily', '2026-11-24'),
      filing('t2', 'phong', 'daily', '2026-11-24'),
    ]
    expect(planned('2026-11-24T14:00', '2026-11-24T14:30', LOWEST, { filings })).toEqual([])
  })

  test('who had it is not told again an hour later; who has fallen into the tenth meanwhile is', () => {
    const had = { ...LOWEST, told: new Map([['an', new Set([KEY])]]) }
    expect(planned('2026-11-24T15:00', '2026-11-24T15:30', had)).toEqual(['heads_up binh: t3@xa 2026-11-24'])
    expect(planned('2026-11-24T15:00', '2026-11-24T15:30', LOWEST)).toHaveLength(2)
  })

  test('having had it for one programme does not silence another', () => {
    const programmes = [DAILY, programme('p2', { regimes: ['daily'], headsUpEarlierMinutes: 60 })]
    const tasks = [task('t1', 'phong'), task('t9', 'phong', { programmeId: 'p2' })]
    const had = { ...LOWEST, told: new Map([['an', new Set([KEY])]]) }
    const now = local('2026-11-24T15:30')
    const at = coalesce(moments('2026-11-24T15:00', '2026-11-24T15:30', programmes), now)
    expect(planReminders(at, snapshot({ programmes, tasks }), now, had).map(told)).toEqual([
      'heads_up an: t9@phong 2026-11-24',
    ])
  })

  test('slept through until everybody is told, there is one heads-up, not two', () => {
    expect(planned('2026-11-24T14:00', '2026-11-24T15:45', LOWEST)).toEqual([
      'heads_up an: t1@phong 2026-11-24, t2@phong 2026-11-24',
      'heads_up binh: t3@xa 2026-11-24',
    ])
  })
})
