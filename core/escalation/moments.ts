/** The instants at which an escalation round is due, computed from the settings and the calendar. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { isPeriodic } from '../programme/regime.ts'
import type { ProgrammeInUse } from '../reminder/moment.ts'
import { isBefore, localDate } from '../time.ts'
import { type DelayKind, instantOfDelay, isReminderRung, rungsFor } from './timetable.ts'
import { weeklyDigestOf } from './weekly-digest.ts'

/** cut_off: minutes after a cut-off or deadline; clock: a clock time of working days; weekly: the weekly digest. */
export type RoundCause = 'cut_off' | 'clock' | 'weekly'

export interface EscalationMoment {
  readonly at: Temporal.Instant
  readonly causes: readonly { readonly programmeId: string; readonly cause: RoundCause }[]
}

const MINUTES_OF_A_DAY = 24 * 60

/**
 * Instants in (since, until] at which some rung of an active programme may become due, oldest first, each once. Empty
 * when `until` is not later. A round planned later finds everything the missed ones would have: after downtime one is
 * enough.
 */
export function escalationMomentsBetween(
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  zone: string,
  since: Temporal.Instant,
  until: Temporal.Instant,
): readonly EscalationMoment[] {
  if (!isBefore(since, until)) return []
  const moments = new Map<number, { at: Temporal.Instant; causes: Map<string, Cause> }>()
  for (const programme of programmes) {
    if (!programme.active) continue
    for (const { at, cause } of momentsOf(programme, calendar, zone, since, until)) {
      if (!isBefore(since, at) || isBefore(until, at)) continue
      const moment = moments.get(at.epochMilliseconds) ?? { at, causes: new Map<string, Cause>() }
      moments.set(at.epochMilliseconds, moment)
      moment.causes.set(`${programme.id}:${cause}`, { programmeId: programme.id, cause })
    }
  }
  return [...moments.values()]
    .map(({ at, causes }) => ({ at, causes: [...causes].sort(byKey).map(([, cause]) => cause) }))
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at))
}

type Cause = EscalationMoment['causes'][number]

function byKey([one]: readonly [string, Cause], [other]: readonly [string, Cause]): number {
  return one < other ? -1 : 1
}

function* momentsOf(
  programme: ProgrammeInUse,
  calendar: WorkCalendar,
  zone: string,
  since: Temporal.Instant,
  until: Temporal.Instant,
): Generator<{ at: Temporal.Instant; cause: RoundCause }> {
  const { settings } = programme
  const rungs = (['missing', 'overdue'] satisfies DelayKind[]).flatMap((kind) =>
    rungsFor(settings.ladder, kind)
      .filter(({ rung }) => !isReminderRung(rung, kind))
      .map(({ delay }) => ({ kind, delay })),
  )
  const wholeDays = rungs.map(({ delay }) =>
    delay.kind === 'minutes' ? Math.ceil(delay.minutes / MINUTES_OF_A_DAY) : 0,
  )
  for (const base of datesBefore(calendar, zone, since, until, Math.max(0, ...wholeDays))) {
    const isCutOffDay = mayHaveCutOff(base, programme, calendar)
    for (const { kind, delay } of rungs) {
      if (delay.kind === 'weekly' || (delay.kind === 'minutes' && kind === 'missing' && !isCutOffDay))
        continue
      // Delays of several days come round every working day: the clock time is what counts.
      const daily = delay.kind === 'working_day' ? { ...delay, days: 0 } : delay
      const at = instantOfDelay(daily, kind, base, settings, calendar, zone)
      if (at !== null) yield { at, cause: delay.kind === 'minutes' ? 'cut_off' : 'clock' }
    }
    if (rungs.some(({ delay }) => delay.kind === 'weekly')) {
      const at = weeklyDigestOf(base, settings, calendar, zone)
      if (at !== null) yield { at, cause: 'weekly' }
    }
  }
}

/**
 * Days whose cut-off or deadline may lead to an instant in the interval: a clock time of the next working day, moved
 * out of the quiet hours into the one after that, over the days off between.
 */
function* datesBefore(
  calendar: WorkCalendar,
  zone: string,
  since: Temporal.Instant,
  until: Temporal.Instant,
  longestDelayDays: number,
): Generator<Temporal.PlainDate> {
  const last = localDate(until, zone)
  const first = calendar.addWorkingDays(localDate(since, zone).subtract({ days: 1 + longestDelayDays }), -2)
  for (let date = first; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) yield date
}

/** After a round that came late, a cut-off's delay may be reckoned from any day on which there is one. */
function mayHaveCutOff(date: Temporal.PlainDate, programme: ProgrammeInUse, calendar: WorkCalendar): boolean {
  const { days, regimes } = programme.settings
  if (![...regimes, ...programme.taskRegimes].some(isPeriodic)) return false
  return days === 'every-day' || calendar.isWorkingDay(date)
}
