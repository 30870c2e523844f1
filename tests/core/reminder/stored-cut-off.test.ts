import { describe, expect, test } from 'vitest'
import { momentsBetween } from '../../../core/reminder/moments.ts'
import { type OfficerReminder, planReminders } from '../../../core/reminder/plan.ts'
import { reexamination } from '../../../core/reminder/reexamine.ts'
import { indexSnapshot } from '../../../core/reminder/snapshot.ts'
import { CALENDAR, date, local, ZONE } from '../programme/fixtures.ts'
import { programme, snapshot, task } from './fixtures.ts'

const TASKS = [task('t1', 'phong', { due: date('2026-11-25') })]

/** An's reminder, planned at that instant under the settings of then. */
function plannedAt(wall: string): OfficerReminder {
  const programmes = [programme('p1', { regimes: ['daily'] })]
  const at = local(wall)
  const moments = momentsBetween(programmes, CALENDAR, ZONE, at.subtract({ minutes: 1 }), at)
  const [own] = planReminders(moments, snapshot({ programmes, tasks: TASKS }), at)
  if (own === undefined || own.kind === 'uncovered') throw new Error('no reminder was planned')
  return own
}

/** What it says when it leaves under other settings. */
function leaving(planned: OfficerReminder, changes: Parameters<typeof programme>[1], now: string) {
  const programmes = [programme('p1', { regimes: ['daily'], ...changes })]
  const found = reexamination(indexSnapshot(snapshot({ programmes, tasks: TASKS })), local(now))(planned)
  return found.decision === 'drop' ? 'drop' : `${found.form} ${found.items.length + found.deadlines.length}`
}

describe('given a reminder that waits to be sent', () => {
  test.each([
    ['reminder of the cut-off', '2026-11-24T16:30', { cutOff: '16:00' }, '2026-11-24T16:31', 'card 1'],
    ['reminder of the cut-off', '2026-11-24T16:30', { cutOff: '17:00' }, '2026-11-24T16:31', 'card 1'],
    ['heads-up', '2026-11-24T15:30', { cutOff: '16:45' }, '2026-11-24T15:31', 'card 1'],
    ['heads-up', '2026-11-24T15:30', { headsUpMinutes: 0 }, '2026-11-24T15:31', 'card 1'],
    ['due-soon notice', '2026-11-24T08:00', { dueSoonAt: '09:00' }, '2026-11-24T08:01', 'due_soon 1'],
  ])('when the settings change before the %s of %s leaves (%j), then it is not dropped', (...row) => {
    const [, planned, changes, now, said] = row
    expect(leaving(plannedAt(planned), changes, now)).toBe(said)
  })

  test('when the heads-up’s own cut-off has passed, then it is dropped all the same', () => {
    expect(leaving(plannedAt('2026-11-24T15:30'), { cutOff: '17:00' }, '2026-11-24T16:30')).toBe('drop')
  })
})
