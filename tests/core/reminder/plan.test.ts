import { describe, expect, it } from 'vitest'
import { coalesce } from '../../../core/reminder/coalesce.ts'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { planReminders } from '../../../core/reminder/plan.ts'
import { indexSnapshot, type ReminderSnapshot } from '../../../core/reminder/snapshot.ts'
import { leave, post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { filing, programme, snapshot, task, told, wall } from './fixtures.ts'

/** What is planned by a tick at `now` after the tick at `since`. */
function plan(state: ReminderSnapshot, since: string, now: string) {
  const { programmes } = indexSnapshot(state)
  const missed = momentsBetween(programmes, state.calendar, state.zone, local(since), local(now))
  return planReminders(coalesce(missed, local(now)), state, local(now))
}
const said = (...of: Parameters<typeof plan>) => plan(...of).map(told)
const HALF_PAST_FOUR = ['2026-11-23T16:29', '2026-11-23T16:30'] as const
const HALF_PAST_THREE = ['2026-11-23T15:29', '2026-11-23T15:30'] as const

describe('the 16:30 reminder', () => {
  it('goes once to each officer, with all his tasks, complete or not', () => {
    const state = snapshot({ filings: [filing('t3', 'xa', 'daily', '2026-11-23')] })
    expect(said(state, ...HALF_PAST_FOUR)).toEqual([
      'reminder an: t1@phong 2026-11-23, t2@phong 2026-11-23',
      'reminder binh: t3@xa 2026-11-23',
    ])
  })
  it('names day and week on a Friday in one message', () => {
    expect(said(snapshot(), '2026-11-27T16:29', '2026-11-27T16:30')[1]).toBe(
      'reminder binh: t3@xa 2026-11-27, t3@xa 2026-W48',
    )
  })
  it('is one for all programmes and units in which a person reports', () => {
    const state = snapshot({
      programmes: [programme('p1'), programme('p2', { regimes: ['daily'] })],
      posts: [post('an', 'phong', 'officer'), post('an', 'xa', 'officer')],
      tasks: [task('t1', 'phong'), task('t2', 'xa', { programmeId: 'p2' })],
    })
    expect(said(state, ...HALF_PAST_FOUR)).toEqual(['reminder an: t1@phong 2026-11-23, t2@xa 2026-11-23'])
  })
  it('carries an identity of instant and person, and lives until before the next day’s', () => {
    const [first] = plan(snapshot(), ...HALF_PAST_FOUR)
    expect(first?.identity).toBe('reminder:2026-11-23T09:30:00Z:an')
    expect([first?.notBefore, first?.expiresAt].map((at) => at && wall(at))).toEqual([
      '2026-11-23T16:30',
      '2026-11-24T14:30',
    ])
  })
  it('concerns only the regimes a task follows', () => {
    const tasks = [
      task('t1', 'phong', { regimes: ['weekly'] }),
      task('t2', 'phong', { regimes: ['on_completion'] }),
      task('t3', 'xa', { regimes: ['quarterly'] }),
    ]
    expect(said(snapshot({ tasks }), ...HALF_PAST_FOUR)).toEqual([])
    expect(said(snapshot({ tasks }), '2026-12-31T16:29', '2026-12-31T16:30')).toEqual([
      // Friday, 1 January, is off: the week closes on Thursday.
      'reminder an: t1@phong 2026-W53',
      'reminder binh: t3@xa 2026-Q4',
    ])
    expect(said(snapshot({ tasks }), '2026-11-27T16:29', '2026-11-27T16:30')).toEqual([
      'reminder an: t1@phong 2026-W48',
    ])
  })
  it('leaves out tasks that are not open, units that only coordinate, programmes that are closed', () => {
    const tasks = [
      task('t1', 'phong', { state: 'paused' }),
      task('t2', 'phong', { assignments: [{ unitId: 'xa', role: 'coordinate', officerId: null }] }),
      task('t3', 'xa', { state: 'done' }),
    ]
    expect(said(snapshot({ tasks }), ...HALF_PAST_FOUR)).toEqual([])
    const closed = [{ ...programme('p1'), active: false }, programme('p2')]
    expect(said(snapshot({ programmes: closed }), ...HALF_PAST_FOUR)).toEqual([])
  })
  it('leaves out periods that were over when the task was added', () => {
    const added = (at: string) => snapshot({ tasks: [task('t1', 'phong', { addedAt: local(at) })] })
    expect(said(added('2026-11-23T16:29:59.999'), ...HALF_PAST_FOUR)).toHaveLength(1)
    expect(said(added('2026-11-23T16:30'), '2026-11-23T16:29', '2026-11-24T16:31')).toEqual([
      'reminder an: t1@phong 2026-11-24',
    ])
  })
  it('leaves out what is locked, but not a unit that may file nevertheless', () => {
    const lock = { programmeId: 'p1', from: local('2026-11-23T00:00'), until: local('2026-11-26T12:00') }
    const locked = snapshot({ locks: [{ ...lock, openUnitIds: ['xa'] }] })
    expect(said(locked, ...HALF_PAST_FOUR)).toEqual(['reminder binh: t3@xa 2026-11-23'])
    expect(said(locked, '2026-11-26T16:29', '2026-11-26T16:30')).toHaveLength(2)
    expect(said(locked, '2026-11-20T16:29', '2026-11-20T16:30')).toHaveLength(2)
  })
  it('reaches each lead of a shared task, and the officer its assignment names', () => {
    const shared = task('t1', 'phong', {
      assignments: [
        { unitId: 'phong', role: 'lead', officerId: null },
        { unitId: 'xa', role: 'lead', officerId: 'khoa' },
      ],
    })
    expect(said(snapshot({ tasks: [shared] }), ...HALF_PAST_FOUR)).toEqual([
      'reminder an: t1@phong 2026-11-23',
      'reminder khoa: t1@xa 2026-11-23',
    ])
  })
})

describe('the 15:30 heads-up', () => {
  it('goes only to those who lack something, naming only that', () => {
    const state = snapshot({
      filings: [
        filing('t1', 'phong', 'daily', '2026-11-23'),
        filing('t2', 'phong', 'daily', '2026-11-23', ['number']),
        filing('t3', 'xa', 'daily', '2026-11-23'),
      ],
    })
    expect(said(state, ...HALF_PAST_THREE)).toEqual(['heads_up an: t2@phong 2026-11-23'])
  })
  it('expires at the cut-off', () => {
    expect(plan(snapshot(), ...HALF_PAST_THREE).map(({ expiresAt }) => wall(expiresAt))).toEqual([
      '2026-11-23T16:30',
      '2026-11-23T16:30',
    ])
  })
  it('joins the reminder of another programme at the same instant', () => {
    const state = snapshot({
      programmes: [programme('p1'), programme('p2', { cutOff: '15:30', regimes: ['daily'] })],
      tasks: [task('t1', 'phong'), task('t2', 'phong', { programmeId: 'p2' }), task('t3', 'xa')],
    })
    const planned = plan(state, ...HALF_PAST_THREE)
    expect(planned.map(told)).toEqual([
      'reminder an: t2@phong 2026-11-23, t1@phong 2026-11-23',
      'heads_up binh: t3@xa 2026-11-23',
    ])
    expect(planned[0]).toMatchObject({ parts: [{ kind: 'reminder' }, { kind: 'heads_up' }] })
  })
})

describe('the due-soon notice of 08:00', () => {
  const due = (...dates: string[]) =>
    snapshot({
      tasks: dates.map((iso, at) => task(`t${at}`, 'phong', { due: date(iso) })),
    })
  const at = (state: ReminderSnapshot, day: string) => said(state, `${day}T07:59`, `${day}T08:00`)

  it('is one message for all tasks 7, 3 and 1 working days before their deadline', () => {
    const state = due('2026-11-24', '2026-11-26', '2026-12-02', '2026-11-25', '2026-11-27')
    expect(at(state, '2026-11-23')).toEqual(['due_soon an: t0 in 1, t1 in 3, t2 in 7'])
  })
  it('counts over weekends and holidays', () => {
    expect(at(due('2026-11-23'), '2026-11-20')).toEqual(['due_soon an: t0 in 1'])
    expect(at(due('2026-02-24'), '2026-02-12')).toEqual(['due_soon an: t0 in 3'])
  })
  it('is given before a deadline on a day off as well, on the last working days before it', () => {
    expect(at(due('2026-11-22'), '2026-11-20')).toEqual(['due_soon an: t0 in 1'])
    expect(at(due('2026-02-17', '2026-02-22', '2026-02-23'), '2026-02-13')).toEqual([
      'due_soon an: t0 in 1, t1 in 1, t2 in 1',
    ])
  })
  it('is none on the due date itself, on days in between, for tasks without a date or done', () => {
    expect(at(due('2026-11-23', '2026-11-25'), '2026-11-23')).toEqual([])
    const done = task('t1', 'phong', { due: date('2026-11-24'), state: 'done' })
    expect(at(snapshot({ tasks: [done, task('t2', 'phong')] }), '2026-11-23')).toEqual([])
  })
  it('is given while input is locked: the work goes on', () => {
    const from = local('2026-11-23T00:00')
    const lock = { programmeId: 'p1', from, until: local('2026-11-26T12:00'), openUnitIds: [] }
    expect(at({ ...due('2026-11-24'), locks: [lock] }, '2026-11-23')).toEqual(['due_soon an: t0 in 1'])
  })
  it('after downtime names what was missed with the days that are left, and not what has gone by', () => {
    const state = due('2026-11-24', '2026-11-26', '2026-11-27')
    expect(
      said(state, '2026-11-23T07:00', '2026-11-25T09:00').filter((text) => text.includes('due')),
    ).toEqual(['due_soon an: t1 in 1, t2 in 2'])
  })
})

describe('leave', () => {
  const week = ['2026-11-23', '2026-11-27'] as const

  it('sends everything to the substitute, joined with his own', () => {
    expect(said(snapshot({ leaves: [leave('an', ...week, 'binh')] }), ...HALF_PAST_FOUR)).toEqual([
      'reminder binh: t1@phong 2026-11-23, t2@phong 2026-11-23, t3@xa 2026-11-23',
    ])
  })
  it('without a substitute tells the unit’s leader, and not the officer', () => {
    expect(said(snapshot({ leaves: [leave('an', ...week, null)] }), ...HALF_PAST_FOUR)).toEqual([
      'uncovered chi: an in phong',
      'reminder binh: t3@xa 2026-11-23',
    ])
  })
  it('tells the leader already at eight of the first day, under one identity for the whole leave', () => {
    const state = snapshot({ leaves: [leave('an', ...week, null)] })
    const identities = [
      plan(state, '2026-11-23T07:59', '2026-11-23T08:00'),
      plan(state, ...HALF_PAST_FOUR),
      plan(state, '2026-11-25T15:29', '2026-11-25T15:30'),
    ].map((planned) => planned.find(({ kind }) => kind === 'uncovered')?.identity)
    expect(identities[0]).toMatch(/^uncovered:leave-\d+:chi$/)
    expect(new Set(identities).size).toBe(1)
  })
  it('follows the duty when a post changes hands in the middle of the week', () => {
    const posts = [
      post('binh', 'xa', 'officer', '2026-01-01', '2026-11-24'),
      post('khoa', 'xa', 'officer', '2026-11-25'),
    ]
    const state = snapshot({ posts, tasks: [task('t3', 'xa')] })
    const days = ['2026-11-24', '2026-11-25'].flatMap((day) => said(state, `${day}T16:29`, `${day}T16:30`))
    expect(days).toEqual(['reminder binh: t3@xa 2026-11-24', 'reminder khoa: t3@xa 2026-11-25'])
  })
  it('that ended while the process slept: who holds the duty now is told of the missed days', () => {
    const leaves = [leave('an', '2026-11-20', '2026-11-23', 'khoa')]
    const state = snapshot({ leaves, tasks: [task('t1', 'phong', { regimes: ['daily'] })] })
    expect(said(state, '2026-11-20T16:00', '2026-11-23T17:00')).toEqual([
      'reminder khoa: t1@phong 2026-11-20, t1@phong 2026-11-23',
    ])
    expect(said(state, '2026-11-20T16:00', '2026-11-24T07:00')).toEqual([
      'reminder an: t1@phong 2026-11-20, t1@phong 2026-11-23',
    ])
  })
})

describe('a round planned', () => {
  it('twice, by two processes or after dying in the middle, is the same reminders', () => {
    const identities = () => plan(snapshot(), ...HALF_PAST_FOUR).map(({ identity }) => identity)
    expect(identities()).toEqual(identities())
    expect(new Set(identities()).size).toBe(2)
  })
  it('late lives as long as one in time', () => {
    const [first] = plan(snapshot(), '2026-11-20T16:29', '2026-11-23T07:00')
    expect(first && wall(first.expiresAt)).toBe('2026-11-24T05:00')
  })
  it('on a day off holds nothing', () => {
    expect(said(snapshot(), '2026-02-13T17:00', '2026-02-23T07:59')).toEqual([])
  })
})
