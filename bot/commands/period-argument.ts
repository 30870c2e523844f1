/** Which period "/tonghop tuần trước" means. Pure; yields null for words that name none. */
import type { Temporal } from 'temporal-polyfill'
import { type Period, periodOf, previousPeriod } from '../../core/programme/period.ts'
import type { PeriodicRegime } from '../../core/programme/regime.ts'
import { foldWords } from '../../core/talk/fold-words.ts'

const REGIMES: readonly (readonly [RegExp, PeriodicRegime])[] = [
  [/^(ngay|hom nay|hom qua|hnay|hqua|day)\b/, 'daily'],
  [/^(tuan|week)\b/, 'weekly'],
  [/^(thang|month)\b/, 'monthly'],
  [/^(quy|quarter)\b/, 'quarterly'],
  [/^(nam|year)\b/, 'yearly'],
]

const DATE = /^(?:ngay )?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?/

/** The period and the words that follow it (a unit, a programme). No words: today. */
export function readPeriod(
  words: string,
  today: Temporal.PlainDate,
): { readonly period: Period; readonly rest: string } | null {
  const folded = foldWords(words)
  if (folded === '') return { period: periodOf('daily', today), rest: '' }
  const before = /^hom kia(?= |$)/.exec(folded)
  if (before !== null) {
    const rest = words.trim().split(/\s+/).slice(2).join(' ')
    return { period: periodOf('daily', today.subtract({ days: 2 })), rest }
  }
  const dated = DATE.exec(folded)
  if (dated !== null) return readDate(dated, words, folded, today)
  for (const [pattern, regime] of REGIMES) {
    const match = pattern.exec(folded)
    if (match === null) continue
    const after = folded.slice(match[0].length).trim()
    const numbered = readNumbered(regime, after, today)
    if (numbered !== null) {
      const used = match[0].split(' ').length + numbered.words
      return { period: numbered.period, rest: words.trim().split(/\s+/).slice(used).join(' ') }
    }
    const isPast = /^(truoc|qua|vua roi)\b/.test(after) || /^(hom qua|hqua)/.test(match[0])
    const current = periodOf(regime, today)
    const skipped = /^(nay|truoc|qua|vua roi)\b/.exec(after)?.[0].split(' ').length ?? 0
    const used = match[0].split(' ').length + skipped
    return {
      period: isPast ? previousPeriod(current) : current,
      rest: words.trim().split(/\s+/).slice(used).join(' '),
    }
  }
  return null
}

function readDate(match: RegExpExecArray, words: string, folded: string, today: Temporal.PlainDate) {
  const fields = { day: Number(match[1]), month: Number(match[2]), year: Number(match[3] ?? today.year) }
  try {
    const date = today.with(fields, { overflow: 'reject' })
    const used = folded.slice(0, match[0].length).split(' ').length
    return { period: periodOf('daily', date), rest: words.trim().split(/\s+/).slice(used).join(' ') }
  } catch {
    return null
  }
}

const ROMAN = ['i', 'ii', 'iii', 'iv']

/** "tháng 10", "tháng 9/2026", "quý III", "tuần 47", "năm 2025"; without a year the latest that has begun. */
function readNumbered(
  regime: PeriodicRegime,
  words: string,
  today: Temporal.PlainDate,
): { readonly period: Period; readonly words: number } | null {
  const match = /^(\d{1,4}|i{1,3}|iv)(?:\/(\d{4})| nam (\d{4}))?(?= |$)/.exec(words)
  if (match === null || regime === 'daily') return null
  const [said, part = '', slashed, spelled] = match
  const place = ROMAN.includes(part) ? ROMAN.indexOf(part) + 1 : Number(part)
  const year = slashed ?? spelled
  const inYear = (of: number) => startOf(regime, place, today.with({ year: of, month: 1, day: 1 }))
  const own = inYear(year === undefined ? today.year : Number(year))
  if (own === null) return null
  const isAhead =
    year === undefined && regime !== 'yearly' && periodOf(regime, own).start.since(today).sign > 0
  const start = isAhead ? inYear(today.year - 1) : own
  return start === null ? null : { period: periodOf(regime, start), words: said.split(' ').length }
}

/** A day of that month, quarter, week or year; null: there is none of that number. */
function startOf(
  regime: PeriodicRegime,
  place: number,
  january: Temporal.PlainDate,
): Temporal.PlainDate | null {
  switch (regime) {
    case 'monthly':
      return place >= 1 && place <= 12 ? january.with({ month: place }) : null
    case 'quarterly':
      return place >= 1 && place <= 4 ? january.with({ month: place * 3 - 2 }) : null
    case 'weekly':
      // The week of 4 January is the first.
      return place >= 1 && place <= 53 ? january.with({ day: 4 }).add({ weeks: place - 1 }) : null
    case 'yearly':
      return place >= 2000 && place <= 2100 ? january.with({ year: place }) : null
    default:
      return null
  }
}
