/** When the rungs of a ladder are told: the settings' delays turned into instants. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { Programme, ProgrammeSettings, Rung, RungDelay } from '../programme/settings.ts'
import { instantAt, isoText } from '../time.ts'
import { intoWorkingTime } from './working-hours.ts'

/** Which of a rung's two delays counts; an unanswered obstacle climbs like an overdue task. */
export type DelayKind = 'missing' | 'overdue'

export interface RungTime {
  readonly rung: Rung
  /** The officer's reminder at the cut-off is this rung: it counts as told, and escalation sends nothing. */
  readonly isReminder: boolean
  /** Milliseconds of the epoch; weekly: in the next weekly digest after the rung before. */
  readonly at: number | 'weekly'
}

/** A round that runs this much later than its moment was in time. */
export const ROUND_TOLERANCE_MS = 15 * 60_000
/**
 * A rung told later than this, or than half the way to the next one, moves the rungs that follow, so that each leader
 * keeps the time the ladder gives him.
 */
const LONGEST_TOLERANCE_MS = 4 * 3_600_000
/** A subject that slept longer climbs on from today. */
const FARTHEST_SHIFT_DAYS = 400

/** One subject's ladder, reckoned from the day of its cut-off or deadline. */
export interface Timetable {
  /** The rungs that are told for this kind of subject, lowest first, `shift` working days later than by the settings. */
  rungs(shift: number): readonly RungTime[]
  /**
   * By how many working days everything moves because the rung at that place was told (or skipped) only at that
   * instant: 0 when it was in time.
   */
  shiftAfter(place: number, told: number): number
}

export interface Timetables {
  of(programme: Programme, kind: DelayKind, base: Temporal.PlainDate): Timetable
}

/** Timetables are remembered: 10,000 subjects of one day share one. */
export function createTimetables(calendar: WorkCalendar, zone: string): Timetables {
  const remembered = new Map<string, Timetable>()
  return {
    of(programme, kind, base) {
      const key = `${programme.id}:${kind}:${isoText(base)}`
      const known = remembered.get(key)
      if (known) return known
      const timetable = createTimetable(programme.settings, kind, base, calendar, zone)
      remembered.set(key, timetable)
      return timetable
    },
  }
}

/** The rungs that have a delay for this kind of subject, lowest first. */
export function rungsFor(
  ladder: readonly Rung[],
  kind: DelayKind,
): readonly { readonly rung: Rung; readonly delay: Exclude<RungDelay, { kind: 'never' }> }[] {
  return [...ladder]
    .sort((one, other) => one.rung - other.rung)
    .flatMap((rung) => {
      const delay = rung[kind]
      return delay.kind === 'never' ? [] : [{ rung, delay }]
    })
}

/** The instant of a delay for a subject of that day; null: weekly. Moved into working time, where it must be. */
export function instantOfDelay(
  delay: Exclude<RungDelay, { kind: 'never' }>,
  kind: DelayKind,
  base: Temporal.PlainDate,
  settings: ProgrammeSettings,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  switch (delay.kind) {
    case 'minutes': {
      // A deadline is over when its day is.
      const start =
        kind === 'missing'
          ? instantAt(base, settings.cutOff, zone)
          : instantAt(base.add({ days: 1 }), '00:00', zone)
      const nominal = start.add({ minutes: delay.minutes })
      const isEveryDayRound = kind === 'missing' && settings.days === 'every-day'
      return isEveryDayRound ? nominal : intoWorkingTime(nominal, calendar, settings, zone)
    }
    case 'working_day': {
      const day = calendar.addWorkingDays(base, delay.days + 1)
      return intoWorkingTime(instantAt(day, delay.at, zone), calendar, settings, zone)
    }
    case 'weekly':
      return null
    default:
      return delay satisfies never
  }
}

/** The reminder of the cut-off is the rung of a focal officer who is told without delay. */
export function isReminderRung(rung: Rung, kind: DelayKind): boolean {
  return (
    kind === 'missing' &&
    rung.missing.kind === 'minutes' &&
    rung.missing.minutes === 0 &&
    rung.roles.every((role) => role === 'officer')
  )
}

function createTimetable(
  settings: ProgrammeSettings,
  kind: DelayKind,
  base: Temporal.PlainDate,
  calendar: WorkCalendar,
  zone: string,
): Timetable {
  const shifted: RungTime[][] = []
  const ladder = rungsFor(settings.ladder, kind)
  const rungs = (shift: number) => {
    const known = shifted[shift]
    if (known) return known
    const day = calendar.addWorkingDays(base, shift)
    const times = ladder.map(({ rung, delay }): RungTime => {
      if (isReminderRung(rung, kind)) {
        return { rung, isReminder: true, at: instantAt(day, settings.cutOff, zone).epochMilliseconds }
      }
      const at = instantOfDelay(delay, kind, day, settings, calendar, zone)
      return { rung, isReminder: false, at: at === null ? 'weekly' : at.epochMilliseconds }
    })
    shifted[shift] = times
    return times
  }
  return {
    rungs,
    shiftAfter(place, told) {
      const tolerance = toleranceAt(rungs(0), place)
      for (let shift = 0; shift < FARTHEST_SHIFT_DAYS; shift++) {
        const at = rungs(shift)[place]?.at ?? 'weekly'
        if (at === 'weekly' || told <= at + tolerance) return shift
      }
      return FARTHEST_SHIFT_DAYS
    },
  }
}

function toleranceAt(rungs: readonly RungTime[], place: number): number {
  const at = rungs[place]?.at
  const next = rungs[place + 1]?.at
  if (typeof at !== 'number' || typeof next !== 'number') return LONGEST_TOLERANCE_MS
  return Math.max(ROUND_TOLERANCE_MS, Math.min(LONGEST_TOLERANCE_MS, (next - at) / 2))
}
