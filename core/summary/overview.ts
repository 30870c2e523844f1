/**
 * The whole picture of a period: every number that a summary file, chart or official report shows, per unit, field and
 * programme, against the period before. Pure. behaviour §7, ledger 40, 42, 48, 56.
 */
import { Temporal } from 'temporal-polyfill'
import type { Period } from '../programme/period.ts'
import { localDate } from '../time.ts'
import { type DutyState, dutyStateOf, isSummedUp } from './duty-state.ts'
import { type GroupLine, groupLines, totalLine } from './group-lines.ts'
import { DUE_SOON_DAYS, type Light, lightOf } from './light.ts'
import type { OverviewRow, OverviewSnapshot } from './overview-row.ts'
import { isDone, overdueDaysOf, type TaskStanding, taskStandingOf } from './task-standing.ts'

/** A duty with what was decided of it. */
export interface OverviewItem {
  readonly row: OverviewRow
  readonly state: DutyState
  readonly standing: TaskStanding
  /** Calendar days past the deadline; 0 unless the standing is open_overdue. */
  readonly overdueDays: number
  readonly light: Light
}

export interface Overview {
  readonly period: Period
  readonly cutOff: Temporal.Instant | null
  /** Its cut-off has passed (or it has none): the numbers of duties no longer change for the better unnoticed. */
  readonly isClosed: boolean
  readonly scope: string | null
  /** Civil day whose end the tasks are judged at: today, at most the last day of the period. */
  readonly asOf: Temporal.PlainDate
  readonly programmeNames: readonly string[]
  readonly total: GroupLine
  /** Worst first, each. A task with several leads counts once in the total and once for each of its units. */
  readonly units: readonly GroupLine[]
  readonly fields: readonly GroupLine[]
  readonly programmes: readonly GroupLine[]
  /** Every duty, in the order of the list. */
  readonly items: readonly OverviewItem[]
  /** What was brought about, done tasks first; from complete reports of this period alone. */
  readonly results: readonly OverviewItem[]
  /** Arrived, but not summed up: the reason is `row.report.missing`. */
  readonly leftOut: readonly OverviewItem[]
  readonly missing: readonly OverviewItem[]
  /** Longest overdue first. */
  readonly overdue: readonly OverviewItem[]
  /** Newest report names an obstacle, and the task is not done. */
  readonly obstacles: readonly OverviewItem[]
}

export function overviewOf(snapshot: OverviewSnapshot): Overview {
  const today = localDate(snapshot.now, snapshot.zone)
  const asOf = Temporal.PlainDate.compare(today, snapshot.period.end) < 0 ? today : snapshot.period.end
  const isClosed = snapshot.cutOff === null || Temporal.Instant.compare(snapshot.now, snapshot.cutOff) >= 0
  const days = { asOf, soonUntil: asOf.add({ days: DUE_SOON_DAYS }) }
  const items = snapshot.rows.map((row) => itemOf(row, days, isClosed))
  const { before } = snapshot
  return {
    period: snapshot.period,
    cutOff: snapshot.cutOff,
    isClosed,
    scope: snapshot.scope,
    asOf,
    programmeNames: [...new Set(snapshot.rows.map(({ programme }) => programme.name))],
    total: totalLine(items, before),
    units: groupLines(items, before, ({ unit }) => ({
      key: unit.id,
      name: unit.shortName,
    })),
    fields: groupLines(items, before, ({ task }) => ({
      key: task.group ?? '',
      name: task.group,
    })),
    programmes: groupLines(items, before, ({ programme }) => ({
      key: programme.id,
      name: programme.name,
    })),
    items,
    results: resultsOf(items),
    leftOut: items.filter(({ state }) => state === 'incomplete'),
    missing: items.filter(({ state }) => state === 'missing'),
    overdue: items
      .filter(({ standing }) => standing === 'open_overdue')
      .sort((one, other) => other.overdueDays - one.overdueDays),
    obstacles: items.filter(({ row, standing }) => row.report?.obstacle != null && !isDone(standing)),
  }
}

interface Days {
  readonly asOf: Temporal.PlainDate
  readonly soonUntil: Temporal.PlainDate
}

function itemOf(row: OverviewRow, days: Days, isClosed: boolean): OverviewItem {
  const state = dutyStateOf(row)
  const standing = taskStandingOf(row, days.asOf)
  const light = lightOf({
    standing,
    state,
    isClosed,
    due: row.task.due,
    soonUntil: days.soonUntil,
    status: row.report?.status ?? null,
    hasObstacle: row.report?.obstacle != null,
  })
  return { row, state, standing, overdueDays: overdueDaysOf(row.task, standing, days.asOf), light }
}

/** "Báo cáo hiệu quả": products of done tasks, then results on the way; the order of the list within each. */
function resultsOf(items: readonly OverviewItem[]): readonly OverviewItem[] {
  const told = items.filter(
    ({ row, state, standing }) => isSummedUp(state) && (isDone(standing) || row.report?.result != null),
  )
  return [
    ...told.filter(({ standing }) => isDone(standing)),
    ...told.filter(({ standing }) => !isDone(standing)),
  ]
}
