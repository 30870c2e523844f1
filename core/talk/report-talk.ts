/** What is said around reporting besides receipts, cards and questions, as facts. */
import type { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { Promised } from '../report/promise.ts'
import type { CardItem, PeriodDue, Receipt } from './reply.ts'

export type ReportTalk =
  /** Numbers that were not taken: the list has fewer, or their task is not owed any more. A card may follow. */
  | {
      readonly kind: 'numbers_off'
      readonly beyond: readonly number[]
      readonly gone: readonly number[]
      readonly count: number
    }
  /** The list whose numbers were used is old; the card of now follows. */
  | { readonly kind: 'old_list' }
  /** A button or choice that is no longer open; the card of now follows. */
  | { readonly kind: 'stale_card' }
  /** A number that no entry of the newest menu has. */
  | { readonly kind: 'no_such_entry'; readonly count: number }
  /** "0": he has finished. `open` are the codes that are still asked for today. */
  | {
      readonly kind: 'card_finished'
      readonly reported: number
      readonly total: number
      readonly open: readonly string[]
      readonly cutOff: Temporal.Instant | null
    }
  /** A late part of an album joined its receipt; the receipt is as it stands now. */
  | {
      readonly kind: 'receipt_grown'
      readonly receipt: Receipt
      readonly added: number
      readonly edits: string | null
    }
  /** Photos without a word: kept, and asked for. `added` counts those that came after the question. */
  | {
      readonly kind: 'photo_kept'
      readonly count: number
      readonly added: number
      readonly candidates: readonly CardItem[]
      readonly edits: string | null
    }
  /** Late parts of an album whose words wait for an answer. */
  | { readonly kind: 'photo_joined'; readonly added: number }
  | {
      readonly kind: 'promise_noted'
      readonly codes: readonly string[]
      readonly promised: Promised | null
      /** The period these tasks are asked for next; null: none. */
      readonly due: PeriodDue | null
      /** Against that cut-off: it comes after it, or the cut-off has passed already. */
      readonly timing: 'before' | 'after' | 'passed'
      /** Nothing was filed on them for that period: "không đổi" would do. */
      readonly isOpen: boolean
    }
  | { readonly kind: 'receipt_kept' }
  /** A day that is asked about and on which nothing is owed. */
  | {
      readonly kind: 'day_off'
      readonly day: Temporal.PlainDate
      /** Of the holiday; null: a weekend. */
      readonly name: string | null
      readonly lastWorkingDay: Temporal.PlainDate | null
    }
  /** There was no task yet, or none under this regime. */
  | {
      readonly kind: 'nothing_owed_then'
      readonly period: { readonly regime: PeriodicRegime; readonly key: string }
    }
