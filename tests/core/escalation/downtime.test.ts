import { describe, expect, it } from 'vitest'
import { planRound } from '../../../core/escalation/plan-round.ts'
import { date, local } from '../programme/fixtures.ts'
import { programme } from '../reminder/fixtures.ts'
import { overdueWorld, Simulation, task, trail, world } from './fixtures.ts'

const silent = (start = '2026-11-23T08:00') =>
  new Simulation(world(), start).filed('t1', 'phong', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27')

describe('given a process that dies and comes back', () => {
  it('when it slept through 17:00, then the round is caught up and the rest of the ladder keeps its times', () => {
    const simulation = silent().until('2026-11-23T16:50').downUntil('2026-11-23T17:20')
    expect(trail(simulation.until('2026-11-24T23:00'))).toEqual([
      'Mon 17:20 chi',
      'Tue 08:00 dung',
      'Tue 16:30 lan',
    ])
  })
  it('when it comes back in the night, then nobody is woken', () => {
    const simulation = silent().until('2026-11-23T16:50').downUntil('2026-11-23T22:00')
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Tue 08:00 chi'])
  })
  it('when it slept for two days, then one round, one rung: the head hears a day after the supervisor', () => {
    const simulation = silent().until('2026-11-23T16:50').downUntil('2026-11-25T10:00')
    expect(trail(simulation.until('2026-11-26T23:00'))).toEqual([
      'Wed 10:00 chi',
      'Thu 08:00 dung',
      'Thu 16:30 lan',
    ])
  })
  it('when it slept through the cut-off itself, then the officer gets his reminder first', () => {
    const simulation = silent().until('2026-11-23T16:00').downUntil('2026-11-24T10:00')
    expect(trail(simulation.until('2026-11-25T08:00'))).toEqual([
      'Tue 10:00 skipped 1 reminded_late',
      'Tue 17:00 chi',
      'Wed 08:00 dung',
    ])
  })
  it('when it restarts between two rungs, then nothing is told again and nothing starts anew', () => {
    const simulation = silent().until('2026-11-23T17:10').downUntil('2026-11-23T17:11')
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung'])
  })
  it('when several days were missed, then each leader gets one digest with all of them', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T16:35')
    simulation.downUntil('2026-11-25T17:00')
    expect(simulation.log).toEqual([
      '2026-11-25T17:00 missing:p1:phong:daily:2026-11-24 skipped (1) reminded_late',
      '2026-11-25T17:00 chi: missing:p1:phong:daily:2026-11-23 (2), missing:p1:phong:daily:2026-11-25 (2)',
    ])
    expect(simulation.until('2026-11-26T16:29').log.slice(2)).toEqual([
      '2026-11-26T08:00 dung: missing:p1:phong:daily:2026-11-23 (3), missing:p1:phong:daily:2026-11-25 (3)',
    ])
  })
  it('when the weekly digest was missed on a Friday evening, then Monday morning brings it', () => {
    const simulation = silent().until('2026-11-27T16:40').downUntil('2026-11-27T20:00')
    expect(trail(simulation.until('2026-11-30T08:00')).at(-1)).toBe('Mon 08:00 minh')
  })
})

describe('given a round that is planned again', () => {
  it('when its outcome is in the snapshot, then nothing is left to plan', () => {
    const simulation = silent().until('2026-11-23T17:00')
    expect(planRound(simulation.snapshot, local('2026-11-23T17:00'))).toEqual({ digests: [], skipped: [] })
  })
  it('when it runs a few minutes late, then the ladder does not move', () => {
    const simulation = silent().until('2026-11-23T16:59').downUntil('2026-11-23T17:04')
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Mon 17:04 chi', 'Tue 08:00 dung'])
  })
  it('when it is planned, then a digest bears round and person in its identity', () => {
    const simulation = silent().until('2026-11-23T16:59')
    const { digests } = planRound(simulation.snapshot, local('2026-11-23T17:00'))
    expect(digests).toEqual([
      {
        personId: 'chi',
        identity: 'digest:2026-11-23T10:00:00Z:chi',
        steps: [{ subject: 'missing:p1:phong:daily:2026-11-23', rung: 2, unitId: 'phong', taskId: null }],
      },
    ])
  })
})

describe('given another ladder', () => {
  const ladder = (changes: { readonly missing: string }) => [
    {
      rung: 1,
      roles: ['officer' as const],
      missing: { kind: 'minutes' as const, minutes: 0 },
      overdue: NEVER,
    },
    {
      rung: 2,
      roles: ['head' as const],
      missing: { kind: 'working_day' as const, days: 0, at: changes.missing },
      overdue: NEVER,
    },
  ]
  const NEVER = { kind: 'never' as const }
  it('when the head is the only leader on it, at 09:00, then he alone is told, at 09:00', () => {
    const programmes = [programme('p1', { regimes: ['daily'], ladder: ladder({ missing: '09:00' }) })]
    const simulation = new Simulation(world({ programmes }), '2026-11-23T08:00').filed(
      't1',
      'phong',
      '2026-11-24',
    )
    expect(trail(simulation.until('2026-11-25T16:00'))).toEqual(['Tue 09:00 dung'])
  })
  it('when a rung is at an hour without work, then it waits for the beginning of work', () => {
    const programmes = [programme('p1', { regimes: ['daily'], ladder: ladder({ missing: '05:00' }) })]
    const simulation = new Simulation(world({ programmes }), '2026-11-23T08:00').filed(
      't1',
      'phong',
      '2026-11-24',
    )
    expect(trail(simulation.until('2026-11-25T16:00'))).toEqual(['Tue 07:30 dung'])
  })
  it('when overdue tasks are never escalated, then they are not', () => {
    const programmes = [programme('p1', { regimes: ['on_completion'], ladder: ladder({ missing: '09:00' }) })]
    const tasks = [task('t1', 'phong', { addedAt: local('2026-11-02T08:00'), due: date('2026-11-20') })]
    const simulation = new Simulation(overdueWorld('2026-11-20', { programmes, tasks }), '2026-11-20T08:00')
    expect(simulation.until('2026-11-30T23:00').log).toEqual([])
  })
  it('when it is shortened below where a subject stands, then that subject is not told again', () => {
    const simulation = silent().until('2026-11-24T12:00')
    simulation.change({
      programmes: [programme('p1', { regimes: ['daily'], ladder: ladder({ missing: '09:00' }) })],
    })
    expect(trail(simulation.until('2026-11-26T12:00'))).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung'])
  })
})
