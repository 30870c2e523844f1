/**
 * What taking a list would change: new, changed, gone. The same list again changes nothing; where a deadline moves or a
 * task goes a reason is needed (ledger 36, 37). Pure.
 */
import { nameKey } from './cell-text.ts'
import { codeKey } from './codes.ts'
import { amends } from './duplicates.ts'
import type { ExistingOfficer, ExistingTask, ImportBase } from './ports.ts'
import { codeOf, type ImportReading, type OfficerRow, type SourceDocument, type TaskRow } from './reading.ts'
import type { UnitMention } from './unit-names.ts'

export type ComparedField =
  | 'outline'
  | 'group'
  | 'title'
  | 'lead'
  | 'coord'
  | 'due'
  | 'dueKind'
  | 'product'
  | 'authority'
  | 'resources'
  | 'target'
  | 'regimes'
  | 'state'

export interface Difference {
  readonly field: ComparedField
  readonly before: string | null
  readonly after: string | null
}

export interface PlannedTask {
  readonly code: string
  readonly task: TaskRow
}

export interface ChangedTask extends PlannedTask {
  readonly differences: readonly Difference[]
}

/** A second row with the code of another: the coordinator says which one holds. */
export interface UnsettledRow extends PlannedTask {
  /** Row whose code it repeats. */
  readonly firstRow: number
  /** amendment: same title; conflict: another task under the same code. */
  readonly kind: 'amendment' | 'conflict'
  readonly differences: readonly Difference[]
}

export interface ImportPlan {
  readonly source: SourceDocument | null
  readonly added: readonly PlannedTask[]
  readonly changed: readonly ChangedTask[]
  readonly unchanged: readonly string[]
  /** Open tasks that the list no longer names. */
  readonly gone: readonly ExistingTask[]
  /** Not carried out; to be settled first. */
  readonly unsettled: readonly UnsettledRow[]
  /** Officers that the directory does not have like this. */
  readonly officers: readonly OfficerRow[]
  /** A deadline moves or a task goes. */
  readonly needsReason: boolean
}

export function compareTaskList(reading: ImportReading, base: Omit<ImportBase, 'directory'>): ImportPlan {
  const stored = new Map(base.existing.map((task) => [codeKey(task.code), task]))
  const rowsByCode = new Map<string, TaskRow[]>()
  for (const task of reading.tasks) {
    const key = codeKey(codeOf(task))
    const rows = rowsByCode.get(key)
    if (rows) rows.push(task)
    else rowsByCode.set(key, [task])
  }
  const added: PlannedTask[] = []
  const changed: ChangedTask[] = []
  const unchanged: string[] = []
  const unsettled: UnsettledRow[] = []
  for (const [key, rows] of rowsByCode) {
    const existing = stored.get(key)
    const task = rows.find((row) => existing && differencesTo(row, existing).length === 0) ?? rows[0]
    if (!task) continue
    const code = existing?.code ?? codeOf(task)
    const differences = existing ? differencesTo(task, existing) : []
    if (!existing) added.push({ code, task })
    else if (differences.length > 0) changed.push({ code, task, differences })
    else unchanged.push(code)
    unsettled.push(...furtherRows(rows, task, code))
  }
  const gone = isTaskList(reading)
    ? base.existing.filter((task) => task.state !== 'removed' && !rowsByCode.has(codeKey(task.code)))
    : []
  const officers = reading.officers.filter(
    (officer) => !base.officers.some((known) => isSame(officer, known)),
  )
  const moves = changed.some(({ differences }) =>
    differences.some(({ field }) => field === 'due' || field === 'state'),
  )
  return {
    source: reading.source,
    added,
    changed,
    unchanged,
    gone,
    unsettled,
    officers,
    needsReason: moves || gone.length > 0,
  }
}

/** True where carrying the plan out would change nothing at all. */
export function isEmptyPlan(plan: ImportPlan): boolean {
  return plan.added.length + plan.changed.length + plan.gone.length + plan.officers.length === 0
}

function isTaskList(reading: ImportReading): boolean {
  return reading.tasks.length > 0
}

/** Rows under a code besides the one taken; those that say the same are left out. */
function furtherRows(rows: readonly TaskRow[], taken: TaskRow, code: string): readonly UnsettledRow[] {
  const [first] = rows
  if (!first) return []
  return rows.flatMap((task): UnsettledRow[] => {
    if (task === taken || task === first) return []
    const differences = differencesBetween(factsOf(first), factsOf(task))
    if (differences.length === 0) return []
    return [
      { code, task, firstRow: first.row, kind: amends(task, first) ? 'amendment' : 'conflict', differences },
    ]
  })
}

interface Facts {
  readonly [field: string]: string | null
}

function differencesTo(task: TaskRow, existing: ExistingTask): readonly Difference[] {
  const after = factsOf(task)
  const { lead, coord, target, state } = existing
  const before: Facts = {
    outline: existing.outline,
    group: existing.group,
    title: existing.title,
    lead: sameUnits(task.lead, lead) ? (after['lead'] ?? null) : listed(lead),
    coord: sameUnits(task.coord, coord) ? (after['coord'] ?? null) : listed(coord),
    due: existing.due?.toString() ?? null,
    dueKind: existing.dueKind,
    product: existing.product,
    authority: existing.authority,
    resources: existing.resources,
    target: target ? `${target.op ?? ''}${target.value} ${target.unit}` : null,
    regimes: listed(existing.regimes),
  }
  const returns: readonly Difference[] =
    state === 'removed' ? [{ field: 'state', before: 'removed', after: 'open' }] : []
  return [...differencesBetween(before, after), ...returns]
}

const FIELDS = [
  'outline',
  'group',
  'title',
  'lead',
  'coord',
  'due',
  'dueKind',
  'product',
  'authority',
  'resources',
  'target',
  'regimes',
] as const satisfies readonly ComparedField[]

function differencesBetween(before: Facts, after: Facts): readonly Difference[] {
  return FIELDS.flatMap((field) => {
    const [was = null, is = null] = [before[field], after[field]]
    return (was ?? '') === (is ?? '') ? [] : [{ field, before: was, after: is }]
  })
}

function factsOf(task: TaskRow): Facts {
  const { target } = task
  return {
    outline: task.outline,
    group: task.group,
    title: task.title,
    lead: listed(task.lead.map((unit) => unit.name)),
    coord: listed(task.coord.map((unit) => unit.name)),
    due: task.due?.toString() ?? null,
    dueKind: task.dueKind,
    product: task.product,
    authority: task.authority,
    resources: task.resources,
    target: target ? `${target.op ?? ''}${target.value} ${target.unit}` : null,
    regimes: listed(task.regimes),
  }
}

/** Order does not matter. A collective stands for any further units, as they were told apart when it was taken. */
function sameUnits(mentions: readonly UnitMention[], names: readonly string[]): boolean {
  const stored = new Set(names.map(nameKey))
  const single = mentions.filter((unit) => !unit.collective).map((unit) => nameKey(unit.name))
  const hasCollective = single.length < mentions.length
  return single.every((key) => stored.has(key)) && (hasCollective || stored.size === single.length)
}

function isSame(officer: OfficerRow, known: ExistingOfficer): boolean {
  const { person, unit } = officer
  return (
    nameKey(known.name) === nameKey(person.name) &&
    (unit === null || nameKey(known.unit) === nameKey(unit.name)) &&
    (person.title === null || nameKey(known.title ?? '') === nameKey(person.title)) &&
    (person.phone === null || known.phone === person.phone)
  )
}

function listed(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join('; ')
}
