import { describe, expect, it } from 'vitest'
import type { Post } from '../../../core/directory/directory.ts'
import { createDutyIndex } from '../../../core/directory/duty.ts'
import type { RecordedLeave } from '../../../core/directory/leave.ts'
import { date, local } from '../programme/fixtures.ts'
import { directory, leave, post, said } from './fixtures.ts'

const POSTS: readonly Post[] = [
  post('an', 'phong', 'officer'),
  post('chi', 'phong', 'supervisor'),
  post('dung', 'phong', 'head'),
  post('giang', 'so', 'head'),
]

function who(
  leaves: readonly RecordedLeave[],
  on: string,
  duty: { unitId?: string; programmeId?: string; officerId?: string | null } = {},
  posts: readonly Post[] = POSTS,
): string {
  const index = createDutyIndex(directory(posts, leaves))
  return said(index.holderOf({ unitId: 'phong', programmeId: 'p1', officerId: null, ...duty }, date(on)))
}

describe('a duty lies with', () => {
  it('the unit’s focal officer', () => {
    expect(who([], '2026-11-23')).toBe('an')
  })
  it('the officer its assignment names, before the focal officer, though he has no post there', () => {
    expect(who([], '2026-11-23', { officerId: 'khoa' })).toBe('khoa')
  })
  it('the focal officer again once the named officer has left the unit', () => {
    const posts = [...POSTS, post('khoa', 'phong', 'officer', '2025-01-01', '2026-11-22')]
    const days = ['2026-11-22', '2026-11-23'].map((day) => who([], day, { officerId: 'khoa' }, posts))
    expect(days).toEqual(['khoa', 'an'])
  })
  it('whoever holds the post on that very day, when it changes hands in the middle of a month', () => {
    const posts = [
      post('an', 'xa', 'officer', '2026-01-01', '2026-11-15'),
      post('binh', 'xa', 'officer', '2026-11-16'),
    ]
    const days = ['2026-11-15', '2026-11-16'].map((day) => who([], day, { unitId: 'xa' }, posts))
    expect(days).toEqual(['an', 'binh'])
  })
  it('the newer of two posts that overlap in a handover', () => {
    const posts = [post('zan', 'xa', 'officer', '2026-11-20'), post('an', 'xa', 'officer')]
    expect(who([], '2026-11-23', { unitId: 'xa' }, posts)).toBe('zan')
  })
  it('the same person in each unit where he is the officer', () => {
    const posts = [post('an', 'phong', 'officer'), post('an', 'xa', 'officer')]
    expect(['phong', 'xa'].map((unitId) => who([], '2026-11-23', { unitId }, posts))).toEqual(['an', 'an'])
  })
  it('nobody where the unit has no officer; its leader is named', () => {
    expect(who([], '2026-11-23', {}, POSTS.slice(1))).toBe('nobody: tell chi')
  })
})

describe('a duty of an officer on leave lies with', () => {
  it('his substitute, from the first to the last day', () => {
    const leaves = [leave('an', '2026-11-23', '2026-11-25', 'binh')]
    const days = ['2026-11-22', '2026-11-23', '2026-11-25', '2026-11-26'].map((day) => who(leaves, day))
    expect(days).toEqual(['an', 'binh for an', 'binh for an', 'an'])
  })
  it('himself again from the day on which it was ended early', () => {
    const ended = { endedAt: local('2026-11-24T00:10') }
    const leaves = [leave('an', '2026-11-23', '2026-11-27', 'binh', ended)]
    expect(['2026-11-23', '2026-11-24'].map((day) => who(leaves, day))).toEqual(['binh for an', 'an'])
  })
  it('himself all the time when it was ended on its first day', () => {
    const leaves = [leave('an', '2026-11-23', '2026-11-27', 'binh', { endedAt: local('2026-11-23T07:00') })]
    expect(who(leaves, '2026-11-23')).toBe('an')
  })
  it('the substitute only in the unit and the programme that were handed over', () => {
    const leaves = [leave('an', '2026-11-23', '2026-11-27', 'binh', { unitId: 'phong', programmeId: 'p1' })]
    const posts = [...POSTS, post('an', 'xa', 'officer')]
    const there = (unitId: string, programmeId: string) =>
      who(leaves, '2026-11-23', { unitId, programmeId }, posts)
    expect([there('phong', 'p1'), there('phong', 'p2'), there('xa', 'p1')]).toEqual([
      'binh for an',
      'an',
      'an',
    ])
  })
  it('the substitute of the narrower leave, whichever was entered first', () => {
    const leaves = [
      leave('an', '2026-11-23', '2026-11-27', 'binh', { programmeId: 'p1' }),
      leave('an', '2026-11-23', '2026-11-27', 'khoa'),
    ]
    expect(['p1', 'p2'].map((programmeId) => who(leaves, '2026-11-23', { programmeId }))).toEqual([
      'binh for an',
      'khoa for an',
    ])
  })
  it('the substitute of the leave entered last, of two equally wide ones, while they overlap', () => {
    const leaves = [
      leave('an', '2026-11-23', '2026-11-27', 'binh'),
      leave('an', '2026-11-25', '2026-12-04', 'khoa'),
    ]
    const days = ['2026-11-24', '2026-11-25', '2026-12-04'].map((day) => who(leaves, day))
    expect(days).toEqual(['binh for an', 'khoa for an', 'khoa for an'])
    expect(who([...leaves].reverse(), '2026-11-25')).toBe('khoa for an')
  })
  it('the substitute’s substitute while he is on leave as well', () => {
    const leaves = [
      leave('an', '2026-11-23', '2026-11-27', 'binh'),
      leave('binh', '2026-11-24', '2026-11-24', 'khoa'),
    ]
    const days = ['2026-11-23', '2026-11-24', '2026-11-25'].map((day) => who(leaves, day))
    expect(days).toEqual(['binh for an', 'khoa for an', 'binh for an'])
  })
  it('a substitute whose own leave concerns another unit', () => {
    const leaves = [
      leave('an', '2026-11-23', '2026-11-27', 'binh'),
      leave('binh', '2026-11-23', '2026-11-27', null, { unitId: 'xa' }),
    ]
    expect(who(leaves, '2026-11-23')).toBe('binh for an')
  })
  it('nobody when two on leave name each other, nor when one names himself', () => {
    const circle = [
      leave('an', '2026-11-23', '2026-11-27', 'binh'),
      leave('binh', '2026-11-23', '2026-11-27', 'an'),
    ]
    expect(who(circle, '2026-11-23')).toBe('nobody: an away, tell chi')
    expect(who([leave('an', '2026-11-23', '2026-11-27', 'an')], '2026-11-23')).toBe(
      'nobody: an away, tell chi',
    )
  })
})

describe('without a substitute', () => {
  const away = leave('an', '2026-11-23', '2026-11-27', null)

  it('the supervisor is to know', () => {
    expect(who([away], '2026-11-23')).toBe('nobody: an away, tell chi')
  })
  it('the supervisor’s substitute, when he is on leave as well', () => {
    const leaves = [away, leave('chi', '2026-11-23', '2026-11-27', 'khoa')]
    expect(who(leaves, '2026-11-23')).toBe('nobody: an away, tell khoa')
  })
  it('the head, when the supervisor is away too', () => {
    const leaves = [away, leave('chi', '2026-11-23', '2026-11-27', null)]
    expect(who(leaves, '2026-11-23')).toBe('nobody: an away, tell dung')
  })
  it('the head above, when the unit has no leader of its own', () => {
    const posts = [post('an', 'phong', 'officer'), post('giang', 'so', 'head')]
    expect(who([away], '2026-11-23', {}, posts)).toBe('nobody: an away, tell giang')
  })
  it('the next leader, when the officer supervises his unit himself', () => {
    const posts = [post('an', 'phong', 'officer'), post('an', 'phong', 'supervisor'), ...POSTS.slice(2)]
    expect(who([away], '2026-11-23', {}, posts)).toBe('nobody: an away, tell dung')
  })
  it('no one, when the officer is the only leader there is', () => {
    const posts = [post('an', 'phong', 'officer'), post('an', 'phong', 'supervisor')]
    expect(who([away], '2026-11-23', {}, posts)).toBe('nobody: an away, tell nobody')
  })
  it('the nearest leader all the same, when every leader is away', () => {
    const leaves = ['chi', 'dung', 'giang'].map((person) => leave(person, '2026-11-01', '2026-12-31', null))
    expect(who([away, ...leaves], '2026-11-23')).toBe('nobody: an away, tell chi')
  })
  it('no one, where a circle in the tree of units has no leader', () => {
    const snapshot = directory([post('an', 'phong', 'officer')], [away])
    const units = [
      { id: 'phong', parentId: 'so' },
      { id: 'so', parentId: 'phong' },
    ]
    const duty = { unitId: 'phong', programmeId: 'p1', officerId: null }
    const holder = createDutyIndex({ ...snapshot, units }).holderOf(duty, date('2026-11-23'))
    expect(said(holder)).toBe('nobody: an away, tell nobody')
  })
})
