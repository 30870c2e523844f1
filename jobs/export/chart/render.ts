/** Draws an ECharts option as SVG and as PNG, on a server: no canvas, no window, no font but the packaged one. ADR 11. */
import { Resvg } from '@resvg/resvg-js'
import { BarChart, LineChart } from 'echarts/charts'
import { GraphicComponent, GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsCoreOption, init, setPlatformAPI, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { FONT_FAMILY, FONT_FILES, textWidth } from './fonts.ts'

/** Logical pixels of every picture; a phone shows them at about half the size. */
export const CHART_WIDTH = 720
/** Physical pixels of the PNG per logical one: sharp on a phone, far below the channels' limits. */
const PIXEL_RATIO = 1.5

export interface Drawing {
  /** Logical pixels. */
  readonly height: number
  readonly option: EChartsCoreOption
}

export interface Picture {
  readonly svg: string
  readonly png: Buffer
  /** Physical pixels of the PNG. */
  readonly width: number
  readonly height: number
}

use([BarChart, LineChart, GraphicComponent, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer])
setPlatformAPI({
  measureText: (text, font = '') => ({
    width: textWidth(
      text,
      Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12),
      /bold/.test(font) ? 'bold' : 'normal',
    ),
  }),
})

export function drawSvg({ option, height }: Drawing): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height })
  try {
    chart.setOption({
      animation: false,
      useUTC: true,
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: FONT_FAMILY },
      ...option,
    })
    return chart.renderToSVGString()
  } finally {
    // Without it the process never ends.
    chart.dispose()
  }
}

export function drawPicture(drawing: Drawing): Picture {
  const svg = drawSvg(drawing)
  const image = new Resvg(svg, {
    font: { fontFiles: [...FONT_FILES], loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
    fitTo: { mode: 'zoom', value: PIXEL_RATIO },
  }).render()
  return { svg, png: image.asPng(), width: image.width, height: image.height }
}
