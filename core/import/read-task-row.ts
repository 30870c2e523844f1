/** One row of a task list as a task: every field read, every doubt warned of with its cell. Ledger 5, 61, 64, 69, 70. */
import { Temporal } from 'temporal-polyfill'
import { type Deadline, type DeadlineKind, type DeadlinePhase, readDeadline } from '../task/deadline-text.ts'
import { fold, oneLine } from './cell-text.ts'
import type { Field } from './columns.ts'
import { datedAfter } from './documents.ts'
import { readPeople } from './people-text.ts'
import type { ImportWarning, TaskRow, UnclearPart, WarningCode } from './reading.ts'
import { readRegimes } from './regime-text.ts'
import { cellAddress, type Sheet } from './sheet.ts'
import type { FieldValue, TableRow } from './table-rows.ts'
import { readTarget } from './target-text.ts'
import { readUnits, type UnitCell, type UnitDirectory } from './unit-names.ts'

export interface RowContext {
  readonly sheet: Sheet
  readonly columns: ReadonlyMap<Field, number>
  readonly directory: UnitDirectory
  readonly now: Temporal.PlainDate
  /** Day of the document that gives out the list, else `now`. */
  readonly issuedOn: Temporal.PlainDate
  /** The list's year, for deadlines that name none. */
  readonly year: number
}

/** A row before codes are generated and rows are compared with one another. */
export type DraftTask = Omit<TaskRow, 'suggestedCode'>

const NO_UNITS: UnitCell = { units: [], subUnit: null, distributed: false }
/** Kinds that name one day; of the others a week-end is nothing to warn of. */
const SINGLE_DAYS: ReadonlySet<DeadlineKind> = new Set<DeadlineKind>([
  'date',
  'before_exclusive',
  'excel_serial',
  'us_format',
  'relative_date',
])

/** Reads a row whose dittos are resolved; `ditto` are the fields that stood as "-nt-". */
export function readTaskRow(row: TableRow, ditto: ReadonlySet<Field>, context: RowContext): DraftTask {
  const text = (field: Field) => oneLine(row.fields.get(field)?.text ?? '')
  const warnings = new Warnings(row, context)
  const lead = readRoles(row, context)
  const deadline = deadlineOf(row.fields.get('due'), context)
  const task = {
    kind: 'task' as const,
    sheet: context.sheet.name,
    row: row.index + 1,
    outline: text('outline') || null,
    code: text('code') || null,
    group: text('group') || row.group,
    title: text('title'),
    lead: lead.lead.units,
    coord: lead.coord.units,
    subLead: lead.lead.subUnit,
    due: deadline.due,
    dueKind: deadline.kind,
    dueRaw: text('due') || null,
    start: deadlineOf(row.fields.get('start'), context).due ?? deadline.start,
    offsetDays: deadline.offsetDays,
    milestones: namedPhases(deadline.milestones, text('product')),
    product: text('product') || null,
    authority: text('authority') || null,
    resources: text('resources') || null,
    target: readTarget(text('title'), text('product')),
    regimes: readRegimes(text('regime')),
    people: peopleOf(row),
    note: text('note') || null,
  }
  warnings.aboutUnits(task.lead, lead.lead.distributed, lead.coord, ditto)
  warnings.aboutPeople(task.people)
  warnings.aboutDeadline(deadline, task.start)
  warnings.aboutRest(task.regimes)
  return { ...task, unclear: unclearParts(task, context.columns), warnings: warnings.list }
}

/** Lead and coordinating units; one column may hold both ("Chủ trì: … Phối hợp: …"). */
function readRoles(
  row: TableRow,
  context: RowContext,
): { readonly lead: UnitCell; readonly coord: UnitCell } {
  const leadText = (row.fields.get('lead') ?? row.fields.get('unit'))?.text ?? ''
  const coordText = row.fields.get('coord')?.text ?? ''
  const split =
    /^(.*?)(?:[;,.\n]\s*)?(?:đơn vị |cơ quan |các đơn vị )?phối hợp\s*(?:với|thực hiện)?\s*:?\s+(.*)$/isu.exec(
      leadText,
    )
  const ownLead = (split?.[1] ?? leadText)
    .replace(/^(?:đơn vị |cơ quan )?chủ trì\s*:?\s*/iu, '')
    .replace(/[,;]?\s*chủ trì[,;]?\s*$/iu, '')
  const joined = [split?.[2] ?? '', coordText].filter((part) => part !== '').join('; ')
  return {
    lead: ownLead === '' ? NO_UNITS : readUnits(ownLead, context.directory),
    coord: joined === '' ? NO_UNITS : readUnits(joined, context.directory),
  }
}

function deadlineOf(value: FieldValue | undefined, context: RowContext): Deadline {
  const deadline = readDeadline(oneLine(value?.text ?? ''), { year: context.year })
  if (!value?.date) return deadline
  return { kind: 'date', due: value.date, start: null, offsetDays: null, milestones: [], flags: [] }
}

function peopleOf(row: TableRow): TaskRow['people'] {
  const leaders = readPeople(row.fields.get('supervisor')?.text ?? '')
  const officers = readPeople(row.fields.get('owner')?.text ?? '')
  return [...leaders.map((person) => ({ ...person, role: 'supervisor' as const })), ...officers]
}

/** Phases without a name take those of the product, where it has one part for each. */
function namedPhases(phases: readonly DeadlinePhase[], product: string): readonly DeadlinePhase[] {
  const parts = product.split(/\s*;\s*/).filter((part) => part !== '')
  if (parts.length !== phases.length) return phases
  return phases.map((phase, index) => ({ ...phase, name: phase.name ?? phaseName(parts[index] ?? '') }))
}

function phaseName(product: string): string {
  const short = product.replace(/^Báo cáo\s+(?=\p{L}+ \p{L}+$|\p{L}+ kết)/iu, '')
  return /^\p{Lu}\p{Ll}/u.test(short) ? short.charAt(0).toLowerCase() + short.slice(1) : short
}

type Readable = Pick<
  TaskRow,
  'lead' | 'title' | 'due' | 'dueKind' | 'product' | 'authority' | 'resources' | 'people'
>

function unclearParts(task: Readable, columns: ReadonlyMap<Field, number>): readonly UnclearPart[] {
  const isRegular = task.dueKind === 'ongoing' || task.dueKind.startsWith('recurring')
  const checks: readonly (readonly [UnclearPart, boolean])[] = [
    ['person', task.people.some((person) => person.name !== null)],
    ['work', task.title.split(' ').length >= 3],
    ['responsibility', task.lead.length > 0],
    ['deadline', task.due !== null || isRegular],
    ['product', task.product !== null],
    ['authority', task.authority !== null],
    ['resources', task.resources !== null || !columns.has('resources')],
  ]
  return checks.flatMap(([part, isClear]) => (isClear ? [] : [part]))
}

/** Collects the warnings of one row. */
class Warnings {
  readonly list: ImportWarning[] = []
  private readonly row: TableRow
  private readonly context: RowContext

  constructor(row: TableRow, context: RowContext) {
    this.row = row
    this.context = context
  }

  aboutUnits(
    lead: TaskRow['lead'],
    leadDistributed: boolean,
    coord: UnitCell,
    ditto: ReadonlySet<Field>,
  ): void {
    if (this.has('lead') || this.has('unit')) {
      if (lead.length === 0) this.add('missing_lead', 'lead')
      const single = lead.filter((unit) => !unit.collective)
      if (lead.some((unit) => unit.collective)) this.add('explode_per_agency', 'lead')
      else if (single.length > 1) this.add('two_leads', 'lead', single.map((unit) => unit.name).join('; '))
    }
    for (const field of ditto) this.add(`ditto_${field}`, field)
    if (leadDistributed) this.add('list_distributes_prefix', 'lead')
    if (coord.distributed) this.add('list_distributes_prefix', 'coord')
    if (this.context.directory.isEmpty) return
    const unknown = (unit: TaskRow['lead'][number]) => !unit.collective && unit.unitId === null
    for (const unit of lead.filter(unknown)) this.add('unknown_unit', 'lead', unit.name)
    for (const unit of coord.units.filter(unknown)) this.add('unknown_unit', 'coord', unit.name)
  }

  aboutPeople(people: TaskRow['people']): void {
    if (people.length === 0 && (this.has('owner') || this.has('supervisor')))
      this.add('missing_owner', 'owner')
    const officers = people.filter((person) => person.role === 'officer' && person.name !== null)
    if (officers.length > 1)
      this.add('several_officers', 'owner', officers.map((person) => person.name).join('; '))
  }

  aboutDeadline(deadline: Deadline, start: Temporal.PlainDate | null): void {
    if (!this.has('due')) return
    for (const flag of deadline.flags) this.add(flag, 'due')
    const { due } = deadline
    if (!due) return
    if (SINGLE_DAYS.has(deadline.kind) && due.dayOfWeek === 6)
      this.add('due_on_saturday', 'due', due.toString())
    if (SINGLE_DAYS.has(deadline.kind) && due.dayOfWeek === 7)
      this.add('due_on_sunday', 'due', due.toString())
    if (Temporal.PlainDate.compare(due, this.context.now) < 0) this.add('past_due', 'due', due.toString())
    if (start && Temporal.PlainDate.compare(due, start) < 0)
      this.add('due_before_start', 'due', start.toString())
  }

  aboutRest(regimes: TaskRow['regimes']): void {
    const { fields } = this.row
    if (this.has('product') && !fields.has('product')) this.add('missing_product', 'product')
    if (this.has('code') && !fields.has('code')) this.add('missing_code', 'code')
    const rawCode = fields.get('code')?.raw ?? ''
    if (rawCode !== rawCode.trim()) this.add('trailing_space_code', 'code')
    if (fields.has('regime') && regimes.length === 0) this.add('unreadable_regime', 'regime')
    if (this.row.isHidden) this.add('hidden_row', 'title')
    this.aboutHandover()
    for (const [field, value] of fields) {
      for (const citation of datedAfter(value.text, this.context.issuedOn)) {
        this.add(
          'document_dated_after_letter',
          field,
          `${citation.number} ${citation.date?.toString() ?? ''}`,
        )
      }
    }
    for (const index of [this.row.index, ...this.row.continuations]) this.aboutCells(index)
  }

  private aboutHandover(): void {
    const note = oneLine(this.row.fields.get('note')?.text ?? '')
    if (!/ban giao/.test(fold(note))) return
    const { due } = readDeadline(note, { year: this.context.year })
    if (due) this.add(`handover_${due.toString().replaceAll('-', '_')}`, 'note', note)
  }

  private aboutCells(index: number): void {
    const cells = this.context.sheet.rows[index] ?? []
    cells.forEach((cell, column) => {
      const cellName = cellAddress(index, column)
      const text = cell.text.trim()
      if (cell.formula === 'error') this.list.push({ code: 'formula_error', cell: cellName, detail: text })
      if (cell.formula === 'no_value')
        this.list.push({ code: 'formula_without_value', cell: cellName, detail: null })
      if (!cell.formula && /^[=@]/.test(text))
        this.list.push({ code: 'formula_like_text', cell: cellName, detail: text })
    })
  }

  private has(field: Field): boolean {
    return this.context.columns.has(field)
  }

  private add(code: WarningCode, field: Field, detail: string | null = null): void {
    const column =
      this.context.columns.get(field) ??
      (field === 'lead' ? this.context.columns.get('unit') : undefined) ??
      0
    const cell = this.row.fields.get(field)?.address ?? cellAddress(this.row.index, column)
    const isSaid = this.list.some((one) => one.code === code && one.cell === cell && one.detail === detail)
    if (!isSaid) this.list.push({ code, cell, detail })
  }
}
