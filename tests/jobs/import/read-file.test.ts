import { describe, expect, it } from 'vitest'
import type { FileProblem } from '../../../core/import/file-problem.ts'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readSheets } from '../../../jobs/import/read-file.ts'
import { buildWorkbook, buildZip, workbookParts } from './build-workbook.ts'

const small = workbookParts([{ name: 'A', rows: [['TT', 'Nội dung', 'Chủ trì', 'Thời hạn']] }])
const WORKSHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

async function problemOf(
  bytes: Uint8Array,
  name = 'danh-muc.xlsx',
  limits = DEFAULT_LIMITS,
): Promise<FileProblem> {
  const result = await readSheets(bytes, name, limits)
  if (result.ok) throw new Error('was taken')
  return result.problem
}

const withSheet = (xml: string, level = 9) =>
  buildZip(
    small.map((file) => (file.name === 'xl/worksheets/sheet1.xml' ? { ...file, data: xml, level } : file)),
  )

describe('hostile and foreign files', () => {
  it('refuses a zip bomb by the sizes it claims, before unpacking', async () => {
    const bomb = withSheet(
      `<worksheet ${WORKSHEET}><sheetData>${' '.repeat(30_000_000)}</sheetData></worksheet>`,
    )
    expect(bomb.length).toBeLessThan(100_000)
    expect(await problemOf(bomb)).toEqual({ code: 'zip_bomb', entry: 'xl/worksheets/sheet1.xml' })
  })

  it('refuses a zip that lies about its sizes', async () => {
    const bomb = withSheet(
      `<worksheet ${WORKSHEET}><sheetData>${' '.repeat(30_000_000)}</sheetData></worksheet>`,
    )
    for (let at = bomb.indexOf('PK\x01\x02'); at >= 0; at = bomb.indexOf('PK\x01\x02', at + 4)) {
      if (bomb.readUInt32LE(at + 24) > 1_000_000) bomb.writeUInt32LE(5000, at + 24)
    }
    expect((await problemOf(bomb)).code).toBe('damaged')
  })

  it('refuses a million rows after the first few thousand, in bounded memory', async () => {
    const rows: string[] = []
    for (let row = 1; row <= 1_000_000; row++)
      rows.push(`<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`)
    const bytes = withSheet(
      `<worksheet ${WORKSHEET}><sheetData>${rows.splice(0).join('')}</sheetData></worksheet>`,
      1,
    )
    const before = process.memoryUsage().rss
    const started = performance.now()
    expect(await problemOf(bytes)).toEqual({ code: 'too_many_rows', sheet: 'A', limit: 20_000 })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
  })

  it('refuses a million rows of text', async () => {
    const bytes = Buffer.from('1,Số hóa\n'.repeat(1_000_000))
    expect((await problemOf(bytes, 'a.csv')).code).toBe('too_many_rows')
  })

  it('takes a sheet whose blank rows are formatted down to the last one', async () => {
    const blank = Array.from(
      { length: 60_000 },
      (_, i) => `<row r="${i + 2}"><c r="A${i + 2}" s="1"/></row>`,
    ).join('')
    const first = '<row r="1"><c r="A1" t="inlineStr"><is><t>TT</t></is></c></row>'
    const result = await readSheets(
      withSheet(`<worksheet ${WORKSHEET}><sheetData>${first}${blank}</sheetData></worksheet>`),
      'a.xlsx',
    )
    expect(result.ok && result.value[0]?.rows.length).toBe(1)
  })

  it('refuses macros, whether declared or only carried along', async () => {
    const carried = buildZip([...small, { name: 'xl/vbaProject.bin', data: 'x' }])
    expect(await problemOf(carried, 'a.xlsm')).toEqual({ code: 'macro_workbook' })
    const declared = small.map((file) =>
      file.name === '[Content_Types].xml'
        ? {
            ...file,
            data: String(file.data).replace('spreadsheetml.sheet.main', 'ms-excel.sheet.macroEnabled.main'),
          }
        : file,
    )
    expect(await problemOf(buildZip(declared))).toEqual({ code: 'macro_workbook' })
  })

  it('refuses links to other workbooks', async () => {
    const linked = buildZip([
      ...small,
      { name: 'xl/externalLinks/externalLink1.xml', data: '<externalLink/>' },
    ])
    expect(await problemOf(linked)).toEqual({ code: 'external_links' })
  })

  it('refuses passwords: an encrypted container, an encrypted entry', async () => {
    const container = Buffer.concat([OLE, Buffer.alloc(2000), Buffer.from('EncryptedPackage', 'utf16le')])
    expect(await problemOf(container)).toEqual({ code: 'password_protected' })
    const entry = buildZip(small.map((file) => ({ ...file, flags: 1 })))
    expect(await problemOf(entry)).toEqual({ code: 'password_protected' })
  })

  it('refuses the old .xls, whatever it is called', async () => {
    expect(await problemOf(Buffer.concat([OLE, Buffer.alloc(2000)]), 'a.xls')).toEqual({
      code: 'old_excel_format',
    })
  })

  it('refuses a content that is not what the name says', async () => {
    expect(await problemOf(Buffer.from('%PDF-1.7 …'))).toEqual({ code: 'wrong_type', found: 'pdf' })
    expect(await problemOf(Buffer.from('MZ\x90\x00'))).toEqual({ code: 'wrong_type', found: 'program' })
    expect(await problemOf(Buffer.from('TT,Nội dung'))).toEqual({ code: 'wrong_type', found: 'text' })
    expect(await problemOf(buildZip(small), 'a.csv')).toEqual({ code: 'wrong_type', found: 'zip' })
    expect(await problemOf(Buffer.from('<html><table>'), 'a.xls')).toEqual({
      code: 'wrong_type',
      found: 'html',
    })
    expect(await problemOf(Buffer.from([1, 2, 3, 0, 0, 9]), 'a.csv')).toEqual({
      code: 'wrong_type',
      found: 'binary',
    })
    expect(await problemOf(buildZip([{ name: 'a.txt', data: 'x' }]))).toEqual({
      code: 'wrong_type',
      found: 'zip',
    })
    expect(await problemOf(buildZip([{ name: 'word/document.xml', data: 'x' }]))).toEqual({
      code: 'wrong_type',
      found: 'docx',
    })
  })

  it('refuses what is cut off or broken', async () => {
    expect((await problemOf(buildZip(small).subarray(0, 900))).code).toBe('damaged')
    expect((await problemOf(withSheet('<worksheet><sheetData><row></worksheet>'))).code).toBe('damaged')
    expect((await problemOf(withSheet('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'))).code).toBe('damaged')
    expect((await problemOf(Buffer.from(`TT,"${'x'.repeat(2_000_000)}`), 'a.csv')).code).toBe('damaged')
  })

  it('refuses empty files and those that are too large', async () => {
    expect(await problemOf(new Uint8Array())).toEqual({ code: 'file_empty' })
    expect(await problemOf(Buffer.from(' \n'), 'a.csv')).toEqual({ code: 'file_empty' })
    expect(await problemOf(buildWorkbook([{ name: 'A', rows: [] }]))).toEqual({ code: 'file_empty' })
    const limits = { ...DEFAULT_LIMITS, bytes: 10 }
    expect(await problemOf(Buffer.from('TT,Nội dung'), 'a.csv', limits)).toEqual({
      code: 'file_too_large',
      bytes: 13,
      limitBytes: 10,
    })
  })
})
