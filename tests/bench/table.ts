import type { BenchRow } from './bench.ts'

const HEADINGS = ['', 'ours', 'bare baseline', 'ratio', ''] as const

/** Rows as aligned columns, numbers to the right. */
export function tableOf(rows: readonly BenchRow[]): string {
  const cells = [HEADINGS, ...rows.map((row) => [row.what, row.ours, row.bare, row.ratio, row.note])]
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)))
  return cells
    .map((line) => {
      const padded = line.map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 || column === HEADINGS.length - 1 ? cell.padEnd(width) : cell.padStart(width)
      })
      return `  ${padded.join('  ')}`.trimEnd()
    })
    .join('\n')
}
