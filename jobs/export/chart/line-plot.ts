/** A line over 0-100 %, below a heading: what the trend and the progress of a task have in common. */
import type { Drawing } from './render.ts'
import { FAINT_INK, type Heading, INK, LINE, MARGIN, SIZE } from './style.ts'

const PLOT_HEIGHT = 340
/** Room for "100%" at the left, and for a number beyond the last point at the right. */
const AXIS_WIDTH = 74
const OVERHANG = 44
/** More points than this are drawn small. */
const MANY_POINTS = 16

export interface LineOf {
  readonly xAxis: object
  readonly colour: string
  readonly points: number
  /** Its data, and what is special about it. */
  readonly series: object
}

export function linePlot(heading: Heading, { xAxis, colour, points, series }: LineOf): Drawing {
  return {
    height: heading.bottom + PLOT_HEIGHT + 96,
    option: {
      graphic: heading.graphic,
      grid: {
        left: MARGIN + AXIS_WIDTH,
        right: MARGIN + OVERHANG,
        top: heading.bottom + 40,
        height: PLOT_HEIGHT,
        outerBoundsMode: 'none',
      },
      xAxis: {
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
        splitLine: { show: false },
        ...xAxis,
      },
      yAxis: percentAxis(),
      series: [
        {
          type: 'line',
          symbol: 'circle',
          symbolSize: points > MANY_POINTS ? 8 : 14,
          lineStyle: { width: 5, color: colour },
          itemStyle: { color: colour },
          areaStyle: { color: colour, opacity: 0.12 },
          ...series,
        },
      ],
    },
  }
}

/** How the marks below the plot are written. */
export const X_LABEL = { fontSize: SIZE.small, color: INK, margin: 16, hideOverlap: true } as const

function percentAxis(): object {
  return {
    type: 'value',
    min: 0,
    max: 100,
    interval: 25,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { formatter: '{value}%', fontSize: SIZE.small, color: FAINT_INK },
    splitLine: { lineStyle: { color: LINE } },
  }
}
