import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { programmesInUse } from '../../../core/reminder/moment.ts'
import { momentsBetween, nextMoments } from '../../../core/reminder/moments.ts'
import { CALENDAR, local, ZONE } from '../programme/fixtures.ts'
import { line, programme, task } from './fixtures.ts'

const between = (since: string, until: string, programmes = [programme('p1')]) =>
  momentsBetween(programmes, CALENDAR, ZONE, local(since), local(until)).map(line)

describe('the moments of', () => {
  it('an ordinary Monday', () => {
    expect(between('2026-11-23T00:00', '2026-11-24T00:00')).toEqual([
      '2026-11-23T08:00 due_soon p1:2026-11-23',
      '2026-11-23T14:30 reachability 2026-11-23T16:30',
      '2026-11-23T15:30 heads_up p1:2026-11-23',
      '2026-11-23T16:30 reminder p1:2026-11-23',
      '2026-11-23T16:40 self_audit 2026-11-23T16:30',
      '2026-11-23T17:00 summary p1:2026-11-23',
    ])
  })
  it('a Friday name the week in the same message as the day', () => {
    expect(between('2026-11-27T16:00', '2026-11-27T16:30')).toEqual([
      '2026-11-27T16:30 reminder p1:2026-11-27 p1:2026-W48',
    ])
  })
  it('a Friday on which day, week and month end, joined over programmes', () => {
    const programmes = [
      programme('p1'),
      programme('p2', { regimes: ['monthly', 'quarterly', 'on_completion'] }),
    ]
    expect(between('2026-07-31T16:00', '2026-07-31T16:30', programmes)).toEqual([
      '2026-07-31T16:30 reminder p1:2026-07-31 p1:2026-W31 p1:2026-07 p2:2026-07',
    ])
  })
  it('the last working day of a year whose regimes all end', () => {
    const regimes = ['daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly'] as const
    expect(
      between('2027-12-31T16:00', '2027-12-31T16:30', [programme('p1', { regimes: [...regimes] })]),
    ).toEqual([
      '2027-12-31T16:30 reminder p1:2027-12-31 p1:2027-W52 p1:2027-12 p1:2027-Q4 p1:2027-H2 p1:2027',
    ])
  })
  it('a weekend or a holiday are none', () => {
    expect(between('2026-11-27T17:00', '2026-11-30T07:59')).toEqual([])
    expect(between('2026-02-13T17:00', '2026-02-23T07:59')).toEqual([])
  })
  it('every day, where every day is reported; the week of Tết ends on its literal Friday', () => {
    const reminders = between('2026-02-14T00:00', '2026-02-22T00:00', [
      programme('p1', { days: 'every-day' }),
    ])
    expect(reminders.filter((text) => text.includes('reminder'))).toEqual([
      '2026-02-14T16:30 reminder p1:2026-02-14',
      '2026-02-15T16:30 reminder p1:2026-02-15',
      '2026-02-16T16:30 reminder p1:2026-02-16',
      '2026-02-17T16:30 reminder p1:2026-02-17',
      '2026-02-18T16:30 reminder p1:2026-02-18',
      '2026-02-19T16:30 reminder p1:2026-02-19',
      '2026-02-20T16:30 reminder p1:2026-02-20 p1:2026-W08',
      '2026-02-21T16:30 reminder p1:2026-02-21',
    ])
  })
  it('programmes with different clocks are apart, and the reachability check precedes the first of them', () => {
    const programmes = [
      programme('p1'),
      programme('p2', { cutOff: '11:00', headsUpMinutes: 30, summaryAt: null }),
    ]
    expect(between('2026-11-23T08:30', '2026-11-23T16:45', programmes)).toEqual([
      '2026-11-23T09:00 reachability 2026-11-23T11:00',
      '2026-11-23T10:30 heads_up p2:2026-11-23',
      '2026-11-23T11:00 reminder p2:2026-11-23',
      '2026-11-23T11:10 self_audit 2026-11-23T11:00',
      '2026-11-23T15:30 heads_up p1:2026-11-23',
      '2026-11-23T16:30 reminder p1:2026-11-23',
      '2026-11-23T16:40 self_audit 2026-11-23T16:30',
    ])
  })
  it('one instant at which a cut-off meets the heads-up of another programme are two, the reminder first', () => {
    const programmes = [programme('p1'), programme('p2', { cutOff: '15:30' })]
    expect(between('2026-11-23T15:00', '2026-11-23T15:30', programmes)).toEqual([
      '2026-11-23T15:30 reminder p2:2026-11-23',
      '2026-11-23T15:30 heads_up p1:2026-11-23',
    ])
  })
  it('a programme without notices are its reminders alone', () => {
    const quiet = {
      headsUpMinutes: 0,
      reachabilityMinutes: 0,
      selfAuditMinutes: 0,
      dueSoonDays: [],
      summaryAt: null,
    }
    expect(between('2026-11-23T00:00', '2026-11-24T00:00', [programme('p1', quiet)])).toEqual([
      '2026-11-23T16:30 reminder p1:2026-11-23',
    ])
  })
  it('a programme that was closed are none', () => {
    expect(between('2026-11-23T00:00', '2026-11-24T00:00', [{ ...programme('p1'), active: false }])).toEqual(
      [],
    )
  })
  it('a cut-off just after midnight lie on the day before and the day after as well', () => {
    const night = programme('p1', {
      cutOff: '00:05',
      days: 'every-day',
      regimes: ['monthly'],
      dueSoonDays: [],
    })
    const late = programme('p2', {
      cutOff: '23:55',
      days: 'every-day',
      regimes: ['monthly'],
      dueSoonDays: [],
    })
    expect(between('2026-03-30T20:00', '2026-04-01T04:00', [night, late])).toEqual([
      '2026-03-30T22:05 reachability 2026-03-31T00:05',
      '2026-03-30T23:05 heads_up p1:2026-03',
      '2026-03-31T00:05 reminder p1:2026-03',
      '2026-03-31T00:15 self_audit 2026-03-31T00:05',
      '2026-03-31T17:00 summary p1:2026-03 p2:2026-03',
      '2026-03-31T22:55 heads_up p2:2026-03',
      '2026-03-31T23:55 reminder p2:2026-03',
      '2026-04-01T00:05 self_audit 2026-03-31T23:55',
    ])
  })
  it('a regime that only single tasks follow exist as well', () => {
    const inUse = programmesInUse(
      [programme('p1')],
      [task('t1', 'phong', { regimes: ['quarterly', 'ad_hoc'] })],
    )
    expect(between('2026-09-30T16:00', '2026-09-30T16:30', [...inUse])).toEqual([
      '2026-09-30T16:30 reminder p1:2026-09-30 p1:2026-09 p1:2026-Q3',
    ])
  })
  it('December ask for next year’s holidays on its first working day and again from the 20th on', () => {
    const checks = between('2026-11-30T12:00', '2028-01-01T00:00').filter((text) => text.includes('holiday'))
    expect(checks).toEqual([
      '2026-12-01T08:00 holiday_check 2027',
      '2026-12-21T08:00 holiday_check 2027',
      '2027-12-01T08:00 holiday_check 2028',
      '2027-12-20T08:00 holiday_check 2028',
    ])
  })
})

describe('an interval', () => {
  it('excludes its beginning and includes its end, to the nanosecond', () => {
    const at = (since: string, until: string) => between(since, until).map((text) => text.split(' ')[1])
    expect(at('2026-11-23T16:29:59.999', '2026-11-23T16:30:00')).toEqual(['reminder'])
    expect(at('2026-11-23T16:29:00', '2026-11-23T16:29:59.999')).toEqual([])
    expect(at('2026-11-23T16:30:00', '2026-11-23T16:30:00.001')).toEqual([])
    expect(at('2026-11-23T16:29:59.999999999', '2026-11-23T16:30:00.001')).toEqual(['reminder'])
  })
  it('that is empty, or runs backwards as after a clock set back, holds nothing', () => {
    expect(between('2026-11-23T16:30', '2026-11-23T16:30')).toEqual([])
    expect(between('2026-11-23T17:30', '2026-11-23T15:30')).toEqual([])
  })
  it('replayed in pieces around a clock set back an hour yields each moment once', () => {
    let mark = local('2026-11-23T15:00')
    const seen: string[] = []
    for (const tick of ['15:45', '16:31', '15:31', '15:50', '16:30', '16:45', '17:05']) {
      const now = local(`2026-11-23T${tick}`)
      seen.push(...momentsBetween([programme('p1')], CALENDAR, ZONE, mark, now).map(line))
      if (now.since(mark).sign === 1) mark = now
    }
    expect(seen).toEqual(between('2026-11-23T15:00', '2026-11-23T17:05'))
  })
  it('of three weeks over Tết holds six moments on each of ten working days, and a year takes no time worth naming', () => {
    const programmes = ['p1', 'p2', 'p3'].map((id) => programme(id))
    expect(between('2026-02-06T17:00', '2026-02-27T17:00', programmes).length).toBe(6 * 10)
    const started = performance.now()
    between('2026-01-01T00:00', '2027-01-01T00:00', programmes)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})

const anyProgramme = fc
  .record({
    days: fc.constantFrom('every-day' as const, 'working-days' as const),
    regimes: fc.subarray([
      'daily',
      'weekly',
      'monthly',
      'quarterly',
      'half_yearly',
      'yearly',
      'ad_hoc',
    ] as const),
    cutOff: fc.constantFrom('16:30', '00:05', '23:55', '08:00', '11:00', '17:30'),
    headsUpMinutes: fc.constantFrom(0, 30, 60, 600),
    reachabilityMinutes: fc.constantFrom(0, 120, 480),
    selfAuditMinutes: fc.constantFrom(0, 10, 30),
    summaryAt: fc.constantFrom(null, '17:00', '16:30', '08:00'),
  })
  .map((changes) => changes)
const anyProgrammes = fc
  .array(anyProgramme, { maxLength: 3 })
  .map((all) => all.map((changes, at) => programme(`p${at}`, changes)))
const anyZone = fc.constantFrom(ZONE, 'UTC', 'America/New_York', 'Pacific/Auckland')
const anyInstant = fc
  .integer({ min: 0, max: 900 * 24 * 60 })
  .map((minutes) => local('2026-01-01T00:00').add({ minutes }))

describe('whatever the settings and the zone', () => {
  it('an interval cut anywhere yields the same moments, none twice, none lost, in order', () => {
    const anyCuts = fc.array(fc.integer({ min: 0, max: 45 * 24 * 60 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(anyProgrammes, anyZone, anyInstant, anyCuts, (programmes, zone, start, offsets) => {
        const cuts = [0, ...offsets].sort((a, b) => a - b).map((minutes) => start.add({ minutes }))
        const moments = (from: number, to: number) =>
          momentsBetween(programmes, CALENDAR, zone, cuts[from]!, cuts[to]!)
        const whole = moments(0, cuts.length - 1)
        expect(
          cuts
            .slice(1)
            .flatMap((_, at) => moments(at, at + 1))
            .map(line),
        ).toEqual(whole.map(line))
        const names = whole.map(({ kind, at }) => `${at} ${kind}`)
        expect(new Set(names).size).toBe(names.length)
        expect(whole.every(({ at }, i) => i === 0 || whole[i - 1]!.at.until(at).sign >= 0)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
  it('no period ends twice, and days end where there is a daily regime', () => {
    fc.assert(
      fc.property(anyProgrammes, anyZone, anyInstant, (programmes, zone, start) => {
        const moments = momentsBetween(programmes, CALENDAR, zone, start, start.add({ hours: 40 * 24 }))
        const endings = moments.flatMap((moment) => (moment.kind === 'reminder' ? moment.endings : []))
        const names = endings.map(({ programmeId, periodKey }) => `${programmeId} ${periodKey}`)
        expect(new Set(names).size).toBe(names.length)
        const daily = programmes.filter(({ settings }) => settings.regimes.includes('daily'))
        expect(names.filter((name) => / \d{4}-\d\d-\d\d$/.test(name)).length > 0).toBe(daily.length > 0)
      }),
      { numRuns: 60 },
    )
  })
})

describe('the next moments', () => {
  it('are the five that /chedo shows', () => {
    const next = nextMoments([programme('p1')], CALENDAR, ZONE, local('2026-11-27T16:00'), 5, ['reminder'])
    expect(next.map(line)).toEqual([
      '2026-11-27T16:30 reminder p1:2026-11-27 p1:2026-W48',
      '2026-11-30T16:30 reminder p1:2026-11-30 p1:2026-11',
      '2026-12-01T16:30 reminder p1:2026-12-01',
      '2026-12-02T16:30 reminder p1:2026-12-02',
      '2026-12-03T16:30 reminder p1:2026-12-03',
    ])
  })
  it('reach a yearly regime, and end where there are no more', () => {
    const yearly = programme('p1', { regimes: ['yearly'] })
    const next = nextMoments([yearly], CALENDAR, ZONE, local('2026-01-01T00:00'), 5, ['reminder'])
    expect(next.map(line)).toEqual(['2026-12-31T16:30 reminder p1:2026'])
    expect(nextMoments([], CALENDAR, ZONE, local('2026-01-01T00:00'), 5, ['reminder'])).toEqual([])
  })
})
