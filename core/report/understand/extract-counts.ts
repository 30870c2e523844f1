/** What a plain number of a clause is: planned, left over, reached, or half of a ratio told in words. */
import { isAhead } from './ahead.ts'
import { lookBack } from './clause.ts'
import type { CountFact, RatioFact } from './extract-amounts.ts'
import { type Item, type ItemOf, isTag, wordsOf } from './item.ts'

/** A plain number: planned, left over, told with a verb ("đã cấp 2.400"), or merely named ("3 pha"). */
export function countFact(items: readonly Item[], at: number, item: ItemOf<'count'>): CountFact {
  const back = lookBack(items, at)
  const fact = (role: CountFact['role']): CountFact => ({ value: item.value, unit: item.unit, role })
  if (back.some((each) => isTag(each, 'remaining'))) return fact('remaining')
  const near = back.findIndex((each) => each.kind === 'count')
  const own = near < 0 ? back : back.slice(0, near)
  const plan = own.findIndex((each) => isTag(each, 'plan', 'must'))
  const did = own.findIndex((each) => isTag(each, 'did', 'done', 'cumulative', 'now'))
  if (plan >= 0 && (did < 0 || plan < did)) return fact('plan')
  if (
    own.some((each) => isTag(each, 'delta', 'was', 'lack', 'not', 'trouble', 'stage', 'part')) ||
    (did < 0 && isAhead(items, at))
  )
    return fact('other')
  return fact(did >= 0 ? 'told' : 'actual')
}

/** "96 cam lên hình trên tổng 120 cam": both numbers of a ratio, with what was done between them. */
export function spreadRatio(items: readonly Item[], at: number, done: ItemOf<'count'>): RatioFact | null {
  const link = items.findIndex((item, i) => i > at && i <= at + 6 && OUT_OF.test(wordsOf(item)))
  if (link < 0 || items.slice(at + 1, link).some((item) => item.kind === 'count' || item.kind === 'percent'))
    return null
  const total = items.slice(link + 1, link + 3).find((item) => item.kind === 'count')
  if (total?.kind !== 'count' || total.value < done.value || done.unit === null || total.unit === null)
    return null
  if (done.unit !== total.unit && !done.unit.startsWith(total.unit) && !total.unit.startsWith(done.unit))
    return null
  return {
    from: done.from,
    done: done.value,
    total: total.value,
    unit: total.unit,
    role: isAhead(items, at) ? 'future' : 'actual',
  }
}

const OUT_OF = /^(?:tren|tren tong|tren tong so|trong tong|trong tong so|trong so)$/
