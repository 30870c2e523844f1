/**
 * A workbook (.xlsx) as a stream of bytes: sheets are written row by row into the zip, none is held whole. ADR 12.
 */
import { Readable } from 'node:stream'
import type { Temporal } from 'temporal-polyfill'
import { ZipFile } from 'yazl'
import { addEntry, zipBytes } from '../zip-bytes.ts'
import { columnName, FIXED_COLUMNS, type TableSheet } from './cell.ts'
import { HEADER_ROW, sheetXml } from './sheet-xml.ts'
import { stylesXml } from './styles.ts'
import { xmlText } from './xml-text.ts'

export const XLSX_MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows of XML are gathered to pieces of about this size before they go to the compressor. */
const PIECE_LENGTH = 64 * 1024
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

export interface WorkbookFacts {
  readonly title: string
  readonly author: string
  readonly now: Temporal.Instant
}

export function workbookBytes(
  sheets: readonly TableSheet[],
  facts: WorkbookFacts,
): AsyncIterable<Uint8Array> {
  const zip = new ZipFile()
  const mtime = new Date(facts.now.epochMilliseconds)
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name, { mtime })
  add('[Content_Types].xml', contentTypes(sheets))
  add('_rels/.rels', packageRelations())
  add('docProps/core.xml', coreProperties(facts))
  add('xl/workbook.xml', workbookXml(sheets))
  add('xl/_rels/workbook.xml.rels', workbookRelations(sheets))
  add('xl/styles.xml', stylesXml())
  for (const [index, sheet] of sheets.entries()) {
    addEntry(zip, `xl/worksheets/sheet${index + 1}.xml`, { mtime }, () =>
      Readable.from(inPieces(sheetXml(sheet))),
    )
  }
  zip.end()
  return zipBytes(zip)
}

/** Asynchronous, so that a row that cannot be made is an error of the stream; thrown in a synchronous one it ends the process. */
async function* inPieces(texts: Iterable<string>): AsyncGenerator<Buffer> {
  let piece = ''
  for (const text of texts) {
    piece += text
    if (piece.length < PIECE_LENGTH) continue
    yield Buffer.from(piece)
    piece = ''
  }
  yield Buffer.from(piece)
}

function contentTypes(sheets: readonly TableSheet[]): string {
  const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'
  return [
    XML,
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>',
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>',
    '<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>',
    ...sheets.map(
      (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${sheetType}"/>`,
    ),
    '</Types>',
  ].join('')
}

function packageRelations(): string {
  return [
    XML,
    `<Relationships xmlns="${PACKAGE}/relationships">`,
    `<Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>`,
    `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
    '</Relationships>',
  ].join('')
}

function workbookRelations(sheets: readonly TableSheet[]): string {
  return [
    XML,
    `<Relationships xmlns="${PACKAGE}/relationships">`,
    ...sheets.map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    ),
    `<Relationship Id="rIdStyles" Type="${OFFICE}/relationships/styles" Target="styles.xml"/>`,
    '</Relationships>',
  ].join('')
}

/** With the rows repeated on each printed page, and the hidden name every filter has. */
function workbookXml(sheets: readonly TableSheet[]): string {
  const names = sheets.flatMap(({ name, columns, rowCount, isWide }, i) => {
    const quoted = `'${xmlText(name.replaceAll("'", "''"))}'`
    const last = columnName(columns.length - 1)
    const range = `${quoted}!$A$${HEADER_ROW}:$${last}$${HEADER_ROW + rowCount}`
    const fixed = isWide ? `${quoted}!$A:$${columnName(FIXED_COLUMNS - 1)},` : ''
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${range}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${fixed}${quoted}!$${HEADER_ROW}:$${HEADER_ROW}</definedName>`,
    ]
  })
  return [
    XML,
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">`,
    '<bookViews><workbookView activeTab="0"/></bookViews><sheets>',
    ...sheets.map(({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`),
    '</sheets>',
    `<definedNames>${names.join('')}</definedNames>`,
    '<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>',
  ].join('')
}

function coreProperties({ title, author, now }: WorkbookFacts): string {
  const instant = now.toString({ smallestUnit: 'second' })
  return [
    XML,
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties"`,
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(author)}</dc:creator>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created>`,
    '</cp:coreProperties>',
  ].join('')
}
