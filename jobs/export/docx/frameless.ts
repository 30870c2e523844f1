/** A row of two blocks beside each other without lines: the head of a document, and its foot. */
import { BorderStyle, type Paragraph, Table, TableCell, TableLayoutType, TableRow, WidthType } from 'docx'
import { TEXT_WIDTH } from './page.ts'

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' }
const NO_LINES = {
  top: NONE,
  bottom: NONE,
  left: NONE,
  right: NONE,
  insideHorizontal: NONE,
  insideVertical: NONE,
}

/** `leftWidth`: twips of the left block. Neither block is broken over two pages. */
export function sideBySide(
  rows: readonly { readonly left: readonly Paragraph[]; readonly right: readonly Paragraph[] }[],
  leftWidth: number,
): Table {
  const widths = [leftWidth, TEXT_WIDTH - leftWidth]
  return new Table({
    width: { size: TEXT_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: NO_LINES,
    rows: rows.map(
      ({ left, right }) =>
        new TableRow({
          cantSplit: true,
          children: [left, right].map(
            (children, index) =>
              new TableCell({
                children,
                width: { size: widths[index] ?? 0, type: WidthType.DXA },
                margins: { left: 0, right: 0 },
              }),
          ),
        }),
    ),
  })
}
