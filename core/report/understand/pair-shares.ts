/** Pairs listed codes with listed amounts: "nv9, 10, 17 lần lượt 60%, 75%, 40%". */
import { type Item, isTag } from './item.ts'
import type { Piece } from './segment.ts'

/**
 * Per code its own amount plus the words common to all, or null when the words hold for every code
 * alike. Pairs only when there are as many percentages as codes and nothing else between them.
 */
export function sharesOf(piece: Piece): Item[][] | null {
  const count = piece.hits.length
  if (count < 2) return null
  const amounts: Item[] = piece.items.filter((item) => item.kind === 'percent' || item.kind === 'ratio')
  if (amounts.length !== count) return withBareNumbers(piece)
  const common = piece.items.filter((item) => !amounts.includes(item))
  return amounts.map((amount) => {
    const at = piece.items.indexOf(amount)
    const before = common.filter((item) => piece.items.indexOf(item) < at && item.kind !== 'break')
    const after = common.filter((item) => piece.items.indexOf(item) > at)
    return [...before, amount, ...after]
  })
}

/** "lần lượt 70 và 80 phần trăm": the sign written once holds for every number before it. */
function withBareNumbers(piece: Piece): Item[][] | null {
  const isBare = (item: Item) => item.kind === 'count' && item.unit === null && item.value <= 100
  if (!piece.items.some(isBare)) return null
  const isOnlyNumbers = piece.items.every(
    (item) =>
      isBare(item) ||
      item.kind === 'sign' ||
      item.kind === 'break' ||
      item.kind === 'emoji' ||
      isTag(item, 'light', 'respectively', 'did', 'approx'),
  )
  if (!isOnlyNumbers && !piece.items.some((item) => item.kind === 'percent')) return null
  const items = piece.items.map((item): Item => {
    if (item.kind !== 'count' || !isBare(item)) return item
    return { kind: 'percent', value: item.value, isShare: false, from: item.from, to: item.to }
  })
  const amounts = items.filter((item) => item.kind === 'percent').length
  return amounts === piece.hits.length ? sharesOf({ ...piece, items }) : null
}
