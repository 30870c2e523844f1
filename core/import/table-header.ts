/** Finds the heading of a table below its title rows, on one, two or three rows, and maps columns to fields. */
import { nameKey } from './cell-text.ts'
import { type Field, fieldOfHeading } from './columns.ts'
import { type MergeIndex, type Sheet, textAt } from './sheet.ts'

export interface TableHeader {
  readonly kind: 'tasks' | 'officers'
  /** Zero-based first and last row of the heading. */
  readonly top: number
  readonly bottom: number
  readonly columns: ReadonlyMap<Field, number>
  /** Folded headings by column, to know the heading again where a printout repeats it. */
  readonly headings: ReadonlyMap<number, string>
}

const SEARCHED_ROWS = 60
const DEEPEST = 3

/** The heading that names most columns, on the fewest rows; null where no row looks like one. */
export function findHeader(sheet: Sheet, merges: MergeIndex): TableHeader | null {
  let best: TableHeader | null = null
  for (let top = 0; top < Math.min(sheet.rows.length, SEARCHED_ROWS); top++) {
    for (let depth = 1; depth <= DEEPEST; depth++) {
      const header = headerAt(sheet, merges, top, top + depth - 1)
      if (header && isBetter(header, best)) best = header
    }
  }
  return best
}

function isBetter(header: TableHeader, best: TableHeader | null): boolean {
  if (!best || header.columns.size !== best.columns.size)
    return header.columns.size > (best?.columns.size ?? 0)
  return header.bottom - header.top < best.bottom - best.top
}

function headerAt(sheet: Sheet, merges: MergeIndex, top: number, bottom: number): TableHeader | null {
  if (bottom >= sheet.rows.length || (bottom > top && !isDeeper(sheet, merges, top, bottom))) return null
  if (sheet.rows[top]?.some((_, column) => (merges.at(top, column)?.top ?? top) < top)) return null
  const width = Math.max(...sheet.rows.slice(top, bottom + 1).map((row) => row.length), 0)
  const columns = new Map<Field, number>()
  const headings = new Map<number, string>()
  for (let column = 0; column < width; column++) {
    const heading = headingOf(sheet, merges, column, top, bottom)
    if (heading.own !== '') headings.set(column, nameKey(heading.own))
    const field = fieldOfHeading(heading.own) ?? fieldOfHeading(`${heading.parents} ${heading.own}`)
    const refined = field === 'owner' || field === 'personName' ? field : refine(field, heading.parents)
    if (refined && !columns.has(refined)) columns.set(refined, column)
  }
  adoptProgress(columns, headings)
  const kind = kindOf(columns)
  return kind ? { kind, top, bottom, columns, headings } : null
}

/** "Tiến độ thực hiện" tells how far a task is, unless no other column tells until when: then it is the deadline. */
function adoptProgress(columns: Map<Field, number>, headings: ReadonlyMap<number, string>): void {
  const column = columns.get('progress')
  if (columns.has('due') || column === undefined || !headings.get(column)?.startsWith('tien do')) return
  columns.set('due', column)
  columns.delete('progress')
}

/** "Lãnh đạo" over "Họ tên" is the leader's column, whatever the lower heading says. */
function refine(field: Field | null, parents: string): Field | null {
  const parent = parents === '' ? null : fieldOfHeading(parents)
  if (field === null) return parent
  return field === 'unit' && (parent === 'lead' || parent === 'coord') ? parent : field
}

function kindOf(columns: ReadonlyMap<Field, number>): TableHeader['kind'] | null {
  const isTaskList =
    columns.has('title') &&
    (columns.has('lead') ||
      columns.has('due') ||
      columns.has('owner') ||
      columns.has('unit') ||
      columns.has('product'))
  if (isTaskList && columns.size >= 3) return 'tasks'
  const isDirectory =
    columns.has('personName') && (columns.has('unit') || columns.has('phone') || columns.has('position'))
  return isDirectory ? 'officers' : null
}

/** A lower heading row: it fills cells that the upper row leaves open or spans, and it numbers nothing. */
function isDeeper(sheet: Sheet, merges: MergeIndex, top: number, bottom: number): boolean {
  const cells = (sheet.rows[bottom] ?? []).map((_, column) => textAt(sheet, bottom, column))
  const filled = cells.filter((text) => text !== '')
  if (filled.length === 0 || filled.some((text) => /^\(?\d+\)?$/.test(text) || text.length > 80)) return false
  return cells.every((text, column) => {
    if (text === '') return true
    const upper = textAt(sheet, bottom - 1, column)
    const merge = merges.at(bottom - 1, column)
    const isUnderSpan =
      merge !== null && merge.right > merge.left && merge.bottom < bottom && merge.top >= top
    return isUnderSpan || upper === '' || startsSpan(sheet, bottom - 1, column)
  })
}

/** Without merges (CSV): a heading followed by empty cells spans them. */
function startsSpan(sheet: Sheet, row: number, column: number): boolean {
  return (
    textAt(sheet, row, column) !== '' &&
    textAt(sheet, row, column + 1) === '' &&
    textAt(sheet, row + 1, column + 1) !== ''
  )
}

function headingOf(sheet: Sheet, merges: MergeIndex, column: number, top: number, bottom: number) {
  const texts: string[] = []
  for (let row = top; row <= bottom; row++) {
    const text = headingCell(sheet, merges, row, column, bottom)
    if (text !== '' && text !== texts.at(-1)) texts.push(text)
  }
  return { own: texts.at(-1) ?? '', parents: texts.slice(0, -1).join(' ') }
}

function headingCell(sheet: Sheet, merges: MergeIndex, row: number, column: number, bottom: number): string {
  const merge = merges.at(row, column)
  if (merge) return textAt(sheet, merge.top, merge.left)
  const text = textAt(sheet, row, column)
  if (text !== '' || row === bottom || sheet.merges.length > 0) return text
  if (textAt(sheet, bottom, column) === '') return ''
  for (let left = column - 1; left >= 0; left--) {
    const spanning = textAt(sheet, row, left)
    if (spanning !== '') return textAt(sheet, bottom, left) === '' ? '' : spanning
  }
  return ''
}
