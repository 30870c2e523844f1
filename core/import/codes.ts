/** Codes for rows that have none: free, readable, and the same again when the list comes back. */
import { nameKey } from './cell-text.ts'

export interface CodedRow {
  readonly code: string | null
  readonly outline: string | null
  readonly title: string
  /** Names of the leads, joined. */
  readonly leads: string
}

/** A task that is stored already. */
export interface CodedTask {
  readonly code: string
  readonly outline: string | null
  readonly title: string
  readonly leads: string
}

/** Same code in other spelling: spaces and case do not count. */
export function codeKey(code: string): string {
  return nameKey(code).replace(/ /g, '')
}

/**
 * A code per row that lacks one, null for the others; in the order of the rows. A stored task with the same words keeps
 * its code wherever its row has moved; else the number after the row above, if free; else after the highest.
 */
export function suggestCodes(
  rows: readonly CodedRow[],
  existing: readonly CodedTask[],
): readonly (string | null)[] {
  const pattern = codePattern(rows, existing)
  const taken = new Set([...rows.flatMap((row) => (row.code ? [codeKey(row.code)] : []))])
  const matches = matchExisting(rows, existing, taken)
  for (const task of existing) taken.add(codeKey(task.code))
  const outlines = numbersOf(rows)
  let previous = 0
  return rows.map((row, index) => {
    const code = row.code ?? matches[index] ?? nextCode(outlines[index] ?? previous + 1)
    taken.add(codeKey(code))
    previous = numberOf(code) ?? previous
    return row.code ? null : code
  })

  function nextCode(wanted: number): string {
    let number = isFree(wanted) ? wanted : highest() + 1
    while (!isFree(number)) number++
    return format(number)
  }
  function isFree(number: number): boolean {
    return !taken.has(codeKey(format(number)))
  }
  function highest(): number {
    return [...taken].reduce((most, code) => Math.max(most, numberOf(code) ?? 0), 0)
  }
  function format(number: number): string {
    return pattern.prefix + String(number).padStart(pattern.width, '0')
  }
}

/** Numbers of the list where each row has one of its own and no code is written at all, else none. */
function numbersOf(rows: readonly CodedRow[]): readonly (number | null)[] {
  const numbers = rows.map((row) =>
    /^\d{1,5}\.?$/.test(row.outline ?? '') ? Number.parseInt(row.outline ?? '', 10) : null,
  )
  const isOwn =
    new Set(numbers).size === rows.length && !numbers.includes(null) && rows.every((row) => row.code === null)
  return isOwn ? numbers : rows.map(() => null)
}

function codePattern(
  rows: readonly CodedRow[],
  existing: readonly CodedTask[],
): { prefix: string; width: number } {
  const sample = [...rows, ...existing]
    .map((row) => /^(\D+)(\d+)\D*$/.exec(row.code ?? ''))
    .find((match) => match !== null)
  return { prefix: sample?.[1] ?? 'NV', width: sample?.[2]?.length ?? 2 }
}

function numberOf(code: string): number | null {
  const digits = /(\d+)\D*$/.exec(code)?.[1]
  return digits === undefined ? null : Number(digits)
}

function matchExisting(
  rows: readonly CodedRow[],
  existing: readonly CodedTask[],
  written: ReadonlySet<string>,
): readonly (string | null)[] {
  const free = new Set(existing.filter((task) => !written.has(codeKey(task.code))))
  const found = new Map<number, string>()
  const tests: readonly ((row: CodedRow, task: CodedTask) => boolean)[] = [
    (row, task) => row.leads === task.leads && row.outline === task.outline,
    (row, task) => row.leads === task.leads,
    () => true,
  ]
  const byWords = new Map<string, CodedTask[]>()
  for (const task of free) {
    const key = nameKey(task.title)
    byWords.set(key, [...(byWords.get(key) ?? []), task])
  }
  for (const test of tests) {
    rows.forEach((row, index) => {
      if (row.code || found.has(index)) return
      const match = byWords.get(nameKey(row.title))?.find((task) => free.has(task) && test(row, task))
      if (!match) return
      free.delete(match)
      found.set(index, match.code)
    })
  }
  return rows.map((_, index) => found.get(index) ?? null)
}
