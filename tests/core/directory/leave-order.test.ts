import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { Person } from '../../../core/directory/directory.ts'
import { enterLeave, type LeaveEntry, type LeaveRequest } from '../../../core/directory/leave-order.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const person = (id: string): Person => ({
  id,
  name: id,
  handle: id,
  honorific: null,
  title: null,
  phone: null,
})
const [AN, BINH, EM] = [person('an'), person('binh'), person('em')]
const SETTING = {
  now: Temporal.Instant.from('2026-11-24T02:00:00Z'),
  zone: 'Asia/Ho_Chi_Minh',
  newId: () => 'fresh',
}

function request(from: string, to: string, more: Partial<LeaveRequest> = {}): LeaveRequest {
  const days = { from: day(from), to: day(to) }
  return { person: AN, substitute: BINH, unit: null, programme: null, days, by: AN, ...more }
}

function entry(who: Person, substitute: Person | null, from: string, to: string): LeaveEntry {
  return {
    person: who,
    substitute,
    unit: null,
    programme: null,
    leave: {
      id: `${who.id} ${from}`,
      personId: who.id,
      substituteId: substitute?.id ?? null,
      unitId: null,
      programmeId: null,
      from: day(from),
      to: day(to),
      endedAt: null,
      createdAt: SETTING.now,
    },
  }
}

function enter(
  asked: LeaveRequest,
  known: readonly LeaveEntry[] = [],
  reach: 'reachable' | 'no_account' = 'reachable',
) {
  return enterLeave(asked, { known, substituteReach: reach }, SETTING)
}

const warningsOf = (decision: ReturnType<typeof enterLeave>) =>
  decision.ok ? decision.warnings.map(({ kind }) => kind) : decision.problem.code

test('leave may have begun yesterday; its last day may be today, but not be over', () => {
  expect(enter(request('2026-11-23', '2026-11-24')).ok).toBe(true)
  expect(enter(request('2026-11-22', '2026-11-23'))).toEqual({
    ok: false,
    problem: { code: 'leave_past', to: day('2026-11-23') },
  })
})

test('a year is long enough; a day more is a slip', () => {
  expect(enter(request('2026-11-24', '2027-11-24')).ok).toBe(true)
  expect(warningsOf(enter(request('2026-11-24', '2027-11-25')))).toBe('leave_too_long')
})

test('nobody stands in for himself, and the same leave is entered once', () => {
  expect(warningsOf(enter(request('2026-11-24', '2026-11-25', { substitute: AN })))).toBe(
    'substitute_is_self',
  )
  const known = [entry(AN, BINH, '2026-11-24', '2026-11-25')]
  expect(warningsOf(enter(request('2026-11-24', '2026-11-25'), known))).toBe('leave_known')
  expect(warningsOf(enter(request('2026-11-24', '2026-11-25', { substitute: EM }), known))).toEqual([
    'replaces',
  ])
})

test('a substitute who hears nothing, who is away himself, or who is missing is warned of', () => {
  const asked = request('2026-11-24', '2026-11-26')
  expect(warningsOf(enter(asked))).toEqual([])
  expect(warningsOf(enter(asked, [], 'no_account'))).toEqual(['substitute_hears_nothing'])
  expect(warningsOf(enter(request('2026-11-24', '2026-11-26', { substitute: null })))).toEqual([
    'no_substitute',
  ])
  expect(warningsOf(enter(asked, [entry(BINH, EM, '2026-11-26', '2026-11-30')]))).toEqual([
    'substitute_on_leave',
  ])
  expect(warningsOf(enter(asked, [entry(BINH, EM, '2026-11-27', '2026-11-30')]))).toEqual([])
})

test('a substitute whose own substitute is the one on leave has nobody next', () => {
  const decision = enter(request('2026-11-24', '2026-11-26'), [entry(BINH, AN, '2026-11-24', '2026-11-24')])
  expect(decision.ok && decision.warnings).toMatchObject([{ kind: 'substitute_on_leave', next: null }])
})
