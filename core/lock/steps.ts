/** What a tick owes a conference: a warning, or the freeze. Judged by the state, so that downtime leaves nothing out. Pure. behaviour §5. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { ProgrammeSettings } from '../programme/settings.ts'
import { isBefore, localDate } from '../time.ts'
import type { Conference } from './conference.ts'
import { warningsOf } from './lock-interval.ts'

export interface LockSetting {
  readonly settings: Pick<ProgrammeSettings, 'lock' | 'days'>
  readonly calendar: WorkCalendar
  readonly zone: string
}

export type LockStep =
  /** `isFirst`: officers have not heard of this lock yet. */
  { readonly kind: 'warn'; readonly days: number; readonly isFirst: boolean } | { readonly kind: 'freeze' }

/**
 * Null: nothing. Warnings missed in downtime, or for a conference planned late, come once, with the shortest notice, and not
 * on a later day while another is still to come; once input is closed none comes. A freeze that was missed is made up for, with the state of the instant the lock fell.
 */
export function lockStepDue(
  conference: Conference,
  setting: LockSetting,
  now: Temporal.Instant,
): LockStep | null {
  const { lockFrom, lockUntil, state, warnedDays, frozenAt } = conference
  if (state !== 'planned' || !isBefore(lockFrom, lockUntil)) return null
  if (!isBefore(now, lockFrom)) return frozenAt === null ? { kind: 'freeze' } : null
  const all = warnings(conference, setting)
  const nearest = all.filter(({ at }) => !isBefore(now, at)).at(-1)
  if (nearest === undefined || (warnedDays !== null && nearest.days >= warnedDays)) return null
  const isItsDay = localDate(now, setting.zone).equals(localDate(nearest.at, setting.zone))
  if (!isItsDay && all.some(({ at }) => isBefore(now, at))) return null
  return { kind: 'warn', days: nearest.days, isFirst: warnedDays === null }
}

/** Instants in (since, until] at which something of this conference falls due: warnings, the lock, every opening. */
export function lockInstants(
  conference: Conference,
  setting: LockSetting,
  since: Temporal.Instant,
  until: Temporal.Instant,
): readonly Temporal.Instant[] {
  const { lockFrom, lockUntil, exceptions } = conference
  if (!isBefore(lockFrom, lockUntil)) return []
  return [
    ...warnings(conference, setting).map(({ at }) => at),
    lockFrom,
    lockUntil,
    ...exceptions.map(({ from }) => from),
  ].filter((at) => isBefore(since, at) && !isBefore(until, at))
}

/** Those that lie before the lock: one of 08:00 makes no sense for a lock that a coordinator let fall the day before. */
function warnings({ lockFrom }: Conference, { settings, calendar, zone }: LockSetting) {
  return warningsOf(lockFrom, settings, calendar, zone).filter(({ at }) => isBefore(at, lockFrom))
}
