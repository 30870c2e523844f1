import { describe, expect, it } from 'vitest'
import { arrivalInstant, instantAt, localDate } from '../../core/time.ts'
import { date, local, ZONE } from './programme/fixtures.ts'

describe('local time', () => {
  it('of the office decides the date, whatever the zone of the machine', () => {
    expect(localDate(local('2026-11-24T00:00'), ZONE).toString()).toBe('2026-11-24')
    expect(localDate(local('2026-11-23T23:59:59.999'), ZONE).toString()).toBe('2026-11-23')
  })
  it('that summer time skips is taken after the gap, and that it has twice is the first', () => {
    const skipped = instantAt(date('2026-03-08'), '02:30', 'America/New_York')
    const doubled = instantAt(date('2026-11-01'), '01:30', 'America/New_York')
    expect([skipped.toString(), doubled.toString()]).toEqual(['2026-03-08T07:30:00Z', '2026-11-01T05:30:00Z'])
  })
})

describe('a message arrived', () => {
  const ours = local('2026-11-23T16:31')
  const arrived = (iso: string) => arrivalInstant(local(iso), ours).equals(local(iso))

  it('when its channel says so, although we got it after the cut-off', () => {
    expect(arrived('2026-11-23T16:29:59.999')).toBe(true)
  })
  it('when its channel says so, up to two minutes ahead of us', () => {
    expect([arrived('2026-11-23T16:33'), arrived('2026-11-23T16:33:00.001')]).toEqual([true, false])
  })
  it('when its channel says so, up to 24 hours old', () => {
    expect([arrived('2026-11-22T16:31'), arrived('2026-11-22T16:30:59.999')]).toEqual([true, false])
  })
  it('at our own time where the channel’s is absurd', () => {
    expect(arrivalInstant(local('1970-01-01T08:00'), ours).equals(ours)).toBe(true)
  })
})
