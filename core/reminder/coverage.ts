/** Which periods and deadlines of a person's duties a moment is about. Shared by planning and examining again. */
import { Temporal } from 'temporal-polyfill'
import { regimesFollowed } from '../programme/awaited.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import { isBefore } from '../time.ts'
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
 * whose cut-off came before the task was added is not owed, and while input is locked nobody is reminded.
 */
export function coverageOf(
  moment: DutyMoment,
  index: IndexedSnapshot,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): (duties: readonly HeldDuty[]) => Coverage {
  if (moment.kind === 'due_soon') {
    const deadlinesOf = dueSoonRule(moment, index, today)
    return (duties) => ({
      periods: [],
      deadlines: duties.filter((duty) => !index.isLocked(duty, now)).flatMap(deadlinesOf),
    })
  }
  const endings =
    moment.kind === 'heads_up' ? moment.endings.filter(({ cutOff }) => isBefore(now, cutOff)) : moment.endings
  const byProgramme = groupByProgramme(endings)
  const isOwed = (duty: HeldDuty, ending: EndingPeriod) =>
    regimesFollowed(duty.programme.settings.regimes, duty.task.regimes).includes(ending.regime) &&
    isBefore(duty.task.addedAt, ending.cutOff) &&
    (moment.kind === 'reminder' || !isComplete(index, duty, ending))
  return (duties) => ({
    periods: duties.flatMap((duty) =>
      index.isLocked(duty, now)
        ? []
        : (byProgramme.get(duty.programme.id) ?? [])
            .filter((ending) => isOwed(duty, ending))
            .map((ending) => coveredPeriod(duty, ending)),
    ),
    deadlines: [],
  })
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
  return ({ task, unitId, asSubstituteFor }) => {
    const { due } = task
    if (due === null || Temporal.PlainDate.compare(due, today) < 0) return []
    if (!noticed.has(`${task.programmeId}\n${due}`)) return []
    const workingDaysLeft = calendar.workingDaysBetween(
      today.subtract({ days: 1 }),
      due.subtract({ days: 1 }),
    )
    return [{ taskId: task.id, unitId, due, workingDaysLeft, asSubstituteFor }]
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

function groupByProgramme(endings: readonly EndingPeriod[]): ReadonlyMap<string, readonly EndingPeriod[]> {
  const groups = new Map<string, EndingPeriod[]>()
  for (const ending of endings) {
    const group = groups.get(ending.programmeId)
    if (group) group.push(ending)
    else groups.set(ending.programmeId, [ending])
  }
  return groups
}
