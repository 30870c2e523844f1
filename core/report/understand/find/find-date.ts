/**
 * Dates and times as written in messages, relative to the local day of writing: `20/5`, `28.5`,
 * `30/5/2025`, `t6`, `thứ 6 tuần sau`, `mai`, `cuối tháng`, `hết quý này`, `4h30 chiều`.
 */
import { Temporal } from 'temporal-polyfill'
import type { Token } from '../text/tokenise.ts'
import { type DateAt, dateFound, dateOfShape, makeDate, numericShape } from './numeric-date.ts'
import { readRelative } from './relative-date.ts'

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
    return date === null ? null : dateFound(date, today, at + (hasYear ? 6 : 4))
  }
  const next = tokens[at + 2]
  if (next?.text === '%' || next?.text === '/' || word === 'hom') return null
  const date = makeDate(Number(day.text), today.month, today.year, today)
  return date === null ? null : dateFound(date, today, at + 2)
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
    return dateFound(sameWeek.add({ days: 7 }), today, weekday.to + 2)
  if (next === 'tuan' && (after === 'truoc' || after === 'roi')) {
    return dateFound(sameWeek.subtract({ days: 7 }), today, weekday.to + 2)
  }
  if (next === 'tuan' && after === 'nay') return dateFound(sameWeek, today, weekday.to + 2)
  if (next === 'nay') return dateFound(sameWeek, today, weekday.to + 1)
  const isPast = Temporal.PlainDate.compare(sameWeek, today) < 0
  if (next === 'toi' || next === 'sau') {
    return dateFound(isPast ? sameWeek.add({ days: 7 }) : sameWeek, today, weekday.to + 1)
  }
  if (next === 'truoc' || next === 'vua') {
    return dateFound(isPast ? sameWeek : sameWeek.subtract({ days: 7 }), today, weekday.to + 1)
  }
  return dateFound(isPast ? sameWeek.add({ days: 7 }) : sameWeek, today, weekday.to)
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
    lead === 'dau' ||
    lead === 'giua' ||
    lead === 'cuoi' ||
    lead === 'het' ||
    lead === 'trong' ||
    lead === 'sang'
      ? lead
      : null
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
  const hit = dateFound(new Temporal.PlainDate(y, month, day), today, i + (hasYear ? 4 : 2))
  return isThis ? { ...hit, when: 'today' } : hit
}
