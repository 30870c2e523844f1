/** Own codes that look most like an unknown one: what the officer may have meant. */
import { codeParts } from './find/code-index.ts'
import type { KnownTask } from './reading.ts'

/** At most three codes, nearest first: same digits swapped or one apart, then the nearest number. */
export function nearestCodes(code: string, tasks: readonly KnownTask[]): string[] {
  const wanted = codeParts(code).join('')
  return tasks
    .map((task) => ({ code: task.code, distance: distance(wanted, codeParts(task.code).join('')) }))
    .sort((a, b) => a.distance - b.distance || a.code.localeCompare(b.code))
    .slice(0, 3)
    .map((each) => each.code)
}

/** Levenshtein distance; codes are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
