import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coalesce } from '../../../core/reminder/coalesce.ts'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { CALENDAR, local, ZONE } from '../programme/fixtures.ts'
import { line, programme, wall } from './fixtures.ts'

function caughtUp(since: string, now: string, programmes = [programme('p1')]) {
  return coalesce(momentsBetween(programmes, CALENDAR, ZONE, local(since), local(now)), local(now))
}
const lines = (...of: Parameters<typeof caughtUp>) => caughtUp(...of).map(line)

describe('after downtime', () => {
  it('of a night and a day, the two missed reminders are one that names both days', () => {
    expect(lines('2026-11-23T16:00', '2026-11-24T16:35')).toEqual(
      [
        '2026-11-24T08:00 due_soon p1:2026-11-24',
        '2026-11-24T16:30 reminder p1:2026-11-23 p1:2026-11-24',
        '2026-11-24T16:45 self_audit 2026-11-23T16:30',
        '2026-11-23T17:00 summary p1:2026-11-23',
      ].sort(),
    )
  })
  it('the joined reminder knows every instant it stands for', () => {
    const reminder = caughtUp('2026-11-23T16:00', '2026-11-24T16:35').find(({ kind }) => kind === 'reminder')
    expect(reminder?.instants.map(wall)).toEqual(['2026-11-23T16:30', '2026-11-24T16:30'])
  })
  it('a heads-up is dropped from the very instant of its cut-off on', () => {
    const kinds = (now: string) => caughtUp('2026-11-23T15:00', now).map(({ kind }) => kind)
    expect(kinds('2026-11-23T16:29:59.999')).toEqual(['heads_up'])
    expect(kinds('2026-11-23T16:30:00')).toEqual(['reminder'])
  })
  it('a heads-up keeps the programme whose cut-off is still ahead', () => {
    const programmes = [programme('p1', { headsUpMinutes: 150 }), programme('p2', { cutOff: '15:00' })]
    expect(lines('2026-11-23T13:59', '2026-11-23T15:10', programmes)[0]).toBe(
      '2026-11-23T14:00 heads_up p1:2026-11-23',
    )
  })
  it('the reachability check is made up for while the first cut-off is ahead, not later', () => {
    const kinds = (now: string) => caughtUp('2026-11-23T14:00', now).map(({ kind }) => kind)
    expect(kinds('2026-11-23T16:29')).toContain('reachability')
    expect(kinds('2026-11-23T16:31')).not.toContain('reachability')
  })
  it('a self-audit gives a round that is only caught up now its ten minutes', () => {
    const audit = (since: string, now: string) =>
      lines(since, now).find((text) => text.includes('self_audit'))
    expect(audit('2026-11-23T16:29', '2026-11-23T18:00')).toBe('2026-11-23T18:10 self_audit 2026-11-23T16:30')
    expect(audit('2026-11-23T16:31', '2026-11-23T18:00')).toBe('2026-11-23T16:40 self_audit 2026-11-23T16:30')
  })
  it('of three weeks over Tết there is at most one of each kind', () => {
    expect(lines('2026-02-12T17:30', '2026-02-23T17:30')).toEqual([
      '2026-02-23T08:00 due_soon p1:2026-02-13 p1:2026-02-23',
      '2026-02-23T16:30 reminder p1:2026-02-13 p1:2026-W07 p1:2026-02-23',
      '2026-02-23T17:00 summary p1:2026-02-13 p1:2026-W07 p1:2026-02-23',
      '2026-02-23T17:40 self_audit 2026-02-13T16:30 2026-02-23T16:30',
    ])
  })
  it('of a weekend nothing at all was missed', () => {
    expect(lines('2026-11-20T17:00', '2026-11-23T07:59')).toEqual([])
  })
  it('of a month the newest question about next year’s holidays is left', () => {
    const checks = lines('2026-11-30T00:00', '2027-01-10T00:00').filter((text) => text.includes('holiday'))
    expect(checks).toEqual(['2026-12-21T08:00 holiday_check 2027'])
  })
})

describe('in time', () => {
  it('moments pass unchanged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 * 24 * 60 }), (minutes) => {
        const now = local('2026-11-01T00:00').add({ minutes })
        const moments = momentsBetween([programme('p1')], CALENDAR, ZONE, now.subtract({ minutes: 1 }), now)
        expect(coalesce(moments, now)).toEqual(moments)
      }),
    )
  })
  it('every period that ended is named once, however long the downtime', () => {
    const programmes = [programme('p1'), programme('p2', { cutOff: '11:00', days: 'every-day' })]
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 * 24 * 60 }),
        fc.integer({ min: 1, max: 20_000 }),
        (start, length) => {
          const since = local('2026-01-20T00:00').add({ minutes: start })
          const now = since.add({ minutes: length })
          const moments = momentsBetween(programmes, CALENDAR, ZONE, since, now)
          const named = (of: typeof moments) =>
            of.flatMap((moment) => (moment.kind === 'reminder' ? moment.endings : []))
          const joined = coalesce(moments, now)
          expect(named(joined)).toEqual(named(moments))
          expect(new Set(joined.map(({ kind }) => kind)).size).toBe(joined.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})
