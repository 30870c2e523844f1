/** Whether a place in a clause is spoken of as still to come. */
import { type Item, isTag } from './item.ts'

/** Whether the clause speaks of the future up to `at`: "sẽ", "phấn đấu", "phải", or a day to come. */
export function isAhead(items: readonly Item[], at: number): boolean {
  let ahead = false
  for (let i = 0; i < items.length; i++) {
    const item = items[i]
    if (i < at && isTag(item, 'now')) ahead = false
    if (i < at && isTag(item, 'future', 'instructs', 'if', 'must')) ahead = true
    if (item?.kind === 'date' && item.when === 'future' && setsAhead(items, at, i)) ahead = true
  }
  const first = items[0]
  return (
    ahead && !(isTag(first, 'now') && !items.slice(0, at).some((item) => isTag(item, 'future', 'instructs')))
  )
}

/** A day to come before the figure, or right behind it with nothing more told of that day ("100 % vào cuối tháng"). */
function setsAhead(items: readonly Item[], at: number, day: number): boolean {
  if (Math.abs(day - at) >= 8 || isTag(items[day - 1], 'plan')) return false
  if (day < at) return true
  const tells = (item: Item) =>
    item.kind === 'plain' || item.kind === 'percent' || isTag(item, 'future', 'done', 'process', 'progress')
  return !items.slice(day + 1, day + 4).some(tells)
}
