/** Which of a piece's numbers is its progress, or what must be asked because several could be. */
import type { Doubt } from './doubt.ts'
import type { Amounts, CountFact, PercentFact, RatioFact } from './extract-amounts.ts'
import { round } from './find/find-number.ts'
import { type Item, isTag, wordsOf } from './item.ts'
import type { KnownTask, Quantity, TaskFacts } from './reading.ts'

export interface SettledPercent {
  readonly value: number | null
  readonly from: TaskFacts['percentFrom']
  readonly quantity: Quantity | null
  readonly blocking: Doubt | null
  readonly isExceeded: boolean
}

/** The one percentage the piece reports, or the question between several. */
export function settlePercent(
  amounts: Amounts,
  items: readonly Item[],
  target: KnownTask['target'],
): SettledPercent {
  const ratio = chooseRatio(amounts.ratios) ?? plannedRatio(amounts)
  const quantity =
    ratio === null ? null : { done: ratio.done, total: ratio.total, unit: ratio.unit ?? target?.unit ?? null }
  const none = { value: null, from: null, quantity, blocking: null, isExceeded: false } as const
  const ask = (blocking: Doubt) => ({ ...none, blocking })
  const metric = amounts.ratios.find((each) => each.role === 'metric')
  if (metric !== undefined) {
    return ask({
      kind: 'choose_percent',
      choices: [metric.done, rounded(metric.done, metric.total)],
      because: 'metric',
    })
  }
  const range = amounts.ranges[0]
  const actual = distinct(currentPercents(amounts.percents))
  if (range !== undefined && actual.length === 0) {
    return ask({ kind: 'choose_percent', choices: [range.low, range.high], because: 'range' })
  }
  if (amounts.percents.some((each) => each.role === 'exceed') && actual.every((each) => each >= 100)) {
    return { ...none, value: 100, from: 'written', isExceeded: true }
  }
  const unsure = amounts.percents.find((each) => each.role === 'unsure')
  if (unsure !== undefined && !actual.includes(unsure.value)) {
    return ask({ kind: 'choose_percent', choices: [...actual, unsure.value], because: 'two_numbers' })
  }
  const [first] = actual
  if (first === undefined) return fromRatio(amounts, ratio, none)
  if (actual.length > 1) return ask({ kind: 'choose_percent', choices: actual, because: 'two_numbers' })
  const goal = amounts.percents.find((each) => each.role === 'plan')
  if (goal !== undefined && goal.value > 0 && isMetric(goal, amounts, items, target)) {
    return ask({ kind: 'choose_percent', choices: [first, rounded(first, goal.value)], because: 'metric' })
  }
  if (first > 100 && items.some((item) => isTag(item, 'exceed'))) {
    return { ...none, value: 100, from: 'written', isExceeded: true }
  }
  if (first > 100) return ask({ kind: 'choose_percent', choices: [100], because: 'over_100' })
  if (ratio !== null && conflicts(first, ratio, amounts, items)) {
    return ask({
      kind: 'choose_percent',
      choices: [first, rounded(ratio.done, ratio.total)],
      because: 'two_numbers',
    })
  }
  return { ...none, value: round(first), from: 'written' }
}

/** A ratio right beside a percentage ("40/58 (75%)") that says something else; apart they tell of two things. */
function conflicts(percent: number, ratio: RatioFact, amounts: Amounts, items: readonly Item[]): boolean {
  if (ratio.done > ratio.total || Math.abs(percent - (ratio.done / ratio.total) * 100) <= 2) return false
  const written = amounts.percents.find((each) => each.role === 'actual')
  if (written === undefined) return false
  const [low, high] = [Math.min(written.from, ratio.from), Math.max(written.from, ratio.from)]
  return items
    .filter((item) => item.from > low && item.from < high)
    .every((item) => item.kind === 'break' || item.kind === 'sign' || isTag(item, 'did', 'light', 'approx'))
}

function fromRatio(amounts: Amounts, ratio: RatioFact | null, none: SettledPercent): SettledPercent {
  const unsure = amounts.percents.find((each) => each.role === 'below' || each.role === 'near')
  if (unsure !== undefined) return { ...none, blocking: { kind: 'percent', because: 'nearly_done' } }
  const whole = amounts.percents.find((each) => each.role === 'of_noun')
  if (whole !== undefined) return { ...none, blocking: { kind: 'percent', because: 'whole_task' } }
  const left = amounts.percents.find((each) => each.role === 'remaining')
  if (left !== undefined) {
    return {
      ...none,
      blocking: {
        kind: 'choose_percent',
        choices: distinctNumbers([left.value, round(100 - left.value)]),
        because: 'metric',
      },
    }
  }
  const delta = amounts.percents.find((each) => each.role === 'delta')
  if (delta !== undefined && ratio === null)
    return { ...none, blocking: { kind: 'percent', because: 'missing' } }
  if (amounts.ratios.some((each) => each.role === 'maybe_date')) {
    return { ...none, blocking: { kind: 'done_or_not', because: 'unclear' } }
  }
  if (ratio === null) return none
  const several = amounts.ratios.filter((each) => each.role === 'actual')
  if (several.length > 1 && ratio.role === 'actual') {
    const choices = distinctNumbers(several.map((each) => rounded(each.done, each.total)))
    if (choices.length > 1)
      return { ...none, blocking: { kind: 'choose_percent', choices, because: 'metric' } }
  }
  const value = Math.min(100, rounded(ratio.done, ratio.total))
  return { ...none, value, from: 'quantity', isExceeded: ratio.done > ratio.total }
}

/** "92 % người hưởng, chỉ tiêu 95 %": a value against its target, which is not the progress of the work. */
function isMetric(
  goal: PercentFact,
  { percents }: Amounts,
  items: readonly Item[],
  target: KnownTask['target'],
): boolean {
  if (target?.unit === '%' && goal.value === target.value) return true
  const isShare = percents.some((each) => (each.role === 'actual' || each.role === 'plan') && each.isOfNoun)
  return isShare && items.some((item) => isTag(item, 'plan') && /^(?:chi tieu|muc tieu)/.test(wordsOf(item)))
}

/** "45 ha (KH 60 ha)", "chỉ tiêu 3.200, đã cấp 2.400": one number reached of one planned, in the same unit. */
function plannedRatio(amounts: Amounts): RatioFact | null {
  if (amounts.ratios.length > 0) return null
  const [plan, ...plans] = amounts.counts.filter((each) => each.role === 'plan')
  if (plan === undefined || plans.length > 0 || plan.value <= 0) return null
  const reached = amounts.counts.filter((each) =>
    each.role === 'told'
      ? sameUnit(each.unit, plan)
      : each.role === 'actual' &&
        each.unit !== null &&
        (each.unit === plan.unit || (plan.unit === null && plan.value >= 5 && Number.isInteger(plan.value))),
  )
  const [one, ...more] = reached
  if (one === undefined || more.length > 0) return null
  return { from: 0, done: one.value, total: plan.value, unit: one.unit ?? plan.unit, role: 'actual' }
}

/** Beside a bare number the planned one must look like an amount, not like a paper's or a section's number. */
function sameUnit(told: string | null, planned: CountFact): boolean {
  if (told === planned.unit) return true
  return (told === null || planned.unit === null) && planned.value >= 20 && Number.isInteger(planned.value)
}

function chooseRatio(ratios: readonly RatioFact[]): RatioFact | null {
  return (
    ratios.find((each) => each.role === 'cumulative') ?? ratios.find((each) => each.role === 'actual') ?? null
  )
}

/** Percentages of now; a past day's counts only when the message names no other. */
function currentPercents(percents: readonly PercentFact[]): readonly PercentFact[] {
  const actual = percents.filter((each) => each.role === 'actual')
  if (actual.length > 0) return actual
  const dated = percents.filter((each) => each.role === 'was' && each.date !== null)
  return percents.length === dated.length && dated.length === 1 ? dated : []
}

function distinct(percents: readonly PercentFact[]): number[] {
  return distinctNumbers(percents.map((each) => each.value))
}

function distinctNumbers(values: readonly number[]): number[] {
  return [...new Set(values)]
}

/** Share in percent, one decimal. */
export function rounded(done: number, total: number): number {
  return Math.round((done / total) * 1000 + 1e-9) / 10
}
