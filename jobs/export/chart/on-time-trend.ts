/** Picture: the share of reports that were complete and in time, over periods. behaviour §7. */
import type { TrendPoint } from '../../../core/summary/trend.ts'
import { periodTick, share } from '../format.ts'
import { CHART } from '../wording.ts'
import type { Drawing } from './render.ts'
import { FAINT_INK, headingOf, INK, LIGHT_COLOUR, LINE, MARGIN, SIZE, saidInTheMiddle } from './style.ts'

const PLOT_HEIGHT = 340
/** With more points their numbers would touch. */
const MOST_NUMBERS = 8

export function onTimeTrendChart(points: readonly TrendPoint[], scope: string): Drawing {
  const known = points.filter(({ share: value }) => value !== null)
  const [first, last] = [known[0], known.at(-1)]
  const heading = headingOf(CHART.trend, scope)
  if (first === undefined || last === undefined)
    return {
      height: heading.bottom + 180,
      option: { graphic: [...heading.graphic, saidInTheMiddle(CHART.nothing, heading.bottom + 60)] },
    }
  return {
    height: heading.bottom + PLOT_HEIGHT + 96,
    option: {
      graphic: heading.graphic,
      grid: {
        left: MARGIN + 74,
        right: MARGIN + 34,
        top: heading.bottom + 40,
        height: PLOT_HEIGHT,
        outerBoundsMode: 'none',
      },
      xAxis: {
        type: 'category',
        data: points.map(({ period }) => periodTick(period)),
        axisLine: { lineStyle: { color: LINE } },
        axisTick: { show: false },
        axisLabel: { fontSize: SIZE.small, color: INK, margin: 16, hideOverlap: true },
      },
      yAxis: percentAxis(),
      series: [
        {
          type: 'line',
          data: points.map(({ share: value }) =>
            labelled(value, known.length <= MOST_NUMBERS || value === last.share),
          ),
          symbol: 'circle',
          symbolSize: points.length > 16 ? 8 : 14,
          connectNulls: false,
          lineStyle: { width: 5, color: LIGHT_COLOUR.green },
          itemStyle: { color: LIGHT_COLOUR.green },
          areaStyle: { color: LIGHT_COLOUR.green, opacity: 0.12 },
        },
      ],
    },
  }
}

function labelled(value: number | null, isShown: boolean): object {
  return {
    value: value === null ? null : value * 100,
    label: {
      show: isShown && value !== null,
      position: 'top',
      formatter: share(value),
      fontSize: SIZE.small,
      fontWeight: 'bold',
      color: INK,
    },
  }
}

/** 0-100 %. */
export function percentAxis(): object {
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
