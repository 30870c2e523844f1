/** What a cell of a workbook holds, apart from how it is written. */
import type { Temporal } from 'temporal-polyfill'
import type { Light } from '../../../core/summary/light.ts'

export type Cell =
  | null
  | string
  /** A count. */
  | number
  /** The number of the row, for "TT". */
  | { readonly kind: 'index'; readonly value: number }
  | { readonly kind: 'date'; readonly date: Temporal.PlainDate }
  /** To the minute, local to its zone. */
  | { readonly kind: 'moment'; readonly at: Temporal.PlainDateTime }
  /** 0-1, shown in per cent. */
  | { readonly kind: 'share'; readonly value: number }
  /** A difference with its sign, in percentage points. */
  | { readonly kind: 'points'; readonly value: number }
  | { readonly kind: 'light'; readonly light: Light; readonly text: string }
  /** Reckoned by the spreadsheet; `value` is what it must come to. */
  | { readonly kind: 'sum' | 'ratio'; readonly formula: string; readonly value: number }

export interface Column {
  readonly header: string
  /** Characters. */
  readonly width: number
}

export interface TableSheet {
  /** At most 31 characters, without : \ / ? * [ ]. */
  readonly name: string
  readonly title: string
  readonly subtitle: string
  readonly columns: readonly Column[]
  /** Written one by one: it may be made while it is written. */
  readonly rows: Iterable<readonly Cell[]>
  readonly rowCount: number
  /** Below the rows, outside the filter; given the numbers of the first and last row of data. */
  readonly totals: ((first: number, last: number) => readonly Cell[]) | null
  readonly isWide: boolean
  /** Printed pages beside each other; the first columns are repeated on each. */
  readonly pagesWide: number
}

/** Stay in sight, and are printed on each page: the row's number and code, or its number and name. */
export const FIXED_COLUMNS = 2

/** 0 -> "A", 26 -> "AA". */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26))
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`
}
