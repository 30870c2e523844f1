import fc from 'fast-check'
import type { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { coalesce } from '../../../core/reminder/coalesce.ts'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { type PlannedReminder, planReminders } from '../../../core/reminder/plan.ts'
import { indexSnapshot } from '../../../core/reminder/snapshot.ts'
import { post } from '../directory/fixtures.ts'
import { local } from '../programme/fixtures.ts'
import { programme, snapshot, task } from './fixtures.ts'
import { oracleMoments, vietNam } from './oracle.ts'

const STATE = snapshot({
  programmes: [
    programme('p1'),
    programme('p2', { days: 'every-day', cutOff: '11:00', regimes: ['daily', 'weekly'] }),
    programme('p3', { cutOff: '15:30', regimes: ['daily'] }),
  ],
  posts: [post('an', 'phong', 'officer'), post('binh', 'xa', 'officer')],
  tasks: [
    task('t1', 'phong'),
    task('t2', 'phong', { programmeId: 'p2' }),
    task('t3', 'xa', { programmeId: 'p2', regimes: ['weekly'] }),
    task('t4', 'xa', { programmeId: 'p3' }),
  ],
})
const { programmes } = indexSnapshot(STATE)
/** Which task of whom follows which programme's which regimes: what the table above says, by hand. */
const OWED = [
  { who: 'an', taskId: 't1', programmeId: 'p1', regime: /./ },
  { who: 'an', taskId: 't2', programmeId: 'p2', regime: /./ },
  { who: 'binh', taskId: 't3', programmeId: 'p2', regime: /W/ },
  { who: 'binh', taskId: 't4', programmeId: 'p3', regime: /./ },
]

/** Mark and unique identities, as the database keeps them: a commit against an old mark is refused. */
function memory(mark: Temporal.Instant) {
  const rows = new Map<string, PlannedReminder>()
  return {
    rows,
    mark: () => mark,
    commit(readMark: Temporal.Instant, now: Temporal.Instant, planned: readonly PlannedReminder[]): void {
      if (!readMark.equals(mark) || now.since(mark).sign !== 1) return
      for (const reminder of planned) {
        expect(rows.has(reminder.identity), reminder.identity).toBe(false)
        rows.set(reminder.identity, reminder)
      }
      mark = now
    },
  }
}

function decide(mark: Temporal.Instant, now: Temporal.Instant): readonly PlannedReminder[] {
  const missed = momentsBetween(programmes, STATE.calendar, STATE.zone, mark, now)
  return planReminders(coalesce(missed, now), STATE, now)
}

function expectedUntil(since: Temporal.Instant, until: Temporal.Instant): string[] {
  const reminders = oracleMoments(
    programmes.map(({ id, settings }) => ({
      id,
      everyDay: settings.days === 'every-day',
      regimes: settings.regimes,
      cutOff: settings.cutOff,
      headsUp: 0,
      reachability: 0,
      selfAudit: 0,
      dueSoon: false,
      summaryAt: null,
    })),
    since.epochMilliseconds,
    until.epochMilliseconds,
    vietNam,
  ).filter((line) => line.includes(' reminder '))
  return reminders.flatMap((line) =>
    line
      .split(' ')
      .slice(2)
      .flatMap((entry) => {
        const [programmeId = '', key = ''] = entry.split(':')
        return OWED.filter((owed) => owed.programmeId === programmeId && owed.regime.test(key)).map(
          ({ who, taskId }) => `${who} ${taskId} ${key}`,
        )
      }),
  )
}

/** A step of the world: time passes (or the clock is set back), and then somebody ticks. */
const anyStep = fc.record({
  minutes: fc.oneof(
    fc.constant(1),
    fc.integer({ min: -60, max: 90 }),
    fc.integer({ min: 60, max: 5 * 24 * 60 }),
  ),
  fate: fc.constantFrom('commits', 'commits', 'dies before the commit', 'races another process'),
})

describe('whatever happens to the process', () => {
  it('every ended period is in exactly one reminder of its officer', () => {
    const beginnings = ['2026-02-09T00:00', '2026-04-20T00:00', '2026-08-24T00:00', '2026-12-21T00:00'].map(
      local,
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...beginnings),
        fc.array(anyStep, { minLength: 1, maxLength: 25 }),
        (beginning, steps) => {
          const database = memory(beginning)
          let now = beginning
          for (const { minutes, fate } of steps) {
            now = now.add({ minutes })
            const mark = database.mark()
            const planned = decide(mark, now)
            if (fate === 'dies before the commit') continue
            const later = now.add({ seconds: 3 })
            const rival = fate === 'races another process' ? decide(mark, later) : null
            database.commit(mark, now, planned)
            if (rival) database.commit(mark, later, rival)
          }
          const covered = [...database.rows.values()].flatMap((reminder) =>
            reminder.kind === 'reminder'
              ? reminder.periods
                  .filter(({ cutOff }) => cutOff.until(reminder.at).sign >= 0)
                  .map(({ taskId, periodKey }) => `${reminder.personId} ${taskId} ${periodKey}`)
              : [],
          )
          expect(covered.sort()).toEqual(expectedUntil(beginning, database.mark()).sort())
        },
      ),
      { numRuns: 80 },
    )
  }, 60_000)

  it('a heads-up is never planned at or after the cut-off it warns of', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 6_000 }),
        (start, length) => {
          const mark = local('2026-11-01T00:00').add({ minutes: start })
          const now = mark.add({ minutes: length })
          const warned = decide(mark, now).flatMap((planned) =>
            planned.kind === 'heads_up' ? planned.periods.map(({ cutOff }) => cutOff) : [],
          )
          expect(warned.filter((cutOff) => now.until(cutOff).sign !== 1)).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})
