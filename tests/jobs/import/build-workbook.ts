/** Builds small .xlsx files byte by byte, so that tests can make what no spreadsheet program would. */
import { crc32, deflateRawSync } from 'node:zlib'

export type CellSpec =
  | string
  | number
  | null
  | { readonly date: string }
  | { readonly rich: readonly string[] }
  | { readonly formula: string; readonly value?: string | number; readonly error?: string }
  | { readonly inline: string }
  | { readonly style: number; readonly number: number }

export interface SheetSpec {
  readonly name: string
  readonly rows: readonly (readonly CellSpec[])[]
  /** "A1:C1" */
  readonly merges?: readonly string[]
  /** As the spreadsheet shows them, from 1. */
  readonly hiddenRows?: readonly number[]
  readonly state?: 'hidden' | 'veryHidden'
}

export interface ZipFileSpec {
  readonly name: string
  readonly data: Uint8Array | string
  /** General purpose flags; bit 0 says that the entry is encrypted. */
  readonly flags?: number
  /** Of the deflation; 1 is fast. */
  readonly level?: number
}

const NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export function buildWorkbook(sheets: readonly SheetSpec[], extra: readonly ZipFileSpec[] = []): Buffer {
  return buildZip([...workbookParts(sheets), ...extra])
}

export function workbookParts(sheets: readonly SheetSpec[]): ZipFileSpec[] {
  const strings = new SharedStrings()
  const sheetFiles = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    data: sheetXml(sheet, strings),
  }))
  const list = sheets.map(
    (sheet, i) =>
      `<sheet name="${escapeXml(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"${sheet.state ? ` state="${sheet.state}"` : ''}/>`,
  )
  const relations = [
    ...sheets.map(
      (_, i) =>
        `<Relationship Id="rId${i + 1}" Type="${REL}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
    ),
    `<Relationship Id="rIdS" Type="${REL}/sharedStrings" Target="sharedStrings.xml"/>`,
    `<Relationship Id="rIdT" Type="${REL}/styles" Target="/xl/styles.xml"/>`,
  ]
  return [
    {
      name: '[Content_Types].xml',
      data: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      data: `<?xml version="1.0" encoding="UTF-8"?><workbook ${NS} xmlns:r="${REL}"><workbookPr/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join('')}</Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      // 0 general, 1 built-in date, 2 custom date, 3 percent, 4 two digits, 5 minutes and seconds
      data: `<styleSheet ${NS}><numFmts count="3"><numFmt numFmtId="164" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="165" formatCode="00"/><numFmt numFmtId="166" formatCode="mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
    },
    ...sheetFiles,
    { name: 'xl/sharedStrings.xml', data: strings.xml() },
  ]
}

/** A zip with one deflated entry per file. */
export function buildZip(files: readonly ZipFileSpec[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, flags = 0, level = 9 } of files) {
    const raw = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)
    const packed = deflateRawSync(raw, { level })
    const encodedName = Buffer.from(name)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(flags, 6)
    header.writeUInt16LE(8, 8)
    header.writeUInt32LE(crc32(raw), 14)
    header.writeUInt32LE(packed.length, 18)
    header.writeUInt32LE(raw.length, 22)
    header.writeUInt16LE(encodedName.length, 26)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    header.copy(central, 6, 4, 30)
    central.writeUInt32LE(offset, 42)
    parts.push(header, encodedName, packed)
    directory.push(central, encodedName)
    offset += 30 + encodedName.length + packed.length
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

/** Serial number of a day in the 1900 system. */
export function serialOf(isoDay: string): number {
  return Date.parse(`${isoDay}T00:00:00Z`) / 86_400_000 + 25_569
}

class SharedStrings {
  private readonly items: string[] = []

  add(xml: string): number {
    return this.items.push(xml) - 1
  }

  xml(): string {
    return `<?xml version="1.0" encoding="UTF-8"?><sst ${NS}>${this.items.map((item) => `<si>${item}</si>`).join('')}</sst>`
  }
}

function sheetXml(sheet: SheetSpec, strings: SharedStrings): string {
  const rows = sheet.rows.map((cells, index) => {
    const hidden = sheet.hiddenRows?.includes(index + 1) ? ' hidden="1"' : ''
    const xml = cells.map((cell, column) => cellXml(cell, `${letters(column)}${index + 1}`, strings)).join('')
    return xml === '' && hidden === '' ? '' : `<row r="${index + 1}"${hidden}>${xml}</row>`
  })
  const merges = (sheet.merges ?? []).map((ref) => `<mergeCell ref="${ref}"/>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet ${NS}><sheetData>${rows.join('')}</sheetData>${merges === '' ? '' : `<mergeCells>${merges}</mergeCells>`}</worksheet>`
}

function cellXml(cell: CellSpec, at: string, strings: SharedStrings): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'string') {
    return `<c r="${at}" t="s"><v>${strings.add(`<t xml:space="preserve">${escapeXml(cell)}</t>`)}</v></c>`
  }
  if ('date' in cell) return `<c r="${at}" s="2"><v>${serialOf(cell.date)}</v></c>`
  if ('style' in cell) return `<c r="${at}" s="${cell.style}"><v>${cell.number}</v></c>`
  if ('inline' in cell) return `<c r="${at}" t="inlineStr"><is><t>${escapeXml(cell.inline)}</t></is></c>`
  if ('rich' in cell) {
    const runs = cell.rich
      .map((run) => `<r><rPr><b/></rPr><t xml:space="preserve">${escapeXml(run)}</t></r>`)
      .join('')
    return `<c r="${at}" t="s"><v>${strings.add(`${runs}<rPh sb="0" eb="1"><t>phonetic</t></rPh>`)}</v></c>`
  }
  const formula = `<f>${escapeXml(cell.formula)}</f>`
  if (cell.error) return `<c r="${at}" t="e">${formula}<v>${cell.error}</v></c>`
  if (cell.value === undefined) return `<c r="${at}">${formula}</c>`
  const type = typeof cell.value === 'string' ? ' t="str"' : ''
  return `<c r="${at}"${type}>${formula}<v>${escapeXml(String(cell.value))}</v></c>`
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26)
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
}
