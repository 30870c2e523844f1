/** Picture: a wall calendar with the number of tasks due on each day, in the colours of the traffic light. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import type { DueCalendar, DueDay } from '../../../core/summary/due-calendar.ts'
import type { Light } from '../../../core/summary/light.ts'
import { fullDay, shortDay } from '../format.ts'
import { CHART } from '../wording.ts'
import { FONT_FAMILY } from './fonts.ts'
import { CHART_WIDTH, type Drawing } from './render.ts'
import { FAINT_INK, headingOf, INK, LIGHT_COLOUR, LINE, MARGIN, nothingToDraw, SIZE } from './style.ts'

const WEEKDAYS = ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'] as const
const CELL_WIDTH = (CHART_WIDTH - 2 * MARGIN) / 7
const CELL_HEIGHT = 84
const MONTH_HEAD = 92
const MONTH_GAP = 28
const LEGEND_HEIGHT = 96

const LEGEND: readonly (readonly [Light, string])[] = [
  ['red', 'quá hạn'],
  ['yellow', 'trong 7 ngày tới'],
  ['grey', 'sau đó'],
  ['green', 'đã hoàn thành'],
]

type Shape = object

export function dueCalendarChart(calendar: DueCalendar, scope: string): Drawing {
  const { from, to, days, openBefore } = calendar
  const due = days.reduce((sum, day) => sum + day.due, 0)
  const open = days.reduce((sum, day) => sum + day.open, 0)
  const heading = headingOf(
    `${CHART.calendar} ${shortDay(from)} - ${fullDay(to)}`,
    [
      scope,
      `${due} nhiệm vụ đến hạn, ${open} chưa xong`,
      openBefore === 0 ? '' : `${openBefore} nhiệm vụ quá hạn từ trước ${shortDay(from)}`,
    ]
      .filter((part) => part !== '')
      .join(' - '),
  )
  if (days.length === 0) return nothingToDraw(heading, CHART.nothingDue)
  const shapes: Shape[] = legendShapes(heading.bottom)
  let top = heading.bottom + LEGEND_HEIGHT
  for (const month of monthsIn(calendar)) {
    shapes.push(...monthShapes(month, top, calendar))
    top += MONTH_HEAD + weeksOf(month) * CELL_HEIGHT + MONTH_GAP
  }
  return { height: top, option: { graphic: [...heading.graphic, ...shapes] } }
}

/** First days of the months touched. */
function monthsIn({ from, to }: DueCalendar): readonly Temporal.PlainDate[] {
  const months: Temporal.PlainDate[] = []
  for (
    let month = from.with({ day: 1 });
    Temporal.PlainDate.compare(month, to) <= 0;
    month = month.add({ months: 1 })
  )
    months.push(month)
  return months
}

function weeksOf(month: Temporal.PlainDate): number {
  return Math.ceil((month.dayOfWeek - 1 + month.daysInMonth) / 7)
}

function monthShapes(month: Temporal.PlainDate, top: number, { days, asOf }: DueCalendar): Shape[] {
  const byDate = new Map(days.map((day) => [day.date.toString(), day]))
  const shapes = [
    words(`Tháng ${month.month}/${month.year}`, MARGIN, top + 8, SIZE.subtitle, INK, 'bold'),
    ...WEEKDAYS.map((name, column) =>
      words(name, MARGIN + (column + 0.5) * CELL_WIDTH, top + 54, SIZE.small, FAINT_INK, 'normal', 'center'),
    ),
  ]
  for (let day = 1; day <= month.daysInMonth; day++) {
    const date = month.with({ day })
    const place = month.dayOfWeek - 2 + day
    const x = MARGIN + (place % 7) * CELL_WIDTH
    const y = top + MONTH_HEAD + Math.floor(place / 7) * CELL_HEIGHT
    shapes.push(...dayShapes(date, byDate.get(date.toString()), x, y, date.equals(asOf)))
  }
  return shapes
}

/** A day: its date small at the top left, the number of tasks large in the middle. */
function dayShapes(
  date: Temporal.PlainDate,
  day: DueDay | undefined,
  x: number,
  y: number,
  isToday: boolean,
): Shape[] {
  const colour = day === undefined ? '#ffffff' : LIGHT_COLOUR[day.light]
  const isDark = day?.light === 'red' || day?.light === 'green'
  const ink = isDark ? '#ffffff' : INK
  const count = day === undefined ? [] : [day.open > 0 ? day.open : day.due]
  return [
    {
      type: 'rect',
      silent: true,
      shape: { x: x + 2, y: y + 2, width: CELL_WIDTH - 4, height: CELL_HEIGHT - 4, r: 6 },
      style: { fill: colour, stroke: isToday ? INK : LINE, lineWidth: isToday ? 4 : 1 },
    },
    words(String(date.day), x + 11, y + 9, 19, day === undefined ? FAINT_INK : ink, 'normal'),
    ...count.map((value) => words(String(value), x + CELL_WIDTH / 2, y + 38, 30, ink, 'bold', 'center')),
  ]
}

function legendShapes(top: number): Shape[] {
  return LEGEND.flatMap(([light, name], index) => {
    const x = MARGIN + (index % 2) * 330
    const y = top + Math.floor(index / 2) * 38
    return [
      {
        type: 'rect',
        silent: true,
        shape: { x, y, width: 24, height: 24, r: 4 },
        style: { fill: LIGHT_COLOUR[light] },
      },
      words(name, x + 34, y + 3, SIZE.small, INK, 'normal'),
    ]
  })
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight: 'normal' | 'bold',
  align: 'left' | 'center' = 'left',
): Shape {
  return {
    type: 'text',
    x,
    y,
    silent: true,
    style: {
      text,
      fill: colour,
      fontSize: size,
      fontWeight: weight,
      fontFamily: FONT_FAMILY,
      align,
      verticalAlign: 'top',
    },
  }
}
