/** The rows of a table by field: merged cells filled down, continuation rows joined, groups and ends recognised. */
import { nameKey, sentenceCase } from './cell-text.ts'
import type { Field } from './columns.ts'
import { kindOfRow, outlineLevel, type RowKind, type RowShape, splitOutline } from './row-kinds.ts'
import { type Cell, cellAddress, type MergeIndex, type Sheet, textAt } from './sheet.ts'
import type { TableHeader } from './table-header.ts'

export interface FieldValue {
  /** Clean; lines kept. */
  readonly text: string
  /** As stored in the file, uncleaned. */
  readonly raw: string
  readonly address: string
  readonly date: Cell['date']
}

export interface TableRow {
  /** Zero-based. */
  readonly index: number
  readonly group: string | null
  /** Filled fields only. */
  readonly fields: ReadonlyMap<Field, FieldValue>
  readonly isHidden: boolean
  /** Rows below that carry on this one, as they stand in the file. */
  readonly continuations: readonly number[]
}

export interface TableRows {
  readonly rows: readonly TableRow[]
  /** Rows with words that are neither task nor heading, zero-based. */
  readonly ignored: readonly number[]
}

/** Columns whose merged cells hold for every row they run over. */
const CARRIED: ReadonlySet<Field> = new Set<Field>([
  'group',
  'lead',
  'coord',
  'owner',
  'supervisor',
  'start',
  'due',
  'product',
  'authority',
  'resources',
  'regime',
  'note',
  'unit',
  'source',
])

interface OpenRow {
  readonly index: number
  readonly group: string | null
  readonly fields: Map<Field, FieldValue>
  readonly isHidden: boolean
  readonly continuations: number[]
}

/** Rows from below the heading to the signatures, or to the end of the sheet. */
export function readRows(sheet: Sheet, header: TableHeader, merges: MergeIndex): TableRows {
  const rows: OpenRow[] = []
  const ignored: number[] = []
  const groups = new GroupStack()
  const shapes = new ShapeReader(sheet, header, merges)
  for (let index = header.bottom + 1; index < sheet.rows.length; index++) {
    const shape = shapes.at(index)
    const kind: RowKind = shapes.isHeadingAgain(index)
      ? 'column_numbers'
      : kindOfRow(shape, shapes.nextOutline(index))
    if (kind === 'end' && isLast(shapes, index)) break
    if (kind === 'group') groups.enter(shape)
    if (kind !== 'task') {
      if (kind === 'total' || kind === 'end') ignored.push(index)
      continue
    }
    const fields = fieldsOf(sheet, header, merges, index)
    const last = rows.at(-1)
    if (last && carriesOn(sheet, header, merges, index, fields)) continueRow(last, index, fields)
    else
      rows.push({
        index,
        group: groups.name,
        fields,
        isHidden: sheet.hiddenRows.has(index),
        continuations: [],
      })
  }
  return { rows, ignored }
}

/** Words of a signature end the list only if no further row has a number, a code and a title. */
function isLast(shapes: ShapeReader, from: number): boolean {
  for (let index = from + 1; index < shapes.rowCount; index++) {
    const shape = shapes.at(index)
    if (shape.title !== '' && shape.hasDetails && (shape.hasCode || /\d/.test(shape.outline))) return false
  }
  return true
}

/** Title merged over this row, or neither number nor code nor title while something else is written. */
function carriesOn(
  sheet: Sheet,
  header: TableHeader,
  merges: MergeIndex,
  index: number,
  fields: ReadonlyMap<Field, FieldValue>,
): boolean {
  const column = header.columns.get('title') ?? header.columns.get('personName') ?? 0
  const merge = merges.at(index, column)
  if (merge && merge.top < index && merge.top > header.bottom) return true
  const isAnonymous =
    !fields.has('outline') && !fields.has('code') && !fields.has('title') && !fields.has('personName')
  return isAnonymous && fields.size > 0 && textAt(sheet, index, column) === ''
}

function continueRow(row: OpenRow, index: number, fields: ReadonlyMap<Field, FieldValue>): void {
  row.continuations.push(index)
  for (const [field, value] of fields) {
    const before = row.fields.get(field)
    if (!before) row.fields.set(field, value)
    else if (before.text !== value.text && field !== 'outline' && field !== 'code') {
      row.fields.set(field, {
        ...before,
        text: `${before.text}\n${value.text}`,
        raw: `${before.raw}\n${value.raw}`,
      })
    }
  }
}

function fieldsOf(
  sheet: Sheet,
  header: TableHeader,
  merges: MergeIndex,
  index: number,
): Map<Field, FieldValue> {
  const fields = new Map<Field, FieldValue>()
  for (const [field, column] of header.columns) {
    const merge = merges.at(index, column)
    const isCarried = merge !== null && merge.top < index && merge.top > header.bottom && CARRIED.has(field)
    const [row, col] = isCarried ? [merge.top, merge.left] : [index, column]
    const text = textAt(sheet, row, col)
    const cell = sheet.rows[row]?.[col]
    if (text !== '' && cell)
      fields.set(field, { text, raw: cell.text, address: cellAddress(row, col), date: cell.date })
  }
  return fields
}

/** Group titles above the current row: a deeper one stands below those before it. */
class GroupStack {
  private levels: { readonly level: number; readonly name: string }[] = []

  get name(): string | null {
    return this.levels.at(-1)?.name ?? null
  }

  enter(shape: RowShape): void {
    const words = shape.texts.filter((text) => text !== '' && text !== shape.outline)
    const split = splitOutline(words.at(0) ?? shape.outline)
    const level = outlineLevel(shape.outline !== '' && words.length > 0 ? shape.outline : split.outline)
    const name = shape.outline !== '' && words.length > 0 ? (words[0] ?? '') : split.words
    this.levels = [
      ...this.levels.filter((group) => group.level < level),
      { level, name: sentenceCase(name.replace(/\n/g, ' ')) },
    ]
  }
}

/** Looks at rows by their shape, without reading their fields. */
class ShapeReader {
  private readonly sheet: Sheet
  private readonly header: TableHeader
  private readonly merges: MergeIndex

  constructor(sheet: Sheet, header: TableHeader, merges: MergeIndex) {
    this.sheet = sheet
    this.header = header
    this.merges = merges
  }

  get rowCount(): number {
    return this.sheet.rows.length
  }

  at(index: number): RowShape {
    const { columns } = this.header
    const text = (field: Field) => this.own(index, columns.get(field))
    const width = this.sheet.rows[index]?.length ?? 0
    const texts = Array.from({ length: width }, (_, column) => this.own(index, column))
    const plain = new Set([
      columns.get('outline'),
      columns.get('group'),
      columns.get('title'),
      columns.get('personName'),
    ])
    return {
      texts,
      outline: text('outline'),
      title: text('title') || text('personName'),
      hasCode: text('code') !== '',
      hasDetails:
        texts.some((one, column) => one !== '' && !plain.has(column)) && !this.isOneWideCell(index, texts),
      isWide: this.isWide(index),
    }
  }

  nextOutline(index: number): string {
    for (let next = index + 1; next < Math.min(this.rowCount, index + 6); next++) {
      const outline = this.own(next, this.header.columns.get('outline'))
      if (outline !== '') return outline
    }
    return ''
  }

  /** A printout repeats its heading on each page. */
  isHeadingAgain(index: number): boolean {
    const { headings } = this.header
    let same = 0
    for (const [column, heading] of headings) {
      const text = this.own(index, column)
      if (text !== '' && nameKey(text) === heading) same++
    }
    return same >= 3
  }

  private own(index: number, column: number | undefined): string {
    if (column === undefined) return ''
    const merge = this.merges.at(index, column)
    return merge && (merge.top !== index || merge.left !== column) ? '' : textAt(this.sheet, index, column)
  }

  private isWide(index: number): boolean {
    const width = this.sheet.rows[index]?.length ?? 0
    for (let column = 0; column < width; column++) {
      const merge = this.merges.at(index, column)
      if (merge && merge.top === index && merge.left === column && merge.right - merge.left >= 2) {
        if (this.own(index, column) !== '') return true
      }
    }
    return false
  }

  private isOneWideCell(index: number, texts: readonly string[]): boolean {
    return this.isWide(index) && texts.filter((text) => text !== '').length <= 2
  }
}
