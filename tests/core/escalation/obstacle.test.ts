import { describe, expect, it } from 'vitest'
import type { OpenObstacle } from '../../../core/escalation/snapshot.ts'
import { leave } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { programme } from '../reminder/fixtures.ts'
import { Simulation, trail, world } from './fixtures.ts'

/** Raised by the section on Monday 23 November at 10:00, for the commune to answer. */
const obstacle = (changes: Partial<OpenObstacle> = {}): OpenObstacle => ({
  id: 'o1',
  taskId: 't1',
  unitId: 'phong',
  addresseeUnitId: 'xa',
  raisedAt: local('2026-11-23T10:00'),
  ...changes,
})
const raised = (changes: Parameters<typeof world>[0] = {}) =>
  new Simulation(
    world({
      programmes: [programme('p1', { regimes: ['on_completion'] })],
      obstacles: [obstacle()],
      ...changes,
    }),
    '2026-11-23T10:00',
  )

describe('given an obstacle that its addressee does not answer', () => {
  it('when two working days have gone by, then the addressee’s officer and leaders are told, not the one who raised it', () => {
    expect(raised().until('2026-12-04T23:00').log).toEqual([
      '2026-11-26T08:00 binh: obstacle:o1 (1)',
      '2026-11-26T16:30 hoa: obstacle:o1 (2)',
      '2026-11-27T16:30 kien: obstacle:o1 (3)',
      '2026-12-01T16:30 lan: obstacle:o1 (4)',
      '2026-12-03T16:30 minh: obstacle:o1 (5)',
    ])
  })
  it('when it was raised before a weekend, then days off do not count', () => {
    const simulation = raised({ obstacles: [obstacle({ raisedAt: local('2026-11-27T16:00') })] })
    expect(trail(simulation.until('2026-12-02T08:00'))).toEqual(['Wed 08:00 binh'])
  })
  it('when the programme gives five days, then five', () => {
    const programmes = [programme('p1', { regimes: ['on_completion'], obstacleDays: 5 })]
    expect(trail(raised({ programmes }).until('2026-12-01T16:29'))).toEqual(['Tue 08:00 binh'])
  })
  it('when it is answered, then nobody else is told, and the leader who was learns of it in his next digest', () => {
    const simulation = raised().until('2026-11-26T20:00').change({ obstacles: [] })
    simulation.change(({ tasks }) => ({
      tasks: tasks.map((entry) => ({
        ...entry,
        due: date('2026-11-26'),
        assignments: [{ unitId: 'xa', role: 'lead' as const, officerId: null }],
      })),
    }))
    expect(simulation.until('2026-11-27T16:30').log.slice(2)).toEqual([
      '2026-11-27T08:00 binh: overdue:t1:xa:2026-11-26 (1) | settled obstacle:o1 answered',
      '2026-11-27T16:30 hoa: overdue:t1:xa:2026-11-26 (2) | settled obstacle:o1 answered',
    ])
  })
  it('when nobody knows whose it is, then the coordinator is told at once when its time has come', () => {
    const simulation = raised({ obstacles: [obstacle({ addresseeUnitId: null })] })
    expect(trail(simulation.until('2026-11-26T16:00'))).toEqual([
      'Thu 08:00 skipped 1 empty',
      'Thu 08:00 skipped 2 empty',
      'Thu 08:00 skipped 3 empty',
      'Thu 08:00 lan',
    ])
  })
  it('when it is handed on to another unit, then nobody is told twice and the ladder goes on there', () => {
    const simulation = raised().until('2026-11-26T20:00')
    simulation.change({ obstacles: [obstacle({ addresseeUnitId: 'phong' })] }).until('2026-11-27T16:30')
    expect(trail(simulation)).toEqual(['Thu 08:00 binh', 'Thu 16:30 hoa', 'Fri 16:30 dung'])
  })
  it('when the task is removed, then it is settled with it', () => {
    expect(raised().changeTask('t1', { state: 'removed' }).until('2026-11-30T23:00').log).toEqual([])
  })
  it('when the addressee’s officer is on leave, then his substitute is told', () => {
    const leaves = [leave('binh', '2026-11-23', '2026-11-30', 'sub')]
    expect(trail(raised({ leaves }).until('2026-11-26T08:00'))).toEqual(['Thu 08:00 sub'])
  })
})
