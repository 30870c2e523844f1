/** Reads a file's sheets as task list and directory. Pure: the same sheets on the same day yield the same reading. */
import type { Temporal } from 'temporal-polyfill'
import { fold, oneLine } from './cell-text.ts'
import { suggestCodes } from './codes.ts'
import type { Field } from './columns.ts'
import { resolveDittos } from './ditto.ts'
import { findSource } from './documents.ts'
import { markDuplicates } from './duplicates.ts'
import type { ExistingTask } from './ports.ts'
import { readOfficerRow } from './read-officer-row.ts'
import { type DraftTask, readTaskRow } from './read-task-row.ts'
import type {
  ImportNotice,
  ImportReading,
  ImportWarning,
  OfficerRow,
  SourceDocument,
  TaskRow,
} from './reading.ts'
import { cellAddress, MergeIndex, type Sheet, textAt } from './sheet.ts'
import { findHeader, type TableHeader } from './table-header.ts'
import { readRows } from './table-rows.ts'
import { type KnownUnit, UnitDirectory } from './unit-names.ts'

export interface ImportContext {
  /** Local day of the import: what lies before it is past. */
  readonly now: Temporal.PlainDate
  readonly directory: readonly KnownUnit[]
  /** Tasks of the programme so far: rows without code find theirs again. */
  readonly existing: readonly ExistingTask[]
}

interface Draft {
  readonly tasks: DraftTask[]
  readonly codeCells: Map<DraftTask, string>
  readonly officers: OfficerRow[]
  readonly notices: ImportNotice[]
  source: SourceDocument | null
}

const EXPECTED_COLUMNS: readonly (readonly [Field, ImportNotice['code']])[] = [
  ['code', 'no_code_column'],
  ['lead', 'no_lead_column'],
  ['owner', 'no_owner_column'],
  ['due', 'no_due_column'],
  ['product', 'no_product_column'],
]

const SECRET = /^(?:độ mật:? |mức độ mật:? )?(?:mật|tối mật|tuyệt mật)$/i

/** All tasks and officers of a file in its order. A file without a table yields the notice `no_table`. */
export function readTaskList(sheets: readonly Sheet[], context: ImportContext): ImportReading {
  const directory = new UnitDirectory(context.directory)
  const draft: Draft = { tasks: [], codeCells: new Map(), officers: [], notices: [], source: null }
  for (const sheet of sheets) readSheet(sheet, directory, context.now, draft)
  const marked = markDuplicates(draft.tasks, (task) => draft.codeCells.get(task) ?? `A${task.row}`)
  const tasks = withCodes(marked, context.existing)
  if (tasks.length === 0 && draft.officers.length === 0) {
    draft.notices.push({ code: 'no_table', sheet: sheets[0]?.name ?? '', cell: null, detail: null })
  }
  return { tasks, officers: draft.officers, notices: draft.notices, source: draft.source }
}

function readSheet(sheet: Sheet, directory: UnitDirectory, now: Temporal.PlainDate, draft: Draft): void {
  const notice = (code: ImportNotice['code'], cell: string | null = null, detail: string | null = null) =>
    draft.notices.push({ code, sheet: sheet.name, cell, detail })
  if (sheet.hidden) return void notice('hidden_sheet_ignored')
  const merges = new MergeIndex(sheet)
  const header = findHeader(sheet, merges)
  if (isMarkedSecret(sheet, header)) return void notice('marked_secret')
  if (!header) {
    if (sheet.rows.some((row) => row.some((cell) => cell.text.trim() !== ''))) notice('sheet_ignored')
    return
  }
  const { rows, ignored } = readRows(sheet, header, merges)
  for (const index of ignored)
    notice('row_ignored', cellAddress(index, 0), textsOf(sheet, index).slice(0, 80))
  const resolved = resolveDittos(rows)
  if (header.kind === 'officers') {
    const officers = resolved.map(({ row }) => readOfficerRow(row, sheet.name, header.columns, directory))
    draft.officers.push(...officers.filter((officer) => officer !== null))
    return
  }
  const titleLines = Array.from({ length: header.top }, (_, index) => textsOf(sheet, index))
  const source = findSource(titleLines)
  draft.source ??= source
  const issuedOn = source?.issuedOn ?? now
  const context = {
    sheet,
    columns: header.columns,
    directory,
    now,
    issuedOn,
    year: yearOf(titleLines, issuedOn),
  }
  for (const [field, code] of EXPECTED_COLUMNS) if (!hasColumn(header, field)) notice(code)
  for (const { row, ditto } of resolved) {
    if (!row.fields.has('title')) {
      notice('row_ignored', cellAddress(row.index, 0), textsOf(sheet, row.index).slice(0, 80))
      continue
    }
    const task = readTaskRow(row, ditto, context)
    draft.tasks.push(task)
    draft.codeCells.set(
      task,
      cellAddress(row.index, header.columns.get('code') ?? header.columns.get('title') ?? 0),
    )
  }
}

/** A stamp of secrecy stands in a cell of its own; the mere word in a sentence is none. behaviour §8. */
function isMarkedSecret(sheet: Sheet, header: TableHeader | null): boolean {
  const titleRows = sheet.rows.slice(0, header?.top ?? 15)
  return titleRows.some((row) => row.some((cell) => SECRET.test(oneLine(cell.text))))
}

function hasColumn(header: TableHeader, field: Field): boolean {
  if (field === 'lead') return header.columns.has('lead') || header.columns.has('unit')
  return header.columns.has(field) || (field === 'owner' && header.columns.has('supervisor'))
}

/** Year the title rows speak of ("… năm 2026"), else the year of the document. */
function yearOf(titleLines: readonly string[], issuedOn: Temporal.PlainDate): number {
  for (const line of titleLines) {
    const year = /(?<!thang \d{1,2} )(?:nam|quy [iv\d]+\/|thang \d{1,2}\/)\s*(20\d{2})/.exec(fold(line))?.[1]
    if (year) return Number(year)
  }
  return issuedOn.year
}

/** Codes for rows without one; where the list has a code column the warning proposes the code as its detail. */
function withCodes(tasks: readonly DraftTask[], existing: readonly ExistingTask[]): readonly TaskRow[] {
  const coded = tasks.map((task) => ({
    code: task.code,
    outline: task.outline,
    title: task.title,
    leads: task.lead.map((unit) => unit.name).join('; '),
  }))
  const stored = existing.map((task) => ({ ...task, leads: task.lead.join('; ') }))
  const suggested = suggestCodes(coded, stored)
  return tasks.map((task, index) => {
    const suggestedCode = suggested[index] ?? null
    const propose = (warning: ImportWarning) =>
      warning.code === 'missing_code' ? { ...warning, detail: suggestedCode } : warning
    return { ...task, suggestedCode, warnings: task.warnings.map(propose) }
  })
}

function textsOf(sheet: Sheet, index: number): string {
  const cells = sheet.rows[index] ?? []
  return cells
    .map((_, column) => textAt(sheet, index, column))
    .filter((text) => text !== '')
    .join(' ')
}
