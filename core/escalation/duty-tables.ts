/** The indexes that make one look at each duty enough. */
import { regimesFollowed } from '../programme/awaited.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import { once } from './memo.ts'
import type { EscalatedDuty } from './open-subject.ts'
import type { EscalationSnapshot } from './snapshot.ts'

export interface DutyTables {
  /** Programme and regime -> unit -> what it owes. */
  readonly byRegime: ReadonlyMap<string, ReadonlyMap<string, readonly EscalatedDuty[]>>
  /** Task -> its parts. */
  readonly byTask: ReadonlyMap<string, readonly EscalatedDuty[]>
}

export function indexDuties(snapshot: EscalationSnapshot): DutyTables {
  const completePeriods = new Map<string, Set<string>>()
  for (const { taskId, unitId, periodKey, firstCompleteAt } of snapshot.filings) {
    if (firstCompleteAt !== null) {
      once(completePeriods, `${taskId}\n${unitId}`, () => new Set<string>()).add(periodKey)
    }
  }
  const newest = new Map(snapshot.newestComplete.map((entry) => [`${entry.taskId}\n${entry.unitId}`, entry]))
  const programmes = new Map(snapshot.programmes.map((programme) => [programme.id, programme]))
  const byRegime = new Map<string, Map<string, EscalatedDuty[]>>()
  const byTask = new Map<string, EscalatedDuty[]>()
  for (const task of snapshot.tasks) {
    const programme = programmes.get(task.programmeId)
    if (!programme?.active || task.state !== 'open') continue
    const addedMs = task.addedAt.epochMilliseconds
    for (const { unitId, role, officerId } of task.assignments) {
      if (role !== 'lead') continue
      const key = `${task.id}\n${unitId}`
      const complete = newest.get(key)
      const duty: EscalatedDuty = {
        task,
        unitId,
        officerId,
        addedMs,
        newestCompleteMs: complete?.at.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
        isDone: complete?.isDone ?? false,
        completePeriods: completePeriods.get(key) ?? NO_PERIODS,
      }
      once(byTask, task.id, () => []).push(duty)
      for (const regime of regimesFollowed(programme.settings.regimes, task.regimes)) {
        const byUnit = once(
          byRegime,
          regimeKey(programme.id, regime),
          () => new Map<string, EscalatedDuty[]>(),
        )
        once(byUnit, unitId, () => []).push(duty)
      }
    }
  }
  return { byRegime, byTask }
}

const NO_PERIODS: ReadonlySet<string> = new Set()

export function regimeKey(programmeId: string, regime: PeriodicRegime): string {
  return `${programmeId}\n${regime}`
}
