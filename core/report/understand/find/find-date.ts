/**
 * Dates and times as written in messages, relative to the local day of writing: `20/5`, `28.5`,
 * `30/5/2025`, `t6`, `thứ 6 tuần sau`, `mai`, `cuối tháng`, `hết quý này`, `4h30 chiều`.
 */
import { Temporal } from 'temporal-polyfill'
import { compileLexicon } from '../lexicon/lexicon.ts'
import { TIME_WORDS, type TimeTag } from '../lexicon/time-words.ts'
import type { Token } from '../text/tokenise.ts'

export interface DateAt {
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  readonly when: 'past' | 'today' | 'future'
  readonly to: number
}

export const TIME_LEXICON = compileLexicon<TimeTag>(TIME_WORDS)

/** A date that begins with a word at token `at`: a weekday, "ngày 5/6", "cuối tháng". */
export function readDate(
  tokens: readonly Token[],
  at: number,
  today: Temporal.PlainDate,
  isAccented: boolean,
): DateAt | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.kind !== 'word') return null
  return (
    readNamedDay(tokens, at, today) ??
    readWeekday(tokens, at, today) ??
    readMonthOrQuarter(tokens, at, today) ??
    readRelative(tokens, at, today, isAccented)
  )
}

export function relationOf(date: Temporal.PlainDate, today: Temporal.PlainDate): DateAt['when'] {
  const order = Temporal.PlainDate.compare(date, today)
  return order < 0 ? 'past' : order === 0 ? 'today' : 'future'
}

function found(date: Temporal.PlainDate, today: Temporal.PlainDate, to: number): DateAt {
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
  return date === null ? null : found(date, today, shape.to)
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

/** "ngày 15", "mùng 5", "ngày 5 tháng 6 năm 2025", "ngày 20/5". */
function readNamedDay(tokens: readonly Token[], at: number, today: Temporal.PlainDate): DateAt | null {
  const word = tokens[at]?.sound.folded
  if (word !== 'ngay' && word !== 'mung' && word !== 'mong' && word !== 'hom') return null
  const day = tokens[at + 1]
  if (day?.kind !== 'digits' || day.text.length > 2) return null
  const shape = numericShape(tokens, at + 1)
  if (shape !== null) return dateOfShape(shape, today)
  const month = tokens[at + 3]
  if (tokens[at + 2]?.sound.folded === 'thang' && month?.kind === 'digits') {
    const year = tokens[at + 5]
    const hasYear =
      tokens[at + 4]?.sound.folded === 'nam' && year?.kind === 'digits' && year.text.length === 4
    const date = makeDate(Number(day.text), Number(month.text), hasYear ? Number(year.text) : null, today)
    return date === null ? null : found(date, today, at + (hasYear ? 6 : 4))
  }
  const next = tokens[at + 2]
  if (next?.text === '%' || next?.text === '/' || word === 'hom') return null
  const date = makeDate(Number(day.text), today.month, today.year, today)
  return date === null ? null : found(date, today, at + 2)
}

const WEEKDAYS: Readonly<Record<string, number>> = { hai: 1, ba: 2, tu: 3, nam: 4, sau: 5, bay: 6 }

/** "thứ 6", "t6", "thứ sáu tuần sau", "chủ nhật", "t6 này". A past weekday of this week means next week's. */
function readWeekday(tokens: readonly Token[], at: number, today: Temporal.PlainDate): DateAt | null {
  const weekday = weekdayAt(tokens, at)
  if (weekday === null) return null
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const sameWeek = monday.add({ days: weekday.day - 1 })
  const next = tokens[weekday.to]?.sound.folded
  const after = tokens[weekday.to + 1]?.sound.folded
  if (next === 'tuan' && (after === 'sau' || after === 'toi'))
    return found(sameWeek.add({ days: 7 }), today, weekday.to + 2)
  if (next === 'tuan' && (after === 'truoc' || after === 'roi')) {
    return found(sameWeek.subtract({ days: 7 }), today, weekday.to + 2)
  }
  if (next === 'tuan' && after === 'nay') return found(sameWeek, today, weekday.to + 2)
  if (next === 'nay') return found(sameWeek, today, weekday.to + 1)
  const isPast = Temporal.PlainDate.compare(sameWeek, today) < 0
  if (next === 'toi' || next === 'sau') {
    return found(isPast ? sameWeek.add({ days: 7 }) : sameWeek, today, weekday.to + 1)
  }
  if (next === 'truoc' || next === 'vua') {
    return found(isPast ? sameWeek : sameWeek.subtract({ days: 7 }), today, weekday.to + 1)
  }
  return found(isPast ? sameWeek.add({ days: 7 }) : sameWeek, today, weekday.to)
}

function weekdayAt(tokens: readonly Token[], at: number): { day: number; to: number } | null {
  const first = tokens[at]
  const second = tokens[at + 1]
  if (first === undefined) return null
  if (first.sound.folded === 'chu' && second?.sound.folded === 'nhat') return { day: 7, to: at + 2 }
  const isShort = first.text === 't' && second?.glued === true
  const isWord = first.sound.folded === 'thu' && first.sound.letters !== 'thu' ? true : first.text === 'thu'
  if (second?.kind === 'digits' && (isShort || isWord) && /^[2-7]$/.test(second.text)) {
    const next = tokens[at + 2]
    if (next?.text === '/' || next?.text === '%') return null
    return { day: Number(second.text) - 1, to: at + 2 }
  }
  if (first.text === 'thứ' && second?.kind === 'word') {
    const day = WEEKDAYS[second.sound.folded]
    return day === undefined || (second.sound.folded === 'sau' && second.text === 'sau')
      ? null
      : { day, to: at + 2 }
  }
  return null
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 }

/** "tháng 6", "cuối tháng 6/2025", "đầu tháng 7", "quý III", "quý 3/2025". */
function readMonthOrQuarter(tokens: readonly Token[], at: number, today: Temporal.PlainDate): DateAt | null {
  const lead = tokens[at]?.sound.folded
  const edge =
    lead === 'dau' || lead === 'giua' || lead === 'cuoi' || lead === 'het' || lead === 'trong' ? lead : null
  const i = edge === null ? at : at + 1
  const unit = tokens[i]?.sound.folded
  const value = tokens[i + 1]
  if (value === undefined || (unit !== 'thang' && unit !== 'quy')) return null
  const number = value.kind === 'digits' ? Number(value.text) : unit === 'quy' ? ROMAN[value.text] : undefined
  if (number === undefined || number < 1 || number > (unit === 'thang' ? 12 : 4)) return null
  const slash = tokens[i + 2]
  const year = tokens[i + 3]
  const hasYear = slash?.text === '/' && year?.kind === 'digits' && year.text.length === 4
  const y = hasYear ? Number(year.text) : today.year
  const month = unit === 'thang' ? number : number * 3
  const yearMonth = new Temporal.PlainYearMonth(y, month)
  const day = edge === 'dau' ? 5 : edge === 'giua' ? 15 : yearMonth.daysInMonth
  const isThis = unit === 'thang' && y === today.year && month === today.month && edge === null
  const hit = found(new Temporal.PlainDate(y, month, day), today, i + (hasYear ? 4 : 2))
  return isThis ? { ...hit, when: 'today' } : hit
}

function readRelative(
  tokens: readonly Token[],
  at: number,
  today: Temporal.PlainDate,
  isAccented: boolean,
): DateAt | null {
  const match = TIME_LEXICON.match(tokens, at, isAccented)
  if (match === null) return null
  const hit = found(dateOf(match.tag, today), today, match.to)
  if (match.tag === 'today_later') return { ...hit, when: 'future' }
  if (match.tag === 'this_week' || match.tag === 'this_month') return { ...hit, when: 'today' }
  if (hit.when === 'today' && /end|next/.test(match.tag)) return { ...hit, when: 'future' }
  return hit
}

function dateOf(tag: TimeTag, today: Temporal.PlainDate): Temporal.PlainDate {
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const first = today.with({ day: 1 })
  const quarterEnd = first.with({ month: Math.ceil(today.month / 3) * 3 })
  const endOf = (date: Temporal.PlainDate) => date.with({ day: date.daysInMonth })
  switch (tag) {
    case 'today':
    case 'today_later':
    case 'today_earlier':
      return today
    case 'yesterday':
      return today.subtract({ days: 1 })
    case 'day_before':
      return today.subtract({ days: 2 })
    case 'tomorrow':
      return today.add({ days: 1 })
    case 'day_after':
      return today.add({ days: 2 })
    case 'this_week':
    case 'week_end':
      return monday.add({ days: 4 })
    case 'next_week_start':
      return monday.add({ days: 7 })
    case 'next_week_middle':
      return monday.add({ days: 9 })
    case 'next_week':
    case 'next_week_end':
      return monday.add({ days: 11 })
    case 'last_week':
      return monday.subtract({ days: 3 })
    case 'this_month':
    case 'month_end':
      return endOf(today)
    case 'month_middle':
      return today.with({ day: 15 })
    case 'next_month_start':
      return first.add({ months: 1 })
    case 'next_month_middle':
      return first.add({ months: 1 }).with({ day: 15 })
    case 'next_month':
      return endOf(first.add({ months: 1 }))
    case 'last_month':
      return first.subtract({ days: 1 })
    case 'quarter_end':
      return endOf(quarterEnd)
    case 'next_quarter':
      return endOf(quarterEnd.add({ months: 3 }))
    case 'year_end':
      return today.with({ month: 12, day: 31 })
    case 'next_year':
      return today.with({ month: 12, day: 31 }).add({ years: 1 })
    default: {
      const never: never = tag
      return never
    }
  }
}

/** "16h30", "4h30 chiều", "15h", "16:30", "3 giờ chiều"; null for what is no time of day. */
export function readTime(
  tokens: readonly Token[],
  at: number,
): { readonly time: Temporal.PlainTime; readonly to: number } | null {
  const hour = tokens[at]
  const mark = tokens[at + 1]
  if (hour?.kind !== 'digits' || mark === undefined || Number(hour.text) > 23) return null
  const isHour = (mark.text === 'h' || mark.text === 'g') && mark.glued
  const isWord = mark.sound.folded === 'gio' && mark.text !== 'gio' ? true : mark.text === 'gio'
  const isColon = mark.text === ':' && mark.glued
  if (!isHour && !isWord && !isColon) return null
  const minute = tokens[at + 2]
  const hasMinute = minute?.kind === 'digits' && (minute.glued || isWord) && /^[0-5]?\d$/.test(minute.text)
  if (isColon && (!hasMinute || minute.text.length !== 2)) return null
  if (hasMinute && (tokens[at + 3]?.text === '%' || tokens[at + 3]?.text === '/')) return null
  let to = at + (hasMinute ? 3 : 2)
  const part = tokens[to]?.sound.folded
  let value = Number(hour.text)
  if (part === 'chieu' || part === 'toi') {
    if (value < 12) value += 12
    to += 1
  } else if (part === 'sang') to += 1
  return { time: new Temporal.PlainTime(value, hasMinute ? Number(minute.text) : 0), to }
}
