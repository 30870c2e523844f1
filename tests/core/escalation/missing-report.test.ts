import { describe, expect, it } from 'vitest'
import { post } from '../directory/fixtures.ts'
import { local } from '../programme/fixtures.ts'
import { programme } from '../reminder/fixtures.ts'
import { Simulation, task, trail, world } from './fixtures.ts'

const MONDAY = 'missing:p1:phong:daily:2026-11-23'
const REST_OF_WEEK = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27']

describe('given a unit that is silent on Monday', () => {
  it('when it stays so, then supervisor, head, coordinator and chief hear of it, each in his time, each once', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00')
    simulation.filed('t1', 'phong', ...REST_OF_WEEK).until('2026-11-29T23:00')
    expect(simulation.log).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2)`,
      `2026-11-24T08:00 dung: ${MONDAY} (3)`,
      `2026-11-24T16:30 lan: ${MONDAY} (4)`,
      `2026-11-27T17:00 minh: ${MONDAY} (5)`,
    ])
  })
  it('when the clock shows 16:59, then nobody has been told: the reminder is the first rung', () => {
    expect(new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T16:59').log).toEqual([])
  })
  it('when the report comes at 16:45, then nobody is told at 17:00', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T16:45')
    expect(simulation.report('t1').until('2026-11-24T16:29').log).toEqual([])
  })
  it('when it reports in the evening, then the head does not hear of it in the morning', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T20:00')
    expect(trail(simulation.report('t1').until('2026-11-24T16:29'))).toEqual(['Mon 17:00 chi'])
  })
  it('when it sends something incomplete, then that stops nothing', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').change({
      filings: [
        { taskId: 't1', unitId: 'phong', regime: 'daily', periodKey: '2026-11-23', firstCompleteAt: null },
      ],
    })
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung'])
  })
  it('when it is silent on Tuesday as well, then the supervisor hears of Tuesday, not of Monday again', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-24T17:00')
    expect(simulation.log.filter((line) => line.includes('chi'))).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2)`,
      '2026-11-24T17:00 chi: missing:p1:phong:daily:2026-11-24 (2)',
    ])
  })
  it('when Tuesday evening brings one complete report, then both days are settled by it', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-24T18:00').report('t1')
    const before = simulation.log.length
    simulation.filed('t1', 'phong', ...REST_OF_WEEK).until('2026-11-27T18:00')
    expect(simulation.log.slice(before)).toEqual([])
  })
  it('when the report is cancelled again after it had settled the matter, then it goes on above, not from below', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T18:00').report('t1')
    simulation.until('2026-11-24T12:00').change({ newestComplete: [] }).until('2026-11-25T08:00')
    expect(simulation.log.filter((line) => line.includes(MONDAY))).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2)`,
      `2026-11-24T16:30 dung: ${MONDAY} (3)`,
    ])
  })
})

describe('given a unit with several tasks', () => {
  const tasks = [task('t1', 'phong'), task('t2', 'phong'), task('t3', 'phong')]
  it('when two of three are missing, then it is one subject that names the two', () => {
    const simulation = new Simulation(world({ tasks }), '2026-11-23T08:00')
    simulation.filed('t2', 'phong', '2026-11-23').until('2026-11-23T17:00')
    expect(simulation.log).toEqual([`2026-11-23T17:00 chi: ${MONDAY} (2)`])
    const [digest] = simulation.sent
    expect(digest?.decision === 'send' && digest.subjects[0]?.tasks.map(({ code }) => code)).toEqual([
      't1',
      't3',
    ])
  })
  it('when all but one are reported late, then it still climbs for that one', () => {
    const simulation = new Simulation(world({ tasks }), '2026-11-23T08:00').until('2026-11-23T18:00')
    simulation.report('t1').report('t2').until('2026-11-24T08:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung'])
  })
  it('when the last open one is removed, then the subject is settled', () => {
    const simulation = new Simulation(world({ tasks }), '2026-11-23T08:00').until('2026-11-23T18:00')
    simulation.report('t1').report('t2').changeTask('t3', { state: 'removed' }).until('2026-11-24T08:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi'])
  })
  it('when a task was added after the cut-off, then that day is not owed for it', () => {
    const late = task('t4', 'phong', { addedAt: local('2026-11-23T16:30') })
    const simulation = new Simulation(world({ tasks: [late] }), '2026-11-23T08:00')
    expect(simulation.until('2026-11-24T16:59').log).toEqual([])
    expect(trail(simulation.until('2026-11-24T17:00'))).toEqual(['Tue 17:00 chi'])
  })
})

describe('given a Friday on which day and week end', () => {
  const both = { programmes: [programme('p1', { regimes: ['daily', 'weekly'] })] }
  it('when the unit is silent, then the supervisor gets one digest with both', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-11-27T08:00') })]
    const simulation = new Simulation(world({ ...both, tasks }), '2026-11-27T08:00').until('2026-11-27T17:00')
    expect(simulation.log.at(-1)).toBe(
      '2026-11-27T17:00 chi: missing:p1:phong:daily:2026-11-27 (2), missing:p1:phong:weekly:2026-W48 (2)',
    )
  })
  it('when it stays silent over the weekend, then nobody is told before Monday 08:00', () => {
    const simulation = new Simulation(world(), '2026-11-27T08:00').change({
      tasks: [task('t1', 'phong', { addedAt: local('2026-11-27T08:00') })],
    })
    expect(trail(simulation.until('2026-11-30T16:29'))).toEqual(['Fri 17:00 chi', 'Mon 08:00 dung'])
  })
})

describe('given the days before Tết', () => {
  it('when the last working day brings nothing, then the head hears of it on the first day after the holidays', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-02-13T08:00') })]
    const simulation = new Simulation(world({ tasks }), '2026-02-13T08:00').until('2026-02-23T12:00')
    expect(simulation.log).toEqual([
      '2026-02-13T17:00 chi: missing:p1:phong:daily:2026-02-13 (2)',
      '2026-02-23T08:00 dung: missing:p1:phong:daily:2026-02-13 (3)',
    ])
  })
})

describe('given a programme that runs every day', () => {
  const everyDay = programme('p1', { regimes: ['daily'], days: 'every-day' })
  const saturday = { tasks: [task('t1', 'phong', { addedAt: local('2026-11-28T08:00') })] }
  it('when Saturday is silent, then the supervisor hears at 17:00, the head only on Monday', () => {
    const simulation = new Simulation(world({ programmes: [everyDay], ...saturday }), '2026-11-28T08:00')
    simulation.filed('t1', 'phong', '2026-11-29').until('2026-11-30T12:00')
    expect(trail(simulation)).toEqual(['Sat 17:00 chi', 'Mon 08:00 dung'])
  })
  it('when that round was missed and it is Saturday night, then it waits for working time', () => {
    const simulation = new Simulation(world({ programmes: [everyDay], ...saturday }), '2026-11-28T16:45')
    simulation.filed('t1', 'phong', '2026-11-29').downUntil('2026-11-28T21:00').until('2026-11-30T12:00')
    expect(trail(simulation)).toEqual(['Mon 08:00 chi'])
  })
})

describe('given a cut-off at the end of work', () => {
  it('when half an hour after it lies in the quiet hours, then the supervisor hears the next morning at 07:30', () => {
    const late = programme('p1', { regimes: ['daily'], cutOff: '17:15' })
    const simulation = new Simulation(world({ programmes: [late] }), '2026-11-23T08:00')
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Tue 07:30 chi', 'Tue 08:00 dung'])
  })
})

describe('given a locked input', () => {
  const lock = (from: string, until: string, openUnitIds: string[] = []) => ({
    locks: [{ programmeId: 'p1', from: local(from), until: local(until), openUnitIds }],
  })
  it('when the lock falls after the cut-off, then nobody is told during it, and it goes on where it stood after it', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').filed('t1', 'phong', ...REST_OF_WEEK)
    simulation.change(lock('2026-11-24T00:00', '2026-11-26T10:00')).until('2026-11-26T17:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Thu 16:30 dung'])
  })
  it('when it ran at the cut-off, then that period is never escalated', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').filed('t1', 'phong', ...REST_OF_WEEK)
    simulation.change(lock('2026-11-23T00:00', '2026-11-24T10:00')).until('2026-11-27T23:00')
    expect(simulation.log).toEqual([])
  })
  it('when it was opened for the unit, then that unit is asked as ever', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00')
    simulation.change(lock('2026-11-23T00:00', '2026-11-26T10:00', ['phong'])).until('2026-11-23T17:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi'])
  })
})

describe('given two programmes', () => {
  it('when a unit is silent in both, then its supervisor gets one digest, not one by each rule', () => {
    const programmes = [programme('p1', { regimes: ['daily'] }), programme('p2', { regimes: ['daily'] })]
    const tasks = [task('t1', 'phong'), task('t2', 'phong', { programmeId: 'p2' })]
    const simulation = new Simulation(world({ programmes, tasks }), '2026-11-23T08:00')
    expect(simulation.until('2026-11-23T17:00').log).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2), missing:p2:phong:daily:2026-11-23 (2)`,
    ])
  })
  it('when one of them is closed, then only the other is escalated', () => {
    const programmes = [{ ...programme('p1', { regimes: ['daily'] }), active: false }]
    expect(new Simulation(world({ programmes }), '2026-11-23T08:00').until('2026-11-27T23:00').log).toEqual(
      [],
    )
  })
})

describe('given a leader of two units', () => {
  it('when both are silent, then he gets one digest, the unit with more missing first', () => {
    const tasks = [task('t1', 'phong'), task('t2', 'xa'), task('t3', 'xa')]
    const posts = [post('chi', 'phong', 'supervisor'), post('chi', 'xa', 'supervisor')]
    const simulation = new Simulation(world({ tasks, posts }), '2026-11-23T08:00')
    expect(simulation.until('2026-11-23T17:00').log).toEqual([
      `2026-11-23T17:00 chi: missing:p1:xa:daily:2026-11-23 (2), ${MONDAY} (2)`,
    ])
  })
})
