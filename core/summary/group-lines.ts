/** Duties and tasks counted per group (unit, field, programme), worst group first. Pure. behaviour §7. */
import { type DutyState, dutyStateOf } from './duty-state.ts'
import { LIGHTS, type Light } from './light.ts'
import type { EarlierRow, OverviewRow } from './overview-row.ts'
import { addDuties, type DutyTally, type TaskTally, tallyDuties, tallyTasks } from './tally.ts'
import type { TaskStanding } from './task-standing.ts'

export interface GroupLine {
  readonly key: string
  /** Null: the rows name no group (a task without field), or it stands for all. */
  readonly name: string | null
  readonly duties: DutyTally
  /** Each task once. */
  readonly tasks: TaskTally
  /** Tasks by traffic light, each duty once. */
  readonly lights: Readonly<Record<Light, number>>
  /** Duties of the period before; null: there were none. */
  readonly before: DutyTally | null
}

interface Counted {
  readonly row: OverviewRow
  readonly state: DutyState
  readonly standing: TaskStanding
  readonly light: Light
}

type Grouping = (row: EarlierRow) => {
  readonly key: string
  readonly name: string | null
}

export function totalLine(items: readonly Counted[], before: readonly EarlierRow[]): GroupLine {
  return lineOf('', null, items, before)
}

/** Most missing first, then most incomplete, most overdue tasks, name. Groups of the period before alone are left out. */
export function groupLines(
  items: readonly Counted[],
  before: readonly EarlierRow[],
  groupOf: Grouping,
): readonly GroupLine[] {
  const earlier = new Map<string, EarlierRow[]>()
  for (const row of before) put(earlier, groupOf(row).key, row)
  const groups = new Map<string, Counted[]>()
  for (const item of items) put(groups, groupOf(item.row).key, item)
  const lines = [...groups].map(([key, members]) => {
    const name = members[0] === undefined ? null : groupOf(members[0].row).name
    return lineOf(key, name, members, earlier.get(key) ?? [])
  })
  return lines.sort(
    (one, other) =>
      other.duties.missing - one.duties.missing ||
      other.duties.incomplete - one.duties.incomplete ||
      other.tasks.open_overdue - one.tasks.open_overdue ||
      (one.name ?? '').localeCompare(other.name ?? '', 'vi'),
  )
}

/**
 * The first `limit` - 1 groups, and the rest as one line without a name; all of them when they are no more than
 * `limit`. For pictures. The rest counts a task once for each group it is in.
 */
export function worstGroups(
  lines: readonly GroupLine[],
  limit: number,
): {
  readonly shown: readonly GroupLine[]
  readonly restDuties: DutyTally | null
  readonly restCount: number
} {
  if (lines.length <= limit) return { shown: lines, restDuties: null, restCount: 0 }
  const rest = lines.slice(limit - 1)
  return {
    shown: lines.slice(0, limit - 1),
    restDuties: rest.map(({ duties }) => duties).reduce(addDuties),
    restCount: rest.length,
  }
}

function lineOf(
  key: string,
  name: string | null,
  items: readonly Counted[],
  before: readonly EarlierRow[],
): GroupLine {
  const standings = new Map(items.map(({ row, standing }) => [row.task.id, standing]))
  const lights = new Map<Light, number>(LIGHTS.map((light) => [light, 0]))
  for (const { light } of items) lights.set(light, (lights.get(light) ?? 0) + 1)
  const count = (light: Light) => lights.get(light) ?? 0
  return {
    key,
    name,
    duties: tallyDuties(items.map(({ state }) => state)),
    tasks: tallyTasks(standings.values()),
    lights: {
      red: count('red'),
      yellow: count('yellow'),
      green: count('green'),
      grey: count('grey'),
    },
    before: before.length === 0 ? null : tallyDuties(before.map(dutyStateOf)),
  }
}

function put<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const list = groups.get(key)
  if (list === undefined) groups.set(key, [value])
  else list.push(value)
}
