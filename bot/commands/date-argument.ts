/** Days in a command's words: "24/11-28/11", "24-28/11/2026", "từ mai đến 28/11", "tuần sau". Pure. */
import { Temporal } from 'temporal-polyfill'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { DayRange } from '../../core/talk/order.ts'

export interface DaysInWords {
  /** wrong: a date that does not exist, or a range that ends before it begins. */
  readonly days: DayRange | 'wrong' | null
  /** The other words, single-spaced; where the days stood. */
  readonly before: string
  readonly after: string
}

const DATE = String.raw`(?:ngay )?\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})?|\d{4}-\d{2}-\d{2}`
const POINT = `(?:${DATE}|hom nay|hnay|ngay mai|mai|ngay kia)`
const TO = String.raw`\s*(?:->|-|–|den het|den|toi het|toi)\s*`
/** Longest forms first. */
const FORMS = [
  `(?<from>${POINT})${TO}(?<to>${POINT})`,
  `(?<day>\\d{1,2})${TO}(?<to>${DATE})`,
  `(?<from>${POINT})${TO}(?<week>het tuan(?: nay)?)`,
  `(?<next>tuan sau|tuan toi)`,
  `(?<week>het tuan nay|het tuan|tuan nay)`,
  `(?<from>${POINT})`,
].map((form) => new RegExp(`(?<![a-z0-9/])(?:tu )?(?:${form})(?![a-z0-9/])`))

export function findDays(text: string, today: Temporal.PlainDate): DaysInWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const folded = withNames(foldWords(plain), plain)
  const words = folded.length === plain.length ? plain : folded
  for (const form of FORMS) {
    const match = form.exec(folded)
    if (match === null) continue
    return {
      days: rangeOf(match.groups ?? {}, today),
      before: words.slice(0, match.index).trim(),
      after: words.slice(match.index + match[0].length).trim(),
    }
  }
  return { days: null, before: words, after: '' }
}

/** "Mai" is a name, "mai" is tomorrow. */
function withNames(folded: string, plain: string): string {
  if (folded.length !== plain.length) return folded
  return folded.replace(/(?<![a-z0-9])mai(?![a-z0-9])/g, (word, at: number) =>
    plain.startsWith('M', at) || plain.startsWith('@', at - 1) ? word.toUpperCase() : word,
  )
}

function rangeOf(
  found: Readonly<Record<string, string | undefined>>,
  today: Temporal.PlainDate,
): DayRange | 'wrong' {
  if (found['next'] !== undefined) {
    const monday = today.add({ days: 8 - today.dayOfWeek })
    return { from: monday, to: monday.add({ days: 4 }) }
  }
  const to = pointOf(found['to'], today, null)
  if (found['day'] !== undefined) {
    if (to === null || to === 'wrong') return 'wrong'
    return ordered(fieldsOf(to.year, to.month, Number(found['day'])), to, false)
  }
  const from = pointOf(found['from'], today, to === 'wrong' || !hasYear(found['to']) ? null : to) ?? today
  if (found['week'] !== undefined) {
    if (from === 'wrong') return 'wrong'
    const friday = from.add({ days: Math.max(0, 5 - from.dayOfWeek) })
    return { from, to: friday }
  }
  return ordered(from, to ?? from, !hasYear(found['to']))
}

/** Without a year, "28/12-3/1" ends in the next one. */
function ordered(
  from: Temporal.PlainDate | 'wrong',
  to: Temporal.PlainDate | 'wrong',
  mayTurnYear: boolean,
): DayRange | 'wrong' {
  if (from === 'wrong' || to === 'wrong') return 'wrong'
  if (Temporal.PlainDate.compare(from, to) <= 0) return { from, to }
  return mayTurnYear && from.month > to.month ? { from, to: to.add({ years: 1 }) } : 'wrong'
}

function hasYear(point: string | undefined): boolean {
  return point !== undefined && /\d{4}/.test(point)
}

/** A date without a year is the one of this year, unless that is more than half a year past: then the next one's. */
const HALF_YEAR_DAYS = 183

function pointOf(
  point: string | undefined,
  today: Temporal.PlainDate,
  other: Temporal.PlainDate | null,
): Temporal.PlainDate | 'wrong' | null {
  if (point === undefined) return null
  if (/^(hom nay|hnay)/.test(point)) return today
  if (/^(ngay )?mai/.test(point)) return today.add({ days: 1 })
  if (point.startsWith('ngay kia')) return today.add({ days: 2 })
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(point)
  if (iso !== null) return fieldsOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const [day = 0, month = 0, year] = (point.match(/\d+/g) ?? []).map(Number)
  if (year !== undefined) return fieldsOf(year, month, day)
  if (other !== null) {
    const same = fieldsOf(other.year, month, day)
    return same !== 'wrong' && same.month > other.month ? fieldsOf(other.year - 1, month, day) : same
  }
  const near = fieldsOf(today.year, month, day)
  const isPast = near !== 'wrong' && near.until(today).days > HALF_YEAR_DAYS
  return isPast ? fieldsOf(today.year + 1, month, day) : near
}

function fieldsOf(year: number, month: number, day: number): Temporal.PlainDate | 'wrong' {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' })
  } catch {
    return 'wrong'
  }
}

/** "24/11/2026-28/11/2026": reads back as the same days. */
export function daysAsWords({ from, to }: DayRange): string {
  const one = (date: Temporal.PlainDate) => `${date.day}/${date.month}/${date.year}`
  return from.equals(to) ? one(from) : `${one(from)}-${one(to)}`
}
