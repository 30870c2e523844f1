/** The line below a name: drawn, not underlined, as the decree asks; in the middle of its block. */
import { BorderStyle, LineRuleType, Paragraph } from 'docx'

/** Ems of a letter on average in Times New Roman. */
const CAPITAL = 0.7
const SMALL_LETTER = 0.45

/** Twips that a line of text takes, roughly. */
export function roughWidth(text: string, points: number): number {
  let ems = 0
  for (const letter of text) ems += letter !== letter.toLocaleLowerCase('vi') ? CAPITAL : SMALL_LETTER
  return ems * points * 20
}

/** `length` and `room` in twips. */
export function ruleLine(length: number, room: number): Paragraph {
  const indent = Math.max(0, Math.round((room - length) / 2))
  return new Paragraph({
    children: [],
    border: { top: { style: BorderStyle.SINGLE, size: 6, color: '000000', space: 1 } },
    indent: { left: indent, right: indent },
    spacing: { before: 60, after: 0, line: 60, lineRule: LineRuleType.EXACT },
  })
}
