/** What each number of a piece is: progress, plan, yesterday's, a goal, a stage's, a part left, noise. */
import type { Temporal } from 'temporal-polyfill'
import { isAhead } from './ahead.ts'
import { type Clause, lookBack } from './clause.ts'
import { countFact, spreadRatio } from './extract-counts.ts'
import { type Item, type ItemOf, isTag, wordsOf } from './item.ts'

export type PercentRole =
  | 'actual'
  /** Told of the whole after figures of its parts: "tính chung 85 %". */
  | 'overall'
  | 'plan'
  | 'was'
  | 'future'
  | 'delta'
  | 'exceed'
  | 'remaining'
  | 'stage'
  | 'below'
  | 'near'
  | 'of_noun'
  | 'negated'
  | 'noise'
  | 'unsure'
  | 'part_of'

export interface PercentFact {
  readonly value: number
  readonly role: PercentRole
  readonly date: Temporal.PlainDate | null
  readonly stage: string | null
  /** A share of something named: "82 % dân số". */
  readonly isOfNoun: boolean
  /** First token of the amount. */
  readonly from: number
}

export interface RatioFact {
  /** First token of the amount. */
  readonly from: number
  readonly done: number
  readonly total: number
  readonly unit: string | null
  readonly role:
    | 'actual'
    | 'negated'
    | 'cumulative'
    | 'plan'
    | 'future'
    | 'remaining'
    | 'was'
    | 'maybe_date'
    | 'metric'
}

export interface Amounts {
  readonly percents: readonly PercentFact[]
  readonly ranges: readonly { readonly low: number; readonly high: number }[]
  readonly ratios: readonly RatioFact[]
  readonly counts: readonly CountFact[]
}

export interface CountFact {
  readonly value: number
  readonly unit: string | null
  readonly role: 'actual' | 'told' | 'plan' | 'remaining' | 'other'
}

/** Every amount of the clauses with its role; `nameOf` yields the words of items, for stage names. */
export function amountsOf(
  clauses: readonly Clause[],
  nameOf: (items: readonly Item[]) => string,
  inTitle: (word: string) => boolean,
): Amounts {
  const percents: PercentFact[] = []
  const ranges: { low: number; high: number }[] = []
  const ratios: RatioFact[] = []
  const counts: CountFact[] = []
  for (const { items } of clauses) {
    for (const [at, item] of items.entries()) {
      if (item.kind === 'percent') percents.push(percentFact(items, at, item, nameOf, inTitle))
      if (item.kind === 'range' && !isAhead(items, at) && !isTag(before(items, at), 'delta'))
        ranges.push(item)
      if (item.kind === 'ratio') ratios.push(ratioFact(items, at, item, inTitle))
      const spread = item.kind === 'count' ? spreadRatio(items, at, item) : null
      if (spread !== null) ratios.push(spread)
      if (item.kind === 'count') counts.push(countFact(items, at, item))
    }
  }
  return { percents: withOverall(withParts(percents, clauses)), ranges, ratios, counts }
}

/** One figure of the whole beside others: those are its parts. Alone it is the figure. */
function withOverall(percents: readonly PercentFact[]): readonly PercentFact[] {
  const whole = percents.filter((each) => each.role === 'overall')
  const values = new Set(whole.map((each) => each.value))
  return percents.map((each) => {
    if (each.role === 'overall') return { ...each, role: 'actual' }
    return each.role === 'actual' && values.size === 1 && !values.has(each.value)
      ? { ...each, role: 'part_of' }
      : each
  })
}

/** What follows "trong đó" tells of parts, once the whole has its figure. */
function withParts(percents: readonly PercentFact[], clauses: readonly Clause[]): readonly PercentFact[] {
  const from = clauses.flatMap((clause) => clause.items).find((item) => isTag(item, 'of_which'))?.from
  if (from === undefined || !percents.some((each) => each.role === 'actual' && each.from < from))
    return percents
  return percents.map((each) => (each.from > from ? { ...each, role: 'part_of' } : each))
}

function before(items: readonly Item[], at: number): Item | undefined {
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i]
    if (isTag(item, 'approx', 'light') || item?.kind === 'sign') continue
    return item
  }
  return undefined
}

/** "nên tụt còn 77 %", "giảm chỉ còn 40 %": what is left of the figure itself. */
function isFall(back: readonly Item[]): boolean {
  return back
    .slice(1, 5)
    .some(
      (each) =>
        isTag(each, 'fell') ||
        /^(?:giam|tut|tuot|sut|rot|rut|ha|xuong|tru|tru lai|loai)$/.test(wordsOf(each)),
    )
}

/** "quá nửa", "gần nửa": somewhere about a share, so how much is asked. */
const LOOSE =
  /^(?:qua|hon|tren|gan|non|gan duoc|gan dat|vuot|chua (?:duoc|dc|dat|den|toi|qua)|duoi|sap|chua)$/

function percentFact(
  items: readonly Item[],
  at: number,
  item: ItemOf<'percent'>,
  nameOf: (items: readonly Item[]) => string,
  inTitle: (word: string) => boolean,
): PercentFact {
  const back = lookBack(items, at)
  const stage = stageAround(items, at, back, nameOf, inTitle)
  const past = back.find((each): each is ItemOf<'date'> => each.kind === 'date' && each.when !== 'future')
  const fact = (role: PercentRole): PercentFact => ({
    value: item.value,
    role,
    date: past?.date ?? null,
    stage: role === 'stage' ? stage : null,
    isOfNoun: isNoun(items[at + 1]),
    from: item.from,
  })
  const near = before(items, at)
  if (item.isShare && LOOSE.test(wordsOf(items[at - 1] ?? item))) return fact('delta')
  if (isTag(near, 'rather') || isTag(back[0], 'rather')) return fact('negated')
  if (isTag(near, 'exceed') || (isTag(near, 'plan') && back.some((each) => isTag(each, 'exceed'))))
    return fact('exceed')
  const sign = items[at - 1]
  if (isTag(near, 'delta', 'lag') || (sign?.kind === 'sign' && sign.text === '+')) return fact('delta')
  if (near !== undefined && isTag(near, 'not')) return fact(/chua/.test(wordsOf(near)) ? 'below' : 'unsure')
  if (isTag(near, 'fell')) return fact('actual')
  if (isTag(near, 'remaining')) return fact(isFall(back) ? 'actual' : 'remaining')
  if (isBelow(back)) return fact('below')
  if (back.some((each) => isTag(each, 'unsure'))) return fact(isAhead(items, at) ? 'future' : 'unsure')
  if (isTag(near, 'near') || (isTag(back[1], 'near') && isTag(back[0], 'did'))) {
    return fact(item.value === 100 ? 'near' : 'actual')
  }
  if (stage !== null && !back.slice(0, 3).some((each) => isTag(each, 'overall'))) return fact('stage')
  if (isTag(near, 'from') || hasArrow(items, at) || isFromTo(items, at, back)) return fact('was')
  if (back.some((each) => isTag(each, 'was'))) return fact('was')
  if (isAhead(items, at)) return fact('future')
  const plan = back.findIndex((each) => isTag(each, 'plan'))
  const did = back.findIndex((each) => isTag(each, 'did', 'done', 'fell'))
  if (plan >= 0 && (did < 0 || plan < did)) return fact('plan')
  if (back.slice(0, 3).some((each) => isTag(each, 'overall') || /^tien do/.test(wordsOf(each))))
    return fact('overall')
  const next = items[at + 1]
  if (isTag(next, 'not_progress')) return fact('noise')
  if (past !== undefined && past.when === 'past') return fact('was')
  if (item.value > 100 && (isTag(next, 'plan') || isMeasure(next))) return fact('exceed')
  if ((isNoun(next) || isTag(next, 'plan')) && item.value >= 100) return fact('of_noun')
  return fact('actual')
}

/** "chưa đến 60 %"; but "chưa đạt kế hoạch, mới 62 %" has reached 62. */
function isBelow(back: readonly Item[]): boolean {
  const short = back.findIndex((each) => isTag(each, 'short_of'))
  return (
    short >= 0 &&
    !back.slice(0, short).some((each) => isTag(each, 'did', 'now') && /^(?:moi|chi|hien)/.test(wordsOf(each)))
  )
}

function isNoun(item: Item | undefined): boolean {
  if (isTag(item, 'light') && item !== undefined && /^(?:ho|xa|so|don vi)$/.test(wordsOf(item))) return true
  if (item?.kind === 'plain') return !/^(?:dinh|gui|kem|chup|anh|co|em|e)$/.test(item.text)
  return isTag(item, 'resource', 'paper', 'part', 'your_unit')
}

/** "60% -> 66%", "60% → 66%": the first of the two. */
function hasArrow(items: readonly Item[], at: number): boolean {
  const to = items.findIndex((item, i) => i > at && item.kind === 'percent')
  if (to < 0 || to > at + 4) return false
  const between = items.slice(at + 1, to)
  return (
    between.length > 0 &&
    between.every((item) => item.kind === 'sign' || item.kind === 'emoji' || item.kind === 'break') &&
    between.some((item) => (item.kind === 'sign' || item.kind === 'emoji') && /[>→➡]/u.test(item.text))
  )
}

/** "từ 60% lên 70%": the first of the two. */
function isFromTo(items: readonly Item[], at: number, back: readonly Item[]): boolean {
  if (!back.slice(0, 2).some((each) => isTag(each, 'from'))) return false
  return items.slice(at + 1).some((item) => item.kind === 'percent')
}

/** "58% dự toán" is a share of the whole task, no stage of it. */
function isMeasure(item: Item | undefined): boolean {
  return item !== undefined && /^(?:du toan|noi dung|viec|cong tac|hop dong|so lieu)$/.test(wordsOf(item))
}

/** "giai đoạn 1", "gđ 2 đạt", "100% giai đoạn 1", "phần mềm 80%". */
function stageAround(
  items: readonly Item[],
  at: number,
  back: readonly Item[],
  nameOf: (items: readonly Item[]) => string,
  inTitle: (word: string) => boolean,
): string | null {
  const next = items[at + 1]
  if (isTag(next, 'stage', 'part') && !isMeasure(next)) return nameOf(items.slice(at + 1, at + 3))
  const index = back.findIndex(
    (each) => isTag(each, 'stage') || (isTag(each, 'part') && !isTitled(each, inTitle)),
  )
  if (index < 0 || index > 3 || back.some((each) => isTag(each, 'now', 'so'))) return null
  const start = at - 1 - index
  const until =
    items[start + 1]?.kind === 'count' || items[start + 1]?.kind === 'plain' ? start + 2 : start + 1
  return nameOf(items.slice(start, until))
}

/** "đấu thầu" of a task that is the tender names the task, no part of it. */
function isTitled(item: Item, inTitle: (word: string) => boolean): boolean {
  return wordsOf(item).split(' ').every(inTitle)
}

function ratioFact(
  items: readonly Item[],
  at: number,
  item: ItemOf<'ratio'>,
  inTitle: (word: string) => boolean,
): RatioFact {
  const back = lookBack(items, at)
  const fact = (role: RatioFact['role']): RatioFact => ({
    from: item.from,
    done: item.done,
    total: item.total,
    unit: item.unit,
    role,
  })
  if (item.isMetric) return fact('metric')
  if (isTag(before(items, at), 'rather')) return fact('negated')
  if (back.some((each) => isTag(each, 'cumulative'))) return fact('cumulative')
  if (isTag(back[0], 'remaining') && !isTag(items[at + 1], 'done'))
    return fact(isFall(back) ? 'actual' : 'remaining')
  if (back.some((each) => isTag(each, 'was') || (each.kind === 'date' && each.when === 'past')))
    return fact('was')
  if (isAhead(items, at)) return fact('future')
  if (item.maybeDate && !back.some((each) => isTag(each, 'did', 'progress', 'remaining', 'now'))) {
    const verb = items[at - 1]
    const isTitled = verb?.kind === 'plain' && inTitle(verb.text)
    return fact(isTitled || isNoun(items[at + 1]) ? 'actual' : 'maybe_date')
  }
  const plan = back.findIndex((each) => isTag(each, 'plan'))
  const did = back.findIndex((each) => isTag(each, 'did', 'done'))
  return fact(plan >= 0 && did < 0 ? 'plan' : 'actual')
}
