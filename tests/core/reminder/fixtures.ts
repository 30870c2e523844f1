/** Programmes, tasks and filings in short, and moments as readable lines of local time. */

import { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime, RegimeKind } from '../../../core/programme/regime.ts'
import type { ProgrammeSettings } from '../../../core/programme/settings.ts'
import type { Moment, ProgrammeInUse } from '../../../core/reminder/moment.ts'
import type { PlannedReminder } from '../../../core/reminder/plan.ts'
import type { FilingState, RemindedTask, ReminderSnapshot } from '../../../core/reminder/snapshot.ts'
import { post } from '../directory/fixtures.ts'
import { CALENDAR, local, settings, ZONE } from '../programme/fixtures.ts'

export function programme(
  id: string,
  changes: Partial<ProgrammeSettings> = {},
  taskRegimes: readonly RegimeKind[] = [],
): ProgrammeInUse {
  return { id, code: id, name: id, active: true, revision: 1, settings: settings(changes), taskRegimes }
}

export function task(id: string, unitId: string, changes: Partial<RemindedTask> = {}): RemindedTask {
  return {
    id,
    programmeId: 'p1',
    due: null,
    regimes: [],
    state: 'open',
    addedAt: local('2026-01-01T08:00'),
    assignments: [{ unitId, role: 'lead', officerId: null }],
    ...changes,
  }
}

export function filing(
  taskId: string,
  unitId: string,
  regime: PeriodicRegime,
  periodKey: string,
  missing: readonly string[] = [],
): FilingState {
  const at = local('2026-01-02T09:00')
  return {
    taskId,
    unitId,
    regime,
    periodKey,
    firstAt: at,
    firstCompleteAt: missing.length > 0 ? null : at,
    missing,
  }
}

/** An reports for the section, Binh for the commune; Chi supervises the section. */
export function snapshot(changes: Partial<ReminderSnapshot> = {}): ReminderSnapshot {
  return {
    zone: ZONE,
    units: [
      { id: 'phong', parentId: null },
      { id: 'xa', parentId: null },
    ],
    posts: [
      post('an', 'phong', 'officer'),
      post('chi', 'phong', 'supervisor'),
      post('binh', 'xa', 'officer'),
    ],
    leaves: [],
    programmes: [programme('p1')],
    calendar: CALENDAR,
    tasks: [task('t1', 'phong'), task('t2', 'phong'), task('t3', 'xa')],
    filings: [],
    locks: [],
    ...changes,
  }
}

/** "2026-11-27T16:30 reminder p1:2026-11-27 p1:2026-W48". */
export function line(moment: Moment): string {
  return [wall(moment.at), moment.kind, ...details(moment)].join(' ')
}

export function wall(instant: Moment['at']): string {
  return instant.toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

function details(moment: Moment): string[] {
  switch (moment.kind) {
    case 'heads_up':
    case 'early_heads_up':
    case 'reminder':
    case 'summary':
      return moment.endings.map(({ programmeId, periodKey }) => `${programmeId}:${periodKey}`)
    case 'due_soon':
      return moment.mornings.map(({ programmeId, date }) => `${programmeId}:${date}`)
    case 'reachability':
      return [wall(moment.firstCutOff)]
    case 'self_audit':
      return moment.rounds.map(wall)
    case 'holiday_check':
      return [String(moment.year)]
    default:
      return moment satisfies never
  }
}

/** "reminder an: t1@phong 2026-11-23, t2@phong 2026-11-23; due t1 3". */
export function told(planned: PlannedReminder): string {
  if (planned.kind === 'uncovered') {
    return `uncovered ${planned.personId}: ${planned.absentId} in ${planned.unitIds.join('+')}`
  }
  const periods = planned.periods.map(({ taskId, unitId, periodKey }) => `${taskId}@${unitId} ${periodKey}`)
  const deadlines = planned.deadlines.map(({ taskId, workingDaysLeft }) => `${taskId} in ${workingDaysLeft}`)
  return `${planned.kind} ${planned.personId}: ${[...periods, ...deadlines].join(', ')}`
}

export const instant = (iso: string) => Temporal.Instant.from(iso)
