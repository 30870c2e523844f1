/** Obstacles as items of their own: when a report raises one, and when it takes one back. Pure. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { OwnReport } from '../conversation.ts'
import type { Change } from '../decision.ts'
import { foldWords } from '../talk/fold-words.ts'
import type { Duty, Report, ReportContent } from './report.ts'
import type { TaskReading } from './understand/reading.ts'

export interface ReportedObstacle {
  readonly duty: Duty
  readonly reading: TaskReading | null
  readonly amends: Report | null
  /** After the report. */
  readonly content: ReportContent
  readonly reportId: string
  readonly personId: string
  readonly at: Temporal.Instant
}

/**
 * Raised by the first report that names it, and again by one that names it after it was answered or taken back; a
 * report that says "không đổi" names nothing. Taken back by one that says that nothing is in the way.
 */
export function obstacleChanges(reported: ReportedObstacle, newId: () => string): Change[] {
  const { duty, reading, amends, content, reportId, personId, at } = reported
  const { task, unit } = duty
  if (reading?.noObstacle === true && content.obstacle === null) {
    return [{ kind: 'obstacles_withdrawn', taskId: task.id, unitId: unit.id, personId, at }]
  }
  const named = reading?.obstacle?.text ?? null
  if (content.obstacle === null || named === null || isSame(named, amends?.content.obstacle)) return []
  if (duty.openObstacles.some((open) => isSame(open, named))) return []
  return [
    {
      kind: 'obstacle_raised',
      id: newId(),
      taskId: task.id,
      unitId: unit.id,
      reportId,
      personId,
      content,
      at,
    },
  ]
}

function isSame(one: string, other: string | null | undefined): boolean {
  return other !== null && other !== undefined && foldWords(one) === foldWords(other)
}

/** A cancelled report takes its obstacle along, unless another report of the duty that stands names it too. */
export function cancelledObstacle(
  report: Report,
  cancelled: ReadonlySet<string>,
  ownReports: readonly OwnReport[],
  personId: string,
  at: Temporal.Instant,
): Change[] {
  const { obstacle } = report.content
  if (obstacle === null) return []
  const standsElsewhere = ownReports.some(
    (other) =>
      !cancelled.has(other.id) &&
      other.taskId === report.taskId &&
      other.unitId === report.unitId &&
      isSame(obstacle, other.content.obstacle),
  )
  return standsElsewhere ? [] : [{ kind: 'obstacle_cancelled', reportId: report.id, personId, at }]
}
