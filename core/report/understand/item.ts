/** What the reader sees after the first two stages: words with a meaning, codes, amounts, dates, breaks. */
import type { Temporal } from 'temporal-polyfill'
import type { REPORT_WORDS } from './lexicon/report-words.ts'
import type { TALK_WORDS } from './lexicon/talk-words.ts'

export type Tag = (typeof REPORT_WORDS)[number][0] | (typeof TALK_WORDS)[number][0]

/** A task named by a code, an outline number or a bare number. */
export interface CodeHit {
  /** As stored when known; else as written, upper case. */
  readonly code: string
  readonly owner: 'own' | 'other' | 'unknown'
  readonly by: 'code' | 'outline'
  /** Tasks it may mean when one number names several ("12" of NV12a, NV12b). */
  readonly candidates: readonly string[]
  /** The last number of the code as written, to continue lists and ranges. */
  readonly number: number | null
}

interface Span {
  /** Token range, end excluded. */
  readonly from: number
  readonly to: number
}

export type Item = Span &
  /** `text`: the words without marks, one space between. */
  (
    | { readonly kind: 'word'; readonly tag: Tag; readonly text: string }
    | { readonly kind: 'plain'; readonly text: string }
    | { readonly kind: 'code'; readonly hit: CodeHit }
    | { readonly kind: 'percent'; readonly value: number; readonly isShare: boolean }
    | { readonly kind: 'range'; readonly low: number; readonly high: number }
    | {
        readonly kind: 'ratio'
        readonly done: number
        readonly total: number
        readonly unit: string | null
        /** Both sides are percentages: a value against its target. */
        readonly isMetric: boolean
        readonly maybeDate: boolean
      }
    | { readonly kind: 'count'; readonly value: number; readonly unit: string | null }
    | {
        readonly kind: 'date'
        readonly date: Temporal.PlainDate
        readonly time: Temporal.PlainTime | null
        readonly isBefore: boolean
        /** Relative to the day of writing. */
        readonly when: 'past' | 'today' | 'future'
      }
    | { readonly kind: 'time'; readonly time: Temporal.PlainTime }
    | { readonly kind: 'document'; readonly symbol: string }
    | { readonly kind: 'break'; readonly level: 1 | 2 | 3; readonly sign: string }
    | { readonly kind: 'sign'; readonly text: string }
    | { readonly kind: 'emoji'; readonly text: string }
    | { readonly kind: 'bullet' }
    | { readonly kind: 'mention'; readonly name: string }
  )

export type ItemOf<Kind extends Item['kind']> = Extract<Item, { kind: Kind }>

export function isTag(item: Item | undefined, ...tags: readonly Tag[]): boolean {
  return item !== undefined && item.kind === 'word' && tags.includes(item.tag)
}

/** The item's words without marks; '' for figures and signs. */
export function wordsOf(item: Item): string {
  return item.kind === 'word' || item.kind === 'plain' ? item.text : ''
}
