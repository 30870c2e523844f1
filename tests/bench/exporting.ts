/** Numbers, workbook, report, picture and evidence zip of large offices; pure data to bytes, no database. */
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { evidencePackOf, type PackedEvidence } from '../../core/summary/evidence-pack.ts'
import { letterhead } from '../../core/summary/letterhead.ts'
import type { Overview } from '../../core/summary/overview.ts'
import { reportingPicture } from '../../jobs/export/chart/picture-files.ts'
import { overviewReport } from '../../jobs/export/docx/overview-report.ts'
import { evidenceZip } from '../../jobs/export/evidence-zip.ts'
import type { ExportFile } from '../../jobs/export/export-file.ts'
import { overviewWorkbook } from '../../jobs/export/xlsx/overview-workbook.ts'
import { NOW, sampleOverview, sampleRows } from '../jobs/export/sample.ts'
import { type Bench, type BenchContext, type BenchRow, inMilliseconds, median, timed } from './bench.ts'

const MOMENT = { now: NOW, zone: 'Asia/Ho_Chi_Minh' }
const HEAD = letterhead.parse({})
const RUNS = 3

export const exportingBench: Bench = {
  name: 'exporting',
  title: 'Numbers and files of a period, from rows in memory to the last byte',
  async run(context) {
    const units = context.isQuick ? 50 : 1_000
    context.progress(`${units} units`)
    const rows = sampleRows(units, 10)
    const overview = sampleOverview(rows)
    return [
      await counting(rows.length, context),
      await workbook(overview, context),
      await report(overview),
      await picture(overview),
      await evidence(context),
    ]
  },
}

/** The whole picture of a period, against a tenth of it: it may grow by the rows, not faster. */
async function counting(size: number, { progress }: BenchContext): Promise<BenchRow> {
  progress('counting')
  const [all, tenth] = [sampleRows(size / 10, 10), sampleRows(size / 100, 10)]
  const msOf = async (rows: typeof all) => repeated(async () => sampleOverview(rows))
  const [large, small] = [await msOf(all), await msOf(tenth)]
  return {
    what: `overview of ${all.length.toLocaleString('en-US')} duties`,
    ours: inMilliseconds(large),
    bare: `${inMilliseconds(small)} for a tenth`,
    ratio: `${(large / small).toFixed(1)}x for 10x`,
    note: '',
  }
}

async function workbook(overview: Overview, { progress }: BenchContext): Promise<BenchRow> {
  progress('workbook')
  const before = process.memoryUsage().rss
  let peak = before
  let isDone = false
  const watching = watch(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
    return isDone
  })
  const ours = await timed(() =>
    sizeOf(overviewWorkbook({ overview, explanations: [], checksum: null }, HEAD, MOMENT)),
  )
  isDone = true
  await watching
  // The words alone of the sheet per task, in the same compression.
  const bare = await timed(async () =>
    gzipSync(
      overview.items.map(({ row }) => Object.values(row.report ?? {}).join(';') + row.task.title).join('\n'),
    ),
  )
  return {
    what: `.xlsx, ${overview.items.length.toLocaleString('en-US')} rows per task`,
    ours: inMilliseconds(ours),
    bare: `${inMilliseconds(bare)} as compressed text`,
    ratio: `${(ours / bare).toFixed(1)}x`,
    note: `memory rose by ${Math.round((peak - before) / 1024 ** 2)} MB at most`,
  }
}

async function report(overview: Overview): Promise<BenchRow> {
  const ours = await repeated(() => sizeOf(overviewReport(overview, HEAD, MOMENT)))
  return { what: '.docx of the same period', ours: inMilliseconds(ours), bare: '', ratio: '', note: '' }
}

async function picture(overview: Overview): Promise<BenchRow> {
  await sizeOf(reportingPicture(overview))
  const ours = await repeated(() => sizeOf(reportingPicture(overview)))
  return {
    what: 'picture of its units',
    ours: inMilliseconds(ours),
    bare: '',
    ratio: '',
    note: 'after the first',
  }
}

/** Photos of a phone, against decoding and writing them alone. */
async function evidence({ isQuick, progress }: BenchContext): Promise<BenchRow> {
  progress('evidence')
  const count = isQuick ? 5 : 40
  const photo = await sharp({
    create: {
      width: 4000,
      height: 3000,
      channels: 3,
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
      background: '#888',
    },
  })
    .jpeg()
    .toBuffer()
  const overview = sampleOverview(sampleRows(1, 1))
  const [duty] = overview.items
  if (duty === undefined) throw new Error('the sample has no duty')
  const files = Array.from(
    { length: count },
    (_, index): PackedEvidence => ({
      taskId: duty.row.task.id,
      unitId: duty.row.unit.id,
      sha256: createHash('sha256').update(String(index)).digest('hex'),
      fileName: null,
      reportNumber: 'BC-261123-0001',
      receivedAt: Temporal.Instant.fromEpochMilliseconds(index),
    }),
  )
  const open = async () =>
    (async function* () {
      yield photo
    })()
  const pack = { overview, lines: evidencePackOf(overview, files, []), originals: false }
  const ours = await timed(() => sizeOf(evidenceZip(pack, HEAD, { open }, MOMENT)))
  const bare = await timed(async () => {
    for (let done = 0; done < count; done++) await sharp(photo).jpeg({ quality: 92 }).toBuffer()
  })
  return {
    what: `.zip of ${count} photos of ${(photo.length / 1024 ** 2).toFixed(1)} MB`,
    ours: inMilliseconds(ours),
    bare: `${inMilliseconds(bare)} to write them anew`,
    ratio: `${(ours / bare).toFixed(2)}x`,
    note: `${Math.round((count * 1000) / ours)} photos/s`,
  }
}

async function sizeOf({ bytes }: ExportFile): Promise<number> {
  let size = 0
  for await (const chunk of bytes) size += chunk.length
  return size
}

async function repeated(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) times.push(await timed(work))
  return median(times)
}

/** Looks every 10 ms until it is told to stop. */
async function watch(look: () => boolean): Promise<void> {
  while (!look()) await pause(10)
}
