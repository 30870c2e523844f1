/** The indexes that make one look at each duty enough; each is built when it is first asked for. */
import { regimesFollowed } from '../programme/awaited.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import { once } from './memo.ts'
import type { EscalatedDuty } from './open-subject.ts'
import type { EscalatedTask, EscalationSnapshot } from './snapshot.ts'

export type DutiesByUnit = ReadonlyMap<string, readonly EscalatedDuty[]>

export interface DutyTables {
  /** What each unit owes under one regime of a programme. */
  owedUnder(programmeId: string, regime: PeriodicRegime): DutiesByUnit
  /** The leads' parts in a task; none unless it is open and of an active programme. */
  partsOf(task: EscalatedTask): readonly EscalatedDuty[]
}

export function indexDuties(snapshot: EscalationSnapshot): DutyTables {
  const active = new Map(snapshot.programmes.filter((each) => each.active).map((each) => [each.id, each]))
  const states = indexStates(snapshot)
  const parts = new Map<string, readonly EscalatedDuty[]>()
  const partsOf = (task: EscalatedTask) =>
    once(parts, task.id, () =>
      active.has(task.programmeId) && task.state === 'open' ? dutiesIn(task, states) : [],
    )
  let byRegime: ReadonlyMap<string, DutiesByUnit> | null = null
  return {
    partsOf,
    owedUnder(programmeId, regime) {
      byRegime ??= groupByRegime(
        snapshot.tasks,
        (task) => {
          const programme = active.get(task.programmeId)
          return programme === undefined ? [] : regimesFollowed(programme.settings.regimes, task.regimes)
        },
        partsOf,
      )
      return byRegime.get(regimeKey(programmeId, regime)) ?? NOTHING_OWED
    },
  }
}

const NO_PERIODS: ReadonlySet<string> = new Set()
const NOTHING_OWED: DutiesByUnit = new Map()

interface ReportStates {
  readonly completePeriods: ReadonlyMap<string, ReadonlySet<string>>
  readonly newest: ReadonlyMap<string, EscalationSnapshot['newestComplete'][number]>
}

const partKey = (taskId: string, unitId: string) => `${taskId}\n${unitId}`

function indexStates(snapshot: EscalationSnapshot): ReportStates {
  const completePeriods = new Map<string, Set<string>>()
  for (const { taskId, unitId, periodKey, firstCompleteAt } of snapshot.filings) {
    if (firstCompleteAt === null) continue
    once(completePeriods, partKey(taskId, unitId), () => new Set<string>()).add(periodKey)
  }
  const newest = new Map(snapshot.newestComplete.map((entry) => [partKey(entry.taskId, entry.unitId), entry]))
  return { completePeriods, newest }
}

function dutiesIn(task: EscalatedTask, { completePeriods, newest }: ReportStates): readonly EscalatedDuty[] {
  const addedMs = task.addedAt.epochMilliseconds
  return task.assignments
    .filter(({ role }) => role === 'lead')
    .map(({ unitId, officerId, since }): EscalatedDuty => {
      const key = partKey(task.id, unitId)
      const complete = newest.get(key)
      return {
        task,
        unitId,
        officerId,
        addedMs: since === undefined ? addedMs : Math.max(addedMs, since.epochMilliseconds),
        newestCompleteMs: complete?.at.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
        isDone: complete?.isDone ?? false,
        completePeriods: completePeriods.get(key) ?? NO_PERIODS,
      }
    })
}

function groupByRegime(
  tasks: readonly EscalatedTask[],
  regimesOf: (task: EscalatedTask) => readonly PeriodicRegime[],
  partsOf: (task: EscalatedTask) => readonly EscalatedDuty[],
): ReadonlyMap<string, DutiesByUnit> {
  const byRegime = new Map<string, Map<string, EscalatedDuty[]>>()
  for (const task of tasks) {
    const regimes = regimesOf(task)
    for (const duty of partsOf(task)) {
      for (const regime of regimes) {
        const key = regimeKey(task.programmeId, regime)
        const byUnit = once(byRegime, key, () => new Map<string, EscalatedDuty[]>())
        once(byUnit, duty.unitId, () => []).push(duty)
      }
    }
  }
  return byRegime
}

function regimeKey(programmeId: string, regime: PeriodicRegime): string {
  return `${programmeId}\n${regime}`
}
