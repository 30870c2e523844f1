/**
 * What users of other escalation systems complain about, one by one, each played with a moving clock. The names in the
 * log: An reports, Chi supervises, Dung heads, Lan coordinates, Minh is chief.
 */
import { describe, expect, it } from 'vitest'
import { post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { programme } from '../reminder/fixtures.ts'
import { EVERYBODY, overdueWorld, Simulation, task, trail, world } from './fixtures.ts'

type World = Parameters<typeof world>[0]

interface Scenario {
  readonly given: string
  readonly when: string
  readonly so: string
  readonly start?: string
  readonly world?: World
  /** A world of one task past this deadline instead. */
  readonly overdue?: string
  readonly play: (simulation: Simulation) => Simulation
  readonly hears: readonly string[]
}

const OTHER_DAYS = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'] as const
/** Nothing is owed but Monday's report. */
const onlyMonday = (simulation: Simulation) => simulation.filed('t1', 'phong', ...OTHER_DAYS)
const WEEK_BEFORE = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'] as const
const without = (...people: readonly string[]) => ({
  reachable: new Set(EVERYBODY.filter((person) => !people.includes(person))),
})
const since = (wall: string) => ({ addedAt: local(wall) })

const COMPLAINTS: Readonly<Record<string, readonly Scenario[]>> = {
  'escalated after having reported': [
    {
      given: 'a report a minute before the round',
      when: 'the round runs',
      so: 'nobody is told',
      play: (s) => onlyMonday(s).until('2026-11-23T16:59').report('t1').until('2026-11-28T00:00'),
      hears: [],
    },
    {
      given: 'a digest that waits while the report comes',
      when: 'it leaves',
      so: 'it does not: there is nothing left to say',
      play: (s) => onlyMonday(s).hold().until('2026-11-23T17:00').report('t1').deliver(),
      hears: [],
    },
    {
      given: 'a report at night, after the supervisor was told',
      when: 'the head’s time comes',
      so: 'he is not told',
      play: (s) => onlyMonday(s).until('2026-11-23T21:00').report('t1').until('2026-11-28T00:00'),
      hears: ['Mon 17:00 chi'],
    },
    {
      given: 'a task done on the morning after its deadline',
      when: 'the supervisor’s time comes',
      so: 'only the officer had been told',
      start: '2026-11-20T18:00',
      overdue: '2026-11-20',
      play: (s) => s.until('2026-11-23T10:00').changeTask('t1', { state: 'done' }).until('2026-11-30T00:00'),
      hears: ['Mon 08:00 an'],
    },
  ],
  'told twice, by two rules': [
    {
      given: 'a unit that owes reports in two programmes',
      when: 'it is silent in both',
      so: 'one digest tells both',
      world: {
        programmes: [programme('p1', { regimes: ['daily'] }), programme('p2', { regimes: ['daily'] })],
        tasks: [task('t1', 'phong'), task('t2', 'phong', { programmeId: 'p2' })],
      },
      play: (s) => s.until('2026-11-23T18:00'),
      hears: ['Mon 17:00 chi'],
    },
    {
      given: 'a Friday on which the daily and the weekly report are due',
      when: 'both are missing',
      so: 'one digest tells both',
      start: '2026-11-27T08:00',
      world: { programmes: [programme('p1', { regimes: ['daily', 'weekly'] })] },
      play: (s) => s.filed('t1', 'phong', ...WEEK_BEFORE).until('2026-11-27T18:00'),
      hears: ['Fri 17:00 chi'],
    },
    {
      given: 'one leader on two rungs',
      when: 'the second rung’s time comes',
      so: 'he is not told again, and the one above hears in his own time',
      world: {
        posts: [...world().posts.filter(({ personId }) => personId !== 'dung'), post('chi', 'so', 'head')],
      },
      play: (s) => onlyMonday(s).until('2026-11-24T17:00'),
      hears: ['Mon 17:00 chi', 'Tue 08:00 skipped 3 already_told', 'Tue 16:30 lan'],
    },
    {
      given: 'a task that is late and whose report is missing too',
      when: 'both climb',
      so: 'each is told once, in its own time',
      start: '2026-11-20T18:00',
      world: { tasks: [task('t1', 'phong', { due: date('2026-11-20'), ...since('2026-11-20T17:00') })] },
      play: (s) => s.until('2026-11-23T17:00'),
      hears: ['Mon 08:00 an', 'Mon 16:30 chi', 'Mon 17:00 chi'],
    },
  ],
  'at a weekend': [
    {
      given: 'a Friday without a report',
      when: 'the weekend passes',
      so: 'the head hears on Monday at 08:00',
      start: '2026-11-27T08:00',
      play: (s) => s.filed('t1', 'phong', ...WEEK_BEFORE).until('2026-11-30T08:00'),
      hears: ['Fri 17:00 chi', 'Mon 08:00 dung'],
    },
    {
      given: 'a deadline on a Friday',
      when: 'the weekend passes',
      so: 'the officer hears on Monday, not on Saturday',
      start: '2026-11-27T08:00',
      overdue: '2026-11-27',
      play: (s) => s.until('2026-11-30T08:00'),
      hears: ['Mon 08:00 an'],
    },
    {
      given: 'the last working day before Tết without a report',
      when: 'the holidays pass',
      so: 'the head hears on the first day of work',
      start: '2026-02-13T08:00',
      world: { tasks: [task('t1', 'phong', since('2026-02-13T07:00'))] },
      play: (s) => s.until('2026-02-23T08:00'),
      hears: ['Fri 17:00 chi', 'Mon 08:00 dung'],
    },
  ],
  'jumped to the top because the middle had no account': [
    {
      given: 'a supervisor without an account',
      when: 'his time comes',
      so: 'the head is told, nobody above him',
      world: without('chi'),
      play: (s) => onlyMonday(s).until('2026-11-23T18:00'),
      hears: ['Mon 17:00 skipped 2 unreachable', 'Mon 17:00 dung'],
    },
    {
      given: 'neither supervisor nor head with an account',
      when: 'the week passes',
      so: 'the coordinator hears at once, the chief not before the weekly digest',
      world: without('chi', 'dung'),
      play: (s) => onlyMonday(s).until('2026-11-28T00:00'),
      hears: [
        'Mon 17:00 skipped 2 unreachable',
        'Mon 17:00 skipped 3 unreachable',
        'Mon 17:00 lan',
        'Fri 17:00 minh',
      ],
    },
    {
      given: 'a task past its deadline whose officer and supervisor have no account',
      when: 'the first day passes',
      so: 'the head hears at 08:00, the coordinator in his own time',
      start: '2026-11-20T18:00',
      overdue: '2026-11-20',
      world: without('an', 'chi'),
      play: (s) => s.until('2026-11-26T16:30'),
      hears: [
        'Mon 08:00 skipped 1 unreachable',
        'Mon 08:00 skipped 2 unreachable',
        'Mon 08:00 dung',
        'Thu 16:30 lan',
      ],
    },
  ],
  'died with a restart': [
    {
      given: 'an installation that stood still over 17:00',
      when: 'it wakes at 17:20',
      so: 'the round is caught up, the ladder keeps its times',
      play: (s) =>
        onlyMonday(s).until('2026-11-23T16:45').downUntil('2026-11-23T17:20').until('2026-11-24T08:00'),
      hears: ['Mon 17:20 chi', 'Tue 08:00 dung'],
    },
    {
      given: 'a restart between two rungs',
      when: 'the next one’s time comes',
      so: 'it is told, the one before is not told again',
      play: (s) =>
        onlyMonday(s).until('2026-11-23T17:10').downUntil('2026-11-23T17:15').until('2026-11-24T08:00'),
      hears: ['Mon 17:00 chi', 'Tue 08:00 dung'],
    },
    {
      given: 'an installation that stood still for two days',
      when: 'it wakes',
      so: 'one rung is told, not three at once',
      play: (s) =>
        onlyMonday(s).until('2026-11-23T16:45').downUntil('2026-11-25T09:00').until('2026-11-25T12:00'),
      hears: ['Wed 09:00 chi'],
    },
  ],
  'started from the top for an old item': [
    {
      given: 'a task imported three months after its deadline',
      when: 'the first rounds run',
      so: 'it begins at the officer',
      start: '2026-11-23T07:00',
      overdue: '2026-08-20',
      world: { tasks: [task('t1', 'phong', { due: date('2026-08-20') })] },
      play: (s) => s.until('2026-11-24T16:30'),
      hears: ['Tue 08:00 an', 'Tue 16:30 chi'],
    },
    {
      given: 'an overdue task handed to another unit',
      when: 'the next working day comes',
      so: 'the new unit’s officer hears first, and nobody above him that day before his time',
      start: '2026-11-20T18:00',
      world: {
        programmes: [programme('p1', { regimes: ['on_completion'] })],
        tasks: [task('t1', 'phong', { due: date('2026-11-13'), ...since('2026-11-02T08:00') })],
      },
      play: (s) =>
        s
          .until('2026-11-23T09:00')
          .changeTask('t1', {
            assignments: [{ unitId: 'xa', role: 'lead', officerId: null, since: local('2026-11-23T09:00') }],
          })
          .until('2026-11-24T16:30'),
      hears: ['Mon 08:00 an', 'Tue 08:00 binh', 'Tue 16:30 hoa'],
    },
    {
      given: 'a task handed over after a cut-off',
      when: 'the rounds of that period run',
      so: 'the new unit is not asked for a period it did not have the task in',
      play: (s) =>
        s
          .until('2026-11-23T16:45')
          .changeTask('t1', {
            assignments: [{ unitId: 'xa', role: 'lead', officerId: null, since: local('2026-11-23T16:45') }],
          })
          .filed('t1', 'xa', ...OTHER_DAYS)
          .until('2026-11-27T12:00'),
      hears: [],
    },
    {
      given: 'a deadline that was extended after the head was told',
      when: 'the new one has passed as well',
      so: 'it begins at the officer again',
      start: '2026-11-13T18:00',
      world: {
        programmes: [programme('p1', { regimes: ['on_completion'] })],
        tasks: [task('t1', 'phong', { due: date('2026-11-13'), ...since('2026-11-02T08:00') })],
      },
      play: (s) =>
        s
          .until('2026-11-17T17:00')
          .changeTask('t1', { due: date('2026-11-20') })
          .until('2026-11-23T16:30'),
      hears: ['Mon 08:00 an', 'Mon 16:30 chi', 'Tue 16:30 dung', 'Mon 08:00 an', 'Mon 16:30 chi'],
    },
  ],
  'kept on after an acknowledgement': [
    {
      given: 'the supervisor’s "Đã nhận" on Monday evening',
      when: 'the head’s time comes on Tuesday morning',
      so: 'he is not told',
      play: (s) => onlyMonday(s).until('2026-11-23T17:10').acknowledge('chi').until('2026-11-24T17:29'),
      hears: ['Mon 17:00 chi'],
    },
    {
      given: '"Đã nhận" on an overdue task',
      when: 'its next rung’s time comes',
      so: 'it waits until the quiet time is over',
      start: '2026-11-20T18:00',
      overdue: '2026-11-20',
      play: (s) => s.until('2026-11-23T16:40').acknowledge('chi').until('2026-11-24T17:00'),
      hears: ['Mon 08:00 an', 'Mon 16:30 chi'],
    },
  ],
  'stopped for ever after an acknowledgement': [
    {
      given: 'the supervisor’s "Đã nhận" and no report after it',
      when: 'the quiet time is over',
      so: 'it goes on with the next rung, up to the top',
      play: (s) => onlyMonday(s).until('2026-11-23T17:10').acknowledge('chi').until('2026-11-28T00:00'),
      hears: ['Mon 17:00 chi', 'Wed 08:00 dung', 'Wed 16:30 lan', 'Fri 17:00 minh'],
    },
    {
      given: 'an overdue task of which each leader took note in his turn',
      when: 'weeks pass',
      so: 'each next one is told all the same',
      start: '2026-11-20T18:00',
      overdue: '2026-11-20',
      play: (s) => {
        s.until('2026-11-23T16:40').acknowledge('chi').until('2026-11-25T16:40').acknowledge('dung')
        return s.until('2026-12-04T16:00')
      },
      hears: ['Mon 08:00 an', 'Mon 16:30 chi', 'Wed 08:00 dung', 'Fri 16:30 lan', 'Tue 16:30 minh'],
    },
  ],
}

describe.each(Object.entries(COMPLAINTS))('%s', (_complaint, scenarios) => {
  it.each(scenarios.map((row) => [`given ${row.given}, when ${row.when}, then ${row.so}`, row] as const))(
    '%s',
    (_name, { start = '2026-11-23T08:00', overdue, world: changes = {}, play, hears }) => {
      const tasks = [
        task('t1', 'phong', { due: date(overdue ?? '2026-11-20'), ...since('2026-11-02T08:00') }),
      ]
      const snapshot = overdue === undefined ? world(changes) : overdueWorld(overdue, { tasks, ...changes })
      const simulation = play(new Simulation(snapshot, start))
      expect(trail(simulation)).toEqual(hears)
      expect(new Set(simulation.log).size).toBe(simulation.log.length)
    },
  )
})
