/** Picture: percent over time of one task, with its deadline. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import type { TaskProgress } from '../../../core/summary/task-progress.ts'
import { fullDay, number, shortDay } from '../format.ts'
import { CHART } from '../wording.ts'
import { linePlot, X_LABEL } from './line-plot.ts'
import type { Drawing } from './render.ts'
import { headingOf, INK, LIGHT_COLOUR, nothingToDraw, SIZE } from './style.ts'

const DAY_MS = 86_400_000
const PROGRESS_COLOUR = '#2b6cb0'

export function taskProgressChart(progress: TaskProgress): Drawing {
  const { code, title, unit, due, points } = progress
  const last = points.at(-1)
  const heading = headingOf(
    `${CHART.progress} ${code}`,
    [title, unit, due === null ? null : `hạn ${fullDay(due)}`].filter((part) => part !== null).join(' - '),
  )
  if (last === undefined) return nothingToDraw(heading, CHART.noPercent)
  const { from, to } = spanOf(progress, last.date)
  const interval = Math.max(1, Math.ceil((to - from) / 5))
  return linePlot(heading, {
    xAxis: { type: 'value', min: from, max: to, interval, axisLabel: { ...X_LABEL, formatter: tick } },
    colour: PROGRESS_COLOUR,
    points: points.length,
    series: {
      step: 'end',
      data: points.map(({ date, percent }) => [dayNumber(date), percent]),
      endLabel: {
        show: true,
        formatter: `${number(last.percent)}%`,
        fontSize: SIZE.label,
        fontWeight: 'bold',
        color: INK,
        offset: [-14, -26],
        align: 'right',
      },
      ...(due === null ? {} : { markLine: deadlineAt(due) }),
    },
  })
}

/** Days since 1970 of a civil date: an axis of days, free of zones. */
function dayNumber(date: Temporal.PlainDate): number {
  return date.toZonedDateTime('UTC').epochMilliseconds / DAY_MS
}

function tick(value: number): string {
  return shortDay(
    Temporal.Instant.fromEpochMilliseconds(value * DAY_MS)
      .toZonedDateTimeISO('UTC')
      .toPlainDate(),
  )
}

/** From the first report to the last or the deadline, whichever is later; two days at least. */
function spanOf({ points, due }: TaskProgress, last: Temporal.PlainDate): { from: number; to: number } {
  const days = [...points.map(({ date }) => date), last, ...(due === null ? [] : [due])].map(dayNumber)
  const [from, to] = [Math.min(...days), Math.max(...days)]
  return { from: from === to ? from - 1 : from, to: to + (from === to ? 1 : 0) }
}

function deadlineAt(due: Temporal.PlainDate): object {
  return {
    symbol: 'none',
    silent: true,
    lineStyle: { color: LIGHT_COLOUR.red, width: 3, type: 'dashed' },
    label: {
      formatter: `hạn ${shortDay(due)}`,
      fontSize: SIZE.small,
      color: LIGHT_COLOUR.red,
      position: 'end',
    },
    data: [{ xAxis: dayNumber(due) }],
  }
}
