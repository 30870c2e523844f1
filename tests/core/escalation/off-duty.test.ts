import { describe, expect, it } from 'vitest'
import { post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { Simulation, trail, world } from './fixtures.ts'

const MONDAY = 'missing:p1:phong:daily:2026-11-23'
const OTHER_DAYS = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']

/** The supervisor's digest of Monday 17:00 is planned and waits. */
const waiting = () =>
  new Simulation(world(), '2026-11-23T08:00')
    .filed('t1', 'phong', ...OTHER_DAYS)
    .hold()
    .until('2026-11-23T17:01')

const onLeave = (personId: string, substituteId: string | null) => ({
  id: `leave-${personId}`,
  personId,
  substituteId,
  unitId: null,
  programmeId: null,
  from: date('2026-11-23'),
  to: date('2026-11-27'),
  endedAt: null,
  createdAt: local('2026-11-23T17:00'),
})

const withoutSupervisor = () => world().posts.filter(({ personId }) => personId !== 'chi')

describe('given a digest that waits to leave', () => {
  it('when the leader goes on leave meanwhile, then his substitute is told in his place, he himself is not', () => {
    const simulation = waiting()
      .change({ leaves: [onLeave('chi', 'sub')] })
      .deliver()
    expect(simulation.log).toEqual([`2026-11-23T17:01 sub: ${MONDAY} (2)`])
  })

  it('when he has left the post and another took it over, then that one is told', () => {
    const simulation = waiting()
      .change({ posts: [...withoutSupervisor(), post('nga', 'phong', 'supervisor')] })
      .deliver()
    expect(simulation.log).toEqual([`2026-11-23T17:01 nga: ${MONDAY} (2)`])
  })

  it('when nobody stands on the rung any more, then the next one is told in the next round', () => {
    const simulation = waiting().change({ posts: withoutSupervisor() }).deliver()
    expect(simulation.log).toEqual([])
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual([
      'Tue 08:00 skipped 2 unreachable',
      'Tue 08:00 dung',
    ])
  })

  it('when the head stands in for him, then the head hears of it once, not again on his own rung', () => {
    const simulation = waiting()
      .change({ leaves: [onLeave('chi', 'dung')] })
      .deliver()
    simulation.until('2026-11-24T16:30')
    expect(simulation.log.filter((line) => line.includes(' dung:'))).toEqual([
      `2026-11-23T17:01 dung: ${MONDAY} (2)`,
    ])
    expect(trail(simulation).at(-1)).toBe('Tue 16:30 lan')
  })

  it('when the leave ends before it leaves, then he is told after all', () => {
    const simulation = waiting().change({ leaves: [onLeave('chi', 'sub')] })
    expect(simulation.change({ leaves: [] }).deliver().log).toEqual([`2026-11-23T17:01 chi: ${MONDAY} (2)`])
  })

  it('when the report came as well, then neither he nor his substitute is told', () => {
    const simulation = waiting()
      .report('t1')
      .change({ leaves: [onLeave('chi', 'sub')] })
      .deliver()
    expect(simulation.log).toEqual([])
  })
})
