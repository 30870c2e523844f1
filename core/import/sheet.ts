/** A table as any file yields it: rows of cells, merges and hidden rows, free of file formats. */
import type { Temporal } from 'temporal-polyfill'
import { cleanText } from './cell-text.ts'

export interface Cell {
  /** As shown, or as stored where the display is unknown; not yet cleaned. */
  readonly text: string
  /** Set where the file itself says that the cell is a date. */
  readonly date?: Temporal.PlainDate
  /** error: a formula whose cached value is an error; no_value: one that was never calculated. */
  readonly formula?: 'value' | 'error' | 'no_value'
}

/** Rectangle of merged cells; zero-based, all bounds included. */
export interface Merge {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface Sheet {
  readonly name: string
  /** `rows[0]` is row 1 of the file; rows may differ in length. */
  readonly rows: readonly (readonly Cell[])[]
  readonly merges: readonly Merge[]
  /** Zero-based rows that the file hides. */
  readonly hiddenRows: ReadonlySet<number>
  /** The whole sheet is hidden. */
  readonly hidden: boolean
}

/** "H27" for row 26, column 7 (both zero-based). */
export function cellAddress(row: number, column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row + 1}`
}

/** Cells are immutable and looked at many times. */
const CLEANED = new WeakMap<Cell, string>()

/** Clean text of a cell, empty where there is none; merges are not looked at. */
export function textAt(sheet: Sheet, row: number, column: number): string {
  const cell = sheet.rows[row]?.[column]
  if (!cell || cell.text === '') return ''
  const known = CLEANED.get(cell)
  if (known !== undefined) return known
  const clean = cleanText(cell.text)
  CLEANED.set(cell, clean)
  return clean
}

/** Looks up, per cell, the merge that covers it. Built once per sheet. */
export class MergeIndex {
  private readonly byCell = new Map<string, Merge>()

  /** Cells beyond `lastRow` and `lastColumn` are left out, so that a merge of a whole column costs nothing. */
  constructor(sheet: Sheet) {
    const lastRow = sheet.rows.length - 1
    const lastColumn = sheet.rows.reduce((widest, row) => Math.max(widest, row.length), 0) - 1
    for (const merge of sheet.merges) {
      for (let row = merge.top; row <= Math.min(merge.bottom, lastRow); row++) {
        for (let column = merge.left; column <= Math.min(merge.right, lastColumn); column++) {
          this.byCell.set(`${row}:${column}`, merge)
        }
      }
    }
  }

  at(row: number, column: number): Merge | null {
    return this.byCell.get(`${row}:${column}`) ?? null
  }
}
