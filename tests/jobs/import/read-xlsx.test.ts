import { describe, expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readXlsx } from '../../../jobs/import/read-xlsx.ts'
import { parseAddress } from '../../../jobs/import/xlsx/sheet-xml.ts'
import { buildWorkbook, buildZip, type CellSpec, serialOf, workbookParts } from './build-workbook.ts'

async function firstRow(cells: readonly CellSpec[]) {
  const result = await readXlsx(buildWorkbook([{ name: 'A', rows: [cells] }]), DEFAULT_LIMITS)
  if (!result.ok) throw new Error(result.problem.code)
  return result.value[0]?.rows[0] ?? []
}

describe('cells of a workbook', () => {
  it('joins rich text and leaves phonetic hints out', async () => {
    expect(await firstRow([{ rich: ['Sở ', 'Y tế'] }])).toEqual([{ text: 'Sở Y tế' }])
  })

  it('takes the cached value of a formula, and says where there is none or an error', async () => {
    const row = await firstRow([
      { formula: 'A2', value: 'Sở Y tế' },
      { formula: '1+1', value: 2 },
      { formula: '1/0', error: '#DIV/0!' },
      { formula: 'NOW()' },
    ])
    expect(row).toEqual([
      { text: 'Sở Y tế', formula: 'value' },
      { text: '2', formula: 'value' },
      { text: '#DIV/0!', formula: 'error' },
      { text: '', formula: 'no_value' },
    ])
  })

  it('tells dates from numbers by their format', async () => {
    const row = await firstRow([
      { date: '2025-06-30' },
      { style: 1, number: serialOf('2025-12-31') + 0.75 },
      serialOf('2025-06-30'),
      { style: 5, number: 0.5 },
      { style: 3, number: 0.8 },
      { style: 4, number: 7 },
      0.1 + 0.2,
    ])
    expect(row.map(({ text, date }) => [text, date?.toString() ?? null])).toEqual([
      ['30/06/2025', '2025-06-30'],
      ['31/12/2025', '2025-12-31'],
      ['45838', null],
      ['0.5', null],
      ['80%', null],
      ['07', null],
      ['0.3', null],
    ])
  })

  it('counts from 1904 where the workbook does', async () => {
    const parts = workbookParts([
      { name: 'A', rows: [[{ style: 1, number: serialOf('2025-06-30') - 1462 }]] },
    ])
    const mac = parts.map((file) =>
      file.name === 'xl/workbook.xml'
        ? { ...file, data: String(file.data).replace('<workbookPr/>', '<workbookPr date1904="1"/>') }
        : file,
    )
    const result = await readXlsx(buildZip(mac), DEFAULT_LIMITS)
    expect(result.ok && result.value[0]?.rows[0]?.[0]?.date?.toString()).toBe('2025-06-30')
  })

  it('reads inline strings and undoes the escapes of control characters', async () => {
    expect(await firstRow([{ inline: 'Kế hoạch_x000D_\nchi tiết & <b>' }])).toEqual([
      { text: 'Kế hoạch\r\nchi tiết & <b>' },
    ])
  })

  it('keeps positions, merges, hidden rows and hidden sheets', async () => {
    const bytes = buildWorkbook([
      { name: 'A', rows: [[null, null, 'C1'], [], ['A3']], merges: ['A3:B4', 'C1:C2'], hiddenRows: [3] },
      { name: 'B', rows: [['x']], state: 'veryHidden' },
    ])
    const result = await readXlsx(bytes, DEFAULT_LIMITS)
    if (!result.ok) throw new Error(result.problem.code)
    const [sheet, hidden] = result.value
    expect(sheet?.rows.map((row) => row.map(({ text }) => text))).toEqual([['', '', 'C1'], [], ['A3']])
    expect(sheet?.merges).toEqual([
      { top: 2, left: 0, bottom: 3, right: 1 },
      { top: 0, left: 2, bottom: 1, right: 2 },
    ])
    expect([...(sheet?.hiddenRows ?? [])]).toEqual([2])
    expect([hidden?.hidden, hidden?.rows.length]).toEqual([true, 0])
  })

  it('reads parts whose names carry a prefix, as some programs write them', async () => {
    const prefixed = workbookParts([{ name: 'A', rows: [['Sở Y tế']] }]).map((file) =>
      file.name.startsWith('xl/worksheets/')
        ? {
            ...file,
            data: String(file.data)
              .replace(/<(\/?)(\w+)/g, '<$1x:$2')
              .replace('xmlns=', 'xmlns:x=')
              .replace('<?x:xml', '<?xml'),
          }
        : file,
    )
    const result = await readXlsx(buildZip(prefixed), DEFAULT_LIMITS)
    expect(result.ok && result.value[0]?.rows[0]?.[0]?.text).toBe('Sở Y tế')
  })

  it('knows addresses and what is none', () => {
    expect(parseAddress('AB12')).toEqual({ row: 11, column: 27 })
    expect(parseAddress('$C$3')).toEqual({ row: 2, column: 2 })
    expect(parseAddress('R1C1')).toBeNull()
  })
})
