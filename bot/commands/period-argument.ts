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
  const dated = DATE.exec(folded)
  if (dated !== null) return readDate(dated, words, folded, today)
  for (const [pattern, regime] of REGIMES) {
    const match = pattern.exec(folded)
    if (match === null) continue
    const after = folded.slice(match[0].length).trim()
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
