/** The numbers of a summary: who owes, who reported, in time or late, what is done and overdue. Pure. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import type { Unit } from '../directory/directory.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { MissingItem } from '../report/report.ts'
import type { ReportStatus } from '../report/understand/reading.ts'
import type { Task } from '../task/task.ts'
import { type DutyState, dutyStateOf } from './duty-state.ts'

/** One duty of the period: a lead unit of a task that reports under the regime. */
export interface SummaryRow {
  readonly task: Task
  readonly unit: Unit
  readonly officer: {
    readonly id: string
    readonly name: string
    readonly phone: string | null
  } | null
  readonly filing: {
    readonly firstAt: Temporal.Instant
    readonly firstCompleteAt: Temporal.Instant | null
    readonly isLate: boolean
  } | null
  /** Newest report up to the end of the period. */
  readonly report: {
    readonly status: ReportStatus
    readonly percent: number | null
    readonly result: string | null
    readonly obstacle: string | null
    readonly proposal: string | null
    readonly missing: readonly MissingItem[]
  } | null
}

export interface SummarySnapshot {
  readonly programme: string
  readonly regime: PeriodicRegime
  readonly key: string
  readonly start: Temporal.PlainDate
  readonly end: Temporal.PlainDate
  readonly cutOff: Temporal.Instant | null
  /** Restricts to units; null: all. */
  readonly scope: string | null
  readonly rows: readonly SummaryRow[]
  /** On-time share of the period before, 0-1; null: there was none. */
  readonly before: { readonly onTime: number; readonly owed: number } | null
  readonly today: Temporal.PlainDate
}

export interface UnitLine {
  readonly unit: string
  readonly owed: number
  readonly onTime: number
  readonly late: number
  readonly incomplete: number
  readonly missing: number
  readonly officer: {
    readonly name: string
    readonly phone: string | null
  } | null
  readonly missingCodes: readonly string[]
}

export interface Summary {
  readonly programme: string
  readonly regime: PeriodicRegime
  readonly key: string
  readonly start: Temporal.PlainDate
  readonly end: Temporal.PlainDate
  readonly cutOff: Temporal.Instant | null
  readonly scope: string | null
  /** Duties of the period. owed = onTime + late + incomplete + missing. */
  readonly owed: number
  /** Complete before the cut-off. */
  readonly onTime: number
  /** Complete, but after the cut-off. */
  readonly late: number
  /** Something arrived, the checklist still misses something: not summed up (ledger 42). */
  readonly incomplete: number
  readonly missing: number
  /** Tasks, the Government's way; done + running + overdue = tasks. */
  readonly tasks: {
    readonly total: number
    readonly done: number
    readonly running: number
    readonly overdue: number
  }
  readonly units: readonly UnitLine[]
  readonly leftOut: readonly {
    readonly code: string
    readonly unit: string
    readonly missing: readonly MissingItem[]
  }[]
  readonly obstacles: readonly {
    readonly code: string
    readonly unit: string
    readonly text: string
    readonly proposal: string | null
  }[]
  readonly before: { readonly onTime: number; readonly owed: number } | null
}

/** Counts a snapshot. A task is overdue when its deadline has passed and it is not done; a done one never is. */
export function summarise(snapshot: SummarySnapshot): Summary {
  const states = snapshot.rows.map((row) => ({ row, state: dutyStateOf(row) }))
  const count = (state: DutyState) => states.filter((entry) => entry.state === state).length
  return {
    programme: snapshot.programme,
    regime: snapshot.regime,
    key: snapshot.key,
    start: snapshot.start,
    end: snapshot.end,
    cutOff: snapshot.cutOff,
    scope: snapshot.scope,
    owed: states.length,
    onTime: count('on_time'),
    late: count('late'),
    incomplete: count('incomplete'),
    missing: count('missing'),
    tasks: countTasks(snapshot),
    units: unitLines(states),
    leftOut: states
      .filter((entry) => entry.state === 'incomplete')
      .map(({ row }) => ({
        code: row.task.code,
        unit: row.unit.shortName,
        missing: row.report?.missing ?? [],
      })),
    obstacles: snapshot.rows.flatMap((row) =>
      row.report?.obstacle == null
        ? []
        : [
            {
              code: row.task.code,
              unit: row.unit.shortName,
              text: row.report.obstacle,
              proposal: row.report.proposal,
            },
          ],
    ),
    before: snapshot.before,
  }
}

function countTasks(snapshot: SummarySnapshot): Summary['tasks'] {
  const tasks = [...new Map(snapshot.rows.map((row) => [row.task.id, row.task])).values()]
  const done = tasks.filter((task) => task.state === 'done').length
  const overdue = tasks.filter((task) => isOverdue(task, snapshot.today)).length
  return {
    total: tasks.length,
    done,
    running: tasks.length - done - overdue,
    overdue,
  }
}

/** The deadline day itself is still in time. */
export function isOverdue(task: Pick<Task, 'due' | 'state'>, today: Temporal.PlainDate): boolean {
  return task.state === 'open' && task.due !== null && Temporal.PlainDate.compare(task.due, today) < 0
}

/** Worst units first: most missing, then most incomplete, then by name. */
function unitLines(states: readonly { readonly row: SummaryRow; readonly state: DutyState }[]): UnitLine[] {
  const byUnit = new Map<string, { row: SummaryRow; state: DutyState }[]>()
  for (const entry of states) {
    const list = byUnit.get(entry.row.unit.id) ?? []
    list.push(entry)
    byUnit.set(entry.row.unit.id, list)
  }
  const lines = [...byUnit.values()].map((entries): UnitLine => {
    const count = (state: DutyState) => entries.filter((entry) => entry.state === state).length
    const missing = entries.filter((entry) => entry.state === 'missing')
    const first = entries[0]?.row
    return {
      unit: first?.unit.shortName ?? '',
      owed: entries.length,
      onTime: count('on_time'),
      late: count('late'),
      incomplete: count('incomplete'),
      missing: missing.length,
      officer: first?.officer ?? null,
      missingCodes: missing.map((entry) => entry.row.task.code),
    }
  })
  return lines.sort(
    (a, b) => b.missing - a.missing || b.incomplete - a.incomplete || a.unit.localeCompare(b.unit, 'vi'),
  )
}
