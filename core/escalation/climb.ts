/** How far one subject climbs in a round: whom it reaches, which rungs are passed over. Pure. behaviour §4. */
import type { RungHolders, VacancyReason } from './rung-holders.ts'
import type { EscalationStep } from './snapshot.ts'
import { ROUND_TOLERANCE_MS, type RungTime, type Timetable } from './timetable.ts'

/**
 * already_told: all who stand on the rung have heard of it from a lower one; reminded_late: rung 1 is the reminder of
 * the cut-off, which is only being caught up now.
 */
export type SkipNote = VacancyReason | 'already_told' | 'reminded_late'

/** A digest that could not be delivered within this time is given up: its rung counts as unreachable. */
export const DIGEST_LIFE_HOURS = 20
/** So that a top rung told in the middle of a week is not told again by the digest of the same week. */
const REPEAT_AFTER_MS = 5 * 24 * 3_600_000

export interface Climb {
  /** A rung above the top of the ladder: the top rung, told again in the weekly digest. */
  readonly told: readonly { readonly rung: number; readonly personId: string }[]
  readonly skipped: readonly { readonly rung: number; readonly note: SkipNote }[]
}

/** Instants are milliseconds of the epoch. */
export interface Climber {
  readonly timetable: Timetable
  /** Of this subject, all that were ever planned. */
  readonly steps: readonly EscalationStep[]
  /** Whether the top rung of the ladder is told again every week (`thenWeekly`). */
  readonly repeatsWeekly: boolean
  /** Of a missing report. */
  readonly cutOff: number | null
  /** Up to when rounds had been done before; null: none ever were. */
  readonly roundsDoneTo: number | null
  /** The newest weekly digest up to now; null: none yet. */
  readonly lastWeekly: number | null
  /** Whether a rung that is due since then may be told now: quiet hours. */
  mayTell(rung: RungTime): boolean
  holdersOf(rung: RungTime): RungHolders
  /** Who heard of it from the reminder. */
  reminded(): readonly string[]
  isReachable(personId: string): boolean
}

/**
 * Rungs are reached one after the other, each at its own delay; told late, it gives those after it the same time as
 * ever. A rung on which nobody can be told passes the subject on at once; one whose holders were told already passes
 * it on when the next one's time has come. A weekly rung waits for its digest in any case. An acknowledged subject
 * stays where it is until its quiet time is over, then goes on.
 */
export function climb(climber: Climber, now: number): Climb {
  const { steps, timetable } = climber
  if (isQuiet(steps, now)) return NOTHING
  const state = standing(climber, now)
  const told: { rung: number; personId: string }[] = []
  const ladder = timetable.rungs(0)
  for (let place = state.place; place < ladder.length; place++) {
    const time = timetable.rungs(state.shift)[place]
    if (!time || !isDue(time, state, climber, now) || !climber.mayTell(time)) break
    const { rung } = time.rung
    const holders = climber.holdersOf(time)
    const news = holders.kind === 'held' ? newcomers(holders.personIds, state.heard, climber) : []
    if (holders.kind === 'vacant') state.skipped.push({ rung, note: holders.reason })
    else if (news.length === 0) state.skipped.push({ rung, note: 'already_told' })
    for (const personId of news) {
      told.push({ rung, personId })
      state.heard.add(personId)
    }
    state.isPassedOn = holders.kind === 'vacant'
    state.shift = Math.max(state.shift, timetable.shiftAfter(place, now))
    state.weeklyFrom = now - ROUND_TOLERANCE_MS
  }
  if (told.length === 0) told.push(...toldAgain(climber))
  return { told, skipped: state.skipped }
}

/** Those who have not heard of it, neither from a digest nor from the reminder. */
function newcomers(
  personIds: readonly string[],
  heard: ReadonlySet<string>,
  { timetable, reminded }: Climber,
): readonly string[] {
  const strangers = personIds.filter((personId) => !heard.has(personId))
  if (strangers.length === 0 || timetable.rungs(0)[0]?.isReminder !== true) return strangers
  const officers = reminded()
  return strangers.filter((personId) => !officers.includes(personId))
}

/** The top rung in a weekly digest of a later week than the one it was told in last. */
function toldAgain(climber: Climber): { rung: number; personId: string }[] {
  const { steps, timetable, lastWeekly, repeatsWeekly } = climber
  const top = timetable.rungs(0).at(-1)
  const highest = highestOf(steps)
  if (!repeatsWeekly || !top || lastWeekly === null || highest < top.rung.rung) return []
  const isDueAgain = steps.every(
    (step) =>
      step.plannedAt.epochMilliseconds + REPEAT_AFTER_MS <= lastWeekly && restedFrom(step) <= lastWeekly,
  )
  if (!isDueAgain || !climber.mayTell(top)) return []
  const holders = climber.holdersOf(top)
  if (holders.kind === 'vacant') return []
  return holders.personIds.map((personId) => ({ rung: highest + 1, personId }))
}

function highestOf(steps: readonly EscalationStep[]): number {
  return steps.reduce((top, { rung }) => Math.max(top, rung), 0)
}

const NOTHING: Climb = { told: [], skipped: [] }

interface Standing {
  /** Of the next rung in the ladder. */
  readonly place: number
  /** Working days by which the rest of the ladder has moved. */
  shift: number
  /** The rung before could not be told: this one gets it at once. */
  isPassedOn: boolean
  /** A weekly digest from then on is the next one's. */
  weeklyFrom: number
  readonly heard: Set<string>
  readonly skipped: { rung: number; note: SkipNote }[]
}

function standing(climber: Climber, now: number): Standing {
  const { steps, timetable, cutOff } = climber
  const ladder = timetable.rungs(0)
  const highest = highestOf(steps)
  const state: Standing = {
    place: 0,
    shift: 0,
    isPassedOn: false,
    weeklyFrom: Math.max(cutOff ?? Number.NEGATIVE_INFINITY, ...steps.map(restedFrom)),
    heard: new Set(steps.flatMap((step) => (isHeard(step, climber, now) ? [step.personId ?? ''] : []))),
    skipped: [],
  }
  for (const step of steps) {
    const place = ladder.findIndex(({ rung }) => rung.rung === step.rung)
    if (place >= 0) {
      state.shift = Math.max(state.shift, timetable.shiftAfter(place, step.plannedAt.epochMilliseconds))
    }
  }
  if (ladder[0]?.isReminder) passReminder(state, climber, now)
  const place = ladder.filter(({ rung, isReminder }) => isReminder || rung.rung <= highest).length
  const next = ladder[place]
  const unreached = unreachedRung(climber, highest, now)
  // Passed on only when the next one can be told at once, lest it be forgotten that he should be.
  if (unreached !== null && (!next || climber.mayTell(next))) {
    state.skipped.push({ rung: unreached, note: 'unreachable' })
    state.isPassedOn = true
  }
  return { ...state, place }
}

/**
 * The reminder counts as the first rung. While nothing ran at the cut-off it is only caught up now, and the leaders'
 * time begins now as well.
 */
function passReminder(state: Standing, climber: Climber, now: number): void {
  const { timetable, steps, cutOff, roundsDoneTo } = climber
  const [reminder, next] = timetable.rungs(0)
  if (!reminder || !next || next.at === 'weekly' || steps.length > 0) return
  const wasMissed = cutOff !== null && roundsDoneTo !== null && roundsDoneTo < cutOff
  if (!wasMissed || now <= next.at + ROUND_TOLERANCE_MS) return
  state.skipped.push({ rung: reminder.rung.rung, note: 'reminded_late' })
  state.shift = timetable.shiftAfter(0, now)
}

/** The rung reached last, when its digest reached nobody. */
function unreachedRung(climber: Climber, highest: number, now: number): number | null {
  const newest = climber.steps.filter(({ rung }) => rung === highest)
  return newest.length > 0 && newest.every((step) => isLost(step, climber, now)) ? highest : null
}

/** Its digest never left, and will not: he has no account left, its time is over, or the rung was not his any more. */
function isLost(step: EscalationStep, { isReachable }: Climber, now: number): boolean {
  if (step.state === 'skipped' && step.personId !== null) return true
  if (step.state !== 'planned' || step.personId === null) return false
  const givenUpAt = step.plannedAt.epochMilliseconds + DIGEST_LIFE_HOURS * 3_600_000
  return givenUpAt <= now || !isReachable(step.personId)
}

function isHeard(step: EscalationStep, climber: Climber, now: number): boolean {
  const { personId, state } = step
  if (personId === null || state === 'skipped' || state === 'settled_before') return false
  return !isLost(step, climber, now)
}

/** A weekly digest before this step was taken, or while it kept the subject quiet, is not for what comes after it. */
function restedFrom({ plannedAt, quietUntil }: EscalationStep): number {
  return Math.max(plannedAt.epochMilliseconds, quietUntil?.epochMilliseconds ?? Number.NEGATIVE_INFINITY)
}

function isQuiet(steps: readonly EscalationStep[], now: number): boolean {
  return steps.some(({ quietUntil }) => quietUntil !== null && now < quietUntil.epochMilliseconds)
}

function isDue(time: RungTime, state: Standing, { lastWeekly }: Climber, now: number): boolean {
  if (time.at === 'weekly') return lastWeekly !== null && lastWeekly >= state.weeklyFrom
  return state.isPassedOn || time.at <= now
}
