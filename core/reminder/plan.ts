/** Who is to be reminded at a moment, and of what: one message per officer and moment. behaviour §2. */
import { Temporal } from 'temporal-polyfill'
import { instantAt, laterOf, localDate } from '../time.ts'
import {
  type Coverage,
  type CoveredDeadline,
  type CoveredPeriod,
  coverageOf,
  type DutyMoment,
  isDutyMoment,
} from './coverage.ts'
import { type DueSoonMorning, type EndingPeriod, endingKey, type Moment } from './moment.ts'
import {
  type HeldDuty,
  type IndexedSnapshot,
  indexSnapshot,
  type ReminderSnapshot,
  type UncoveredDuty,
} from './snapshot.ts'

/** A kind of moment a reminder stands for, with all its instants: what it is examined again from. */
export interface ReminderPart {
  readonly kind: DutyMoment['kind']
  /** Oldest first; more than one after downtime. */
  readonly instants: readonly Temporal.Instant[]
  /** What it is about, as the settings had it when it was planned: a cut-off changed since drops nothing. */
  readonly endings: readonly EndingPeriod[]
  readonly mornings: readonly DueSoonMorning[]
}

/** Who is told early, and who has been. */
export interface EarlyHeadsUps {
  /** Units of the lowest tenth, by programme. */
  readonly lowest: ReadonlyMap<string, ReadonlySet<string>>
  /** Keys of the periods (`endingKey`) of which a person got his heads-up already. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>
}

export const NOBODY_EARLY: EarlyHeadsUps = { lowest: new Map(), told: new Map() }

interface Planned {
  /** Unique for ever: planned again, it is the same reminder. */
  readonly identity: string
  readonly personId: string
  readonly at: Temporal.Instant
  readonly notBefore: Temporal.Instant
  /** Not worth sending from this instant on. */
  readonly expiresAt: Temporal.Instant
}

export interface OfficerReminder extends Planned {
  /** The weightiest of the parts that meet at the instant: reminder, heads_up, due_soon. */
  readonly kind: DutyMoment['kind']
  readonly parts: readonly ReminderPart[]
  readonly periods: readonly CoveredPeriod[]
  readonly deadlines: readonly CoveredDeadline[]
}

/** Tells a leader, once per leave, that nobody stands in for an officer of his. */
export interface LeaderNotice extends Planned {
  readonly kind: 'uncovered'
  readonly absentId: string
  readonly leaveId: string
  readonly unitIds: readonly string[]
}

export type PlannedReminder = OfficerReminder | LeaderNotice

/** A reminder that could not be sent makes room for the next day's heads-up before that is due. */
const REMINDER_LIFE_HOURS = 22

/**
 * Reminders of these moments (coalesced before), in their order, then of the tasks; pure and linear in the duties.
 * Duties are looked up on the local day of the sending (`now`, or the moment where that is later): after downtime the
 * one who holds a duty today is told of the missed days. Identity `reminder:{instant}:{personId}`: whatever meets at
 * one instant for one person is one message. Moments of no duty (summaries, checks, audits) yield nothing.
 */
export function planReminders(
  moments: readonly Moment[],
  snapshot: ReminderSnapshot,
  now: Temporal.Instant,
  early: EarlyHeadsUps = NOBODY_EARLY,
): readonly PlannedReminder[] {
  const index = indexSnapshot(snapshot)
  const drafts = new Map<string, OfficerReminder>()
  const dutyMoments = moments.filter(isDutyMoment)
  for (const { moment, isEarly } of moments.flatMap(planned)) {
    const today = localDate(laterOf(moment.at, now), snapshot.zone)
    const coverage = coverageOf(moment, index, today, now)
    const reminderOf = reminderRule(moment, now, snapshot.zone)
    for (const [personId, duties] of index.dutiesOn(today).byPerson) {
      const concerned = isEarly ? duties.filter((duty) => isLowest(duty, early)) : duties
      const told = moment.kind === 'heads_up' && !isEarly ? early.told.get(personId) : undefined
      const covered = withoutTold(coverage(concerned), concerned, told)
      const reminder = reminderOf(personId, covered)
      if (reminder === null) continue
      const meeting = drafts.get(reminder.identity)
      drafts.set(reminder.identity, meeting ? joined(meeting, reminder) : reminder)
    }
  }
  return [...leaderNotices(dutyMoments, index, now), ...drafts.values()]
}

/** The early heads-up is a heads-up, for some. */
function planned(moment: Moment): { readonly moment: DutyMoment; readonly isEarly: boolean }[] {
  if (moment.kind === 'early_heads_up') return [{ moment: { ...moment, kind: 'heads_up' }, isEarly: true }]
  return isDutyMoment(moment) ? [{ moment, isEarly: false }] : []
}

function isLowest({ programme, unitId }: HeldDuty, { lowest }: EarlyHeadsUps): boolean {
  return lowest.get(programme.id)?.has(unitId) ?? false
}

/** Nobody gets two heads-ups about one cut-off. */
function withoutTold(
  coverage: Coverage,
  duties: readonly HeldDuty[],
  told: ReadonlySet<string> | undefined,
): Coverage {
  if (told === undefined || told.size === 0) return coverage
  const programmeOf = new Map(duties.map(({ task, programme }) => [task.id, programme.id]))
  const isTold = ({ taskId, regime, periodKey }: CoveredPeriod) =>
    told.has(endingKey({ programmeId: programmeOf.get(taskId) ?? '', regime, periodKey }))
  return { ...coverage, periods: coverage.periods.filter((period) => !isTold(period)) }
}

/** Yields the reminder of one person at this moment; null when nothing of his is concerned. */
export function reminderRule(
  moment: DutyMoment,
  now: Temporal.Instant,
  zone: string,
): (personId: string, coverage: Coverage) => OfficerReminder | null {
  const { at, kind, instants } = moment
  const prefix = `reminder:${at}:`
  const parts = [
    {
      kind,
      instants,
      endings: moment.kind === 'due_soon' ? [] : moment.endings,
      mornings: moment.kind === 'due_soon' ? moment.mornings : [],
    },
  ]
  const expiry = expiryRule(moment, now, zone)
  return (personId, { periods, deadlines }) => {
    if (periods.length === 0 && deadlines.length === 0) return null
    const identity = prefix + personId
    const expiresAt = expiry(periods)
    return { identity, personId, kind, at, notBefore: at, expiresAt, parts, periods, deadlines }
  }
}

/** What meets at one instant for one person becomes one message; it lives as long as its longest part. */
export function joined(one: OfficerReminder, other: OfficerReminder): OfficerReminder {
  const [weightier, lighter] = weightOf(one.kind) >= weightOf(other.kind) ? [one, other] : [other, one]
  return {
    ...weightier,
    expiresAt: laterOf(one.expiresAt, other.expiresAt),
    parts: [...weightier.parts, ...lighter.parts],
    periods: [...weightier.periods, ...lighter.periods],
    deadlines: [...weightier.deadlines, ...lighter.deadlines],
  }
}

function weightOf(kind: DutyMoment['kind']): number {
  return ['due_soon', 'heads_up', 'reminder'].indexOf(kind)
}

/**
 * A heads-up until its last cut-off; a due-soon notice until its day is over; a reminder for 22 hours. All from the
 * moment, or from now when it is caught up.
 */
function expiryRule(
  moment: DutyMoment,
  now: Temporal.Instant,
  zone: string,
): (periods: readonly CoveredPeriod[]) => Temporal.Instant {
  const from = laterOf(moment.at, now)
  switch (moment.kind) {
    case 'heads_up':
      return (periods) => periods.reduce((latest, { cutOff }) => laterOf(latest, cutOff), from)
    case 'due_soon': {
      const midnight = instantAt(localDate(from, zone).add({ days: 1 }), '00:00', zone)
      return () => midnight
    }
    case 'reminder': {
      const end = from.add({ hours: REMINDER_LIFE_HOURS })
      return () => end
    }
    default:
      return moment satisfies never
  }
}

/**
 * At the first of the moments; the identity names leave and leader, so that the first day's notice is the only one
 * however many rounds the leave lasts, and a leave entered late is still told.
 */
function leaderNotices(
  moments: readonly DutyMoment[],
  index: IndexedSnapshot,
  now: Temporal.Instant,
): readonly LeaderNotice[] {
  const [first] = [...moments].sort((one, other) => Temporal.Instant.compare(one.at, other.at))
  if (!first) return []
  const { zone } = index.snapshot
  const today = localDate(laterOf(first.at, now), zone)
  const notices = new Map<string, { duty: UncoveredDuty; leaderId: string; unitIds: Set<string> }>()
  for (const duty of index.dutiesOn(today).uncovered) {
    for (const leaderId of duty.leaderIds) {
      const identity = `uncovered:${duty.leaveId}:${leaderId}`
      const notice = notices.get(identity) ?? { duty, leaderId, unitIds: new Set<string>() }
      notices.set(identity, notice)
      notice.unitIds.add(duty.unitId)
    }
  }
  return [...notices].map(([identity, { duty, leaderId, unitIds }]) => ({
    kind: 'uncovered',
    identity,
    personId: leaderId,
    at: first.at,
    notBefore: first.at,
    expiresAt: instantAt(today.add({ days: 1 }), '00:00', zone),
    absentId: duty.absentId,
    leaveId: duty.leaveId,
    unitIds: [...unitIds],
  }))
}
