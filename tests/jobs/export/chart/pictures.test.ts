import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { periodOf } from '../../../../core/programme/period.ts'
import { dueCalendarOf } from '../../../../core/summary/due-calendar.ts'
import { dueCalendarChart } from '../../../../jobs/export/chart/due-calendar.ts'
import { drawable, textWidth } from '../../../../jobs/export/chart/fonts.ts'
import { onTimeTrendChart } from '../../../../jobs/export/chart/on-time-trend.ts'
import { type Drawing, drawPicture } from '../../../../jobs/export/chart/render.ts'
import { LIGHT_COLOUR, STATE_COLOUR } from '../../../../jobs/export/chart/style.ts'
import { taskProgressChart } from '../../../../jobs/export/chart/task-progress.ts'
import { unitReportingChart } from '../../../../jobs/export/chart/unit-reporting.ts'
import { sampleOverview, sampleRow, sampleRows } from '../sample.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const YEAR = { from: day('2026-11-01'), to: day('2026-12-31'), asOf: day('2026-11-23') }
const TASK = { code: 'NV07', title: 'Nền tảng chia sẻ dữ liệu', unit: 'Sở KH&CN', due: day('2026-12-15') }

const pictures: readonly (readonly [string, () => Drawing])[] = [
  ['twelve units', () => unitReportingChart(sampleOverview(sampleRows(12, 7)))],
  ['sixty units', () => unitReportingChart(sampleOverview(sampleRows(60, 11)))],
  ['one unit', () => unitReportingChart(sampleOverview(sampleRows(1, 2)))],
  ['no unit', () => unitReportingChart(sampleOverview([]))],
  ['a trend', () => onTimeTrendChart(trend([0.5, null, 0.7, 1]), 'Danh mục')],
  ['a trend of one period', () => onTimeTrendChart(trend([0]), 'Danh mục')],
  ['a trend of nothing', () => onTimeTrendChart(trend([null]), 'Danh mục')],
  ['a due calendar', () => dueCalendarChart(dueCalendarOf(sampleRows(12, 7), YEAR), 'Danh mục')],
  ['an empty due calendar', () => dueCalendarChart(dueCalendarOf([], YEAR), 'Danh mục')],
  ['the progress of a task', () => taskProgressChart({ ...TASK, points: progress([10, 60, 81]) })],
  [
    'the progress of a task reported once',
    () => taskProgressChart({ ...TASK, due: null, points: progress([10]) }),
  ],
  ['the progress of a task never reported', () => taskProgressChart({ ...TASK, points: [] })],
]

function trend(shares: readonly (number | null)[]) {
  return shares.map((share, index) => ({
    period: periodOf('daily', day('2026-11-16').add({ days: index })),
    share,
    owed: share === null ? 0 : 10,
  }))
}

function progress(percents: readonly number[]) {
  return percents.map((percent, index) => ({ date: day('2026-11-01').add({ weeks: index }), percent }))
}

/** Pixels of one colour, and of anything that is not white. */
async function pixelsOf(png: Buffer) {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const counts = new Map<string, number>()
  for (let index = 0; index < data.length; index += 3) {
    const colour = `#${data.subarray(index, index + 3).toString('hex')}`
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const total = info.width * info.height
  return {
    total,
    inked: total - (counts.get('#ffffff') ?? 0),
    of: (colour: string) => counts.get(colour) ?? 0,
  }
}

const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1]!)

describe.each(pictures)('%s', (_, draw) => {
  const picture = drawPicture(draw())

  test('is 1080 pixels wide, not taller than a channel takes, and not empty', async () => {
    expect(picture.width).toBe(1080)
    expect(picture.height).toBeGreaterThan(300)
    // Telegram: width and height together at most 10,000, one at most 20 times the other.
    expect(picture.width + picture.height).toBeLessThan(10_000)
    expect(picture.png.length).toBeLessThan(1024 * 1024)
    const { total, inked } = await pixelsOf(picture.png)
    expect(inked / total).toBeGreaterThan(0.005)
    expect(inked / total).toBeLessThan(0.9)
  })

  test('uses the packaged font alone, for letters that it has', () => {
    const families = [...picture.svg.matchAll(/font-family[:=]"?([^;"]+)/g)].map((found) => found[1])
    expect(new Set(families)).toEqual(new Set(['Be Vietnam Pro']))
    for (const text of textsOf(picture.svg).map(plainText)) expect(drawable(text)).toBe(text.trim())
  })

  test('no line of text leaves the picture', () => {
    const texts = [...picture.svg.matchAll(/<text([^>]*)>([^<]*)<\/text>/g)]
    expect(texts.length).toBeGreaterThan(0)
    for (const [, attributes = '', text = ''] of texts) {
      const size = Number(/font-size:(\d+)px/.exec(attributes)?.[1] ?? 12)
      expect(size, text).toBeGreaterThanOrEqual(19)
      const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? 'start'
      const width = textWidth(plainText(text), size, /bold/.test(attributes) ? 'bold' : 'normal')
      const x = Number(
        /translate\(([\d.]+)/.exec(attributes)?.[1] ?? / x="([\d.]+)"/.exec(attributes)?.[1] ?? 0,
      )
      const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
      expect(left, text).toBeGreaterThanOrEqual(0)
      expect(left + width, text).toBeLessThanOrEqual(720)
    }
  })
})

function plainText(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

describe('colours are those of the traffic light', () => {
  test('a unit that never reported is red from end to end, one that always did is green', async () => {
    const silent = await pixelsOf(drawPicture(unitReportingChart(onlyState('missing'))).png)
    expect(silent.of(STATE_COLOUR.missing)).toBeGreaterThan(10_000)
    // What is left of the other colours is the legend.
    expect(silent.of(STATE_COLOUR.on_time)).toBeLessThan(2_000)
    const good = await pixelsOf(drawPicture(unitReportingChart(onlyState('on_time'))).png)
    expect(good.of(STATE_COLOUR.on_time)).toBeGreaterThan(10_000)
    expect(good.of(STATE_COLOUR.missing)).toBeLessThan(2_000)
  })

  test('pieces of a bar are as long as their share', async () => {
    const rows = [1, 2, 3, 4].map((task) =>
      sampleRow({ unit: 1, task, state: task === 4 ? 'missing' : 'on_time' }),
    )
    const pixels = await pixelsOf(drawPicture(unitReportingChart(sampleOverview(rows))).png)
    const ratio = pixels.of(STATE_COLOUR.on_time) / pixels.of(STATE_COLOUR.missing)
    expect(ratio).toBeGreaterThan(2.3)
    expect(ratio).toBeLessThan(3.3)
  })

  test('a day whose task is overdue is red in the calendar, one that is done green', async () => {
    const dueOn = (dueInDays: number, isDone: boolean) => [
      sampleRow({ unit: 1, task: 1, state: 'on_time', dueInDays, isDone }),
    ]
    const pixelsWith = async (dueInDays: number, isDone: boolean) =>
      pixelsOf(drawPicture(dueCalendarChart(dueCalendarOf(dueOn(dueInDays, isDone), YEAR), 'x')).png)
    expect((await pixelsWith(-2, false)).of(LIGHT_COLOUR.red)).toBeGreaterThan(8_000)
    expect((await pixelsWith(-2, true)).of(LIGHT_COLOUR.green)).toBeGreaterThan(8_000)
    expect((await pixelsWith(-2, true)).of(LIGHT_COLOUR.red)).toBeLessThan(2_000)
  })
})

function onlyState(state: 'missing' | 'on_time') {
  return sampleOverview([sampleRow({ unit: 1, task: 1, state })])
}

test('of sixty units the worst have a bar each and the others one together', () => {
  const overview = sampleOverview(sampleRows(60, 11))
  const texts = textsOf(drawPicture(unitReportingChart(overview)).svg)
  expect(texts).toContain('41 đơn vị còn lại')
  expect(overview.units).toHaveLength(60)
})

test('what a unit calls itself cannot break the picture', () => {
  const names = ['<script>&"', 'Sở 🚀 Tư pháp', 'x'.repeat(400), 'Sở\nTài chính']
  const rows = names.map((name, unit) => {
    const row = sampleRow({ unit, task: unit + 1, state: 'on_time' })
    return { ...row, unit: { ...row.unit, shortName: name } }
  })
  const { svg, png } = drawPicture(unitReportingChart(sampleOverview(rows)))
  expect(svg).not.toContain('<script')
  expect(textsOf(svg)).toContain('Sở Tư pháp')
  expect(png.length).toBeGreaterThan(10_000)
})

test('the same numbers give the same bytes', () => {
  const draw = () => drawPicture(unitReportingChart(sampleOverview(sampleRows(5, 3)))).png
  expect(draw().equals(draw())).toBe(true)
})

test('a process that drew a picture ends by itself', () => {
  const program = fileURLToPath(new URL('draw-and-end.ts', import.meta.url))
  const { stdout, status } = spawnSync(process.execPath, ['--import', 'tsx', program], {
    timeout: 25_000,
    encoding: 'utf8',
  })
  expect([status, stdout]).toEqual([0, '1080'])
})
