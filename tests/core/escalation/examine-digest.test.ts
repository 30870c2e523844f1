import { describe, expect, it } from 'vitest'
import { post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { programme } from '../reminder/fixtures.ts'
import { overdueWorld, Simulation, task, trail, world } from './fixtures.ts'

const MONDAY = 'missing:p1:phong:daily:2026-11-23'
const OF_BOTH = {
  tasks: [task('t1', 'phong'), task('t2', 'xa')],
  posts: [
    post('an', 'phong', 'officer'),
    post('chi', 'phong', 'supervisor'),
    post('chi', 'xa', 'supervisor'),
  ],
}
const planned = (changes: Parameters<typeof world>[0] = {}) =>
  new Simulation(world(changes), '2026-11-23T08:00').hold().until('2026-11-23T17:00')
const statesOf = (simulation: Simulation) =>
  simulation.snapshot.steps.map(({ subject, state }) => `${subject} ${state}`)

describe('given a digest that was planned and has not left', () => {
  it('when the only subject is settled, then it is dropped and marked', () => {
    const simulation = planned().report('t1').deliver()
    expect(simulation.sent).toMatchObject([{ decision: 'drop', settledBefore: ['s1'] }])
    expect(statesOf(simulation)).toEqual([`${MONDAY} settled_before`])
  })
  it('when one of two is settled, then it speaks of the other alone', () => {
    const simulation = planned(OF_BOTH).report('t2', 'xa').deliver()
    expect(simulation.log).toEqual([`2026-11-23T17:00 chi: ${MONDAY} (2)`])
    expect(statesOf(simulation)).toEqual([`${MONDAY} told`, 'missing:p1:xa:daily:2026-11-23 settled_before'])
  })
  it('when input was locked meanwhile, then it is dropped', () => {
    const locks = [
      {
        programmeId: 'p1',
        from: local('2026-11-23T16:59'),
        until: local('2026-11-26T00:00'),
        openUnitIds: [],
      },
    ]
    expect(planned().change({ locks }).deliver().log).toEqual([])
  })
  it('when nothing changed, then it says unit, officer, period and tasks', () => {
    const [digest] = planned().deliver().sent
    expect(digest).toEqual({
      offDuty: [],
      handedOver: [],
      decision: 'send',
      subjects: [
        {
          subject: MONDAY,
          kind: 'missing',
          rung: 2,
          unit: 'phong',
          officer: { name: 'an', phone: null },
          period: { regime: 'daily', key: '2026-11-23', cutOff: local('2026-11-23T16:30') },
          obstacle: null,
          tasks: [{ code: 't1', title: 'Task t1', due: null, overdueDays: 0, percent: 40 }],
        },
      ],
      settled: [],
      told: ['s1'],
      settledBefore: [],
      closed: [],
    })
  })
  it('when it was settled before it left and comes up again, then the ladder goes on above', () => {
    const simulation = planned().report('t1').deliver().change({ newestComplete: [] })
    expect(trail(simulation.until('2026-11-24T08:00'))).toEqual(['Tue 08:00 dung'])
  })
  it('when it lay there for a day without leaving, then the next rung is told in its place', () => {
    const simulation = planned().filed('t1', 'phong', '2026-11-24').until('2026-11-24T17:00')
    expect(
      simulation.snapshot.steps.map(({ rung, personId, state }) => `${rung} ${personId} ${state}`),
    ).toEqual(['2 chi planned', '3 dung planned', '4 lan planned'])
    simulation.until('2026-11-25T16:30').deliver()
    expect(simulation.snapshot.steps.map(({ rung, personId }) => `${rung} ${personId}`)).toContain('4 null')
  })
})

describe('given a leader who has been told of something that is settled since', () => {
  const twoDays = () =>
    new Simulation(world(OF_BOTH), '2026-11-23T08:00')
      .filed('t2', 'xa', '2026-11-23')
      .until('2026-11-23T20:00')
      .report('t1')
      .filed('t1', 'phong', '2026-11-24')
  it('when his next digest leaves, then it says so, once', () => {
    const simulation = twoDays().until('2026-11-24T17:00')
    expect(simulation.log).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2)`,
      `2026-11-24T17:00 chi: missing:p1:xa:daily:2026-11-24 (2) | settled ${MONDAY} reported`,
    ])
    simulation.filed('t1', 'phong', '2026-11-25').until('2026-11-25T17:00')
    expect(simulation.log.at(-1)).toBe('2026-11-25T17:00 chi: missing:p1:xa:daily:2026-11-25 (2)')
  })
  it('when there is nothing else to tell, then settlement alone is no message', () => {
    const simulation = twoDays().filed('t2', 'xa', '2026-11-24').until('2026-11-24T20:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi'])
  })
  it('when the next digest is dropped, then the settlement waits for the one after it', () => {
    const simulation = twoDays().hold().until('2026-11-24T17:00').report('t2', 'xa').deliver()
    expect(simulation.snapshot.steps.map(({ state }) => state)).toEqual(['told', 'settled_before'])
    simulation.filed('t1', 'phong', '2026-11-25').until('2026-11-25T17:00')
    expect(simulation.log.at(-1)).toBe(
      `2026-11-25T17:00 chi: missing:p1:xa:daily:2026-11-25 (2) | settled ${MONDAY} reported`,
    )
  })
  it('when input is only locked, then that is no settlement', () => {
    const locks = [
      {
        programmeId: 'p1',
        from: local('2026-11-24T00:00'),
        until: local('2026-11-26T00:00'),
        openUnitIds: ['xa'],
      },
    ]
    const simulation = new Simulation(world(OF_BOTH), '2026-11-23T08:00').until('2026-11-23T20:00')
    simulation.change({ locks }).until('2026-11-24T17:00')
    expect(simulation.log.filter((line) => line.includes('settled'))).toEqual([])
  })
})

describe('given an overdue task in a digest', () => {
  it('when it leaves, then days past the deadline are calendar days', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-11-02T08:00'), due: date('2026-11-20') })]
    const simulation = new Simulation(overdueWorld('2026-11-20', { tasks }), '2026-11-20T18:00')
    const [digest] = simulation.until('2026-11-23T08:00').sent
    expect(digest?.decision === 'send' && digest.subjects[0]).toMatchObject({
      kind: 'overdue',
      rung: 1,
      period: null,
      tasks: [{ code: 't1', overdueDays: 3, percent: 40 }],
    })
  })
})

describe('given an obstacle in a digest', () => {
  it('when it leaves, then it names who waits, who has to answer, and for how many working days', () => {
    const obstacles = [
      { id: 'o1', taskId: 't1', unitId: 'phong', addresseeUnitId: 'xa', raisedAt: local('2026-11-20T10:00') },
    ]
    const programmes = [programme('p1', { regimes: ['on_completion'] })]
    const simulation = new Simulation(world({ programmes, obstacles }), '2026-11-24T18:00')
    const [digest] = simulation.until('2026-11-25T08:00').sent
    expect(digest?.decision === 'send' && digest.subjects[0]).toMatchObject({
      kind: 'obstacle',
      unit: 'phong',
      officer: { name: 'binh' },
      obstacle: { text: 'no land', proposal: 'decide', addressee: 'xa', workingDays: 3 },
      tasks: [{ code: 't1' }],
    })
  })
})
