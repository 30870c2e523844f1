/** Picture: the share of reports that were complete and in time, over periods. behaviour §7. */
import type { TrendPoint } from '../../../core/summary/trend.ts'
import { periodTick, share } from '../format.ts'
import { CHART } from '../wording.ts'
import { linePlot, X_LABEL } from './line-plot.ts'
import type { Drawing } from './render.ts'
import { headingOf, INK, LIGHT_COLOUR, nothingToDraw, SIZE } from './style.ts'

/** With more points their numbers would touch. */
const MOST_NUMBERS = 8

export function onTimeTrendChart(points: readonly TrendPoint[], scope: string): Drawing {
  const known = points.filter(({ share: value }) => value !== null)
  const last = known.at(-1)
  const heading = headingOf(CHART.trend, scope)
  if (last === undefined) return nothingToDraw(heading, CHART.nothing)
  return linePlot(heading, {
    xAxis: { type: 'category', data: points.map(({ period }) => periodTick(period)), axisLabel: X_LABEL },
    colour: LIGHT_COLOUR.green,
    points: points.length,
    series: {
      connectNulls: false,
      data: points.map((point) => labelled(point.share, known.length <= MOST_NUMBERS || point === last)),
    },
  })
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
