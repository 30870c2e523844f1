/** A round: every subject that has become due, gathered into one digest per leader. Pure and linear. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { Programme } from '../programme/settings.ts'
import type { EndingPeriod } from '../reminder/moment.ts'
import { isoText, localDate } from '../time.ts'
import { type Climb, type Climber, climb, type SkipNote } from './climb.ts'
import { once } from './memo.ts'
import { type OpenSubject, worstFirst } from './open-subject.ts'
import { createHolderIndex, type HolderIndex } from './rung-holders.ts'
import type { EscalationSnapshot } from './snapshot.ts'
import { indexSubjects, type SubjectIndex } from './subject-index.ts'
import {
  createTimetables,
  ROUND_TOLERANCE_MS,
  type RungTime,
  rungsFor,
  type Timetables,
} from './timetable.ts'
import { lastWeeklyDigest } from './weekly-digest.ts'
import { isWorkingTime } from './working-hours.ts'

export interface PlannedStep {
  readonly subject: string
  readonly rung: number
  readonly unitId: string
  /** Null: a missing report, over several tasks. */
  readonly taskId: string | null
}

export interface PlannedDigest {
  readonly personId: string
  /** `digest:{ISO instant of the round}:{personId}`. */
  readonly identity: string
  /** Worst first. */
  readonly steps: readonly PlannedStep[]
}

export interface SkippedRung {
  readonly subject: string
  readonly rung: number
  readonly unitId: string
  readonly note: SkipNote
}

export interface PlannedRound {
  /** In the order of the person ids. */
  readonly digests: readonly PlannedDigest[]
  readonly skipped: readonly SkippedRung[]
}

/**
 * What is due at `now` and was not told before: planned again on a snapshot that holds its own outcome, it is empty.
 * Outside working hours nothing is told, but for the round of an every-day programme's cut-off, in time. Planned with
 * other settings in the snapshot it is the dry run of `/chedo`.
 */
export function planRound(snapshot: EscalationSnapshot, now: Temporal.Instant): PlannedRound {
  const index = indexSubjects(snapshot, now)
  const round: Round = {
    index,
    nowMs: now.epochMilliseconds,
    holders: createHolderIndex(snapshot, index.today),
    timetables: createTimetables(snapshot.calendar, snapshot.zone),
    clocks: new Map(
      snapshot.programmes.map((programme) => [programme.id, clockOf(programme, snapshot, now)]),
    ),
    firstClimbs: new Map(),
  }
  const told = new Map<string, { open: OpenSubject; step: PlannedStep }[]>()
  const skipped: SkippedRung[] = []
  for (const open of index.openSubjects((ending) => isTooEarly(ending, round))) {
    const unitId = open.recordedUnitId
    const climbed = climbOf(open, round)
    for (const { rung, note } of climbed.skipped) skipped.push({ subject: open.key, rung, unitId, note })
    for (const { rung, personId } of climbed.told) {
      const own = told.get(personId) ?? []
      told.set(personId, own)
      own.push({ open, step: { subject: open.key, rung, unitId, taskId: open.taskId } })
    }
  }
  return { digests: digestsOf(told, now), skipped }
}

interface Round {
  readonly index: SubjectIndex
  readonly nowMs: number
  readonly holders: HolderIndex
  readonly timetables: Timetables
  readonly clocks: ReadonlyMap<string, ProgrammeClock>
  readonly firstClimbs: Map<string, Climb>
}

/** Nobody can be due for a period that has just ended: rung 1 is the reminder, in time, and the next rungs lie ahead. */
function isTooEarly({ programmeId, cutOff }: EndingPeriod, round: Round): boolean {
  const { snapshot } = round.index
  const programme = snapshot.programmes.find(({ id }) => id === programmeId)
  const isInTime = round.nowMs <= cutOff.epochMilliseconds + ROUND_TOLERANCE_MS
  if (programme === undefined || !isInTime) return false
  const rungs = round.timetables.of(programme, 'missing', localDate(cutOff, snapshot.zone)).rungs(0)
  const first = rungs.find(({ isReminder }) => !isReminder)
  return first !== undefined && first.at !== 'weekly' && first.at > round.nowMs
}

interface ProgrammeClock {
  readonly isWorkingTime: boolean
  readonly lastWeekly: number | null
  readonly repeatsWeekly: boolean
}

function clockOf(
  { settings }: Programme,
  { calendar, zone }: EscalationSnapshot,
  now: Temporal.Instant,
): ProgrammeClock {
  return {
    isWorkingTime: isWorkingTime(now, calendar, settings, zone),
    lastWeekly: lastWeeklyDigest(now, settings, calendar, zone)?.epochMilliseconds ?? null,
    repeatsWeekly: rungsFor(settings.ladder, 'overdue').at(-1)?.rung.thenWeekly === true,
  }
}

/** Tasks past one deadline, in the same hands and never told before, climb alike: one look is enough for them. */
function climbOf(open: OpenSubject, round: Round): Climb {
  if (open.subject.kind !== 'overdue' || round.index.stepsOf(open.key).length > 0)
    return climbAlone(open, round)
  const officer = open.duties[0]?.officerId ?? ''
  const alike = `${open.programme.id}\n${open.unitId}\n${officer}\n${isoText(open.base)}`
  return once(round.firstClimbs, alike, () => climbAlone(open, round))
}

function climbAlone(open: OpenSubject, round: Round): Climb {
  const { index, holders, nowMs } = round
  const { snapshot } = index
  const clock = round.clocks.get(open.programme.id)
  const kind = open.subject.kind === 'missing' ? 'missing' : 'overdue'
  const climber: Climber = {
    timetable: round.timetables.of(open.programme, kind, open.base),
    steps: index.stepsOf(open.key),
    repeatsWeekly: kind === 'overdue' && clock?.repeatsWeekly === true,
    cutOff: open.cutOffMs,
    roundsDoneTo: snapshot.roundsDoneTo?.epochMilliseconds ?? null,
    lastWeekly: clock?.lastWeekly ?? null,
    mayTell(time) {
      return clock?.isWorkingTime === true || isEveryDayRound(open, time, nowMs)
    },
    holdersOf({ rung }) {
      return holders.holdersOf(rung, open)
    },
    reminded() {
      return remindedOf(open, holders)
    },
    isReachable(personId) {
      return snapshot.reachable.has(personId)
    },
  }
  return climb(climber, nowMs)
}

/** The round of the cut-off itself, not one that catches it up at night; who gets a passed-on rung hears it then. */
function isEveryDayRound(
  { programme, subject, cutOffMs }: OpenSubject,
  { rung }: RungTime,
  now: number,
): boolean {
  if (subject.kind !== 'missing' || cutOffMs === null || programme.settings.days !== 'every-day') return false
  const minutes = programme.settings.ladder.flatMap(({ rung: number, missing }) =>
    missing.kind === 'minutes' && number <= rung.rung ? [missing.minutes] : [],
  )
  return minutes.some((delay) => {
    const at = cutOffMs + delay * 60_000
    return at <= now && now <= at + ROUND_TOLERANCE_MS
  })
}

/** The one officer who owes all of it: he needs no digest that says so. */
function remindedOf(open: OpenSubject, holders: HolderIndex): readonly string[] {
  const officers = holders.officersOf(open)
  return officers.length === 1 ? officers : []
}

function digestsOf(
  told: ReadonlyMap<string, { open: OpenSubject; step: PlannedStep }[]>,
  now: Temporal.Instant,
): readonly PlannedDigest[] {
  return [...told.keys()].sort().map((personId) => ({
    personId,
    identity: `digest:${isoText(now)}:${personId}`,
    steps: (told.get(personId) ?? [])
      .sort((one, other) => worstFirst(one.open, other.open))
      .map(({ step }) => step),
  }))
}
