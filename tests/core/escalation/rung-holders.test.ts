import { describe, expect, it } from 'vitest'
import type { Post } from '../../../core/directory/directory.ts'
import { leave, post } from '../directory/fixtures.ts'
import { date, local } from '../programme/fixtures.ts'
import { EVERYBODY, overdueWorld, Simulation, task, trail, world } from './fixtures.ts'

const without = (...personIds: readonly string[]) => ({
  posts: world().posts.filter(({ personId }) => !personIds.includes(personId)),
})
const and = (...more: readonly Post[]) => ({ posts: [...world().posts, ...more] })
const unreachable = (...personIds: readonly string[]) => ({
  reachable: new Set(EVERYBODY.filter((personId) => !personIds.includes(personId))),
})
/** Silent on Monday 23 November, reporting afterwards. */
const silent = (changes: Parameters<typeof world>[0]) =>
  new Simulation(world(changes), '2026-11-23T08:00').filed(
    't1',
    'phong',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
  )
const UNTIL_TUESDAY = '2026-11-24T23:00'

describe('given a rung on which nobody can be told', () => {
  it('when there is no supervisor, then the head hears at 17:00 already, and the coordinator in his own time', () => {
    expect(trail(silent(without('chi')).until(UNTIL_TUESDAY))).toEqual([
      'Mon 17:00 skipped 2 empty',
      'Mon 17:00 dung',
      'Tue 16:30 lan',
    ])
  })
  it('when the supervisor never linked an account, then the rung is passed over at once and noted', () => {
    expect(trail(silent(unreachable('chi')).until(UNTIL_TUESDAY))).toEqual([
      'Mon 17:00 skipped 2 unreachable',
      'Mon 17:00 dung',
      'Tue 16:30 lan',
    ])
  })
  it('when he is on leave without a substitute, then likewise', () => {
    const leaves = [leave('chi', '2026-11-23', '2026-11-27', null)]
    expect(trail(silent({ leaves }).until(UNTIL_TUESDAY))).toEqual([
      'Mon 17:00 skipped 2 on_leave',
      'Mon 17:00 dung',
      'Tue 16:30 lan',
    ])
  })
  it('when the whole middle has no account, then the coordinator gets it at once, and the chief no earlier than the weekly digest', () => {
    expect(trail(silent(unreachable('chi', 'dung')).until('2026-11-29T00:00'))).toEqual([
      'Mon 17:00 skipped 2 unreachable',
      'Mon 17:00 skipped 3 unreachable',
      'Mon 17:00 lan',
      'Fri 17:00 minh',
    ])
  })
  it('when nobody at all can be told, then every rung is noted once, and that is all', () => {
    expect(trail(silent({ reachable: new Set() }).until('2026-11-30T16:59'))).toEqual([
      'Mon 17:00 skipped 2 unreachable',
      'Mon 17:00 skipped 3 unreachable',
      'Mon 17:00 skipped 4 unreachable',
      'Fri 17:00 skipped 5 unreachable',
    ])
  })
  it('when an overdue task has no officer, then his supervisor is told at 08:00 in his place', () => {
    const tasks = [task('t1', 'phong', { addedAt: local('2026-11-02T08:00'), due: date('2026-11-20') })]
    const simulation = new Simulation(
      overdueWorld('2026-11-20', { tasks, ...without('an') }),
      '2026-11-20T18:00',
    )
    expect(trail(simulation.until('2026-11-23T08:00'))).toEqual([
      'Mon 08:00 skipped 1 empty',
      'Mon 08:00 chi',
    ])
  })
  it('when his account was blocked before the digest left, then the next rung gets it in the next round', () => {
    const simulation = silent({}).hold().until('2026-11-23T17:05').change(unreachable('chi'))
    const { log } = simulation
    simulation.until('2026-11-23T23:00')
    expect(log).toEqual([])
    expect(simulation.until('2026-11-24T08:00').deliver().log).toEqual([
      '2026-11-24T08:00 missing:p1:phong:daily:2026-11-23 skipped (2) unreachable',
      '2026-11-24T08:00 chi: missing:p1:phong:daily:2026-11-23 (2)',
      '2026-11-24T08:00 dung: missing:p1:phong:daily:2026-11-23 (3)',
    ])
  })
})

describe('given a leader on leave', () => {
  it('when he named a substitute, then that one is told in his place', () => {
    const leaves = [leave('chi', '2026-11-23', '2026-11-27', 'sub')]
    expect(trail(silent({ leaves }).until('2026-11-23T17:00'))).toEqual(['Mon 17:00 sub'])
  })
  it('when the substitute is away as well, then the chain is followed', () => {
    const leaves = [
      leave('chi', '2026-11-23', '2026-11-27', 'sub'),
      leave('sub', '2026-11-23', '2026-11-27', 'nga'),
    ]
    expect(trail(silent({ leaves }).until('2026-11-23T17:00'))).toEqual(['Mon 17:00 nga'])
  })
  it('when the substitute is the head himself, then he is told once, and not again on his own rung', () => {
    const leaves = [leave('chi', '2026-11-23', '2026-11-27', 'dung')]
    expect(trail(silent({ leaves }).until(UNTIL_TUESDAY))).toEqual([
      'Mon 17:00 dung',
      'Tue 08:00 skipped 3 already_told',
      'Tue 16:30 lan',
    ])
  })
  it('when the leave covers another programme only, then he is told himself', () => {
    const leaves = [leave('chi', '2026-11-23', '2026-11-27', 'sub', { programmeId: 'p2' })]
    expect(trail(silent({ leaves }).until('2026-11-23T17:00'))).toEqual(['Mon 17:00 chi'])
  })
})

describe('given one person on several rungs', () => {
  it('when he supervises and heads the unit, then he hears of it once', () => {
    const posts = [...without('chi').posts, post('dung', 'phong', 'supervisor')]
    expect(trail(silent({ posts }).until(UNTIL_TUESDAY))).toEqual([
      'Mon 17:00 dung',
      'Tue 08:00 skipped 3 already_told',
      'Tue 16:30 lan',
    ])
  })
  it('when the supervisor is the focal officer himself, then the reminder was his, and the head hears in his time', () => {
    const posts = [...without('chi').posts, post('an', 'phong', 'supervisor')]
    expect(trail(silent({ posts }).until('2026-11-24T08:00'))).toEqual([
      'Mon 17:00 skipped 2 already_told',
      'Tue 08:00 dung',
    ])
  })
  it('when another supervisor is there as well, then only that one is told', () => {
    expect(trail(silent(and(post('an', 'phong', 'supervisor'))).until('2026-11-23T17:00'))).toEqual([
      'Mon 17:00 chi',
    ])
  })
})

describe('given several people on one rung', () => {
  it('when two supervise, then each gets a digest of his own', () => {
    expect(trail(silent(and(post('nga', 'phong', 'supervisor'))).until('2026-11-23T17:00'))).toEqual([
      'Mon 17:00 chi',
      'Mon 17:00 nga',
    ])
  })
  it('when one of them cannot be reached, then the other is told and the rung is not passed over', () => {
    const changes = { ...and(post('nga', 'phong', 'supervisor')), ...unreachable('nga') }
    expect(trail(silent(changes).until('2026-11-23T17:00'))).toEqual(['Mon 17:00 chi'])
  })
  it('when posts have ended or not begun, then they do not count', () => {
    const posts = [
      ...without('chi').posts,
      post('chi', 'phong', 'supervisor', '2026-01-01', '2026-11-22'),
      post('nga', 'phong', 'supervisor', '2026-11-24'),
    ]
    expect(trail(silent({ posts }).until('2026-11-23T17:00'))).toEqual([
      'Mon 17:00 skipped 2 empty',
      'Mon 17:00 dung',
    ])
  })
})

describe('given the tree of units', () => {
  const units = [
    { id: 'tinh', parentId: null },
    { id: 'so', parentId: 'tinh' },
    { id: 'phong', parentId: 'so' },
    { id: 'to', parentId: 'phong' },
    { id: 'vp', parentId: null },
  ]
  it('when a section has neither supervisor nor head, then those of the units above it are told', () => {
    const tasks = [task('t1', 'to')]
    const simulation = new Simulation(world({ units, tasks }), '2026-11-23T08:00').until('2026-11-24T08:00')
    expect(trail(simulation)).toEqual(['Mon 17:00 chi', 'Tue 08:00 dung'])
  })
  it('when a unit with a head of its own has no supervisor, then nobody above its head is told in his place', () => {
    const tasks = [task('t1', 'so')]
    const posts = [...world().posts, post('nga', 'tinh', 'supervisor'), post('kien', 'tinh', 'head')]
    const simulation = new Simulation(world({ units, tasks, posts }), '2026-11-23T08:00')
    expect(trail(simulation.until('2026-11-23T17:00'))).toEqual([
      'Mon 17:00 skipped 2 empty',
      'Mon 17:00 dung',
    ])
  })
  it('when the tree runs in a circle, then the search ends', () => {
    const circle = [
      { id: 'phong', parentId: 'so' },
      { id: 'so', parentId: 'phong' },
    ]
    const simulation = new Simulation(world({ units: circle, ...without('chi', 'dung') }), '2026-11-23T08:00')
    expect(trail(simulation.until('2026-11-23T17:00'))).toEqual([
      'Mon 17:00 skipped 2 empty',
      'Mon 17:00 skipped 3 empty',
      'Mon 17:00 lan',
    ])
  })
})
