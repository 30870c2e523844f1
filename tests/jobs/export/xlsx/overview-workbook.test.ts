import { buffer } from 'node:stream/consumers'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Sheet, textAt } from '../../../../core/import/sheet.ts'
import { explanationsOf } from '../../../../core/summary/explanation.ts'
import { letterhead } from '../../../../core/summary/letterhead.ts'
import { overviewWorkbook } from '../../../../jobs/export/xlsx/overview-workbook.ts'
import { workbookBytes } from '../../../../jobs/export/xlsx/workbook.ts'
import { DEFAULT_LIMITS } from '../../../../jobs/import/limits.ts'
import { readXlsx } from '../../../../jobs/import/read-xlsx.ts'
import { ZONE } from '../../../core/report/fixtures.ts'
import { NOW, sampleOverview, sampleRow, sampleRows } from '../sample.ts'
import { textsOf } from '../unzip.ts'

const EVIL = '=HYPERLINK("http://x","y") & <b>'
const overview = sampleOverview([
  ...sampleRows(12, 7),
  sampleRow({
    unit: 2,
    task: 99,
    state: 'on_time',
    title: EVIL,
    dueInDays: -3,
    obstacle: '@thiếu\u0000 vốn',
  }),
])
const LOG = {
  unitId: 'u2',
  reminders: 3,
  lastReminderAt: NOW,
  acknowledgements: [{ name: 'An', at: NOW }],
  trail: [{ at: NOW, kind: 'reminded' as const, name: 'Bình' }],
}
const HEADER = 3

function workbook() {
  return overviewWorkbook(
    { overview, explanations: explanationsOf(overview, [LOG]), checksum: 'ab12' },
    letterhead.parse({ issuer: 'Văn phòng UBND tỉnh' }),
    { now: NOW, zone: ZONE },
  )
}

let parts: ReadonlyMap<string, string>
let sheets: readonly Sheet[]
beforeAll(async () => {
  const bytes = await buffer(workbook().bytes)
  parts = await textsOf(bytes)
  const read = await readXlsx(bytes, DEFAULT_LIMITS)
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  sheets = read.value
})

const sheet = (name: string) => sheets.find((one) => one.name === name)!
const column = (of: Sheet, header: string) => of.rows[HEADER]!.findIndex(({ text }) => text === header)
/** Texts of one column below the header. */
function valuesOf(name: string, header: string): readonly string[] {
  const of = sheet(name)
  const place = column(of, header)
  expect(place, header).toBeGreaterThanOrEqual(0)
  return of.rows.slice(HEADER + 1).map((_, index) => textAt(of, HEADER + 1 + index, place))
}
const sheetXml = (name: string) => parts.get(`xl/worksheets/sheet${sheets.indexOf(sheet(name)) + 1}.xml`)!

test('the file has a plain name, its type and one line that says what it holds', () => {
  expect(workbook()).toMatchObject({
    fileName: 'tong-hop-2026-11.xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    caption: 'Bảng tổng hợp tháng 11/2026: 85 lượt phải báo cáo, đủ đúng hạn 68,2%, chưa báo cáo 9.',
  })
})

test('results and products come right after the numbers; the sheets behind them follow', () => {
  expect(sheets.map(({ name }) => name)).toEqual([
    'Tổng hợp',
    'Kết quả, sản phẩm',
    'Theo đơn vị',
    'Theo lĩnh vực',
    'Theo chương trình',
    'Theo nhiệm vụ',
    'Chưa báo cáo',
    'Chưa đủ nội dung',
    'Vướng mắc',
    'Giải trình',
    'Nhật ký đôn đốc',
  ])
})

describe('every sheet', () => {
  test('has a frozen header, a filter over its data, and prints with the header on each page', () => {
    const book = parts.get('xl/workbook.xml')!
    for (const [index, { name, rows }] of sheets.entries()) {
      const xml = parts.get(`xl/worksheets/sheet${index + 1}.xml`)!
      expect(xml, name).toMatch(/<pane [^>]*ySplit="4"[^>]*state="frozen"\/>/)
      const filter = /<autoFilter ref="A4:([A-Z]+)(\d+)"\/>/.exec(xml)
      const hasTotals = ['Theo đơn vị', 'Theo lĩnh vực', 'Theo chương trình'].includes(name)
      expect(Number(filter?.[2]), name).toBe(rows.length - (hasTotals ? 1 : 0))
      expect(xml, name).toMatch(
        /<pageSetup paperSize="9" orientation="(portrait|landscape)" fitToWidth="\d" fitToHeight="0"\/>/,
      )
      expect(book).toMatch(
        new RegExp(`_xlnm.Print_Titles" localSheetId="${index}">[^<]*'${name}'!\\$4:\\$4<`),
      )
    }
  })

  test('has its parts in the order the format demands', () => {
    const order = [
      'sheetPr',
      'sheetViews',
      'sheetFormatPr',
      'cols',
      'sheetData',
      'autoFilter',
      'printOptions',
      'pageMargins',
      'pageSetup',
      'headerFooter',
    ]
    for (let index = 1; index <= sheets.length; index++) {
      const xml = parts.get(`xl/worksheets/sheet${index}.xml`)!
      const places = order.map((tag) => xml.indexOf(`<${tag}`))
      expect(places.every((place) => place > 0)).toBe(true)
      expect(places).toEqual([...places].sort((one, other) => one - other))
    }
  })

  test('names only styles that there are', () => {
    const count = Number(/<cellXfs count="(\d+)"/.exec(parts.get('xl/styles.xml')!)?.[1])
    for (const [name, xml] of parts) {
      if (!name.startsWith('xl/worksheets/')) continue
      for (const [, style] of xml.matchAll(/ s="(\d+)"/g)) expect(Number(style)).toBeLessThan(count)
    }
  })
})

describe('values', () => {
  test('dates are dates, also to a reader of ours', () => {
    const of = sheet('Theo nhiệm vụ')
    const due = column(of, 'Thời hạn')
    const [first] = overview.items
    expect(of.rows[HEADER + 1]![due]!.date?.toString()).toBe(first!.row.task.due!.toString())
    expect(of.rows[HEADER + 1]![column(of, 'Báo cáo lúc')]!.date?.toString()).toBe('2026-11-23')
  })

  test('a deadline that the list gives in words stays in words', async () => {
    const base = sampleRow({ unit: 1, task: 1, state: 'on_time', dueInDays: null })
    const view = sampleOverview([{ ...base, task: { ...base.task, dueRaw: 'Thường xuyên' } }])
    const { bytes } = overviewWorkbook(
      { overview: view, explanations: [], checksum: null },
      letterhead.parse({}),
      {
        now: NOW,
        zone: ZONE,
      },
    )
    const read = await readXlsx(await buffer(bytes), DEFAULT_LIMITS)
    if (!read.ok) throw new Error('not read')
    const of = read.value.find(({ name }) => name === 'Theo nhiệm vụ')!
    expect(textAt(of, HEADER + 1, column(of, 'Thời hạn'))).toBe('Thường xuyên')
  })

  test('text that looks like a formula is a text, marked as one, and no cell but the totals has a formula', () => {
    expect(valuesOf('Theo nhiệm vụ', 'Nhiệm vụ').at(-1)).toBe(EVIL)
    const looks = parts.get('xl/styles.xml')!.match(/<xf [^>]*>/g)!
    const quoted = looks.findIndex((xf) => xf.includes('quotePrefix="1"'))
    const styleOf = (name: string, text: string) =>
      new RegExp(`s="(\\d+)" t="inlineStr"><is><t xml:space="preserve">${text}`).exec(sheetXml(name))?.[1]
    expect(styleOf('Theo nhiệm vụ', '=HYPERLINK\\(&quot;')).toBe(String(quoted))
    expect(styleOf('Vướng mắc', '@thiếu vốn<')).toBe(String(quoted))
    expect(styleOf('Theo nhiệm vụ', 'NV01<')).not.toBe(String(quoted))
    for (const [, formula] of [...parts.values()].join('').matchAll(/<f>([^<]*)<\/f>/g))
      expect(formula).toMatch(
        /^(SUBTOTAL\(109,[A-Z]+\d+:[A-Z]+\d+\)|IF\([A-Z]+\d+=0,0,[A-Z]+\d+\/[A-Z]+\d+\))$/,
      )
  })

  test('totals are formulas over exactly the rows above, and their stored value is that sum', () => {
    const xml = sheetXml('Theo đơn vị')
    const rows = overview.units.length
    const sums = [
      ...xml.matchAll(
        /<c r="([A-Z]+)(\d+)"[^>]*><f>SUBTOTAL\(109,([A-Z]+)(\d+):([A-Z]+)(\d+)\)<\/f><v>(\d+)<\/v>/g,
      ),
    ]
    expect(sums).toHaveLength(5)
    for (const [, letter, row, from, first, to, last, value] of sums) {
      expect([from, first, to, last, row]).toEqual([letter, '5', letter, String(4 + rows), String(5 + rows)])
      let sum = 0
      for (let place = 5; place < 5 + rows; place++)
        sum += Number(new RegExp(`<c r="${letter}${place}"[^>]*><v>(\\d+)</v>`).exec(xml)![1])
      expect(Number(value)).toBe(sum)
    }
    const [, onTime, owed, ratio] =
      /<f>IF\([A-Z]+\d+=0,0,([A-Z]+\d+)\/([A-Z]+\d+)\)<\/f><v>([\d.]+)<\/v>/.exec(xml)!
    const at = (place: string) =>
      Number(new RegExp(`<c r="${place}"[^>]*><f>[^<]*</f><v>(\\d+)</v>`).exec(xml)![1])
    expect(Number(ratio)).toBeCloseTo(at(onTime!) / at(owed!), 12)
    expect(at(owed!)).toBe(85)
  })

  test('a task of several units is not added up over the units', () => {
    expect(sheetXml('Theo đơn vị')).not.toMatch(/<f>SUBTOTAL\(109,J/)
    expect(sheetXml('Theo lĩnh vực')).toMatch(/<f>SUBTOTAL\(109,J5/)
  })

  test('what is not complete is left out with its reason, and its number and result are not quoted', () => {
    const reasons = valuesOf('Theo nhiệm vụ', 'Lý do không tổng hợp')
    const percents = valuesOf('Theo nhiệm vụ', 'Mức độ hoàn thành')
    const results = valuesOf('Theo nhiệm vụ', 'Kết quả, sản phẩm')
    expect(reasons.filter((reason) => reason !== '')).toHaveLength(overview.leftOut.length)
    for (const [index, reason] of reasons.entries()) {
      if (reason === '') continue
      expect(reason).toBe('thiếu số liệu (phần trăm hoặc số lượng); minh chứng')
      expect([percents[index], results[index]]).toEqual(['', ''])
    }
    expect(valuesOf('Chưa đủ nội dung', 'Mã')).toEqual(overview.leftOut.map(({ row }) => row.task.code))
  })

  test('the sheets list what the overview lists', () => {
    expect(valuesOf('Theo nhiệm vụ', 'Mã')).toEqual(overview.items.map(({ row }) => row.task.code))
    expect(valuesOf('Kết quả, sản phẩm', 'Mã')).toEqual(overview.results.map(({ row }) => row.task.code))
    expect(valuesOf('Chưa báo cáo', 'Mã')).toEqual(overview.missing.map(({ row }) => row.task.code))
    expect(valuesOf('Vướng mắc', 'Mã')).toEqual(overview.obstacles.map(({ row }) => row.task.code))
    expect(valuesOf('Giải trình', 'Mã')).toHaveLength(overview.missing.length + overview.leftOut.length)
    expect(valuesOf('Nhật ký đôn đốc', 'Nội dung')).toEqual(['Nhắc theo lịch'])
    expect(textAt(sheet('Giải trình'), 1, 0)).toMatch(/mã kiểm tra ab12$/)
    expect(valuesOf('Giải trình', 'Lãnh đạo đã nhận thông tin')).toContain('An (17:00 ngày 23/11/2026)')
  })

  test('the summary shows the period before beside the period', () => {
    const before = overview.total.before!
    const labels = valuesOf('Tổng hợp', 'Chỉ tiêu')
    const row = labels.indexOf('- Đủ, đúng hạn')
    expect(valuesOf('Tổng hợp', 'Kỳ này')[row]).toBe(String(overview.total.duties.on_time))
    expect(valuesOf('Tổng hợp', 'Kỳ trước')[row]).toBe(String(before.on_time))
    expect(valuesOf('Tổng hợp', 'Tăng (+), giảm (-)')[row]).toBe(
      String(overview.total.duties.on_time - before.on_time),
    )
  })
})

test('an empty period gives a workbook that opens, without explanations', async () => {
  const { bytes } = overviewWorkbook(
    { overview: sampleOverview([]), explanations: [], checksum: null },
    letterhead.parse({}),
    { now: NOW, zone: ZONE },
  )
  const read = await readXlsx(await buffer(bytes), DEFAULT_LIMITS)
  expect(read.ok && read.value.map(({ name }) => name)).not.toContain('Giải trình')
  expect(read.ok && read.value).toHaveLength(9)
})

test('rows are made while the file is read: 10,000 are never there at once', async () => {
  let made = 0
  const rows = {
    *[Symbol.iterator]() {
      for (; made < 10_000; made++)
        yield Array.from(
          { length: 20 },
          (_, cell) => `Nhiệm vụ ${made}, ô ${cell} ${Math.sin(made * 20 + cell)}`,
        )
    },
  }
  const columns = Array.from({ length: 20 }, (_, index) => ({ header: `Cột ${index}`, width: 20 }))
  const bytes = workbookBytes(
    [
      {
        name: 'Lớn',
        title: 'Lớn',
        subtitle: '',
        columns,
        rows,
        rowCount: 10_000,
        totals: null,
        isWide: true,
        pagesWide: 1,
      },
    ],
    { title: 'Lớn', author: 'x', now: Temporal.Instant.from('2026-11-23T10:00:00Z') },
  )
  const reader = bytes[Symbol.asyncIterator]()
  let size = (await reader.next()).value!.length
  while (size < 10_000) size += (await reader.next()).value!.length
  expect(made).toBeLessThan(5_000)
  for (let next = await reader.next(); next.done !== true; next = await reader.next())
    size += next.value.length
  expect(made).toBe(10_000)
  expect(size).toBeGreaterThan(1_000_000)
})

test('rows that fail break the file, and not the process, however late somebody reads', async () => {
  const rows = {
    // biome-ignore lint/correctness/useYield: it fails before its first row.
    *[Symbol.iterator](): Generator<readonly string[]> {
      throw new Error('no rows')
    },
  }
  const sheet = {
    name: 'x',
    title: 'x',
    subtitle: '',
    columns: [{ header: 'x', width: 9 }],
    rows,
    rowCount: 1,
  }
  const bytes = workbookBytes([{ ...sheet, totals: null, isWide: false, pagesWide: 1 }], {
    title: 'x',
    author: 'x',
    now: NOW,
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await expect(buffer(bytes)).rejects.toThrow('no rows')
})

test('a text that looks like an escape of the format is read as it was written', async () => {
  const text = 'mã _x0041_ và 😀'
  const view = sampleOverview([sampleRow({ unit: 1, task: 1, state: 'on_time', title: text })])
  const { bytes } = overviewWorkbook(
    { overview: view, explanations: [], checksum: null },
    letterhead.parse({}),
    {
      now: NOW,
      zone: ZONE,
    },
  )
  const read = await readXlsx(await buffer(bytes), DEFAULT_LIMITS)
  if (!read.ok) throw new Error('not read')
  const of = read.value.find(({ name }) => name === 'Theo nhiệm vụ')!
  expect(textAt(of, HEADER + 1, column(of, 'Nhiệm vụ'))).toBe(text)
})
