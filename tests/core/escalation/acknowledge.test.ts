import { describe, expect, it } from 'vitest'
import { acknowledge, quietUntil } from '../../../core/escalation/acknowledge.ts'
import { indexSubjects } from '../../../core/escalation/subject-index.ts'
import { post } from '../directory/fixtures.ts'
import { CALENDAR, date, local, settings, ZONE } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'
import { overdueWorld, Simulation, task, trail, world } from './fixtures.ts'

const MONDAY = 'missing:p1:phong:daily:2026-11-23'
const SECOND_WEEK = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03']
const silent = (changes: Parameters<typeof world>[0] = {}) =>
  new Simulation(world(changes), '2026-11-23T08:00').filed(
    't1',
    'phong',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
  )
const tap = (simulation: Simulation, personId: string) =>
  acknowledge(
    { personId, steps: simulation.snapshot.steps.filter((step) => step.personId === personId) },
    indexSubjects(simulation.snapshot, simulation.now),
    simulation.now,
    () => 'audit-1',
  )

describe('an acknowledgement keeps quiet until the end of the next working day', () => {
  const until = (now: string) => wall(quietUntil(local(now), CALENDAR, settings(), ZONE))
  it.each([
    ['2026-11-23T17:05', '2026-11-24T17:30'],
    ['2026-11-23T00:01', '2026-11-24T17:30'],
    ['2026-11-27T17:05', '2026-11-30T17:30'],
    ['2026-11-28T12:00', '2026-11-30T17:30'],
    ['2026-02-13T17:05', '2026-02-23T17:30'],
  ])('given %s, then until %s', (now, end) => {
    expect(until(now)).toBe(end)
  })
  it('given other working hours, then until those end; given none, until 17:30', () => {
    const short = settings({ workingHours: { from: '08:00', to: '16:00' } })
    expect(wall(quietUntil(local('2026-11-23T17:05'), CALENDAR, short, ZONE))).toBe('2026-11-24T16:00')
    expect(wall(quietUntil(local('2026-11-23T17:05'), CALENDAR, null, ZONE))).toBe('2026-11-24T17:30')
  })
})

describe('given the supervisor has acknowledged on Monday evening', () => {
  it('when Tuesday passes without a report, then no further rung is told before Tuesday 17:30', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').until('2026-11-25T07:59')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi'])
  })
  it('when the quiet time is over, then it goes on with the head and never stops for ever, nor begins at rung 1', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').until('2026-11-28T00:00')
    expect(simulation.log).toEqual([
      `2026-11-23T17:00 chi: ${MONDAY} (2)`,
      `2026-11-25T08:00 dung: ${MONDAY} (3)`,
      `2026-11-25T16:30 lan: ${MONDAY} (4)`,
      `2026-11-27T17:00 minh: ${MONDAY} (5)`,
    ])
  })
  it('when the report comes, then it is settled for good', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').report('t1')
    expect(trail(simulation.until('2026-11-28T00:00'))).toEqual(['Mon 17:00 chi'])
  })
  it('when Tuesday is silent too, then that is a new subject, of which he hears', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T17:10')
    expect(simulation.acknowledge('chi').until('2026-11-24T17:00').log.at(-1)).toBe(
      '2026-11-24T17:00 chi: missing:p1:phong:daily:2026-11-24 (2)',
    )
  })
  it('when the next rung acknowledges in his turn, then the one after waits again', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').until('2026-11-25T09:00')
    simulation.acknowledge('dung').until('2026-11-26T17:59')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Wed 08:00 dung'])
    expect(trail(simulation.until('2026-11-27T08:00')).at(-1)).toBe('Fri 08:00 lan')
  })
  it('when a weekly digest falls into the quiet time, then the chief waits for the next one', () => {
    const simulation = silent()
      .filed('t1', 'phong', ...SECOND_WEEK)
      .until('2026-11-26T12:00')
    simulation.acknowledge('lan').until('2026-12-04T16:59')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung', 'Tue 16:30 lan'])
    expect(trail(simulation.until('2026-12-04T17:00')).at(-1)).toBe('Fri 17:00 minh')
  })
})

describe('given a tap on "Đã nhận"', () => {
  it('when the subject is open, then it is recorded with its quiet time and audited', () => {
    expect(tap(silent().until('2026-11-23T17:10'), 'chi')).toEqual({
      kind: 'acknowledged',
      changes: [
        {
          kind: 'escalation_acknowledged',
          subjects: [MONDAY],
          personId: 'chi',
          at: local('2026-11-23T17:10'),
          quietUntil: local('2026-11-24T17:30'),
        },
        {
          kind: 'audited',
          id: 'audit-1',
          at: local('2026-11-23T17:10'),
          personId: 'chi',
          action: 'escalation_acknowledged',
          subject: MONDAY,
          after: { quietUntil: '2026-11-24T10:30:00Z' },
        },
      ],
      subjects: [MONDAY],
      settled: [],
      until: local('2026-11-24T17:30'),
      alreadyBy: [],
    })
  })
  it('when two leaders tap at once, then both are recorded and the second learns of the first', () => {
    const two = { posts: [...world().posts, post('nga', 'phong', 'supervisor')] }
    const simulation = silent(two).until('2026-11-23T17:10').acknowledge('chi')
    expect(tap(simulation, 'nga')).toMatchObject({
      kind: 'acknowledged',
      subjects: [MONDAY],
      alreadyBy: ['chi'],
    })
  })
  it('when a colleague acknowledges a day later, then the later quiet time counts', () => {
    const two = { posts: [...world().posts, post('nga', 'phong', 'supervisor')] }
    const simulation = silent(two).until('2026-11-23T17:10').acknowledge('chi').until('2026-11-24T09:00')
    simulation.acknowledge('nga').until('2026-11-25T17:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Mon 17:00 nga'])
  })
  it('when he taps twice, then the second changes nothing and says how long the first holds', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').until('2026-11-24T09:00')
    expect(tap(simulation, 'chi')).toEqual({ kind: 'already', until: local('2026-11-24T17:30') })
  })
  it('when the digest is stale, its quiet time long over, then it prolongs nothing', () => {
    const simulation = silent().until('2026-11-23T17:10').acknowledge('chi').until('2026-11-26T09:00')
    expect(tap(simulation, 'chi')).toEqual({ kind: 'stale' })
  })
  it('when the digest is not his, or nobody knows of it, then it is stale', () => {
    const simulation = silent().until('2026-11-23T17:10')
    expect(tap(simulation, 'hoa')).toEqual({ kind: 'stale' })
    const index = indexSubjects(simulation.snapshot, simulation.now)
    const { steps } = simulation.snapshot
    expect(acknowledge({ personId: 'hoa', steps }, index, simulation.now, () => 'id')).toEqual({
      kind: 'stale',
    })
  })
  it('when the subject was settled meanwhile, then nothing is recorded and he is told so', () => {
    const simulation = silent().until('2026-11-23T17:10').report('t1')
    expect(tap(simulation, 'chi')).toEqual({ kind: 'settled', subjects: [MONDAY] })
  })
  it('when one of two subjects was settled meanwhile, then only the other is recorded', () => {
    const tasks = [task('t1', 'phong'), task('t2', 'xa')]
    const posts = [post('chi', 'phong', 'supervisor'), post('chi', 'xa', 'supervisor')]
    const simulation = silent({ tasks, posts }).until('2026-11-23T17:10').report('t2', 'xa')
    expect(tap(simulation, 'chi')).toMatchObject({
      subjects: [MONDAY],
      settled: ['missing:p1:xa:daily:2026-11-23'],
    })
  })
  it('when programmes work to different hours, then each subject is quiet until its own end of work', () => {
    const programmes = [
      programme('p1', { regimes: ['daily'] }),
      programme('p2', { regimes: ['daily'], workingHours: { from: '07:30', to: '17:00' } }),
    ]
    const tasks = [task('t1', 'phong'), task('t2', 'phong', { programmeId: 'p2' })]
    const outcome = tap(silent({ programmes, tasks }).until('2026-11-23T17:10'), 'chi')
    const recorded = outcome.kind === 'acknowledged' ? outcome.changes : []
    expect(
      recorded.flatMap((change) =>
        change.kind === 'escalation_acknowledged' ? [[...change.subjects, wall(change.quietUntil)]] : [],
      ),
    ).toEqual([
      [MONDAY, '2026-11-24T17:30'],
      ['missing:p2:phong:daily:2026-11-23', '2026-11-24T17:00'],
    ])
  })
  it('when the officer himself taps, then it is recorded, but his leaders are told all the same', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-11-02T08:00'), due: date('2026-11-20') })]
    const simulation = new Simulation(overdueWorld('2026-11-20', { tasks }), '2026-11-20T18:00').until(
      '2026-11-23T08:30',
    )
    expect(tap(simulation, 'an')).toMatchObject({ kind: 'acknowledged', until: null })
    expect(trail(simulation.acknowledge('an').until('2026-11-23T16:30'))).toEqual([
      'Mon 08:00 an',
      'Mon 16:30 chi',
    ])
  })
})
