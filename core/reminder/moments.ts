/**
 * The moments at which something is to be done, computed from the settings and the calendar, never from timers in
 * memory. Escalation rounds are not among them: core/escalation computes its own. behaviour §2, §7.
 */
import { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { periodsEndingOn } from '../programme/cut-off.ts'
import { isPeriodic } from '../programme/regime.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import type { EndingPeriod, Moment, Momentary, ProgrammeInUse } from './moment.ts'

const HOLIDAY_CHECK_AT = '08:00'
/** The admin is asked when December begins, and again before the last decrees usually come out. */
const HOLIDAY_CHECK_DAYS = [1, 20] as const
/** `nextMoments` looks no further than this: every yearly regime has ended once by then. */
const FARTHEST_DAYS = 400

/**
 * Moments of the active programmes in (since, until], oldest first; at one instant reminders before heads-ups before
 * the rest, each kind once. Empty when `until` is not later. Steps by days, so that an interval of weeks (asleep over
 * Tết) costs milliseconds.
 */
export function momentsBetween(
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  zone: string,
  since: Temporal.Instant,
  until: Temporal.Instant,
): readonly Moment[] {
  if (!isBefore(since, until)) return []
  const active = programmes.filter((programme) => programme.active)
  const dates = datesAround(since, until, zone)
  const days = dates.map((date) => ({ date, endings: endingsOn(date, active, calendar, zone) }))
  const isInside = ({ at }: { at: Temporal.Instant }) => isBefore(since, at) && !isBefore(until, at)
  return [
    ...roundsOf(days.flatMap(({ endings }) => endings)),
    ...dueSoonOf(dates, active, calendar, zone),
    ...days.flatMap(({ date, endings }) => summariesOf(date, endings, zone)),
    ...reachabilityOf(days.map(({ endings }) => endings)),
    ...holidayChecksOf(dates, calendar, zone),
  ]
    .filter(isInside)
    .sort((one, other) => Temporal.Instant.compare(one.at, other.at))
}

/** The first `count` moments of these kinds after an instant, at most 400 days ahead (`/chedo` shows the next five). */
export function nextMoments(
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  zone: string,
  after: Temporal.Instant,
  count: number,
  kinds: readonly Moment['kind'][],
): readonly Moment[] {
  for (let days = 8; ; days = Math.min(days * 4, FARTHEST_DAYS)) {
    const until = after.add({ hours: days * 24 })
    const found = momentsBetween(programmes, calendar, zone, after, until).filter(({ kind }) =>
      kinds.includes(kind),
    )
    if (found.length >= count || days === FARTHEST_DAYS) return found.slice(0, count)
  }
}

interface Ending extends EndingPeriod {
  readonly programme: ProgrammeInUse
}

/** One day more on both sides: a heads-up may lie on the day before its cut-off, a self-audit on the day after. */
function datesAround(since: Temporal.Instant, until: Temporal.Instant, zone: string): Temporal.PlainDate[] {
  const first = localDate(since, zone).subtract({ days: 1 })
  const count = first.until(localDate(until, zone)).days + 2
  return Array.from({ length: count }, (_, days) => first.add({ days }))
}

function endingsOn(
  date: Temporal.PlainDate,
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  zone: string,
): readonly Ending[] {
  const ending = {
    'every-day': periodsEndingOn(date, 'every-day', calendar),
    'working-days': periodsEndingOn(date, 'working-days', calendar),
  }
  return programmes.flatMap((programme) => {
    const { settings, taskRegimes } = programme
    const regimes = new Set([...settings.regimes, ...taskRegimes].filter(isPeriodic))
    const periods = ending[settings.days].filter(({ regime }) => regimes.has(regime))
    if (periods.length === 0) return []
    const cutOff = instantAt(date, settings.cutOff, zone)
    return periods.map(({ regime, key }) => ({
      programme,
      programmeId: programme.id,
      regime,
      periodKey: key,
      cutOff,
    }))
  })
}

function roundsOf(endings: readonly Ending[]): Moment[] {
  const reminders = byInstant(endings, ({ cutOff }) => cutOff)
  const headsUps = byInstant(endings, ({ cutOff, programme }) =>
    minutesFrom(cutOff, -programme.settings.headsUpMinutes),
  )
  const early = byInstant(endings, ({ cutOff, programme }) => earlyHeadsUpAt(cutOff, programme.settings))
  const audits = byInstant(endings, ({ cutOff, programme }) =>
    minutesFrom(cutOff, programme.settings.selfAuditMinutes),
  )
  return [
    ...reminders.map(({ at, values }): Moment => moment(at, { kind: 'reminder', endings: values.map(bare) })),
    ...headsUps.map(({ at, values }): Moment => moment(at, { kind: 'heads_up', endings: values.map(bare) })),
    ...early.map(
      ({ at, values }): Moment => moment(at, { kind: 'early_heads_up', endings: values.map(bare) }),
    ),
    ...audits.map(
      ({ at, values }): Moment =>
        moment(at, {
          kind: 'self_audit',
          rounds: byInstant(values, ({ cutOff }) => cutOff).map((g) => g.at),
        }),
    ),
  ]
}

function dueSoonOf(
  dates: readonly Temporal.PlainDate[],
  programmes: readonly ProgrammeInUse[],
  calendar: WorkCalendar,
  zone: string,
): Moment[] {
  const noticing = programmes.filter(({ settings }) => settings.dueSoonDays.length > 0)
  return dates
    .filter((date) => calendar.isWorkingDay(date))
    .flatMap((date) =>
      byInstant(noticing, ({ settings }) => instantAt(date, settings.dueSoonAt, zone)).map(({ at, values }) =>
        moment(at, { kind: 'due_soon', mornings: values.map(({ id }) => ({ programmeId: id, date })) }),
      ),
    )
}

function summariesOf(date: Temporal.PlainDate, endings: readonly Ending[], zone: string): Moment[] {
  return byInstant(endings, ({ programme: { settings } }) =>
    settings.summaryAt === null ? null : instantAt(date, settings.summaryAt, zone),
  ).map(({ at, values }) => moment(at, { kind: 'summary', endings: values.map(bare) }))
}

/** Before the earliest cut-off of each day; of programmes that share it the longest notice counts. */
function reachabilityOf(endingsByDay: readonly (readonly Ending[])[]): Moment[] {
  const checks = endingsByDay.flatMap((endings) => {
    const first = byInstant(endings, ({ cutOff }) => cutOff)[0]
    if (!first) return []
    const minutes = Math.max(...first.values.map(({ programme }) => programme.settings.reachabilityMinutes))
    return [{ firstCutOff: first.at, at: minutesFrom(first.at, -minutes) }]
  })
  return byInstant(checks, ({ at }) => at).flatMap(({ at, values }) =>
    values.slice(0, 1).map(({ firstCutOff }) => moment(at, { kind: 'reachability', firstCutOff })),
  )
}

function holidayChecksOf(
  dates: readonly Temporal.PlainDate[],
  calendar: WorkCalendar,
  zone: string,
): Moment[] {
  const isCheckDay = (date: Temporal.PlainDate) =>
    HOLIDAY_CHECK_DAYS.some((day) =>
      calendar.nextWorkingDay(date.with({ day }).subtract({ days: 1 })).equals(date),
    )
  return dates
    .filter((date) => date.month === 12 && isCheckDay(date))
    .map((date) =>
      moment(instantAt(date, HOLIDAY_CHECK_AT, zone), { kind: 'holiday_check', year: date.year + 1 }),
    )
}

function moment<Kind>(at: Temporal.Instant, what: Kind): Kind & Momentary {
  return { ...what, at, instants: [at] }
}

/** Null when the setting is 0, which switches the moment off. */
function minutesFrom(instant: Temporal.Instant, minutes: number): Temporal.Instant | null {
  return minutes === 0 ? null : instant.add({ minutes })
}

/** When the lowest tenth is told of a cut-off; null: with everybody else, or nobody is. */
export function earlyHeadsUpAt(
  cutOff: Temporal.Instant,
  {
    headsUpMinutes,
    headsUpEarlierMinutes,
  }: Pick<ProgrammeSettings, 'headsUpMinutes' | 'headsUpEarlierMinutes'>,
): Temporal.Instant | null {
  if (headsUpMinutes === 0 || headsUpEarlierMinutes === 0) return null
  return cutOff.subtract({ minutes: headsUpMinutes + headsUpEarlierMinutes })
}

function bare({ programmeId, regime, periodKey, cutOff }: Ending): EndingPeriod {
  return { programmeId, regime, periodKey, cutOff }
}

/** Values that share an instant, together; oldest instant first. A value whose instant is null is left out. */
function byInstant<Value>(
  values: readonly Value[],
  instantOf: (value: Value) => Temporal.Instant | null,
): { at: Temporal.Instant; values: Value[] }[] {
  const groups = new Map<bigint, { at: Temporal.Instant; values: Value[] }>()
  for (const value of values) {
    const at = instantOf(value)
    if (at === null) continue
    const group = groups.get(at.epochNanoseconds)
    if (group) group.values.push(value)
    else groups.set(at.epochNanoseconds, { at, values: [value] })
  }
  return [...groups.values()].sort((one, other) => Temporal.Instant.compare(one.at, other.at))
}
