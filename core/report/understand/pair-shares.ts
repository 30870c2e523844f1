/** Pairs listed codes with listed amounts: "nv9, 10, 17 lần lượt 60%, 75%, 40%". */
import type { Item } from './item.ts'
import type { Piece } from './segment.ts'

/**
 * Per code its own amount plus the words common to all, or null when the words hold for every code
 * alike. Pairs only when there are as many percentages as codes and nothing else between them.
 */
export function sharesOf(piece: Piece): Item[][] | null {
  const count = piece.hits.length
  if (count < 2) return null
  const amounts: Item[] = piece.items.filter((item) => item.kind === 'percent' || item.kind === 'ratio')
  if (amounts.length !== count) return null
  const common = piece.items.filter((item) => !amounts.includes(item))
  return amounts.map((amount) => {
    const at = piece.items.indexOf(amount)
    const before = common.filter((item) => piece.items.indexOf(item) < at && item.kind !== 'break')
    const after = common.filter((item) => piece.items.indexOf(item) > at)
    return [...before, amount, ...after]
  })
}
