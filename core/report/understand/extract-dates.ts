/** What the dates of a piece stand for: a promise, a wish for more time, the day something was done. */
import type { Temporal } from 'temporal-polyfill'
import type { Clause } from './clause.ts'
import type { Amounts } from './extract-amounts.ts'
import { type ItemOf, isTag } from './item.ts'
import type { DateMention, TaskFacts } from './reading.ts'

/** Every date of the clauses with what it is for. */
export function datesOf(clauses: readonly Clause[]): DateMention[] {
  const dates: DateMention[] = []
  for (const { items } of clauses) {
    const hasDone = items.some((item) => isTag(item, 'done'))
    const isExtension = items.some((item) => isTag(item, 'extension'))
    const time = items.find((item): item is ItemOf<'time'> => item.kind === 'time')?.time ?? null
    for (const item of items) {
      if (item.kind !== 'date') continue
      const kind = isExtension
        ? 'extension_request'
        : item.when === 'future'
          ? hasDone
            ? 'deadline_commitment'
            : 'next_step'
          : hasDone
            ? 'completed_on'
            : 'as_of'
      dates.push({ kind, date: item.date, time, isBefore: item.isBefore })
    }
  }
  return dates
}

/** Past days' percentages beside today's; empty unless the message names both. */
export function historyOf(
  amounts: Amounts,
  today: Temporal.PlainDate,
  value: number | null,
): TaskFacts['history'] {
  const past = amounts.percents.flatMap((each) =>
    each.role === 'was' && each.date !== null && each.value <= 100
      ? [{ date: each.date, percent: each.value }]
      : [],
  )
  if (past.length === 0 || value === null) return []
  return [...past, { date: today, percent: value }]
}
