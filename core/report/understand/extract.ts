/** Fourth stage: one piece's words become facts and the questions they leave open. */
import type { Temporal } from 'temporal-polyfill'
import { type Clause, clausesOf, textOfItems } from './clause.ts'
import type { Doubt } from './doubt.ts'
import { type Amounts, amountsOf } from './extract-amounts.ts'
import { datesOf, historyOf } from './extract-dates.ts'
import { type Matters, mattersOf } from './extract-matters.ts'
import { type StatusFacts, statusOf } from './extract-status.ts'
import { type Item, type ItemOf, isTag, wordsOf } from './item.ts'
import type { Marked } from './markup.ts'
import type { KnownTask, TaskFacts } from './reading.ts'
import { type SettledPercent, settlePercent } from './settle-percent.ts'
import { type SettledStatus, settleStatus } from './settle-status.ts'

export interface Extracted {
  readonly facts: TaskFacts
  /** The piece may not be stored before this is answered. */
  readonly blocking: Doubt | null
  /** May be asked after storing. */
  readonly open: Doubt | null
  /** Something is said of how the task stands now. */
  readonly hasContent: boolean
  /** Something is said in words we do not know: content only beside a code. */
  readonly isTold: boolean
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

/** Facts of a piece. Where two readings are reasonable `blocking` holds the question that settles it. */
export function extract(input: ExtractInput): Extracted {
  const { items, marked } = input
  const textOf = (each: readonly Item[]) => textOfItems(marked.source, marked.tokens, each)
  const clauses = clausesOf(items)
  const amounts = amountsOf(clauses, textOf, input.inTitle)
  const status = statusOf(clauses, input.inTitle)
  const matters = mattersOf(clauses, textOf)
  const percent = settlePercent(amounts, items, input.task?.target ?? null)
  const settled = settleStatus(status, percent, amounts, items)
  const facts = factsOf({ input, clauses, amounts, matters, percent, settled, textOf })
  const isExtensionOnly =
    matters.proposal?.kind === 'extension' && settled.status === null && percent.value === null
  const isStuck = matters.obstacle !== null
  return {
    facts,
    blocking: settled.blocking ?? percent.blocking,
    open: openDoubt(facts, input, percent.value),
    hasContent:
      isStrong(settled, percent, status, isStuck && !isExtensionOnly) ||
      settled.status !== null ||
      percent.quantity !== null ||
      hasDeed(clauses),
    isTold: !isExtensionOnly && tells(clauses),
    isStrong: isStrong(settled, percent, status, isStuck),
    isExtensionOnly,
    hasFuture: status.hasFuture,
  }
}

interface Told {
  readonly input: ExtractInput
  readonly clauses: readonly Clause[]
  readonly amounts: Amounts
  readonly matters: Matters
  readonly percent: SettledPercent
  readonly settled: SettledStatus
  readonly textOf: (items: readonly Item[]) => string
}

function factsOf({ input, clauses, amounts, matters, percent, settled, textOf }: Told): TaskFacts {
  const { items } = input
  const status = settled.status ?? 'in_progress'
  const value = status === 'not_started' ? 0 : status === 'done' ? 100 : percent.value
  return {
    status,
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
    decreaseExplained: items.some((item) => isTag(item, 'fell', 'cause', 'so', 'correction', 'rather')),
    history: historyOf(amounts, input.today, value),
    lateFor: null,
    ownPartOnly: items.some((item) => isTag(item, 'own_part')),
    excerpt: textOf(items),
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

/** A plain statement whose verb is not in our lists: "nhà thầu giao 40 camera", "cấp 1.210 chứng thư". */
function tells(clauses: readonly Clause[]): boolean {
  return clauses.some(({ items }) => {
    const isAhead = items.some(
      (item) =>
        isTag(
          item,
          'future',
          'instructs',
          'if',
          'must',
          'delegates',
          'hands_over',
          'will_report',
          'extension',
        ) ||
        (item.kind === 'date' && item.when === 'future'),
    )
    if (isAhead) return false
    const words = items.filter(
      (item) => item.kind === 'plain' || isTag(item, 'process', 'part', 'paper', 'resource'),
    ).length
    return (
      words >= 3 ||
      (words >= 1 && items.some((item) => item.kind === 'count' && (item.unit !== null || item.value >= 100)))
    )
  })
}

/** A finished act told in passing: "đã trình UBND tỉnh", "mở 12 lớp". */
function hasDeed(clauses: readonly Clause[]): boolean {
  return clauses.some(({ items }) => {
    const ahead = items.some(
      (item) => isTag(item, 'future', 'instructs', 'if') || (item.kind === 'date' && item.when === 'future'),
    )
    if (ahead) return false
    if (items.some((item, at) => isTag(item, 'remaining') && items[at + 1]?.kind === 'count')) return true
    const did = items.findIndex((item) => isTag(item, 'did', 'progress', 'wait', 'not', 'lack'))
    return (
      did >= 0 &&
      items
        .slice(did + 1)
        .some(
          (item) =>
            item.kind === 'plain' ||
            item.kind === 'count' ||
            /^so$/.test(wordsOf(item)) ||
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
