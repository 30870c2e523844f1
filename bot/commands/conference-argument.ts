/** Words of /hoinghi, /khoa, /mokhoa: "28/11/2026 08:00-11:30", "doi 30/11 8h", "Sở A đến 17h 26/11 lý do: …". Pure. */
import { Temporal } from 'temporal-polyfill'
import type { LockRule } from '../../core/lock/lock-interval.ts'
import { foldWords } from '../../core/talk/fold-words.ts'
import { findDays } from './date-argument.ts'

export interface WhenInWords {
  readonly day: Temporal.PlainDate | 'wrong' | null
  readonly from: Temporal.PlainTime | null
  readonly to: Temporal.PlainTime | null
  readonly isTimeWrong: boolean
  /** The other words, single-spaced. */
  readonly rest: string
}

const CLOCK = String.raw`\d{1,2}\s?(?::\s?\d{2}|(?:gio|h|g)(?![a-z])(?:\s?\d{2}(?![\d/.]))?)`
const TIMES = new RegExp(
  String.raw`(?<![\d/.])(?:luc )?(?<from>${CLOCK})(?:\s*(?:-|–|den|toi)\s*(?<to>${CLOCK}))?`,
)

/** A single day and up to two times of that day. */
export function findWhen(text: string, today: Temporal.PlainDate): WhenInWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const folded = foldWords(plain)
  const words = folded.length === plain.length ? plain : folded
  const times = TIMES.exec(folded)
  const without =
    times === null ? words : `${words.slice(0, times.index)} ${words.slice(times.index + times[0].length)}`
  const { days, before, after } = findDays(without, today)
  const from = timeOf(times?.groups?.['from'])
  const to = timeOf(times?.groups?.['to'])
  const isEndWrong = isTime(from) && isTime(to) && Temporal.PlainTime.compare(from, to) >= 0
  return {
    day: days === null || days === 'wrong' ? days : days.from,
    from: isTime(from) ? from : null,
    to: isTime(to) ? to : null,
    isTimeWrong: from === 'wrong' || to === 'wrong' || isEndWrong,
    rest: `${before} ${after}`.replace(/\s+/g, ' ').trim(),
  }
}

function isTime(value: Temporal.PlainTime | 'wrong' | null): value is Temporal.PlainTime {
  return value !== null && value !== 'wrong'
}

function timeOf(words: string | undefined): Temporal.PlainTime | 'wrong' | null {
  if (words === undefined) return null
  const [hour = 0, minute = 0] = (words.match(/\d+/g) ?? []).map(Number)
  return hour > 23 || minute > 59 ? 'wrong' : Temporal.PlainTime.from({ hour, minute })
}

/** `id`: a choice named the conference. */
export type ConferenceWords =
  | { readonly act: 'show' }
  | { readonly act: 'cancel' | 'move' | 'add' | 'plan'; readonly id: string | null; readonly rest: string }

const ACTS: readonly (readonly [RegExp, 'cancel' | 'move' | 'add'])[] = [
  [/^(huy|bo|cancel)(?![a-z])\s*/, 'cancel'],
  [/^(doi|chuyen|move)(?![a-z])\s*(sang |den |toi )?/, 'move'],
  [/^(them|add)(?![a-z])\s*/, 'add'],
]

export function readConferenceWords(text: string): ConferenceWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (plain === '') return { act: 'show' }
  const folded = foldWords(plain)
  for (const [pattern, act] of ACTS) {
    const match = pattern.exec(folded)
    if (match === null) continue
    const named = /^#(\w+)\s*/.exec(plain.slice(match[0].length))
    const rest = plain.slice(match[0].length + (named?.[0].length ?? 0))
    return { act, id: named?.[1] ?? null, rest }
  }
  return { act: 'plan', id: null, rest: plain }
}

export type LockWords =
  | { readonly act: 'show' | 'verify' | 'now' }
  /** Null: nobody can read it. */
  | { readonly act: 'rule'; readonly rule: Partial<LockRule> | null }
  | { readonly act: 'shut_out'; readonly unit: string }

/** The programme's code has been taken out already. */
export function readLockWords(text: string): LockWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const folded = foldWords(plain)
  if (folded === '') return { act: 'show' }
  if (isVerify(folded)) return { act: 'verify' }
  if (/^(ngay|ngay bay gio|now)$/.test(folded)) return { act: 'now' }
  if (/^quy ?dinh/.test(folded)) {
    if (/\btheo ky\b/.test(folded)) return { act: 'rule', rule: { information: 'period' } }
    if (/\bhoi nghi truoc\b/.test(folded)) return { act: 'rule', rule: { information: 'conference' } }
    const found = /(\d{1,2}) ?ngay( lam viec)?/.exec(folded)
    const days = Number(found?.[1])
    if (found === null || days > 30) return { act: 'rule', rule: null }
    return { act: 'rule', rule: { days, count: found[2] === undefined ? 'calendar' : 'working' } }
  }
  return { act: 'shut_out', unit: plain.replace(/^(lại|lai)\s+/i, '') }
}

export function isVerify(folded: string): boolean {
  return /^(kiem ?tra|verify)$/.test(folded)
}

export interface LetInWords {
  /** Empty: not named. */
  readonly unit: string
  /** Words after "đến"; null: nothing was said. */
  readonly until: string | null
  /** Null: not given. */
  readonly reason: string | null
}

/** What comes after "lý do" is the reason, whatever it says. */
export function readLetInWords(text: string): LetInWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const folded = foldWords(plain)
  const why = /(?:^|\s)ly do\s*:?\s*/.exec(folded)
  const reason = why === null ? null : plain.slice(why.index + why[0].length).trim()
  const head = why === null ? plain : plain.slice(0, why.index)
  const end = /(?:^|\s)(?:den|toi)(?:\s+(?:den|toi|het|luc))*(?=\s*$|\s+(?:\d|ngay|hom nay|mai\b))/.exec(
    foldWords(head),
  )
  return {
    unit: (end === null ? head : head.slice(0, end.index)).replace(/^cho\s+/i, '').trim(),
    until: end === null ? null : head.slice(end.index + end[0].length).trim(),
    reason: reason === '' ? null : reason,
  }
}
