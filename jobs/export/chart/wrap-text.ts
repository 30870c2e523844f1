/** Breaks a text into lines of a width; what does not fit ends with an ellipsis. */
import { drawable, type FontWeight, textWidth } from './fonts.ts'

export interface LineRoom {
  /** Pixels. */
  readonly width: number
  readonly size: number
  readonly weight?: FontWeight
  readonly maxLines: number
}

export function wrapText(text: string, room: LineRoom): readonly string[] {
  const fits = (line: string) => textWidth(line, room.size, room.weight) <= room.width
  const lines: string[] = []
  let line = ''
  const words = drawable(text).split(' ')
  for (const [index, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) line = longer
    else if (lines.length === room.maxLines - 1 || line === '') {
      const rest = line === '' ? words.slice(index).join(' ') : [line, ...words.slice(index)].join(' ')
      return [...lines, cut(rest, fits)]
    } else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line].map((each) => (fits(each) ? each : cut(each, fits)))
}

/** At a word where that leaves at least half of the line, else inside one. */
function cut(text: string, fits: (line: string) => boolean): string {
  if (fits(text)) return text
  let end = text.length
  while (end > 1 && !fits(`${text.slice(0, end).trimEnd()}…`)) end -= 1
  const space = text.slice(0, end + 1).lastIndexOf(' ')
  return `${text.slice(0, space > end / 2 ? space : end).trimEnd()}…`
}
