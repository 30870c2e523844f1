/** Fourth stage: one piece's words become facts and the questions they leave open. */
import type { Temporal } from 'temporal-polyfill'
import { type Clause, clausesOf, textOfItems } from './clause.ts'
import { type Amounts, amountsOf, type PercentFact, type RatioFact } from './extract-amounts.ts'
import { mattersOf } from './extract-matters.ts'
import { type StatusFacts, statusOf } from './extract-status.ts'
import { round } from './find/find-number.ts'
import { type Item, type ItemOf, isTag } from './item.ts'
import type { Marked } from './markup.ts'
import type { DateMention, KnownTask, Quantity, ReportStatus, TaskFacts } from './reading.ts'

/** A question about the piece, before its task is known. */
export type Doubt =
  | { readonly kind: 'percent'; readonly because: 'missing' | 'nearly_done' | 'whole_task' }
  | {
      readonly kind: 'choose_percent'
      readonly choices: readonly number[]
      readonly because: 'range' | 'metric' | 'two_numbers' | 'over_100'
    }
  | { readonly kind: 'done_or_not'; readonly because: 'contradiction' | 'unclear' }
  | { readonly kind: 'evidence' }

export interface Extracted {
  readonly facts: TaskFacts
  /** The piece may not be stored before this is answered. */
  readonly blocking: Doubt | null
  /** May be asked after storing. */
  readonly open: Doubt | null
  /** Something is said of how the task stands now. */
  readonly hasContent: boolean
  /** A number, "xong", "không đổi": more than a verb in passing. */
  readonly isStrong: boolean
  readonly isExtensionOnly: boolean
  readonly hasFuture: boolean
}

export interface ExtractInput {
  readonly marked: Marked
  readonly items: readonly Item[]
  readonly task: KnownTask | null
  readonly inTitle: (word: string) => boolean
  readonly today: Temporal.PlainDate
  readonly photos: number
}

export function extract(input: ExtractInput): Extracted {
  const { items, marked } = input
  const textOf = (each: readonly Item[]) => textOfItems(marked.source, marked.tokens, each)
  const clauses = clausesOf(items)
  const amounts = amountsOf(clauses, textOf, input.inTitle)
  const status = statusOf(clauses, input.inTitle)
  const matters = mattersOf(clauses, textOf)
  const percent = settlePercent(amounts, input)
  const settled = settleStatus(status, percent, amounts, items)
  const isExtensionOnly =
    matters.proposal?.kind === 'extension' && settled.status === null && percent.value === null
  const hasContent =
    settled.status !== null ||
    percent.blocking !== null ||
    settled.blocking !== null ||
    (matters.obstacle !== null && !isExtensionOnly) ||
    percent.value !== null ||
    hasDeed(clauses) ||
    percent.quantity !== null
  const finalStatus: ReportStatus = settled.status ?? 'in_progress'
  const value = finalStatus === 'not_started' ? 0 : finalStatus === 'done' ? 100 : percent.value
  const facts: TaskFacts = {
    status: finalStatus,
    percent: value,
    percentFrom: value === null ? null : percent.from,
    quantity: percent.quantity,
    planPercent: amounts.percents.find((each) => each.role === 'plan')?.value ?? null,
    milestones: milestonesOf(amounts),
    result: resultOf(clauses, textOf),
    ...matters,
    dates: datesOf(clauses),
    documents: items
      .filter((item): item is ItemOf<'document'> => item.kind === 'document')
      .map((item) => item.symbol),
    isCorrection: items.some((item) => isTag(item, 'correction', 'rather')),
    decreaseExplained: items.some((item) => isTag(item, 'fell', 'cause', 'correction', 'rather')),
    history: historyOf(amounts, input.today, value),
    lateFor: null,
    ownPartOnly: items.some((item) => isTag(item, 'own_part')),
    excerpt: textOf(items),
  }
  const open = openDoubt(facts, input, percent.value)
  return {
    facts,
    blocking: settled.blocking ?? percent.blocking,
    open,
    hasContent,
    isStrong: isStrong(settled, percent, status, matters.obstacle !== null),
    isExtensionOnly,
    hasFuture: status.hasFuture,
  }
}

/** A figure, a verdict or an obstacle: more than a verb in passing. */
function isStrong(
  settled: SettledStatus,
  percent: SettledPercent,
  status: StatusFacts,
  isStuck: boolean,
): boolean {
  if (percent.value !== null || percent.blocking !== null || settled.blocking !== null || isStuck) return true
  if (settled.status === null) return false
  return settled.status !== 'in_progress' || status.done.includes('not') || status.done.includes('part')
}

function openDoubt(facts: TaskFacts, input: ExtractInput, percent: number | null): Doubt | null {
  if (facts.status === 'done' && input.photos === 0 && facts.documents.length === 0)
    return { kind: 'evidence' }
  if (facts.status === 'in_progress' && percent === null) return { kind: 'percent', because: 'missing' }
  return null
}

interface SettledPercent {
  readonly value: number | null
  readonly from: TaskFacts['percentFrom']
  readonly quantity: Quantity | null
  readonly blocking: Doubt | null
  readonly isExceeded: boolean
}

/** The one percentage the piece reports, or the question between several. */
function settlePercent(amounts: Amounts, input: ExtractInput): SettledPercent {
  const ratio = chooseRatio(amounts.ratios)
  const quantity =
    ratio === null
      ? null
      : { done: ratio.done, total: ratio.total, unit: ratio.unit ?? input.task?.target?.unit ?? null }
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
  if (first > 100) return ask({ kind: 'choose_percent', choices: [100], because: 'over_100' })
  if (ratio !== null && conflicts(first, ratio, amounts, input.items)) {
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
      blocking: { kind: 'choose_percent', choices: [left.value, round(100 - left.value)], because: 'metric' },
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

interface SettledStatus {
  readonly status: ReportStatus | null
  readonly blocking: Doubt | null
}

function settleStatus(
  status: StatusFacts,
  percent: SettledPercent,
  amounts: Amounts,
  items: readonly Item[],
): SettledStatus {
  const progress = { status: 'in_progress', blocking: null } as const
  const contradiction: SettledStatus = {
    status: 'in_progress',
    blocking: { kind: 'done_or_not', because: 'contradiction' },
  }
  const has = (verdict: StatusFacts['done'][number]) => status.done.includes(verdict)
  const stages = amounts.percents.some((each) => each.role === 'stage')
  const leftOver =
    amounts.counts.some((each) => each.isRemaining) ||
    amounts.ratios.some((each) => each.role === 'remaining')
  const isFull = percent.value === 100 && !percent.isExceeded
  if (has('near') && (percent.value === null || percent.value === 100)) {
    return { status: 'in_progress', blocking: { kind: 'percent', because: 'nearly_done' } }
  }
  if (has('period') && (percent.value === null || percent.value === 100)) {
    return { status: 'in_progress', blocking: { kind: 'percent', because: 'whole_task' } }
  }
  if (has('whole') && !stages) {
    if (percent.value !== null && percent.value < 100) return contradiction
    if (leftOver || status.hasOpenPart || has('not') || has('part') || status.isNotStarted) {
      return percent.blocking === null ? contradiction : progress
    }
    return percent.isExceeded ? progress : { status: 'done', blocking: null }
  }
  if (isFull && !stages) {
    if (leftOver || status.hasOpenPart || has('not') || has('part') || has('future') || status.isNotStarted)
      return contradiction
    return { status: 'done', blocking: null }
  }
  if (has('object') && percent.value === null && percent.blocking === null) {
    return { status: 'in_progress', blocking: { kind: 'done_or_not', because: 'unclear' } }
  }
  if (status.isPaused) return { status: 'paused', blocking: null }
  if (
    status.isNotStarted &&
    (percent.value === null || percent.value === 0) &&
    percent.quantity === null &&
    !has('part')
  ) {
    return { status: 'not_started', blocking: null }
  }
  if (status.isUnchanged && percent.quantity === null) return { status: 'unchanged', blocking: null }
  if (percent.value === 0) return { status: 'not_started', blocking: null }
  if (percent.value !== null || percent.blocking !== null || stages) return progress
  if (has('part') || has('not') || has('near')) return progress
  if (status.isProgress || items.some((item) => isTag(item, 'lag'))) return progress
  return { status: null, blocking: null }
}

/** A finished act told in passing: "đã trình UBND tỉnh", "mở 12 lớp". */
function hasDeed(clauses: readonly Clause[]): boolean {
  return clauses.some(({ items }) => {
    const ahead = items.some(
      (item) => isTag(item, 'future', 'instructs', 'if') || (item.kind === 'date' && item.when === 'future'),
    )
    if (ahead) return false
    const did = items.findIndex((item) => isTag(item, 'did', 'progress', 'wait', 'not'))
    return (
      did >= 0 &&
      items
        .slice(did + 1)
        .some(
          (item) =>
            item.kind === 'plain' ||
            item.kind === 'count' ||
            isTag(item, 'process', 'part', 'paper', 'resource'),
        )
    )
  })
}

function milestonesOf(amounts: Amounts): TaskFacts['milestones'] {
  return amounts.percents
    .filter((each) => each.role === 'stage' && each.value <= 100)
    .map((each) => ({ name: each.stage ?? '', percent: each.value }))
}

function resultOf(clauses: readonly Clause[], textOf: (items: readonly Item[]) => string): string | null {
  const said = clauses.find(
    ({ items }) =>
      items.some((item) => isTag(item, 'did', 'done') || item.kind === 'ratio') &&
      items.some(
        (item) =>
          item.kind === 'plain' || item.kind === 'ratio' || item.kind === 'count' || item.kind === 'document',
      ) &&
      !items.some((item) => isTag(item, 'future', 'obstacle', 'propose', 'extension')),
  )
  return said === undefined ? null : textOf(said.items)
}

function datesOf(clauses: readonly Clause[]): DateMention[] {
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

function historyOf(amounts: Amounts, today: Temporal.PlainDate, value: number | null): TaskFacts['history'] {
  const past = amounts.percents.flatMap((each) =>
    each.role === 'was' && each.date !== null && each.value <= 100
      ? [{ date: each.date, percent: each.value }]
      : [],
  )
  if (past.length === 0 || value === null) return []
  return [...past, { date: today, percent: value }]
}
