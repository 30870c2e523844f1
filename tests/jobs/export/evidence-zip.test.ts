import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type Sheet, textAt } from '../../../core/import/sheet.ts'
import { type CarryMark, evidencePackOf, type PackedEvidence } from '../../../core/summary/evidence-pack.ts'
import { evidenceZip, INDEX_NAME } from '../../../jobs/export/evidence-zip.ts'
import { DEFAULT_LIMITS } from '../../../jobs/import/limits.ts'
import { readXlsx } from '../../../jobs/import/read-xlsx.ts'
import { at, ZONE } from '../../core/report/fixtures.ts'
import { NOW, sampleOverview, sampleRow } from './sample.ts'
import { unzip } from './unzip.ts'

const overview = sampleOverview([
  sampleRow({ unit: 0, task: 1, state: 'on_time', isDone: true }),
  sampleRow({ unit: 1, task: 2, state: 'late' }),
  sampleRow({ unit: 2, task: 3, state: 'incomplete' }),
  sampleRow({ unit: 3, task: 4, state: 'missing' }),
])
const photo = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#357' } })
  .withExif({ IFD0: { Make: 'TelltaleCamera' } })
  .jpeg()
  .toBuffer()
const pdf = Buffer.from('%PDF-1.7 biên bản')
const broken = photo.subarray(0, 200)

const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const LOST = 'f'.repeat(64)

/** Evidence files in memory; counts how many are open, not read to their end, at once. */
function store(...contents: readonly Buffer[]) {
  const byHash = new Map(contents.map((bytes) => [hash(bytes), bytes]))
  const counts = { opened: 0 }
  return {
    counts,
    open: async (sha256: string) => {
      const bytes = byHash.get(sha256)
      if (bytes === undefined) return null
      counts.opened += 1
      return (async function* () {
        yield bytes
      })()
    },
  }
}

function evidence(
  task: number,
  unit: number,
  sha256: string,
  fileName: string | null,
  minute = 0,
): PackedEvidence {
  const receivedAt = at('2026-11-23T10:00').add({ minutes: minute })
  return {
    taskId: `tNV0${task}`,
    unitId: `u${unit}`,
    sha256,
    fileName,
    reportNumber: 'BC-261123-0007',
    receivedAt,
  }
}

const FILES = [
  evidence(1, 0, hash(pdf), '../../biên bản.PDF', 5),
  evidence(1, 0, hash(photo), null, 0),
  evidence(1, 0, hash(photo), 'lần nữa.jpg', 9),
  evidence(2, 1, hash(broken), 'x.jpg'),
  evidence(2, 1, LOST, 'y.jpg', 1),
  evidence(3, 2, hash(pdf), 'z.pdf'),
]
const MARKS: readonly CarryMark[] = [
  { taskId: 'tNV01', unitId: 'u0', system: 'nq57', by: 'Lê Thị Chi', at: at('2026-11-20T09:00') },
  { taskId: 'tNV01', unitId: 'u0', system: 'nq57', by: 'Trần Tùng', at: at('2026-11-22T09:00') },
]

function zipOf({ originals = false, files = FILES }: { originals?: boolean; files?: typeof FILES } = {}) {
  const lines = evidencePackOf(overview, files, MARKS)
  return evidenceZip({ overview, lines, originals }, { issuer: 'Văn phòng' }, store(photo, pdf, broken), {
    now: NOW,
    zone: ZONE,
  })
}

async function indexOf(files: ReadonlyMap<string, Buffer>): Promise<readonly Sheet[]> {
  const read = await readXlsx(files.get(INDEX_NAME)!, DEFAULT_LIMITS)
  if (!read.ok) throw new Error('the index cannot be read')
  return read.value
}

function column(sheet: Sheet, header: string): readonly string[] {
  const place = sheet.rows[3]!.findIndex(({ text }) => text === header)
  expect(place, header).toBeGreaterThanOrEqual(0)
  return sheet.rows.slice(4).map((_, index) => textAt(sheet, index + 4, place))
}

test('only duties whose report counts are in the pack, the same bytes once, the newest mark per system', () => {
  const lines = evidencePackOf(overview, FILES, MARKS)
  expect(lines.map(({ item, evidence: own }) => [item.row.task.code, own.length])).toEqual([
    ['NV01', 2],
    ['NV02', 2],
  ])
  expect(lines[0]!.evidence.map(({ fileName }) => fileName)).toEqual([null, '../../biên bản.PDF'])
  expect(lines[0]!.carried).toMatchObject({ nq57: { by: 'Trần Tùng' }, province: null })
})

test('the file has a plain name, its type and one line that says what it holds', () => {
  expect(zipOf()).toMatchObject({
    fileName: 'minh-chung-2026-11.zip',
    mime: 'application/zip',
    caption:
      'Minh chứng tháng 11/2026: 4 tệp của 2 nhiệm vụ, kèm mục lục để cập nhật nq57.vn và hệ thống của tỉnh.',
  })
  expect(zipOf({ originals: true })).toMatchObject({ fileName: 'minh-chung-2026-11-ban-goc.zip' })
})

describe('the archive', () => {
  test('has a folder per duty with plain names, whatever the files were called, and the index', async () => {
    const files = await unzip(await buffer(zipOf().bytes))
    expect([...files.keys()]).toEqual([
      'NV01-So-Khoa-hoc-va-Cong-nghe/NV01-01-BC-261123-0007.jpg',
      'NV01-So-Khoa-hoc-va-Cong-nghe/NV01-02-BC-261123-0007.pdf',
      'muc-luc.xlsx',
    ])
    expect(files.get('NV01-So-Khoa-hoc-va-Cong-nghe/NV01-02-BC-261123-0007.pdf')!.equals(pdf)).toBe(true)
  })

  test('holds pictures without metadata; originals only when they were asked for', async () => {
    const name = 'NV01-So-Khoa-hoc-va-Cong-nghe/NV01-01-BC-261123-0007.jpg'
    const clean = (await unzip(await buffer(zipOf().bytes))).get(name)!
    expect(clean.toString('latin1')).not.toContain('TelltaleCamera')
    expect((await sharp(clean).metadata()).width).toBe(30)
    const original = await unzip(await buffer(zipOf({ originals: true }).bytes))
    const folder = 'NV01-So-Khoa-hoc-va-Cong-nghe'
    expect(original.get(`${folder}/NV01-01-BC-261123-0007.jpg`)!.equals(photo)).toBe(true)
  })

  test('gives a file the ending of its content, and one that is unknown and dangerous a harmless one', async () => {
    const program = Buffer.from('MZ program')
    const files = [
      evidence(1, 0, hash(program), 'hoá đơn.pdf.exe'),
      evidence(1, 0, hash(pdf), 'biên bản.exe', 1),
      evidence(1, 0, hash(photo), 'ảnh.docx', 2),
    ]
    const lines = evidencePackOf(overview, files, [])
    const { bytes } = evidenceZip(
      { overview, lines, originals: true },
      { issuer: 'x' },
      store(program, pdf, photo),
      { now: NOW, zone: ZONE },
    )
    const names = [...(await unzip(await buffer(bytes))).keys()]
    expect(names.map((name) => name.split('/')[1])).toEqual([
      'NV01-01-BC-261123-0007.bin',
      'NV01-02-BC-261123-0007.pdf',
      'NV01-03-BC-261123-0007.jpg',
      undefined,
    ])
  })

  test('keeps two duties apart whose names become the same', async () => {
    const rows = ['NV 1', 'NV-1'].map((code, index) => {
      const row = sampleRow({ unit: 0, task: index + 1, state: 'on_time' })
      return { ...row, task: { ...row.task, code } }
    })
    const view = sampleOverview(rows)
    const lines = evidencePackOf(
      view,
      [evidence(1, 0, hash(pdf), 'a.pdf'), evidence(2, 0, hash(pdf), 'b.pdf')],
      [],
    )
    const { bytes } = evidenceZip({ overview: view, lines, originals: false }, { issuer: 'x' }, store(pdf), {
      now: NOW,
      zone: ZONE,
    })
    const names = [...(await unzip(await buffer(bytes))).keys()].slice(0, 2).map((name) => name.split('/')[0])
    expect(names).toEqual(['NV-1-So-Khoa-hoc-va-Cong-nghe', 'NV-1-So-Khoa-hoc-va-Cong-nghe-2'])
  })
})

describe('the index', () => {
  test('lists every duty with its files and what was carried over, by whom and when', async () => {
    const [tasks] = await indexOf(await unzip(await buffer(zipOf().bytes)))
    expect(column(tasks!, 'Mã')).toEqual(['NV01', 'NV02'])
    expect(column(tasks!, 'Số tệp')).toEqual(['2', '0'])
    expect(column(tasks!, 'Đã cập nhật nq57.vn')).toEqual(['Trần Tùng, 09:00 ngày 22/11/2026', 'chưa'])
    expect(column(tasks!, 'Đã cập nhật hệ thống của tỉnh')).toEqual(['chưa', 'chưa'])
  })

  test('names every file with the hash of what is in the zip and of what is kept, and says what is not there and why', async () => {
    const files = await unzip(await buffer(zipOf().bytes))
    const [, list] = await indexOf(files)
    expect(column(list!, 'Tình trạng tệp')).toEqual([
      'ảnh, đã bỏ thông tin kèm theo (vị trí, thiết bị)',
      'giữ nguyên',
      'không kèm: ảnh không đọc được',
      'không kèm: không tìm thấy tệp đã lưu',
    ])
    const paths = column(list!, 'Tệp')
    const hashes = column(list!, 'SHA-256 của tệp')
    for (const [index, path] of paths.entries()) {
      if (path === '') expect(hashes[index]).toBe('')
      else expect(hashes[index]).toBe(hash(files.get(path)!))
    }
    expect(column(list!, 'SHA-256 của bản gốc đã lưu')).toEqual([hash(photo), hash(pdf), hash(broken), LOST])
    expect(paths.filter((path) => path !== '')).toEqual(
      [...files.keys()].filter((name) => name !== INDEX_NAME),
    )
  })
})

test('files are opened while the archive is read, not before: one at a time is in memory', async () => {
  const contents = Array.from({ length: 30 }, (_, index) => {
    const noise = Buffer.alloc(200_000)
    for (let place = 0; place < noise.length; place += 4)
      noise.writeUInt32LE(hashNumber(place * 31 + index), place)
    return noise
  })
  const files = contents.map((bytes, index) => evidence(1, 0, hash(bytes), `a${index}.pdf`, index))
  const held = store(...contents)
  const { bytes } = evidenceZip(
    { overview, lines: evidencePackOf(overview, files, []), originals: false },
    { issuer: 'x' },
    held,
    { now: NOW, zone: ZONE },
  )
  expect(held.counts.opened).toBe(0)
  const reader = bytes[Symbol.asyncIterator]()
  await reader.next()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(held.counts.opened).toBeGreaterThan(0)
  expect(held.counts.opened).toBeLessThan(10)
  for (let next = await reader.next(); next.done !== true; next = await reader.next());
  expect(held.counts.opened).toBe(30)
})

test('a store that breaks breaks the archive, it does not shorten it', async () => {
  const { bytes } = evidenceZip(
    { overview, lines: evidencePackOf(overview, FILES, []), originals: false },
    { issuer: 'x' },
    { open: () => Promise.reject(new Error('disk gone')) },
    { now: NOW, zone: ZONE },
  )
  await expect(buffer(bytes)).rejects.toThrow('disk gone')
})

function hashNumber(value: number): number {
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0
}
