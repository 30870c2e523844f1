/** The XML of one sheet, piece by piece: title, frozen header with filter, rows, totals, print layout. ECMA-376 part 1, 18.3. */
import type { Temporal } from 'temporal-polyfill'
import { type Cell, type Column, columnName, FIXED_COLUMNS, type TableSheet } from './cell.ts'
import { type LookName, styleIndex } from './styles.ts'
import { xmlText } from './xml-text.ts'

/** Title, subtitle, an empty row, the header. */
export const HEADER_ROW = 4
/** The format's limit for a cell. */
const LONGEST_TEXT = 32_767
/** 1899-12-30: day 0 of spreadsheets. */
const EPOCH_DAYS = 25_569
const DAY_MS = 86_400_000
/** Points. */
const LINE_HEIGHT = 15.75
const HIGHEST_ROW = 409

export function* sheetXml(sheet: TableSheet): Generator<string> {
  const { columns } = sheet
  yield opening(sheet)
  yield `<row r="1">${cellXml('A1', sheet.title, 'title')}</row>`
  yield `<row r="2">${cellXml('A2', sheet.subtitle, 'subtitle')}</row>`
  const headers = columns.map(({ header }) => header)
  // Bold letters are wider.
  yield rowXml(
    HEADER_ROW,
    headers,
    columns.map(({ header, width }) => ({ header, width: width * 0.8 })),
    () => 'header',
  )
  let row = HEADER_ROW
  for (const cells of sheet.rows) {
    row += 1
    yield rowXml(row, cells, columns, () => undefined)
  }
  if (sheet.totals !== null && row > HEADER_ROW)
    yield rowXml(row + 1, sheet.totals(HEADER_ROW + 1, row), columns, totalLook)
  yield closing(sheet, row)
}

function opening({ columns, isWide }: TableSheet): string {
  const fixed = isWide ? FIXED_COLUMNS : 0
  const topLeft = `${columnName(fixed)}${HEADER_ROW + 1}`
  const split = fixed > 0 ? ` xSplit="${fixed}"` : ''
  const pane = fixed > 0 ? 'bottomRight' : 'bottomLeft'
  const cols = columns.map(
    ({ width }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    '<sheetViews><sheetView workbookViewId="0" showGridLines="0">',
    `<pane${split} ySplit="${HEADER_ROW}" topLeftCell="${topLeft}" activePane="${pane}" state="frozen"/>`,
    `<selection pane="${pane}" activeCell="${topLeft}" sqref="${topLeft}"/>`,
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15.75"/>',
    `<cols>${cols.join('')}</cols><sheetData>`,
  ].join('')
}

function closing({ columns, isWide, pagesWide }: TableSheet, lastRow: number): string {
  const filter = `A${HEADER_ROW}:${columnName(columns.length - 1)}${lastRow}`
  return [
    '</sheetData>',
    `<autoFilter ref="${filter}"/>`,
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.59" right="0.39" top="0.59" bottom="0.59" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${isWide ? 'landscape' : 'portrait'}" fitToWidth="${pagesWide}" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;C&amp;P/&amp;N</oddFooter></headerFooter>',
    '</worksheet>',
  ].join('')
}

function rowXml(
  row: number,
  cells: readonly Cell[],
  columns: readonly Column[],
  lookOf: (cell: Cell) => LookName | undefined,
): string {
  const written = cells.map((cell, index) => cellXml(`${columnName(index)}${row}`, cell, lookOf(cell)))
  const lines = Math.max(1, ...cells.map((cell, index) => linesOf(cell, columns[index]?.width ?? 1)))
  return `<row r="${row}" ht="${Math.min(lines * LINE_HEIGHT, HIGHEST_ROW)}" customHeight="1">${written.join('')}</row>`
}

/** Lines a text takes when it is wrapped: reckoned, since only the spreadsheet could measure. Rather one too many. */
function linesOf(cell: Cell, width: number): number {
  if (typeof cell !== 'string') return 1
  let lines = 0
  for (const paragraph of cell.split('\n')) {
    let room = 0
    for (const { length } of paragraph.split(' ')) {
      if (room < length) {
        lines += Math.max(1, Math.ceil(length / width))
        room = width
      }
      room -= length + 1
    }
  }
  return lines
}

function totalLook(cell: Cell): LookName {
  if (cell === null || typeof cell === 'string') return 'totalText'
  return typeof cell === 'object' && cell.kind === 'ratio' ? 'totalShare' : 'totalCount'
}

function cellXml(place: string, cell: Cell, look?: LookName): string {
  if (cell === null || cell === '') return `<c r="${place}" s="${styleIndex(look ?? 'text')}"/>`
  if (typeof cell === 'string') return textXml(place, cell, look)
  if (typeof cell === 'number') return numberXml(place, cell, look ?? 'count')
  switch (cell.kind) {
    case 'index':
      return numberXml(place, cell.value, 'index')
    case 'date':
      return numberXml(place, serialOf(cell.date), 'date')
    case 'moment':
      return numberXml(place, serialOfMoment(cell.at), 'moment')
    case 'share':
      return numberXml(place, cell.value, look ?? 'share')
    case 'points':
      return numberXml(place, cell.value, 'points')
    case 'light':
      return textXml(place, cell.text, cell.light)
    case 'sum':
    case 'ratio': {
      const style = styleIndex(look ?? (cell.kind === 'sum' ? 'count' : 'share'))
      return `<c r="${place}" s="${style}"><f>${xmlText(cell.formula)}</f><v>${cell.value}</v></c>`
    }
    default:
      return cell satisfies never
  }
}

/** As inline text: no formula is ever read from it. One that begins like a formula is marked as a text besides. */
function textXml(place: string, text: string, look: LookName | undefined): string {
  const kept = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text
  const style = styleIndex(look ?? (/^[\s]*[=+\-@\t\r]/.test(kept) ? 'quoted' : 'text'))
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is></c>`
}

function numberXml(place: string, value: number, look: LookName): string {
  return `<c r="${place}" s="${styleIndex(look)}"><v>${value}</v></c>`
}

function serialOf(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds / DAY_MS + EPOCH_DAYS
}

function serialOfMoment(at: Temporal.PlainDateTime): number {
  return at.toZonedDateTime('UTC').epochMilliseconds / DAY_MS + EPOCH_DAYS
}
