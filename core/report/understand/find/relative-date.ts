/** Days told by where they lie from today: "mai", "cuối tháng", "hết quý này", "đầu tuần sau". */
import type { Temporal } from 'temporal-polyfill'
import { compileLexicon } from '../lexicon/lexicon.ts'
import { TIME_WORDS, type TimeTag } from '../lexicon/time-words.ts'
import type { Token } from '../text/tokenise.ts'
import { type DateAt, dateFound } from './numeric-date.ts'

export const TIME_LEXICON = compileLexicon<TimeTag>(TIME_WORDS)

/** The day a phrase of time at token `at` names, seen from `today`. */
export function readRelative(
  tokens: readonly Token[],
  at: number,
  today: Temporal.PlainDate,
  isAccented: boolean,
): DateAt | null {
  const match = TIME_LEXICON.match(tokens, at, isAccented)
  if (match === null) return null
  const hit = dateFound(dateOf(match.tag, today), today, match.to)
  if (match.tag === 'today_later') return { ...hit, when: 'future' }
  if (match.tag === 'this_week' || match.tag === 'this_month') return { ...hit, when: 'today' }
  if (hit.when === 'today' && /end|next/.test(match.tag)) return { ...hit, when: 'future' }
  return hit
}

function dateOf(tag: TimeTag, today: Temporal.PlainDate): Temporal.PlainDate {
  const fromMonday = (days: number) => today.add({ days: days + 1 - today.dayOfWeek })
  const first = () => today.with({ day: 1 })
  const quarterEnd = () => first().with({ month: Math.ceil(today.month / 3) * 3 })
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
      return fromMonday(4)
    case 'next_week_start':
      return fromMonday(7)
    case 'next_week_middle':
      return fromMonday(9)
    case 'next_week':
    case 'next_week_end':
      return fromMonday(11)
    case 'last_week':
      return fromMonday(-3)
    case 'this_month':
    case 'month_end':
      return endOf(today)
    case 'month_middle':
      return today.with({ day: 15 })
    case 'next_month_start':
      return first().add({ months: 1 })
    case 'next_month_middle':
      return first().add({ months: 1 }).with({ day: 15 })
    case 'next_month':
      return endOf(first().add({ months: 1 }))
    case 'last_month':
      return first().subtract({ days: 1 })
    case 'quarter_end':
      return endOf(quarterEnd())
    case 'next_quarter':
      return endOf(quarterEnd().add({ months: 3 }))
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
