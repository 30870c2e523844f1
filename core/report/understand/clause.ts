/** Clauses of a piece: the reach of "chưa", "sẽ", "nếu" ends at a comma, a "nhưng", a "hiện". */
import { type Item, isTag, wordsOf } from './item.ts'

export interface Clause {
  readonly items: readonly Item[]
  /** The break that ended it, or '' where a word did or the text ended. */
  readonly end: string
}

/** No clause people write is longer; keeps the reading of junk linear. */
const MAX_ITEMS = 60

/** Cuts at breaks and before words that open a new thought. */
export function clausesOf(items: readonly Item[]): Clause[] {
  const clauses: Clause[] = []
  let current: Item[] = []
  const close = (end: string) => {
    if (current.length > 0) clauses.push({ items: current, end })
    current = []
  }
  for (const [i, item] of items.entries()) {
    if (item.kind === 'break') {
      close(item.sign)
      continue
    }
    if (current.length >= MAX_ITEMS) close('')
    if (
      (opensClause(item, items[i - 1], current) || opensOutlook(item, items[i - 1], items[i + 1])) &&
      current.some((each) => each.kind !== 'sign')
    )
      close('')
    current.push(item)
  }
  close('')
  return clauses
}

function opensClause(item: Item, previous: Item | undefined, current: readonly Item[]): boolean {
  if (isTag(item, 'but')) return true
  if (isTag(item, 'obstacle') && isOnlySubject(current)) return false
  if (isTag(item, 'extension') && current.some((each) => isTag(each, 'propose'))) return false
  if (isTag(item, 'now')) return !isTag(previous, 'did', 'wait')
  if (isTag(item, 'obstacle')) return !isTag(previous, ...BEFORE_OBSTACLE)
  const isWish =
    isTag(item, 'propose', 'extension') || (isTag(item, 'instructs') && /^de nghi/.test(wordsOf(item)))
  if (isWish) return !isTag(previous, ...BEFORE_WISH)
  if (isTag(item, 'progress', 'future', 'wait') && endsStatement(previous)) return true
  return isTag(item, 'cause')
}

const BEFORE_OBSTACLE = [
  'not',
  'unchanged',
  'paper',
  'light',
  'did',
  'trouble',
  'obstacle',
  'remaining',
  'lack',
  'but',
  'progress',
  'cause',
] as const
const BEFORE_WISH = [
  'not',
  'unchanged',
  'paper',
  'light',
  'did',
  'obstacle',
  'lack',
  'but',
  'progress',
  'cause',
] as const

/** A figure, a verdict or a closing particle: "xong 3/3 chi bộ đang …", "80 % rồi em sẽ …". */
function endsStatement(previous: Item | undefined): boolean {
  if (previous === undefined) return false
  if (previous.kind === 'percent' || previous.kind === 'ratio') return true
  return isTag(previous, 'light', 'whole') && /^(?:roi|r|a|nha|nhe|nhen|ha)$/.test(wordsOf(previous))
}

/** "97 % mai xong", "85 % cuối tuần này đạt 100 %": after a figure, a day to come with its own verb. */
function opensOutlook(item: Item, previous: Item | undefined, next: Item | undefined): boolean {
  if (item.kind !== 'date' || item.when !== 'future') return false
  if (previous?.kind !== 'percent' && previous?.kind !== 'ratio' && !isTag(previous, 'unsure')) return false
  return isTag(next, 'done', 'did', 'process', 'future', 'progress')
}

/** "còn 29 xã vùng cao vướng …": what is stuck, with nothing said of it yet. */
function isOnlySubject(current: readonly Item[]): boolean {
  return (
    current.some((each) => each.kind === 'count' || isTag(each, 'remaining')) &&
    current.every(
      (each) =>
        each.kind === 'count' ||
        each.kind === 'plain' ||
        each.kind === 'sign' ||
        isTag(each, 'remaining', 'light', 'resource', 'part', 'paper', 'progress_noun', 'out_of', 'but'),
    )
  )
}

/** Text of the items in the source, from the first to the last. */
export function textOfItems(
  source: string,
  spans: readonly { from: number; to: number }[],
  items: readonly Item[],
): string {
  const first = items[0]
  const last = items[items.length - 1]
  if (first === undefined || last === undefined) return ''
  const from = spans[first.from]?.from ?? 0
  const to = spans[last.to - 1]?.to ?? from
  return source.slice(from, to).trim()
}

/** No word further back speaks of a number. */
const MAX_BACK = 20

/** Items before `at` back to the previous amount, nearest first. */
export function lookBack(items: readonly Item[], at: number): Item[] {
  const found: Item[] = []
  for (let i = at - 1; i >= Math.max(0, at - MAX_BACK); i--) {
    const item = items[i]
    if (item === undefined || item.kind === 'percent' || item.kind === 'ratio' || item.kind === 'range') break
    found.push(item)
  }
  return found
}
