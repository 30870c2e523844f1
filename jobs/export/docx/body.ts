/** Paragraphs and tables of the text: first line indented, justified, at least 6 points apart, numbered I., 1., -. */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx'
import { run, SIZE, TEXT_WIDTH } from './page.ts'

/** Twips: 1.27 cm. */
const FIRST_LINE = 720
/** 1.15 lines. */
const LINE_SPACING = 276

export function part(numeral: string, title: string): Paragraph {
  return paragraph(`${numeral}. ${title.toLocaleUpperCase('vi')}`, { bold: true, keepNext: true })
}

export function section(number: number, title: string): Paragraph {
  return paragraph(`${number}. ${title}`, { bold: true, keepNext: true })
}

export function paragraph(
  text: string,
  look: { readonly bold?: boolean; readonly italics?: boolean; readonly keepNext?: boolean } = {},
): Paragraph {
  return new Paragraph({
    children: [run(text, { bold: look.bold ?? false, italics: look.italics ?? false })],
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: FIRST_LINE },
    spacing: { before: 120, after: 60, line: LINE_SPACING, lineRule: LineRuleType.AUTO },
    keepNext: look.keepNext ?? false,
    widowControl: true,
  })
}

export interface TableColumn {
  readonly header: string
  /** Part of the width; the parts of all columns are put in proportion. */
  readonly part: number
  readonly isText?: boolean
}

const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' }

const BORDERS = {
  top: LINE,
  bottom: LINE,
  left: LINE,
  right: LINE,
  insideHorizontal: LINE,
  insideVertical: LINE,
}

/**
 * Lines all round, header repeated on each page, rows never broken. A line break in a cell begins a paragraph. The last
 * row is bold where it is the sum.
 */
export function table(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  { lastIsSum = false }: { readonly lastIsSum?: boolean } = {},
): Table {
  const total = columns.reduce((sum, column) => sum + column.part, 0)
  const widths = columns.map((column) => Math.floor((TEXT_WIDTH * column.part) / total))
  const row = (texts: readonly string[], bold: boolean, tableHeader = false) =>
    new TableRow({
      cantSplit: true,
      tableHeader,
      children: columns.map(({ isText }, index) =>
        cell(texts[index] ?? '', widths[index] ?? 0, { bold, left: isText === true && !bold }),
      ),
    })
  const headers = columns.map(({ header }) => header)
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: BORDERS,
    rows: [
      row(headers, true, true),
      ...rows.map((texts, index) => row(texts, lastIsSum && index === rows.length - 1)),
    ],
  })
}

function cell(text: string, width: number, { bold, left }: { bold: boolean; left: boolean }): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 60, right: 60, top: 30, bottom: 30 },
    children: text.split('\n').map(
      (each) =>
        new Paragraph({
          children: [run(each, { size: SIZE.table, bold })],
          alignment: left ? AlignmentType.LEFT : AlignmentType.CENTER,
        }),
    ),
  })
}
