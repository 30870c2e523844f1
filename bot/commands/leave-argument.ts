/** Words of `/nghi`: "@lan 24/11-28/11 thay: Bình đơn vị: Sở Tư pháp". Pure. */
import type { Temporal } from 'temporal-polyfill'
import { foldWords } from '../../core/talk/fold-words.ts'
import type { DayRange } from '../../core/talk/order.ts'
import { daysAsWords, findDays } from './date-argument.ts'

export type LeaveWords =
  | {
      readonly act: 'end'
      /** Whose; empty: the sender's own. */
      readonly person: string
      readonly leaveId: string | null
    }
  | {
      readonly act: 'enter'
      readonly person: string
      readonly days: DayRange | 'wrong' | null
      /** Empty: nobody; null: not said yet. */
      readonly substitute: string | null
      readonly unit: string | null
      readonly programme: string | null
    }

const END = /^(.*?)\s*(?<![a-z0-9])(?:xong|ket thuc|het nghi|huy)\s*(?:#([A-Za-z0-9]+))?$/
const NOBODY = /(?<![a-z0-9])khong (?:co )?(?:(?:ai|nguoi) )?thay(?: the)?(?![a-z0-9])/
const LABEL =
  /(?<![a-z0-9])(?<label>(?:nguoi )?thay(?: the)?|don vi|chuong trinh)(?![a-z0-9])\s*(?::|la (?=\S))?\s*/g
/** Words around names and dates that say nothing. */
const NOISE = new Set([
  'xin',
  'em',
  'toi',
  'nghi',
  'phep',
  'om',
  'tu',
  'ngay',
  'cho',
  'den',
  'het',
  'cong',
  'tac',
  'di',
  'va',
])

export function readLeaveWords(text: string, today: Temporal.PlainDate): LeaveWords {
  const plain = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const end = END.exec(foldKeepingCase(plain))
  if (end !== null)
    return { act: 'end', person: bare(plain.slice(0, end[1]?.length ?? 0)), leaveId: end[2] ?? null }
  const { days, before, after } = findDays(plain, today)
  const nobody = NOBODY.exec(foldWords(after))
  const rest =
    nobody === null
      ? after
      : `${after.slice(0, nobody.index)} ${after.slice(nobody.index + nobody[0].length)}`
  const lead = labelled(before)
  const tail = labelled(rest.replace(/\s+/g, ' ').trim())
  const named = tail.thay ?? lead.thay
  const unlabelled = bare(tail.unlabelled)
  return {
    act: 'enter',
    person: bare(lead.unlabelled),
    days,
    substitute:
      nobody !== null
        ? ''
        : named !== undefined && bare(named) !== ''
          ? bare(named)
          : unlabelled === ''
            ? null
            : unlabelled,
    unit: tail.unit ?? lead.unit ?? null,
    programme: tail.programme ?? lead.programme ?? null,
  }
}

interface Labelled {
  readonly unlabelled: string
  readonly thay?: string
  readonly unit?: string
  readonly programme?: string
}

function labelled(text: string): Labelled {
  const folded = foldWords(text)
  if (folded.length !== text.length) return { unlabelled: text }
  const marks = [...folded.matchAll(LABEL)]
  const parts = marks.map((mark, index) => ({
    label: mark.groups?.['label'] ?? '',
    words: trimmed(text.slice(mark.index + mark[0].length, marks[index + 1]?.index ?? text.length)),
  }))
  const wordsOf = (pattern: RegExp) => parts.find(({ label }) => pattern.test(label))?.words
  const [thay, unit, programme] = [wordsOf(/thay/), wordsOf(/don vi/), wordsOf(/chuong trinh/)]
  return {
    unlabelled: text.slice(0, marks[0]?.index ?? text.length),
    ...(thay === undefined ? {} : { thay }),
    ...(unit === undefined ? {} : { unit }),
    ...(programme === undefined ? {} : { programme }),
  }
}

/** Diacritics go, capitals stay: an identifier in the words is kept. */
function foldKeepingCase(text: string): string {
  const folded = foldWords(text)
  return folded.length === text.length
    ? [...folded].map((letter, at) => (/[A-Z]/.test(text[at] ?? '') ? (text[at] ?? '') : letter)).join('')
    : folded
}

function trimmed(words: string): string {
  return words.replace(/^[\s,;:.–-]+|[\s,;:.–-]+$/g, '')
}

/** A name without "@", commas and words that say nothing. */
function bare(words: string): string {
  const kept = trimmed(words).split(' ')
  while (kept.length > 0 && NOISE.has(foldWords(kept[0] ?? ''))) kept.shift()
  while (kept.length > 0 && NOISE.has(foldWords(kept.at(-1) ?? ''))) kept.pop()
  return trimmed(kept.join(' ')).replace(/^@/, '')
}

/** The same words again, in one order; reads back as the same. A substitute asked for ends the words with "thay:". */
export function leaveAsWords(words: Extract<LeaveWords, { act: 'enter' }>): string {
  const { person, days, substitute, unit, programme } = words
  return [
    person === '' ? null : `@${person}`,
    days === null || days === 'wrong' ? null : daysAsWords(days),
    unit === null ? null : `đơn vị: ${unit}`,
    programme === null ? null : `chương trình: ${programme}`,
    substitute === '' ? 'không ai thay' : `thay: ${substitute ?? ''}`,
  ]
    .filter((part) => part !== null)
    .join(' ')
    .trim()
}
