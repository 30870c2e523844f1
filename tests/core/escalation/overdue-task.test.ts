import { describe, expect, it } from 'vitest'
import { date, local } from '../programme/fixtures.ts'
import { overdueWorld, Simulation, task, trail } from './fixtures.ts'

const ADDED_BEFORE = { addedAt: local('2026-11-02T08:00') }
/** Due on Friday 13 November, the task was in the list long before. */
const dueFriday = (changes: Parameters<typeof overdueWorld>[1] = {}) =>
  overdueWorld('2026-11-13', {
    tasks: [task('t1', 'phong', { ...ADDED_BEFORE, due: date('2026-11-13') })],
    ...changes,
  })

describe('given a task due on Friday', () => {
  it('when it is not done, then officer, supervisor, head, coordinator and chief are told after 1, 1, 2, 4, 6 working days', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-11-24T23:00')
    expect(simulation.log).toEqual([
      '2026-11-16T08:00 an: overdue:t1:phong:2026-11-13 (1)',
      '2026-11-16T16:30 chi: overdue:t1:phong:2026-11-13 (2)',
      '2026-11-17T16:30 dung: overdue:t1:phong:2026-11-13 (3)',
      '2026-11-19T16:30 lan: overdue:t1:phong:2026-11-13 (4)',
      '2026-11-23T16:30 minh: overdue:t1:phong:2026-11-13 (5)',
    ])
  })
  it('when the due date itself runs, then it is still in time', () => {
    expect(new Simulation(dueFriday(), '2026-11-13T07:00').until('2026-11-13T23:59').log).toEqual([])
  })
  it('when the weekend runs, then nobody is told: not on Saturday, not on Sunday', () => {
    expect(new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-11-16T07:59').log).toEqual([])
  })
  it('when it is done on Monday noon, then the supervisor does not hear of it', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-11-16T12:00')
    simulation.changeTask('t1', { state: 'done' }).until('2026-11-24T23:00')
    expect(trail(simulation)).toEqual(['Mon 08:00 an'])
  })
  it('when it is paused and taken up again, then it goes on where it stood, at the ladder’s distances', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-11-16T23:00')
    simulation.changeTask('t1', { state: 'paused' }).until('2026-11-19T12:00')
    simulation.changeTask('t1', { state: 'open' }).until('2026-11-24T23:00')
    expect(simulation.log.slice(2).map((line) => line.slice(0, 21))).toEqual([
      '2026-11-19T16:30 dung',
      '2026-11-23T16:30 lan:',
    ])
  })
  it('when the deadline is moved, then it is quiet until the new one has passed, and begins at the officer again', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-11-17T23:00')
    simulation.changeTask('t1', { due: date('2026-11-20') }).until('2026-11-23T23:00')
    expect(simulation.log.slice(3)).toEqual([
      '2026-11-23T08:00 an: overdue:t1:phong:2026-11-20 (1) | settled overdue:t1:phong:2026-11-13 deadline_moved',
      '2026-11-23T16:30 chi: overdue:t1:phong:2026-11-20 (2) | settled overdue:t1:phong:2026-11-13 deadline_moved',
    ])
  })
  it('when one lead unit has reported its part done, then only the other one’s leaders are told', () => {
    const assignments = ['phong', 'xa'].map((unitId) => ({ unitId, role: 'lead' as const, officerId: null }))
    const tasks = [task('t1', 'phong', { ...ADDED_BEFORE, due: date('2026-11-13'), assignments })]
    const simulation = new Simulation(dueFriday({ tasks }), '2026-11-13T08:00').report('t1', 'phong', true)
    expect(trail(simulation.until('2026-11-16T17:00'))).toEqual(['Mon 08:00 binh', 'Mon 16:30 hoa'])
  })
  it('when a unit only coordinates, then it is not asked', () => {
    const assignments = [
      { unitId: 'phong', role: 'lead' as const, officerId: null },
      { unitId: 'xa', role: 'coordinate' as const, officerId: null },
    ]
    const tasks = [task('t1', 'phong', { ...ADDED_BEFORE, due: date('2026-11-13'), assignments })]
    const simulation = new Simulation(dueFriday({ tasks }), '2026-11-13T08:00').until('2026-11-16T17:00')
    expect(trail(simulation)).toEqual(['Mon 08:00 an', 'Mon 16:30 chi'])
  })
  it('when it names an officer of its own, then he is told on the first rung', () => {
    const assignments = [{ unitId: 'phong', role: 'lead' as const, officerId: 'nga' }]
    const tasks = [task('t1', 'phong', { ...ADDED_BEFORE, due: date('2026-11-13'), assignments })]
    const simulation = new Simulation(dueFriday({ tasks }), '2026-11-13T08:00').until('2026-11-16T08:00')
    expect(trail(simulation)).toEqual(['Mon 08:00 nga'])
  })
  it('when weeks go by, then the chief, and he alone, finds it again in each weekly digest', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').until('2026-12-12T00:00')
    expect(simulation.log.slice(5)).toEqual([
      '2026-12-04T17:00 minh: overdue:t1:phong:2026-11-13 (6)',
      '2026-12-11T17:00 minh: overdue:t1:phong:2026-11-13 (7)',
    ])
  })
})

describe('given a task due before a holiday', () => {
  it('when Tết follows, then the first rung waits for the first day of work', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-01-05T08:00'), due: date('2026-02-14') })]
    const simulation = new Simulation(overdueWorld('2026-02-14', { tasks }), '2026-02-13T08:00')
    expect(simulation.until('2026-02-24T00:00').log.map((line) => line.slice(0, 20))).toEqual([
      '2026-02-23T08:00 an:',
      '2026-02-23T16:30 chi',
    ])
  })
})

describe('given a task that was overdue when it was imported', () => {
  const imported = (addedAt: string) =>
    overdueWorld('2026-10-01', {
      tasks: [task('t1', 'phong', { addedAt: local(addedAt), due: date('2026-10-01') })],
    })
  it('when the next round comes, then the officer is told first, not the chief; each keeps his distance', () => {
    const simulation = new Simulation(imported('2026-11-23T10:00'), '2026-11-23T10:00')
    expect(trail(simulation.until('2026-12-01T23:00'))).toEqual([
      'Tue 08:00 an',
      'Tue 16:30 chi',
      'Wed 16:30 dung',
      'Fri 16:30 lan',
      'Tue 16:30 minh',
    ])
  })
  it('when it was imported on a Saturday, then Monday is its first day', () => {
    const simulation = new Simulation(imported('2026-11-28T10:00'), '2026-11-28T10:00')
    expect(trail(simulation.until('2026-12-01T08:00'))).toEqual(['Mon 08:00 an', 'Mon 16:30 chi'])
  })
  it('when the installation slept for a month after the import, then it begins at rung 1 on the day it wakes', () => {
    const simulation = new Simulation(imported('2026-10-12T10:00'), '2026-10-12T10:00')
    simulation.downUntil('2026-11-23T10:00').until('2026-11-26T16:29')
    expect(trail(simulation)).toEqual(['Mon 10:00 an', 'Mon 16:30 chi', 'Tue 16:30 dung'])
  })
})

describe('given a subject whose rung was told late', () => {
  it('when the officer was only told in the afternoon, then the supervisor hears a day later, not in the same hour', () => {
    const simulation = new Simulation(dueFriday(), '2026-11-13T08:00').downUntil('2026-11-16T16:20')
    expect(trail(simulation.until('2026-11-18T16:30'))).toEqual([
      'Mon 16:20 an',
      'Tue 16:30 chi',
      'Wed 16:30 dung',
    ])
  })
})

describe('given overdue tasks and missing reports of one unit', () => {
  it('when they meet in a round, then the digest names the oldest overdue task first', () => {
    const tasks = [
      task('t1', 'phong', { ...ADDED_BEFORE, due: date('2026-11-13') }),
      task('t2', 'phong', { ...ADDED_BEFORE, due: date('2026-11-12') }),
      task('t3', 'phong', { ...ADDED_BEFORE, due: date('2026-11-14') }),
    ]
    const simulation = new Simulation(dueFriday({ tasks }), '2026-11-14T08:00')
    expect(simulation.until('2026-11-16T08:00').log).toEqual([
      '2026-11-16T08:00 an: overdue:t2:phong:2026-11-12 (1), overdue:t1:phong:2026-11-13 (1), overdue:t3:phong:2026-11-14 (1)',
    ])
  })
})
