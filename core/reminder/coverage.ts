/** Which periods and deadlines of a person's duties a moment is about. Shared by planning and examining again. */
import { Temporal } from 'temporal-polyfill'
import { regimesFollowed } from '../programme/awaited.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import { earlierOf, isBefore } from '../time.ts'
import type { EndingPeriod, Moment } from './moment.ts'
import type { HeldDuty, IndexedSnapshot } from './snapshot.ts'

/** A period of a duty that ends (reminder) or is about to (heads-up). */
export interface CoveredPeriod {
  readonly taskId: string
  readonly unitId: string
  readonly regime: PeriodicRegime
  readonly periodKey: string
  readonly cutOff: Temporal.Instant
  readonly asSubstituteFor: string | null
}

export interface CoveredDeadline {
  readonly taskId: string
  readonly unitId: string
  readonly due: Temporal.PlainDate
  /** Working days left, today's included if it is one, the due date's not: 0 on the due date. */
  readonly workingDaysLeft: number
  readonly asSubstituteFor: string | null
}

/** A moment that is about people's duties. */
export type DutyMoment = Extract<Moment, { kind: 'heads_up' | 'reminder' | 'due_soon' }>

export function isDutyMoment(moment: Moment): moment is DutyMoment {
  return moment.kind === 'heads_up' || moment.kind === 'reminder' || moment.kind === 'due_soon'
}

export interface Coverage {
  readonly periods: readonly CoveredPeriod[]
  readonly deadlines: readonly CoveredDeadline[]
}

/**
 * Answers, for one moment and the state at `now`, what it is about for a person's duties. A reminder covers every
 * period that ends, complete or not; a heads-up only what is not complete and whose cut-off is still ahead. A period
 * whose cut-off came before the task was added is not owed, and while input is locked nobody is asked to report; a
 * deadline that draws near is told all the same.
 */
export function coverageOf(
  moment: DutyMoment,
  index: IndexedSnapshot,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): (duties: readonly HeldDuty[]) => Coverage {
  if (moment.kind === 'due_soon') {
    const deadlinesOf = dueSoonRule(moment, index, today)
    return (duties) => ({ periods: [], deadlines: duties.flatMap(deadlinesOf) })
  }
  const endings =
    moment.kind === 'heads_up' ? moment.endings.filter(({ cutOff }) => isBefore(now, cutOff)) : moment.endings
  const endingsOf = endingsRule(endings)
  const isToldOf = (duty: HeldDuty, ending: EndingPeriod) =>
    moment.kind === 'reminder' || !isComplete(index, duty, ending)
  return (duties) => ({
    periods: duties.flatMap((duty) =>
      index.isLocked(duty, now)
        ? []
        : endingsOf(duty)
            .filter((ending) => isToldOf(duty, ending))
            .map((ending) => coveredPeriod(duty, ending)),
    ),
    deadlines: [],
  })
}

/** The endings a duty owes: of its programme and the regimes it follows. Tasks of equal regimes share one look. */
function endingsRule(endings: readonly EndingPeriod[]): (duty: HeldDuty) => readonly EndingPeriod[] {
  const remembered = new Map<
    string,
    { endings: readonly EndingPeriod[]; earliest: Temporal.Instant | null }
  >()
  const followed = ({ programme, task }: HeldDuty) => {
    const key = task.regimes.length === 0 ? programme.id : `${programme.id}\n${task.regimes.join()}`
    const known = remembered.get(key)
    if (known) return known
    const regimes = regimesFollowed(programme.settings.regimes, task.regimes)
    const own = endings.filter(
      ({ programmeId, regime }) => programmeId === programme.id && regimes.includes(regime),
    )
    const earliest = own
      .map(({ cutOff }) => cutOff)
      .reduce<Temporal.Instant | null>(
        (first, cutOff) => (first === null ? cutOff : earlierOf(first, cutOff)),
        null,
      )
    const rule = { endings: own, earliest }
    remembered.set(key, rule)
    return rule
  }
  return (duty) => {
    const { endings: own, earliest } = followed(duty)
    if (earliest === null || isBefore(duty.task.addedAt, earliest)) return own
    return own.filter(({ cutOff }) => isBefore(duty.task.addedAt, cutOff))
  }
}

function isComplete(index: IndexedSnapshot, duty: HeldDuty, ending: EndingPeriod): boolean {
  const filing = index.filingOf(duty, ending.regime, ending.periodKey)
  return filing !== null && filing.firstCompleteAt !== null
}

function coveredPeriod(duty: HeldDuty, { regime, periodKey, cutOff }: EndingPeriod): CoveredPeriod {
  const { task, unitId, asSubstituteFor } = duty
  return { taskId: task.id, unitId, regime, periodKey, cutOff, asSubstituteFor }
}

/** Tasks that one of the mornings stands 7, 3 or 1 working days before, and whose due date has not gone by. */
function dueSoonRule(
  moment: Extract<Moment, { kind: 'due_soon' }>,
  index: IndexedSnapshot,
  today: Temporal.PlainDate,
): (duty: HeldDuty) => CoveredDeadline[] {
  const { calendar } = index.snapshot
  const settingsById = new Map(index.programmes.map(({ id, settings }) => [id, settings]))
  const noticed = new Set<string>()
  for (const { programmeId, date } of moment.mornings) {
    for (const days of settingsById.get(programmeId)?.dueSoonDays ?? []) {
      for (const due of dueDatesWithin(days, date, calendar)) noticed.add(`${programmeId}\n${due}`)
    }
  }
  const daysLeftBy = new Map<string, number>()
  const daysLeft = (due: Temporal.PlainDate, key: string) => {
    const known = daysLeftBy.get(key)
    if (known !== undefined) return known
    const left = calendar.workingDaysBetween(today.subtract({ days: 1 }), due.subtract({ days: 1 }))
    daysLeftBy.set(key, left)
    return left
  }
  return ({ task, unitId, asSubstituteFor }) => {
    const { due } = task
    if (due === null) return []
    const key = `${task.programmeId}\n${due}`
    if (!noticed.has(key) || Temporal.PlainDate.compare(due, today) < 0) return []
    return [{ taskId: task.id, unitId, due, workingDaysLeft: daysLeft(due, key), asSubstituteFor }]
  }
}

/** The due dates of which that working day is the `days`-th working day before: more than one where days off follow. */
function dueDatesWithin(
  days: number,
  date: Temporal.PlainDate,
  calendar: WorkCalendar,
): readonly Temporal.PlainDate[] {
  const last = calendar.addWorkingDays(date, days)
  const before = calendar.addWorkingDays(date, days - 1)
  return Array.from({ length: before.until(last).days }, (_, offset) => before.add({ days: offset + 1 }))
}
