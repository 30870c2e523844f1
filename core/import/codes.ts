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
  const written = new Set(rows.flatMap((row) => (row.code ? [codeKey(row.code)] : [])))
  const matches = matchExisting(rows, existing, written)
  const series = new CodeSeries([...rows, ...existing].flatMap((row) => row.code ?? []))
  const outlines = numbersOf(rows)
  return rows.map((row, index) => {
    const known = row.code ?? matches[index]
    if (known) series.continueAfter(known)
    return row.code ? null : (known ?? series.next(outlines[index] ?? null))
  })
}

/** Codes of one form ("HT-001"): letters, then a number of so many digits. */
interface CodeForm {
  readonly prefix: string
  readonly width: number
  readonly number: number
}

const FIRST: CodeForm = { prefix: 'NV', width: 2, number: 0 }

/** Yields free codes in the form of the code above. */
class CodeSeries {
  private readonly taken = new Set<string>()
  private readonly highest = new Map<string, number>()
  private last: CodeForm

  constructor(codes: readonly string[]) {
    for (const code of codes) this.take(code)
    const form = codes.map(formOf).find((one) => one !== null)
    this.last = form ? { ...form, number: 0 } : FIRST
  }

  continueAfter(code: string): void {
    this.take(code)
    this.last = formOf(code) ?? this.last
  }

  next(wanted: number | null): string {
    let number = wanted ?? this.last.number + 1
    if (!this.isFree(number)) number = (this.highest.get(this.last.prefix) ?? 0) + 1
    while (!this.isFree(number)) number++
    const code = this.format(number)
    this.continueAfter(code)
    return code
  }

  private take(code: string): void {
    this.taken.add(codeKey(code))
    const form = formOf(code)
    if (form) this.highest.set(form.prefix, Math.max(form.number, this.highest.get(form.prefix) ?? 0))
  }

  private isFree(number: number): boolean {
    return !this.taken.has(codeKey(this.format(number)))
  }

  private format(number: number): string {
    return this.last.prefix + String(number).padStart(this.last.width, '0')
  }
}

/** "NV12b" -> NV, 2 digits, 12; null for a code without letters in front. */
function formOf(code: string): CodeForm | null {
  const match = /^(.*\D)(\d+)\D*$/.exec(code.trim())
  return match?.[1] && match[2]
    ? { prefix: match[1], width: match[2].length, number: Number(match[2]) }
    : null
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
    const same = byWords.get(key)
    if (same) same.push(task)
    else byWords.set(key, [task])
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
