import { buffer } from 'node:stream/consumers'
import { beforeAll, describe, expect, test } from 'vitest'
import { explanationsOf } from '../../../../core/summary/explanation.ts'
import { type Letterhead, letterhead } from '../../../../core/summary/letterhead.ts'
import type { Overview } from '../../../../core/summary/overview.ts'
import { explanationReport } from '../../../../jobs/export/docx/explanation-report.ts'
import { overviewReport } from '../../../../jobs/export/docx/overview-report.ts'
import type { ExportFile } from '../../../../jobs/export/export-file.ts'
import { at, ZONE } from '../../../core/report/fixtures.ts'
import { NOW, sampleOverview, sampleRow, sampleRows } from '../sample.ts'
import { textsOf } from '../unzip.ts'

const GOVERNMENT = letterhead.parse({
  superior: 'Ủy ban nhân dân tỉnh Gia Lai',
  issuer: 'Văn phòng',
  symbol: 'BC-VPUBND',
  place: 'Gia Lai',
  signer: { authority: 'KT. Chánh Văn phòng', title: 'Phó Chánh Văn phòng', name: 'Nguyễn Văn An' },
  receivers: ['Thường trực Tỉnh ủy', 'Các sở, ban, ngành'],
  archive: 'VT, KSTTHC',
})
const PARTY = letterhead.parse({
  ...GOVERNMENT,
  form: 'party',
  number: '12',
  symbol: 'BC/TU',
  superior: 'Đảng bộ tỉnh Gia Lai',
  issuer: 'Ban Thường vụ',
  date: '2026-02-05',
})
const overview = sampleOverview(sampleRows(12, 7))

interface Opened {
  readonly document: string
  readonly parts: ReadonlyMap<string, string>
  /** One per paragraph that holds words. */
  readonly paragraphs: readonly string[]
}

async function opened({ bytes }: ExportFile): Promise<Opened> {
  const parts = await textsOf(await buffer(bytes))
  const document = parts.get('word/document.xml')!
  const paragraphs = [...document.matchAll(/<w:p>(.*?)<\/w:p>/gs)]
    .map(([, inner]) => [...inner!.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((found) => found[1]).join(''))
    .filter((text) => text.trim() !== '')
  return { document, parts, paragraphs }
}

const report = (of: Overview = overview, head: Letterhead = GOVERNMENT) =>
  opened(overviewReport(of, head, { now: NOW, zone: ZONE }))

/** Half points of the run that holds these words, and whether it is bold and slanted. */
function lookOf({ document }: Opened, words: string) {
  const found = new RegExp(`<w:r><w:rPr>((?:(?!</w:rPr>).)*)</w:rPr><w:t[^>]*>${words}`, 's').exec(document)
  if (!found) throw new Error(`no run begins with ${words}`)
  const has = (tag: string) => new RegExp(`<w:${tag}/>`).test(found[1]!)
  return { points: Number(/<w:sz w:val="(\d+)"/.exec(found[1]!)![1]) / 2, bold: has('b'), italics: has('i') }
}

describe('the form of Nghị định 30/2020/NĐ-CP', () => {
  let file: Opened
  beforeAll(async () => {
    file = await report()
  })

  test('A4 with margins of 20, 20, 30 and 15 mm', () => {
    const mm = (twips: string | undefined) => Math.round((Number(twips) * 25.4) / 144) / 10
    const size = /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(file.document)!
    expect([mm(size[1]), mm(size[2])]).toEqual([210, 297])
    const margins = /<w:pgMar w:top="(\d+)" w:right="(\d+)" w:bottom="(\d+)" w:left="(\d+)"/.exec(
      file.document,
    )!
    expect(margins.slice(1).map(mm)).toEqual([20, 15, 20, 30])
  })

  test('every letter is Times New Roman', () => {
    const fonts = [...file.parts]
      .filter(([name]) => /word\/(document|header\d|styles)\.xml/.test(name))
      .flatMap(([, xml]) => [...xml.matchAll(/w:(?:ascii|hAnsi)="([^"]+)"/g)].map((found) => found[1]))
    expect(new Set(fonts)).toEqual(new Set(['Times New Roman']))
    const runs = [...file.document.matchAll(/<w:r>(.*?)<\/w:r>/gs)]
    expect(runs.length).toBeGreaterThan(50)
    for (const [, inner] of runs) expect(inner).toContain('w:ascii="Times New Roman"')
  })

  test('the number of the page stands centred at the top, and not on the first page', () => {
    expect(file.document).toContain('<w:titlePg/>')
    const headers = [...file.parts].filter(([name]) => /word\/header\d\.xml/.test(name)).map(([, xml]) => xml)
    const numbered = headers.filter((xml) => xml.includes('PAGE'))
    expect(headers).toHaveLength(2)
    expect(numbered).toHaveLength(1)
    expect(numbered[0]).toContain('<w:jc w:val="center"/>')
    const first = /<w:headerReference w:type="first" r:id="(\w+)"/.exec(file.document)![1]
    const target = new RegExp(
      `Id="${first}"[^>]*Target="(header\\d\\.xml)"|Target="(header\\d\\.xml)"[^>]*Id="${first}"`,
    )
    const found = target.exec(file.parts.get('word/_rels/document.xml.rels')!)!
    expect(file.parts.get(`word/${found[1] ?? found[2]}`)).not.toContain('PAGE')
  })

  test('the head: authority, quốc hiệu, motto, number, place and date in their sizes', () => {
    expect(file.paragraphs.slice(0, 8)).toEqual([
      'ỦY BAN NHÂN DÂN TỈNH GIA LAI',
      'VĂN PHÒNG',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số:         /BC-VPUBND',
      'Gia Lai, ngày 23 tháng 11 năm 2026',
      'BÁO CÁO',
      'Kết quả thực hiện nhiệm vụ tháng 11/2026',
    ])
    expect(lookOf(file, 'ỦY BAN NHÂN DÂN')).toEqual({ points: 12, bold: false, italics: false })
    expect(lookOf(file, 'VĂN PHÒNG')).toEqual({ points: 12, bold: true, italics: false })
    expect(lookOf(file, 'CỘNG HÒA')).toEqual({ points: 12, bold: true, italics: false })
    expect(lookOf(file, 'Độc lập')).toEqual({ points: 13, bold: true, italics: false })
    expect(lookOf(file, 'Gia Lai, ngày')).toEqual({ points: 13, bold: false, italics: true })
    expect(lookOf(file, 'BÁO CÁO')).toEqual({ points: 14, bold: true, italics: false })
  })

  test('the text: 14 points, justified, indented, paragraphs at least 6 points apart, line spacing told as a factor', () => {
    const body = [
      ...file.document.matchAll(/<w:pPr>((?:(?!<\/w:pPr>).)*w:val="both"(?:(?!<\/w:pPr>).)*)<\/w:pPr>/gs),
    ]
    expect(body.length).toBeGreaterThan(40)
    for (const [, look] of body) {
      expect(look).toContain('w:firstLine="720"')
      expect(Number(/w:before="(\d+)"/.exec(look!)![1])).toBeGreaterThanOrEqual(120)
      expect(look).toMatch(/w:line="276" w:lineRule="auto"|w:lineRule="auto"[^/]*w:line="276"/)
    }
    expect(lookOf(file, 'Thực hiện Danh mục')).toEqual({ points: 14, bold: false, italics: false })
  })

  test('the foot: receivers with the archive last, and who signs', () => {
    const foot = file.paragraphs.slice(-7)
    expect(foot).toEqual([
      'Nơi nhận:',
      '- Thường trực Tỉnh ủy;',
      '- Các sở, ban, ngành;',
      '- Lưu: VT, KSTTHC.',
      'KT. CHÁNH VĂN PHÒNG',
      'PHÓ CHÁNH VĂN PHÒNG',
      'Nguyễn Văn An',
    ])
    expect(lookOf(file, 'Nơi nhận:')).toEqual({ points: 12, bold: true, italics: true })
    expect(lookOf(file, '- Lưu')).toEqual({ points: 11, bold: false, italics: false })
  })

  test('results come first, then the numbers, what is overdue or stuck, what was left out, what is asked for', () => {
    const parts = file.paragraphs.filter((text) => /^(I|II|III|IV|V)\. /.test(text))
    expect(parts).toEqual([
      'I. KẾT QUẢ, SẢN PHẨM ĐẠT ĐƯỢC',
      'II. TÌNH HÌNH THỰC HIỆN',
      'III. NHIỆM VỤ QUÁ HẠN; KHÓ KHĂN, VƯỚNG MẮC',
      'IV. NỘI DUNG CHƯA TỔNG HỢP',
      'V. ĐỀ XUẤT, KIẾN NGHỊ',
    ])
    expect(file.paragraphs.some((text) => text.endsWith('./.'))).toBe(true)
  })

  test('its numbers are those of the overview', () => {
    const { duties, tasks } = overview.total
    const text = file.paragraphs.join('\n')
    expect(text).toContain(`Đã hoàn thành ${tasks.done_on_time + tasks.done_late}/${tasks.total} nhiệm vụ`)
    expect(text).toContain(
      `Phải báo cáo ${duties.owed} lượt nhiệm vụ; đủ nội dung, đúng hạn ${duties.on_time} lượt`,
    )
    expect(text).toContain(`Nhiệm vụ chưa hoàn thành, quá hạn: ${overview.overdue.length}`)
    expect(text).toContain(`Báo cáo chưa đủ nội dung, không tổng hợp: ${overview.leftOut.length}`)
    const sum = file.paragraphs.indexOf('Tổng cộng')
    expect(file.paragraphs.slice(sum + 1, sum + 6)).toEqual(
      [duties.owed, duties.on_time, duties.late, duties.incomplete, duties.missing].map(String),
    )
  })

  test('what is incomplete is named with its reason and quoted nowhere else', () => {
    for (const { row } of overview.leftOut) {
      const named = file.paragraphs.filter((text) => text.startsWith(`- ${row.task.code} `))
      expect(named.filter((text) => text.includes('thiếu số liệu'))).toHaveLength(1)
      expect(named.filter((text) => text.includes('đã bàn giao'))).toEqual([])
    }
  })

  test('long lists end with what they leave out', () => {
    const running = overview.results.filter(({ row }) => row.doneOn === null).length
    expect(running).toBeGreaterThan(40)
    expect(file.paragraphs).toContain(`- Và ${running - 40} nhiệm vụ khác (bảng tổng hợp kèm theo).`)
  })
})

test("the Party's form: its title, star, number with a dash, dashes under the subject, receivers with commas", async () => {
  const file = await report(overview, PARTY)
  expect(file.paragraphs.slice(0, 9)).toEqual([
    'ĐẢNG BỘ TỈNH GIA LAI',
    'BAN THƯỜNG VỤ',
    '*',
    'Số 12-BC/TU',
    'ĐẢNG CỘNG SẢN VIỆT NAM',
    'Gia Lai, ngày 05 tháng 02 năm 2026',
    'BÁO CÁO',
    'Kết quả thực hiện nhiệm vụ tháng 11/2026',
    '-----',
  ])
  expect(lookOf(file, 'ĐẢNG CỘNG SẢN')).toEqual({ points: 15, bold: true, italics: false })
  expect(file.paragraphs).toContain('- Các sở, ban, ngành,')
  expect(file.paragraphs).toContain('- Lưu VT, KSTTHC.')
  expect(file.document).not.toContain('CỘNG HÒA XÃ HỘI')
})

test('an empty period gives a whole document that says so', async () => {
  const { paragraphs } = await report(sampleOverview([]), letterhead.parse({}))
  expect(paragraphs).toContain('Đã hoàn thành 0/0 nhiệm vụ (–), trong đó đúng hạn 0, quá hạn 0.')
  expect(paragraphs).toContain('Không có nhiệm vụ quá hạn, không có khó khăn, vướng mắc được báo cáo.')
  expect(paragraphs).toContain('Các đơn vị đã báo cáo đầy đủ tháng 11/2026.')
})

test('what officers wrote cannot break the file', async () => {
  const row = sampleRow({ unit: 1, task: 1, state: 'on_time', title: '</w:t><b> & "x"\u0000\u000b \ud800' })
  const { document, paragraphs } = await report(sampleOverview([row]))
  expect(document).not.toContain('</w:t><b>')
  expect(paragraphs.join()).toContain('&lt;/w:t&gt;&lt;b&gt; &amp; ')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested.
  expect(document).not.toMatch(/[\u0000-\u0008\u000b\ud800]/)
})

test('the file has a plain name, its type and one line that says what it holds', () => {
  expect(overviewReport(overview, GOVERNMENT, { now: NOW, zone: ZONE })).toMatchObject({
    fileName: 'bao-cao-2026-11.docx',
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    caption:
      'Dự thảo báo cáo tháng 11/2026 theo Nghị định 30/2020/NĐ-CP: 66 kết quả, 17 nhiệm vụ quá hạn, 9 vướng mắc.',
  })
})

test('the list for the conference names each head with every task he must explain', async () => {
  const lines = explanationsOf(overview, [
    {
      unitId: 'u0',
      reminders: 3,
      lastReminderAt: NOW,
      acknowledgements: [{ name: 'Lê Thị Chi', at: at('2026-11-20T08:00') }],
      trail: [{ at: at('2026-11-19T16:30'), kind: 'urged', name: 'Trần Thị Bình' }],
    },
  ])
  const file = explanationReport(
    { lines, conferenceAt: at('2026-11-28T08:00'), checksum: 'ab12' },
    GOVERNMENT,
    {
      now: NOW,
      zone: ZONE,
    },
  )
  expect(file.fileName).toBe('giai-trinh-hoi-nghi-2026-11-28.docx')
  expect(file.caption).toBe('Danh sách giải trình tại hội nghị ngày 28/11/2026: 9 đơn vị, 18 nhiệm vụ.')
  const { paragraphs, document } = await opened(file)
  for (const line of lines) {
    expect(paragraphs).toContain(line.unit)
    expect(paragraphs).toContain(`${line.head!.name}, Giám đốc`)
    for (const { code } of line.tasks)
      expect(paragraphs.some((text) => text.includes(`) ${code}: `))).toBe(true)
  }
  expect(paragraphs).toContain('3 lần, lần cuối 17:00 ngày 23/11/2026; đã nhận: Lê Thị Chi')
  const trail = paragraphs.indexOf('16:30 ngày 19/11/2026')
  expect(paragraphs.slice(trail, trail + 3)).toEqual(['16:30 ngày 19/11/2026', 'Đôn đốc', 'Trần Thị Bình'])
  expect(paragraphs).toContain('Mã kiểm tra nội dung chốt (SHA-256): ab12')
  expect(document).toContain('<w:tblHeader/>')
})
