/** Clauses that tell of a trouble mended: "đứt cáp … nay đã nối lại" hinders no more, and "sửa xong" ends no task. */
import type { Clause } from './clause.ts'
import { type Item, isTag, wordsOf } from './item.ts'

const MENDED =
  /(?:^| )(?:da|vua|moi|duoc|dc) (?:duoc )?(?:sua|thay|xu ly|khac phuc|noi lai|va|go|thao go|giai quyet|on dinh|binh thuong|hoat dong lai|chay lai|co lai|khoi phuc|phuc hoi)(?: |$)|(?:^| )(?:sua|thay|go|xu ly|khac phuc|noi lai|va|thao go|giai quyet) xong(?: |$)/

/** Indices of the clauses that mend what an earlier clause, or their own beginning, told as trouble. */
export function repairsIn(clauses: readonly Clause[]): ReadonlySet<number> {
  const repairs = new Set<number>()
  let isTroubled = false
  for (const [i, { items }] of clauses.entries()) {
    isTroubled ||= items.some(isTrouble)
    if (isTroubled && mends(items)) repairs.add(i)
  }
  return repairs
}

function isTrouble(item: Item): boolean {
  return isTag(item, 'trouble', 'obstacle', 'lack', 'lag', 'paused')
}

function mends(items: readonly Item[]): boolean {
  if (items.some((item) => isTag(item, 'not', 'future', 'propose', 'instructs', 'wait', 'if'))) return false
  return (
    items.some((item, at) => isTag(item, 'resolved') && !isUsedUp(items, at)) ||
    MENDED.test(items.map(wordsOf).filter(Boolean).join(' '))
  )
}

/** "hết vắc xin", "không còn vốn": run out, which mends nothing. */
function isUsedUp(items: readonly Item[], at: number): boolean {
  const word = wordsOf(items[at] ?? { kind: 'bullet', from: 0, to: 0 })
  return /^(?:het|da het|khong con)$/.test(word) && !isTag(items[at + 1], 'obstacle', 'trouble')
}
