/** Planning, moving and calling off a conference, and what becomes of its lock. Pure. behaviour §5. */
import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../problems.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { Programme } from '../programme/settings.ts'
import { isBefore, laterOf } from '../time.ts'
import type { Conference, LockException } from './conference.ts'
import { isInForce } from './input-lock.ts'
import type { PlannedConference } from './lock-change.ts'
import { type LockWarning, lockStart, usualEnd, warningsOf } from './lock-interval.ts'

export interface ConferenceWish {
  readonly programme: Pick<Programme, 'id' | 'settings'>
  readonly startsAt: Temporal.Instant
  /** Null: after the usual time. */
  readonly endsAt: Temporal.Instant | null
  /** The conference that is moved; null: a new one. */
  readonly moving: Conference | null
}

export interface PlanSetting {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly calendar: WorkCalendar
  readonly newId: () => string
}

export type PlannedLock =
  | {
      readonly ok: true
      readonly conference: PlannedConference
      /** Those still to come. */
      readonly warnings: readonly LockWarning[]
      /** Its lock would have fallen by now: it falls at once, what was filed until now stays. */
      readonly isAtOnce: boolean
      /** Units let in that stay so. */
      readonly carried: readonly LockException[]
    }
  | { readonly ok: false; readonly problem: Problem }

/** Problems: it lies in the past, or is planned for that very time already. */
export function planConference(
  wish: ConferenceWish,
  conferences: readonly Conference[],
  setting: PlanSetting,
): PlannedLock {
  const { programme, startsAt, moving } = wish
  const { now, zone, calendar, newId } = setting
  if (!isBefore(now, startsAt)) {
    const at = startsAt.toZonedDateTimeISO(zone).toPlainDateTime()
    return { ok: false, problem: { code: 'conference_past', at } }
  }
  const endsAt = wish.endsAt ?? usualEnd(startsAt, programme.settings.lock)
  const isThere = conferences.some(
    (one) =>
      one.programmeId === programme.id &&
      one.state === 'planned' &&
      one.startsAt.equals(startsAt) &&
      (one.id !== moving?.id || one.endsAt.equals(endsAt)),
  )
  if (isThere) return { ok: false, problem: { code: 'nothing_changes' } }
  const due = lockStart(startsAt, programme.settings.lock, calendar, zone)
  const lockFrom = laterOf(due, now)
  const conference = {
    id: newId(),
    programmeId: programme.id,
    startsAt,
    endsAt,
    lockFrom,
    lockUntil: endsAt,
    movedFrom: moving?.startsAt ?? null,
  }
  return {
    ok: true,
    conference,
    isAtOnce: !isBefore(now, due),
    warnings: warningsOf(lockFrom, programme.settings, calendar, zone).filter(
      ({ at }) => isBefore(now, at) && isBefore(at, lockFrom),
    ),
    carried: (moving?.exceptions ?? [])
      .filter(({ until }) => isBefore(now, until))
      .map((one) => ({ ...one, id: newId(), from: laterOf(one.from, now) })),
  }
}

/** Until when a conference that is given up stays closed in the record: what was closed until now was closed. */
export function closedUntil(conference: Conference, now: Temporal.Instant): Temporal.Instant {
  if (isInForce(conference, now)) return now
  return isBefore(now, conference.lockFrom) ? conference.lockFrom : conference.lockUntil
}

/** Planned ones whose time has not passed, of this programme (null: of any), earliest first. */
export function conferencesAhead(
  conferences: readonly Conference[],
  programmeId: string | null,
  now: Temporal.Instant,
): readonly Conference[] {
  return conferences.filter(
    (one) =>
      one.state === 'planned' &&
      (programmeId === null || one.programmeId === programmeId) &&
      isBefore(now, one.lockUntil),
  )
}

/** When the last conference of the programme ended before this one begins; null: there was none. */
export function previousEndOf(
  conference: Pick<Conference, 'id' | 'programmeId' | 'startsAt'>,
  conferences: readonly Conference[],
): Temporal.Instant | null {
  const ends = conferences
    .filter(
      (one) =>
        one.id !== conference.id &&
        one.programmeId === conference.programmeId &&
        one.state === 'planned' &&
        !isBefore(conference.startsAt, one.endsAt),
    )
    .map(({ endsAt }) => endsAt)
  return ends.sort((one, other) => other.epochMilliseconds - one.epochMilliseconds)[0] ?? null
}
