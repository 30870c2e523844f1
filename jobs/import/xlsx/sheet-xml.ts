/** Rows, merges and hidden rows of one worksheet, read as a stream; stops where a limit is passed. */
import type { Cell, Merge, Sheet } from '../../../core/import/sheet.ts'
import type { FileLimits } from '../limits.ts'
import { dayOfSerial, type NumberShown, numberText } from './number-formats.ts'
import type { SheetPart } from './workbook-parts.ts'
import { type Attributes, readXml, unescapeControl, type XmlHandler } from './xml-events.ts'
import { Refusal, type ZipPackage } from './zip-package.ts'

export interface WorkbookContext {
  readonly strings: readonly string[]
  readonly formats: readonly NumberShown[]
  readonly is1904: boolean
  readonly limits: FileLimits
}

const MOST_MERGES = 50_000

/** Throws Refusal: too_many_rows, too_many_columns, too_much_text, damaged. */
export async function readSheetXml(
  zip: ZipPackage,
  part: SheetPart,
  context: WorkbookContext,
): Promise<Sheet> {
  const reader = new SheetReader(part.name, context)
  await readXml(zip.text(part.path), reader)
  const { rows, merges, hiddenRows } = reader
  return { name: part.name, rows, merges, hiddenRows, hidden: part.hidden }
}

/** Row and column of "H27", zero-based; null where it is no address. */
export function parseAddress(address: string): { readonly row: number; readonly column: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (!match?.[1] || !match[2]) return null
  let column = 0
  for (const letter of match[1]) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(match[2]) - 1, column: column - 1 }
}

class SheetReader implements XmlHandler {
  readonly rows: Cell[][] = []
  readonly merges: Merge[] = []
  readonly hiddenRows = new Set<number>()
  private readonly name: string
  private readonly context: WorkbookContext
  private row = -1
  private column = -1
  private attributes: Attributes = {}
  private value: string | null = null
  private inline = ''
  private hasFormula = false
  private reading: 'value' | 'inline' | null = null
  private filledRows = 0
  private textLength = 0

  constructor(name: string, context: WorkbookContext) {
    this.name = name
    this.context = context
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'row') this.openRow(attributes)
    else if (name === 'c') this.openCell(attributes)
    else if (name === 'f') this.hasFormula = true
    else if (name === 'v') {
      this.reading = 'value'
      this.value = ''
    } else if (name === 't') this.reading = 'inline'
    else if (name === 'mergeCell') this.takeMerge(attributes['ref'] ?? '')
  }

  text(text: string): void {
    if (this.reading === 'value') this.value += text
    else if (this.reading === 'inline') this.inline += text
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = null
    else if (name === 'c') this.closeCell()
  }

  private openRow(attributes: Attributes): void {
    const number = Number(attributes['r'] ?? this.row + 2)
    this.row = Number.isInteger(number) && number > 0 ? number - 1 : this.row + 1
    this.column = -1
    const isHidden = /^(1|true)$/.test(attributes['hidden'] ?? '')
    if (isHidden && this.row < this.context.limits.rowNumber) this.hiddenRows.add(this.row)
  }

  private openCell(attributes: Attributes): void {
    const at = parseAddress(attributes['r'] ?? '')
    this.column = at?.column ?? this.column + 1
    if (at) this.row = at.row
    this.attributes = attributes
    this.value = null
    this.inline = ''
    this.hasFormula = false
  }

  private closeCell(): void {
    const cell = this.readCell()
    if (!cell) return
    const { limits } = this.context
    if (this.column >= limits.columns) {
      throw new Refusal({ code: 'too_many_columns', sheet: this.name, limit: limits.columns })
    }
    this.textLength += cell.text.length
    if (this.textLength > limits.textLength) {
      throw new Refusal({ code: 'too_much_text', limitBytes: limits.textLength })
    }
    const row = this.rowForWriting()
    while (row.length < this.column) row.push({ text: '' })
    row[this.column] = cell
  }

  private rowForWriting(): Cell[] {
    const { limits } = this.context
    const existing = this.rows[this.row]
    if (existing && existing.length > 0) return existing
    this.filledRows++
    if (this.filledRows > limits.rows || this.row >= limits.rowNumber) {
      throw new Refusal({ code: 'too_many_rows', sheet: this.name, limit: limits.rows })
    }
    while (this.rows.length <= this.row) this.rows.push([])
    const row: Cell[] = []
    this.rows[this.row] = row
    return row
  }

  /** Null for a cell that is formatted but empty. */
  private readCell(): Cell | null {
    const type = this.attributes['t'] ?? 'n'
    const { value } = this
    if (type === 'inlineStr') return this.inline === '' ? null : { text: unescapeControl(this.inline) }
    if (value === null || (value === '' && type !== 'str')) {
      return this.hasFormula ? { text: '', formula: 'no_value' } : null
    }
    const formula = this.hasFormula ? { formula: 'value' as const } : {}
    if (type === 's') return textCell(this.context.strings[Number(value)] ?? '')
    if (type === 'str') return value === '' ? null : { text: unescapeControl(value), ...formula }
    if (type === 'e') return { text: value, formula: 'error' }
    if (type === 'b') return { text: value === '1' ? 'TRUE' : 'FALSE', ...formula }
    return { ...this.numberCell(value, type), ...formula }
  }

  private numberCell(value: string, type: string): Cell {
    const shown = this.context.formats[Number(this.attributes['s'] ?? '0')] ?? { as: 'number' }
    const serial = type === 'd' ? serialOfIso(value) : Number(value)
    if (shown.as === 'date' || type === 'd') {
      const date = dayOfSerial(serial, this.context.is1904 && type !== 'd')
      if (date) return { text: `${pad(date.day)}/${pad(date.month)}/${date.year}`, date }
    }
    return { text: Number.isFinite(serial) ? numberText(serial, shown) : value }
  }

  private takeMerge(ref: string): void {
    const [from, to] = ref.split(':').map(parseAddress)
    if (!from || !to || this.merges.length >= MOST_MERGES) return
    this.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
  }
}

function textCell(text: string): Cell | null {
  return text === '' ? null : { text }
}

/** Serial number (1900 system) of an ISO day, as strict workbooks store dates. */
function serialOfIso(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text)
  if (!match) return Number.NaN
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000 + 25_569
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
