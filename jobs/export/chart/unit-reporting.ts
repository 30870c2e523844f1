/** Picture: how the units reported, a bar per unit in the colours of the traffic light. behaviour §7. */
import { DUTY_STATES, type DutyState } from '../../../core/summary/duty-state.ts'
import { worstGroups } from '../../../core/summary/group-lines.ts'
import type { Overview } from '../../../core/summary/overview.ts'
import { type DutyTally, onTimeShare } from '../../../core/summary/tally.ts'
import { capitalised, periodName, share } from '../format.ts'
import { CHART, CHART_STATE } from '../wording.ts'
import { textWidth } from './fonts.ts'
import { CHART_WIDTH, type Drawing } from './render.ts'
import { FAINT_INK, headingOf, INK, MARGIN, nothingToDraw, SIZE, STATE_COLOUR, STATE_INK } from './style.ts'
import { wrapText } from './wrap-text.ts'

/** More bars than this are not read on a phone: the rest becomes one. */
const MOST_BARS = 20
const ROW_HEIGHT = 64
const NAME_WIDTH = 268
const GAP = 16
/** Room at the right for "12/14". */
const SUM_WIDTH = 96
const LEGEND_HEIGHT = 50

interface Bar {
  readonly name: string
  readonly duties: DutyTally
}

export function unitReportingChart(overview: Overview): Drawing {
  const { duties } = overview.total
  const heading = headingOf(
    CHART.reporting,
    [
      capitalised(periodName(overview.period)),
      overview.scope ?? overview.programmeNames.join('; '),
      duties.owed === 0
        ? ''
        : `đủ, đúng hạn ${duties.on_time}/${duties.owed} lượt (${share(onTimeShare(duties))})`,
    ]
      .filter((part) => part !== '')
      .join(' - '),
  )
  const bars = barsOf(overview)
  if (bars.length === 0) return nothingToDraw(heading, CHART.nothing)
  const top = heading.bottom + LEGEND_HEIGHT
  const height = top + bars.length * ROW_HEIGHT + MARGIN
  return {
    height,
    option: {
      graphic: heading.graphic,
      legend: legendAt(heading.bottom),
      grid: {
        left: MARGIN + NAME_WIDTH + GAP,
        right: MARGIN + SUM_WIDTH,
        top,
        height: bars.length * ROW_HEIGHT,
        outerBoundsMode: 'none',
      },
      xAxis: { type: 'value', min: 0, max: 1, show: false },
      yAxis: [namesAxis(bars), sumsAxis(bars)],
      series: DUTY_STATES.map((state) => seriesOf(state, bars)),
    },
  }
}

function barsOf({ units }: Overview): readonly Bar[] {
  const { shown, restDuties, restCount } = worstGroups(units, MOST_BARS)
  const named = shown.map(({ name, duties }) => ({ name: name ?? '', duties }))
  return restDuties === null ? named : [...named, { name: `${restCount} đơn vị còn lại`, duties: restDuties }]
}

function seriesOf(state: DutyState, bars: readonly Bar[]): object {
  const width = CHART_WIDTH - 2 * MARGIN - NAME_WIDTH - GAP - SUM_WIDTH
  return {
    type: 'bar',
    name: CHART_STATE[state],
    stack: 'duties',
    barWidth: ROW_HEIGHT * 0.58,
    itemStyle: { color: STATE_COLOUR[state] },
    data: bars.map(({ duties }) => {
      const part = duties[state] / duties.owed
      const count = String(duties[state])
      // A number that is wider than its piece of the bar would run into the next one.
      const fits = part * width >= textWidth(count, SIZE.small, 'bold') + 6
      return {
        value: part,
        label: {
          show: duties[state] > 0 && fits,
          formatter: count,
          color: STATE_INK[state],
          fontSize: SIZE.small,
          fontWeight: 'bold',
        },
      }
    }),
  }
}

function legendAt(top: number): object {
  return {
    left: MARGIN - 5,
    right: MARGIN,
    top,
    itemWidth: 24,
    itemHeight: 20,
    itemGap: 18,
    selectedMode: false,
    textStyle: { fontSize: SIZE.small, color: INK },
    data: DUTY_STATES.map((state) => CHART_STATE[state]),
  }
}

const HIDDEN_LINES = { axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: false } }

function namesAxis(bars: readonly Bar[]): object {
  return {
    type: 'category',
    inverse: true,
    ...HIDDEN_LINES,
    data: bars.map(({ name }) =>
      wrapText(name, { width: NAME_WIDTH, size: SIZE.label, maxLines: 2 }).join('\n'),
    ),
    axisLabel: {
      interval: 0,
      margin: NAME_WIDTH + GAP,
      align: 'left',
      fontSize: SIZE.label,
      lineHeight: Math.round(SIZE.label * 1.2),
      color: INK,
    },
  }
}

/** "12/14": complete in time, of what was owed. */
function sumsAxis(bars: readonly Bar[]): object {
  return {
    type: 'category',
    inverse: true,
    position: 'right',
    ...HIDDEN_LINES,
    data: bars.map(({ duties }) => `${duties.on_time}/${duties.owed}`),
    axisLabel: { interval: 0, margin: 12, fontSize: SIZE.small, color: FAINT_INK },
  }
}
