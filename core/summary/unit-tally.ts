/** What the units of a programme owed in the last weeks, set against what they filed. Pure. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import { periodsInQuestion } from '../escalation/periods-in-question.ts'
import { regimesFollowed } from '../programme/awaited.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { EndingPeriod, ProgrammeInUse } from '../reminder/moment.ts'
import type { RemindedTask } from '../reminder/snapshot.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import type { UnitTally } from './score.ts'

/** Filings of a unit for the periods in question, counted. */
export interface UnitFilings {
  readonly programmeId: string
  readonly unitId: string
  readonly complete: number
  readonly onTime: number
  /** Local days on which something was filed. */
  readonly days: number
}

export interface TallyScope {
  readonly calendar: WorkCalendar
  readonly zone: string
  readonly now: Temporal.Instant
}

/** Periods whose cut-off lies in the last 21 days, today left out: the same all day long. */
export function periodsTallied(
  programmes: readonly ProgrammeInUse[],
  { calendar, zone, now }: TallyScope,
): readonly EndingPeriod[] {
  const midnight = instantAt(localDate(now, zone), '00:00', zone)
  return periodsInQuestion(programmes, { calendar, zone }, now).filter(({ cutOff }) =>
    isBefore(cutOff, midnight),
  )
}

/** One tally per unit that leads open tasks of the programme. */
export function tallyUnits(
  programme: ProgrammeInUse,
  tasks: readonly RemindedTask[],
  filings: readonly UnitFilings[],
  scope: TallyScope,
): readonly UnitTally[] {
  const endings = periodsTallied([programme], scope)
  const cutOffDays = new Set(endings.map(({ cutOff }) => localDate(cutOff, scope.zone).toString())).size
  const filed = new Map(
    filings
      .filter(({ programmeId }) => programmeId === programme.id)
      .map((entry) => [entry.unitId, entry] as const),
  )
  const owed = countOwed(programme, tasks, endings, localDate(scope.now, scope.zone))
  return [...owed].map(([unitId, counts]) => {
    const own = filed.get(unitId)
    return {
      unitId,
      ...counts,
      complete: own?.complete ?? 0,
      onTime: own?.onTime ?? 0,
      cutOffDays,
      daysReported: own?.days ?? 0,
    }
  })
}

type Owed = Pick<UnitTally, 'owed' | 'tasks' | 'overdue'>

function countOwed(
  programme: ProgrammeInUse,
  tasks: readonly RemindedTask[],
  endings: readonly EndingPeriod[],
  today: Temporal.PlainDate,
): ReadonlyMap<string, Owed> {
  const byUnit = new Map<string, Owed>()
  for (const task of tasks) {
    if (task.programmeId !== programme.id || task.state !== 'open') continue
    const regimes = regimesFollowed(programme.settings.regimes, task.regimes)
    const isOverdue = task.due !== null && Temporal.PlainDate.compare(task.due, today) < 0
    for (const { unitId, role, since } of task.assignments) {
      if (role !== 'lead') continue
      const from = since ?? task.addedAt
      const own = endings.filter(({ regime, cutOff }) => regimes.includes(regime) && isBefore(from, cutOff))
      const before = byUnit.get(unitId) ?? { owed: 0, tasks: 0, overdue: 0 }
      byUnit.set(unitId, {
        owed: before.owed + own.length,
        tasks: before.tasks + 1,
        overdue: before.overdue + (isOverdue ? 1 : 0),
      })
    }
  }
  return byUnit
}
