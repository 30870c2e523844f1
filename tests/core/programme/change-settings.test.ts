import { expect, test } from 'vitest'
import { changeSettings } from '../../../core/programme/change-settings.ts'
import { programmeSettings } from '../../../core/programme/settings.ts'

const DEFAULTS = programmeSettings.parse({})

test('a changed value stands alone: everything else is as before', () => {
  const changed = changeSettings(DEFAULTS, { setting: 'cutOff', value: '16:00' })
  expect(changed).toEqual({ ok: true, settings: { ...DEFAULTS, cutOff: '16:00' }, warnings: [] })
})

test('a value that stands already, one out of range, a rung that is not there are refused', () => {
  expect(changeSettings(DEFAULTS, { setting: 'cutOff', value: '16:30' })).toEqual({
    ok: false,
    reason: 'unchanged',
  })
  expect(changeSettings(DEFAULTS, { setting: 'cutOff', value: '25:00' })).toEqual({
    ok: false,
    reason: 'out_of_range',
  })
  expect(changeSettings(DEFAULTS, { setting: 'headsUpMinutes', value: 601 })).toEqual({
    ok: false,
    reason: 'out_of_range',
  })
  expect(
    changeSettings(DEFAULTS, { setting: 'workingHours', value: { from: '17:30', to: '07:30' } }),
  ).toEqual({
    ok: false,
    reason: 'out_of_range',
  })
  const value = { kind: 'never' } as const
  expect(changeSettings(DEFAULTS, { setting: 'ladder', rung: 8, subject: 'missing', value })).toEqual({
    ok: false,
    reason: 'no_such_rung',
  })
})

test('days before a deadline are kept once each, longest first', () => {
  const changed = changeSettings(DEFAULTS, { setting: 'dueSoonDays', value: [1, 5, 1, 3] })
  expect(changed.ok && changed.settings.dueSoonDays).toEqual([5, 3, 1])
})

test('a rung changes for one kind of subject only', () => {
  const value = { kind: 'minutes', minutes: 45 } as const
  const changed = changeSettings(DEFAULTS, { setting: 'ladder', rung: 2, subject: 'missing', value })
  const before = DEFAULTS.ladder.find(({ rung }) => rung === 2)
  expect(changed.ok && changed.settings.ladder.find(({ rung }) => rung === 2)).toEqual({
    ...before,
    missing: value,
  })
  expect(changed.ok && changed.settings.ladder).toHaveLength(DEFAULTS.ladder.length)
})

test('a summary before the cut-off and a cut-off outside working hours deserve a second look', () => {
  const late = changeSettings(DEFAULTS, { setting: 'cutOff', value: '18:00' })
  expect(late.ok && late.warnings).toEqual(['summary_before_cut_off', 'cut_off_outside_hours'])
})

test('a rung tells other roles, is told again weekly or not, is added where it is missing, and goes', () => {
  const after = (change: Parameters<typeof changeSettings>[1]) => {
    const changed = changeSettings(DEFAULTS, change)
    if (!changed.ok) throw new Error(changed.reason)
    return changed.settings.ladder
  }
  const rungOf = (ladder: typeof DEFAULTS.ladder, number: number) =>
    ladder.find(({ rung }) => rung === number)
  expect(rungOf(after({ setting: 'ladder', rung: 3, roles: ['head', 'coordinator'] }), 3)?.roles).toEqual([
    'head',
    'coordinator',
  ])
  expect(rungOf(after({ setting: 'ladder', rung: 5, thenWeekly: false }), 5)?.thenWeekly).toBe(false)
  expect(after({ setting: 'ladder', rung: 4, isRemoved: true }).map(({ rung }) => rung)).toEqual([1, 2, 3, 5])
  expect(rungOf(after({ setting: 'ladder', rung: 7, roles: ['chief'] }), 7)).toEqual({
    rung: 7,
    roles: ['chief'],
    missing: { kind: 'weekly' },
    overdue: { kind: 'weekly' },
  })
})

test('a rung that is not there cannot be removed or repeated', () => {
  for (const change of [{ isRemoved: true }, { thenWeekly: true }] as const) {
    expect(changeSettings(DEFAULTS, { setting: 'ladder', rung: 8, ...change })).toEqual({
      ok: false,
      reason: 'no_such_rung',
    })
  }
})

test('a ladder that tells no leader any more is warned of', () => {
  const [officer] = DEFAULTS.ladder
  const alone = { ...DEFAULTS, ladder: [officer!, { ...DEFAULTS.ladder[1]! }] }
  const changed = changeSettings(alone, { setting: 'ladder', rung: 2, isRemoved: true })
  expect(changed.ok && changed.warnings).toEqual(['no_leader_told'])
})
