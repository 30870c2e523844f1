/** Changes of the table of holidays (`/lichnghi`) and what they come to. Pure. behaviour §1. */
import { Temporal } from 'temporal-polyfill'
import type { DayRange } from '../talk/order.ts'
import type { HolidayRow } from './calendar.ts'

export interface HolidayTable {
  readonly rows: readonly HolidayRow[]
  /** Raised by one at every change. */
  readonly revision: number
}

export type HolidayChange =
  | { readonly act: 'add'; readonly days: DayRange; readonly name: string }
  | { readonly act: 'make_up'; readonly days: DayRange; readonly name: string }
  | { readonly act: 'remove' | 'confirm'; readonly days: DayRange }
  | { readonly act: 'confirm_year'; readonly year: number }
  /** The years the rows lie in become what they say. */
  | { readonly act: 'import'; readonly rows: readonly HolidayRow[] }

export interface HolidayDifference {
  /** New or different rows, oldest first. */
  readonly put: readonly HolidayRow[]
  /** Rows that go, oldest first. */
  readonly removed: readonly HolidayRow[]
  readonly after: readonly HolidayRow[]
}

/** What an administrator enters by hand was announced to him: it counts as official. Empty: nothing changes. */
export function changeHolidays(rows: readonly HolidayRow[], change: HolidayChange): HolidayDifference {
  const wanted = wantedRows(rows, change)
  const gone = new Set(goneRows(rows, change, wanted).map(keyOf))
  const before = new Map(rows.map((row) => [keyOf(row), row]))
  const put = wanted.filter((row) => !isSame(before.get(keyOf(row)), row))
  const after = new Map(
    [...rows.filter((row) => !gone.has(keyOf(row))), ...put].map((row) => [keyOf(row), row]),
  )
  return {
    put: inOrder(put),
    removed: inOrder(rows.filter((row) => gone.has(keyOf(row)))),
    after: inOrder([...after.values()]),
  }
}

function wantedRows(rows: readonly HolidayRow[], change: HolidayChange): readonly HolidayRow[] {
  switch (change.act) {
    case 'add':
    case 'make_up': {
      const kind = change.act === 'add' ? 'off' : 'working'
      return daysOf(change.days).map((date) => ({ date, kind, name: change.name, certainty: 'official' }))
    }
    case 'confirm':
      return confirmed(rows.filter(({ date }) => isWithin(date, change.days)))
    case 'confirm_year':
      return confirmed(rows.filter(({ date }) => date.year === change.year))
    case 'remove':
      return []
    case 'import':
      return change.rows
    default:
      return change satisfies never
  }
}

function goneRows(
  rows: readonly HolidayRow[],
  change: HolidayChange,
  wanted: readonly HolidayRow[],
): readonly HolidayRow[] {
  if (change.act === 'remove') return rows.filter(({ date }) => isWithin(date, change.days))
  if (change.act !== 'import') return []
  const years = new Set(wanted.map(({ date }) => date.year))
  const kept = new Set(wanted.map(keyOf))
  return rows.filter((row) => years.has(row.date.year) && !kept.has(keyOf(row)))
}

function confirmed(rows: readonly HolidayRow[]): readonly HolidayRow[] {
  return rows.map((row) => ({ ...row, certainty: 'official' }))
}

function daysOf({ from, to }: DayRange): readonly Temporal.PlainDate[] {
  return Array.from({ length: from.until(to).days + 1 }, (_, days) => from.add({ days }))
}

function isWithin(date: Temporal.PlainDate, { from, to }: DayRange): boolean {
  return Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, to) <= 0
}

function isSame(one: HolidayRow | undefined, other: HolidayRow): boolean {
  return (
    one !== undefined &&
    one.kind === other.kind &&
    one.name === other.name &&
    one.certainty === other.certainty
  )
}

function keyOf({ date }: HolidayRow): string {
  return date.toString()
}

function inOrder(rows: readonly HolidayRow[]): readonly HolidayRow[] {
  return [...rows].sort((one, other) => Temporal.PlainDate.compare(one.date, other.date))
}
