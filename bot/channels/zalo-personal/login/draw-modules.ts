import type { Modules } from './read-modules.ts'

/** Light squares around the code; scanners need some. */
const QUIET = 2
/** Black on white whatever the terminal's colours are. */
const BLACK_ON_WHITE = '\u001b[30;107m'
const PLAIN = '\u001b[0m'

/** The code as lines of half blocks, two rows of squares in each, for a terminal with colours. */
export function drawModules(modules: Modules): string {
  const isDark = (row: number, column: number) => modules[row]?.[column] === true
  const size = modules.length
  const lines: string[] = []
  for (let row = -QUIET; row < size + QUIET; row += 2) {
    let line = ''
    for (let column = -QUIET; column < size + QUIET; column++)
      line += halves(isDark(row, column), isDark(row + 1, column))
    lines.push(`${BLACK_ON_WHITE}${line}${PLAIN}`)
  }
  return lines.join('\n')
}

function halves(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}
