/** Words of `/lichnghi`: "2027", "thêm 24/11/2026 Ngày Văn hóa", "xác nhận 2027", "làm bù 22/8/2026". Pure. */
import type { Temporal } from 'temporal-polyfill'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { DayRange } from '../../core/talk/order.ts'
import { findDays } from './date-argument.ts'

export type HolidayAct = 'add' | 'remove' | 'confirm' | 'make_up'

export type HolidayWords =
  | { readonly act: 'show'; readonly year: number }
  /** Bytes that were sent, by their SHA-256. */
  | { readonly act: 'import'; readonly sha256: string }
  | { readonly act: 'confirm_year'; readonly year: number }
  | {
      readonly act: HolidayAct
      readonly days: DayRange | 'wrong' | null
      /** What else was said; empty: nothing. */
      readonly name: string
    }
  | { readonly act: 'unknown' }

const ACTS: readonly (readonly [RegExp, HolidayAct])[] = [
  [/^(them|add)\b/, 'add'],
  [/^(bo|xoa|remove)\b/, 'remove'],
  [/^(xac ?nhan|confirm)\b/, 'confirm'],
  [/^(lam ?bu|makeup)\b/, 'make_up'],
]

export function readHolidayWords(text: string, today: Temporal.PlainDate): HolidayWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const folded = foldWords(plain)
  if (folded === '') return { act: 'show', year: today.year }
  const year = /^(?:nam )?(20\d{2})$/.exec(folded)
  if (year !== null) return { act: 'show', year: Number(year[1]) }
  const file = /^tep ([0-9a-f]{64})$/.exec(folded)
  if (file !== null) return { act: 'import', sha256: file[1] ?? '' }
  for (const [pattern, act] of ACTS) {
    const match = pattern.exec(folded)
    if (match === null) continue
    const rest = plain.slice(match[0].length).trim()
    const whole = /^(?:nam )?(20\d{2})$/.exec(foldWords(rest))
    if (act === 'confirm' && whole !== null) return { act: 'confirm_year', year: Number(whole[1]) }
    const { days, before, after } = findDays(rest, today)
    return { act, days, name: `${before} ${after}`.trim().replace(/^[\s,:–-]+/, '') }
  }
  return { act: 'unknown' }
}
