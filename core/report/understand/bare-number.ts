/** Numbers without a unit that can only be percentages: "70" in answer to a question, "NV09 70". */
import { type Item, type ItemOf, isTag, wordsOf } from './item.ts'

/** Least number that is taken for a percentage when no task is known at all. */
const MIN_ALONE = 10

/**
 * The items with their bare numbers as percentages, or null: when nothing but numbers, days and fillers is
 * said ("hôm qua 70 hôm nay 72"), or when the first clause is one number ("45, đang chờ duyệt").
 * `isAlone`: no task is known, so that only a lone number counts.
 */
export function bareNumber(items: readonly Item[], isAlone: boolean): Item[] | null {
  if (items.some((item) => item.kind === 'percent' || item.kind === 'ratio' || item.kind === 'range'))
    return null
  const all = countsOf(items)
  if (all !== null && isAlone && (all.length > 1 || (all[0]?.value ?? 0) < MIN_ALONE)) return null
  if (all !== null) return promoted(items, all)
  const end = items.findIndex((item, at) => item.kind === 'break' && at > 0)
  const first = end < 0 || isAlone ? null : countsOf(items.slice(0, end))
  return first === null || first.length > 1 ? null : promoted(items, first)
}

function promoted(items: readonly Item[], counts: readonly Item[]): Item[] {
  return items.map((item) =>
    item.kind === 'count' && counts.includes(item)
      ? { kind: 'percent', value: item.value, isShare: false, from: item.from, to: item.to }
      : item,
  )
}

/** The bare numbers of some items, or null when there are none or something else is said too. */
function countsOf(items: readonly Item[]): ItemOf<'count'>[] | null {
  const counts: ItemOf<'count'>[] = []
  for (const item of items) {
    if (item.kind === 'count' && item.unit === null && item.value <= 100) counts.push(item)
    else if (!isFiller(item)) return null
  }
  return counts.length === 0 || counts.length > 3 ? null : counts
}

function isFiller(item: Item): boolean {
  if (item.kind === 'sign' || item.kind === 'break' || item.kind === 'emoji') return true
  if (item.kind === 'date') return item.when !== 'future'
  if (isTag(item, 'whole')) return /^(?:roi|het roi)$/.test(wordsOf(item))
  return isTag(item, ...FILLERS)
}

const FILLERS = [
  'light',
  'did',
  'now',
  'approx',
  'unsure',
  'greets',
  'thanks',
  'ack',
  'bot',
  'reports',
  'from',
  'up_to',
  'was',
  'fell',
  'delta',
] as const
