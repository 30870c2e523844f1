import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RegimeKind } from '../../../core/programme/regime.ts'
import type { Moment, ProgrammeInUse } from '../../../core/reminder/moment.ts'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { CALENDAR, ZONE } from '../programme/fixtures.ts'
import { instant, programme } from './fixtures.ts'
import { type OracleProgramme, oracleMoments, placeClock, vietNam } from './oracle.ts'

const ALL: readonly RegimeKind[] = ['daily', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly']

/** Moments as the oracle writes them. */
function written(moment: Moment): string {
  const details = () => {
    switch (moment.kind) {
      case 'reminder':
      case 'heads_up':
      case 'early_heads_up':
      case 'summary':
        return moment.endings.map(({ programmeId, periodKey }) => `${programmeId}:${periodKey}`)
      case 'due_soon':
        return moment.mornings.map(({ programmeId, date }) => `${programmeId}:${date}`)
      case 'reachability':
        return [String(moment.firstCutOff.epochMilliseconds)]
      case 'self_audit':
        return moment.rounds.map((round) => String(round.epochMilliseconds))
      case 'holiday_check':
        return [String(moment.year)]
    }
  }
  return [moment.at.epochMilliseconds, moment.kind, ...details()].join(' ')
}

const asOracle = ({ id, settings, taskRegimes }: ProgrammeInUse): OracleProgramme => ({
  id,
  everyDay: settings.days === 'every-day',
  regimes: ALL.filter((regime) => [...settings.regimes, ...taskRegimes].includes(regime)),
  cutOff: settings.cutOff,
  headsUp: settings.headsUpMinutes,
  reachability: settings.reachabilityMinutes,
  selfAudit: settings.selfAuditMinutes,
  dueSoon: settings.dueSoonDays.length > 0,
  summaryAt: settings.summaryAt,
})

const PROGRAMMES: readonly ProgrammeInUse[] = [
  programme('p1', {}, ['quarterly', 'half_yearly', 'yearly']),
  programme('p2', { days: 'every-day', regimes: [...ALL] }),
  programme('p3', {
    regimes: ['weekly', 'on_completion'],
    cutOff: '11:00',
    headsUpMinutes: 30,
    summaryAt: null,
  }),
  programme('p4', { days: 'every-day', regimes: ['weekly', 'monthly'], cutOff: '00:05', dueSoonDays: [] }),
]

/** Both in one order: the kinds of one instant have none in the text. */
const sorted = (lines: readonly string[]) => [...lines].sort()

/** Zone of the machine, and the hour it shows at midnight UTC of New Year: proof that it is in force. */
const MACHINES = [
  { machine: 'UTC', hour: 0 },
  { machine: 'America/New_York', hour: 19 },
  { machine: 'Pacific/Auckland', hour: 13 },
] as const

describe.each(MACHINES)(
  'two years and two months, every minute of them, on a machine in $machine',
  ({ machine, hour }) => {
    const since = instant('2025-12-31T17:00:00Z')
    const until = instant('2028-03-02T17:00:00Z')
    const former = process.env['TZ']
    let moments: readonly Moment[] = []
    let lines: readonly string[] = []

    beforeAll(() => {
      process.env['TZ'] = machine
      expect(new Date('2026-01-01T00:00:00Z').getHours()).toBe(hour)
      moments = momentsBetween(PROGRAMMES, CALENDAR, ZONE, since, until)
      lines = moments.map(written)
    })
    afterAll(() => {
      if (former === undefined) delete process.env['TZ']
      else process.env['TZ'] = former
    })

    it('hold exactly the moments of the slow oracle', () => {
      const expected = oracleMoments(
        PROGRAMMES.map(asOracle),
        since.epochMilliseconds,
        until.epochMilliseconds,
        vietNam,
      )
      expect(expected.length).toBeGreaterThan(5_000)
      expect(sorted(lines)).toEqual(sorted(expected))
    }, 240_000)

    it('hold 29 February 2028, last day of its month', () => {
      const at = instant('2028-02-29T09:30:00Z').epochMilliseconds
      expect(lines).toContain(`${at} reminder p1:2028-02-29 p1:2028-02 p2:2028-02-29 p2:2028-02`)
    })
    it('hold no day of Tết under working-days, and each under every-day', () => {
      const named = (id: string) =>
        moments.flatMap((moment) =>
          moment.kind === 'reminder'
            ? moment.endings.filter(({ programmeId }) => programmeId === id).map(({ periodKey }) => periodKey)
            : [],
        )
      const tet = ['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-W08']
      expect(named('p1').filter((key) => tet.includes(key))).toEqual([])
      expect(named('p2').filter((key) => tet.includes(key))).toEqual(tet)
    })
  },
)

describe('settings of any kind, in any place', () => {
  const anyProgramme = fc.record({
    days: fc.constantFrom('every-day' as const, 'working-days' as const),
    regimes: fc.subarray([...ALL]),
    cutOff: fc.constantFrom('16:30', '00:00', '23:59', '08:00', '11:00'),
    headsUpMinutes: fc.constantFrom(0, 1, 60, 600),
    reachabilityMinutes: fc.constantFrom(0, 120, 600),
    selfAuditMinutes: fc.constantFrom(0, 10, 600),
    summaryAt: fc.constantFrom(null, '17:00', '16:30'),
  })
  const anyProgrammes = fc
    .array(anyProgramme, { minLength: 1, maxLength: 3 })
    .map((all) => all.map((changes, at) => programme(`p${at}`, changes)))

  it.each([
    ['Viet Nam over Tết 2026', ZONE, '2026-02-10T00:00:00Z'],
    ['Viet Nam at the turn of 2026', ZONE, '2026-12-24T00:00:00Z'],
    ['New York, when summer time begins', 'America/New_York', '2026-03-04T00:00:00Z'],
    ['New York, when summer time ends', 'America/New_York', '2026-10-28T00:00:00Z'],
    ['Auckland, when summer time ends', 'Pacific/Auckland', '2026-04-01T00:00:00Z'],
    ['Auckland, when summer time begins', 'Pacific/Auckland', '2026-09-23T00:00:00Z'],
  ])(
    'agree with the oracle in %s',
    (_, zone, start) => {
      const clock = placeClock(zone)
      const since = instant(start)
      const until = since.add({ hours: 9 * 24 })
      fc.assert(
        fc.property(anyProgrammes, (programmes) => {
          const lines = momentsBetween(programmes, CALENDAR, zone, since, until).map(written)
          const expected = oracleMoments(
            programmes.map(asOracle),
            since.epochMilliseconds,
            until.epochMilliseconds,
            clock,
          )
          expect(sorted(lines)).toEqual(sorted(expected))
        }),
        { numRuns: 10 },
      )
    },
    60_000,
  )
})
