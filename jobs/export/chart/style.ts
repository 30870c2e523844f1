/** What all pictures share: colours, sizes of letters, the block of title and subtitle. */
import type { DutyState } from '../../../core/summary/duty-state.ts'
import type { Light } from '../../../core/summary/light.ts'
import { FONT_FAMILY } from './fonts.ts'
import { CHART_WIDTH, type Drawing } from './render.ts'
import { wrapText } from './wrap-text.ts'

export const INK = '#1f2933'
export const FAINT_INK = '#5a6672'
export const LINE = '#d5dbe1'

export const LIGHT_COLOUR: Readonly<Record<Light, string>> = {
  red: '#d64545',
  yellow: '#f2b90c',
  green: '#2f9e5b',
  grey: '#c3cad2',
}

/** Complete is green, the lighter one late; incomplete yellow; silent red. */
export const STATE_COLOUR: Readonly<Record<DutyState, string>> = {
  on_time: LIGHT_COLOUR.green,
  late: '#a5d6a7',
  incomplete: LIGHT_COLOUR.yellow,
  missing: LIGHT_COLOUR.red,
}

/** Letters on these colours. */
export const STATE_INK: Readonly<Record<DutyState, string>> = {
  on_time: '#ffffff',
  late: INK,
  incomplete: INK,
  missing: '#ffffff',
}

/** Pixels; shown at half the size on a phone. */
export const SIZE = { title: 30, subtitle: 23, label: 22, small: 20 } as const
export const MARGIN = 28

export interface Heading {
  readonly graphic: readonly object[]
  /** Where the drawing below may begin. */
  readonly bottom: number
}

/** Title (bold, two lines at most) and subtitle (three) at the top left. */
export function headingOf(title: string, subtitle: string): Heading {
  const width = CHART_WIDTH - 2 * MARGIN
  const titleLines = wrapText(title, { width, size: SIZE.title, weight: 'bold', maxLines: 2 })
  const subtitleLines = wrapText(subtitle, { width, size: SIZE.subtitle, maxLines: 3 })
  const titleHeight = titleLines.length * SIZE.title * 1.3
  const subtitleTop = MARGIN + titleHeight + 8
  return {
    graphic: [
      textAt(titleLines, { top: MARGIN, size: SIZE.title, weight: 'bold', colour: INK }),
      textAt(subtitleLines, { top: subtitleTop, size: SIZE.subtitle, weight: 'normal', colour: FAINT_INK }),
    ],
    bottom: subtitleTop + subtitleLines.length * SIZE.subtitle * 1.35 + 16,
  }
}

/** The heading, and a sentence where the drawing would be. */
export function nothingToDraw({ graphic, bottom }: Heading, sentence: string): Drawing {
  const style = { text: sentence, fill: FAINT_INK, fontSize: SIZE.subtitle, fontFamily: FONT_FAMILY }
  const said = { type: 'text', left: 'center', top: bottom + 60, silent: true, style }
  return { height: bottom + 180, option: { graphic: [...graphic, said] } }
}

function textAt(
  lines: readonly string[],
  look: {
    readonly top: number
    readonly size: number
    readonly weight: 'normal' | 'bold'
    readonly colour: string
  },
): object {
  return {
    type: 'text',
    left: MARGIN,
    top: look.top,
    silent: true,
    style: {
      text: lines.join('\n'),
      fill: look.colour,
      fontSize: look.size,
      fontWeight: look.weight,
      fontFamily: FONT_FAMILY,
      lineHeight: Math.round(look.size * 1.3),
    },
  }
}
