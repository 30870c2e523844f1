import { describe, expect, it } from 'vitest'
import { periodsAwaited, periodsLastClosed, regimesFollowed } from '../../../core/programme/awaited.ts'
import type { RegimeKind } from '../../../core/programme/regime.ts'
import { CALENDAR, local, settings, ZONE } from './fixtures.ts'

const awaited = (at: string, days: 'working-days' | 'every-day' = 'working-days', task: RegimeKind[] = []) =>
  periodsAwaited(settings({ days }), task, local(at), CALENDAR, ZONE).map(
    ({ period, isLate, delayMinutes }) => `${period.key}${isLate ? ` late ${delayMinutes}` : ''}`,
  )

describe('a report belongs to', () => {
  it('the day, the week and the month in which it arrives', () => {
    expect(awaited('2026-11-23T16:12')).toEqual(['2026-11-23', '2026-W48', '2026-11'])
  })
  it('the same day, late, from 16:30:00.000 on', () => {
    expect(awaited('2026-11-23T16:29:59.999')[0]).toBe('2026-11-23')
    expect(awaited('2026-11-23T16:30:00')[0]).toBe('2026-11-23 late 0')
    expect(awaited('2026-11-23T16:45')[0]).toBe('2026-11-23 late 15')
    expect(awaited('2026-11-23T23:59:59')[0]).toBe('2026-11-23 late 449')
  })
  it('the week that closed on Friday, when it comes on Saturday, and to no day', () => {
    expect(awaited('2026-11-28T09:00')).toEqual(['2026-W48 late 990', '2026-11'])
  })
  it('Saturday too where every day is reported', () => {
    expect(awaited('2026-11-28T09:00', 'every-day')).toEqual(['2026-11-28', '2026-W48 late 990', '2026-11'])
  })
  it('the month alone during Tết, whose week has no cut-off', () => {
    expect(awaited('2026-02-18T10:00')).toEqual(['2026-02'])
  })
  it('the local day of the zone, not the one in Greenwich', () => {
    expect(awaited('2026-11-24T00:30')[0]).toBe('2026-11-24')
  })
  it('the regimes its task names instead of the programme’s', () => {
    expect(awaited('2026-11-23T16:12', 'working-days', ['quarterly', 'half_yearly', 'yearly'])).toEqual([
      '2026-Q4',
      '2026-H2',
      '2026',
    ])
    expect(awaited('2026-11-23T16:12', 'working-days', ['on_completion'])).toEqual([])
  })
})

describe('a report of the morning after still settles', () => {
  const closed = (at: string, task: RegimeKind[] = []) =>
    periodsLastClosed(settings(), task, local(at), CALENDAR, ZONE).map(
      ({ period, isLate, delayMinutes }) => `${period.key} ${isLate} ${delayMinutes}`,
    )
  it('the last day and week that had a cut-off', () => {
    expect(closed('2026-11-23T08:00', ['daily', 'weekly'])).toEqual([
      '2026-11-20 true 3810',
      '2026-W47 true 3810',
    ])
  })
  it('the day and week before Tết, for those of Tết had none', () => {
    expect(closed('2026-02-23T08:00', ['daily', 'weekly']).map((text) => text.split(' ')[0])).toEqual([
      '2026-02-13',
      '2026-W07',
    ])
  })
})

describe('the regimes a task follows', () => {
  it('are the programme’s where the row names none, each once, only the periodic ones', () => {
    expect(regimesFollowed(['daily', 'weekly', 'on_completion'], [])).toEqual(['daily', 'weekly'])
    expect(regimesFollowed(['daily'], ['monthly', 'monthly', 'ad_hoc'])).toEqual(['monthly'])
  })
})
