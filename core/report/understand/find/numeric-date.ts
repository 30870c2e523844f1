/** Dates in figures - `20/5`, `28.5`, `30/5/2025` - and what every date found is: a day before, on or after today. */
import { Temporal } from 'temporal-polyfill'
import type { Token } from '../text/tokenise.ts'

export interface DateAt {
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  readonly when: 'past' | 'today' | 'future'
  readonly to: number
}

export function relationOf(date: Temporal.PlainDate, today: Temporal.PlainDate): DateAt['when'] {
  const order = Temporal.PlainDate.compare(date, today)
  return order < 0 ? 'past' : order === 0 ? 'today' : 'future'
}

export function dateFound(date: Temporal.PlainDate, today: Temporal.PlainDate, to: number): DateAt {
  return { date, time: null, when: relationOf(date, today), to }
}

export interface NumericShape {
  readonly day: number
  readonly month: number
  readonly year: number | null
  readonly sign: string
  readonly to: number
}

/** The figures of d/m, d/m/y, d.m.y, d-m-y; whether they are meant as a date is decided by the caller. */
export function numericShape(tokens: readonly Token[], at: number): NumericShape | null {
  const day = tokens[at]
  const sign = tokens[at + 1]
  const month = tokens[at + 2]
  if (day?.kind !== 'digits' || sign === undefined || month?.kind !== 'digits') return null
  if (!sign.glued || !month.glued || day.text.length > 2 || month.text.length > 2) return null
  if (sign.text !== '/' && sign.text !== '.' && sign.text !== '-') return null
  if (Number(month.text) > 12 || Number(day.text) > 31) return null
  const sign2 = tokens[at + 3]
  const year = tokens[at + 4]
  const hasYear =
    sign2?.text === sign.text &&
    sign2.glued &&
    year?.kind === 'digits' &&
    year.glued &&
    /^(?:20)?\d\d$/.test(year.text)
  return {
    day: Number(day.text),
    month: Number(month.text),
    year: hasYear ? fullYear(year.text) : null,
    sign: sign.text,
    to: at + (hasYear ? 5 : 3),
  }
}

/** The day a shape names, or null for "31/2". */
export function dateOfShape(shape: NumericShape, today: Temporal.PlainDate): DateAt | null {
  const date = makeDate(shape.day, shape.month, shape.year, today)
  return date === null ? null : dateFound(date, today, shape.to)
}

function fullYear(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}

/** A day of this year, or of the neighbouring one when that is much nearer (December/January). */
export function makeDate(
  day: number,
  month: number,
  year: number | null,
  today: Temporal.PlainDate,
): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1) return null
  const guess = year ?? today.year
  if (day > daysIn(guess, month)) return null
  const distance = (month - today.month) * 30 + day - today.day
  const shift = year !== null ? 0 : distance < -200 ? 1 : distance > 300 ? -1 : 0
  const turned = guess + shift
  return new Temporal.PlainDate(turned, month, Math.min(day, daysIn(turned, month)))
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days of a month; arithmetic, since building a year-month for every "1.1" would be slow. */
function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return month === 2 && isLeap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}
