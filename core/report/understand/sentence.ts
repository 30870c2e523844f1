/** Sentences of a message, and which part of one asks instead of stating. */
import { type Item, isTag, wordsOf } from './item.ts'

export interface Sentence {
  readonly items: readonly Item[]
  /** The break that ended it. */
  readonly end: Item | null
}

/** Cuts at full stops, question marks, semicolons and line ends. */
export function sentencesOf(items: readonly Item[]): Sentence[] {
  const sentences: Sentence[] = []
  let current: Item[] = []
  for (const item of items) {
    if (item.kind === 'break' && item.level >= 2) {
      sentences.push({ items: current, end: item })
      current = []
    } else current.push(item)
  }
  if (current.length > 0) sentences.push({ items: current, end: null })
  return sentences
}

export interface AskedRange {
  /** Item range within the sentence, end excluded. */
  readonly from: number
  readonly to: number
}

/**
 * The part of a sentence that asks, or null: from the clause of the question word on ("NV09 60%, mai mấy
 * giờ họp?" still states 60 %), the whole when only the question mark tells.
 */
export function askedRange({ items, end }: Sentence): AskedRange | null {
  const isMarked = end?.kind === 'break' && end.sign === '?'
  const last = lastWord(items)
  const word = items.findIndex((item) => isTag(item, 'asks') || (isMarked && isTag(item, 'asks_soft')))
  if (word >= 0) return { from: clauseStart(items, word), to: items.length }
  const tag = items.findIndex(
    (item, at) => at > 0 && isTag(item, 'tag_question') && endsClause(items, at + 1),
  )
  if (tag >= 0) return { from: clauseStart(items, tag), to: clauseEnd(items, tag) }
  const open = items.findIndex(
    (item, at) =>
      isTag(item, 'not') &&
      wordsOf(item) === 'chua' &&
      isTag(items[at - 1], 'done') &&
      addresses(items, at + 1),
  )
  if (open >= 0) return { from: clauseStart(items, open), to: clauseEnd(items, open) }
  const choice = parallelChoice(items)
  if (choice !== null) return { from: clauseStart(items, choice), to: items.length }
  if (last !== null && endsOpen(items, last, isMarked))
    return { from: clauseStart(items, last), to: items.length }
  return isMarked ? { from: 0, to: items.length } : null
}

/** Index of the last item that is no filler. */
function lastWord(items: readonly Item[]): number | null {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined || item.kind === 'emoji' || item.kind === 'sign') continue
    if (!isTag(item, 'light', 'bot')) return i
  }
  return null
}

/** "… phải không", "… chưa?", "xong chưa vậy": an open end after something. */
function endsOpen(items: readonly Item[], last: number, isMarked: boolean): boolean {
  const item = items[last]
  if (last === 0) return false
  if (isTag(item, 'tag_question') || offersChoice(items)) return true
  if (!isTag(item, 'not')) return false
  const before = items[last - 1]
  return (
    isMarked ||
    isTag(before, 'done', 'did', 'process') ||
    (before !== undefined && ENDS_VERB.test(wordsOf(before)))
  )
}

/** "xong rồi chưa", "có không": words an open "chưa" or "không" may follow; after a noun it is a name ("hệ số K"). */
const ENDS_VERB = /^(?:roi|r|co|duoc|dc|gi|nao|duoc gi|thuc hien|bao cao|cap nhat|gui)$/

/** "… 1,2 tỷ hay 1200 triệu vậy": an "or" with a wondering particle at the end. */
function offersChoice(items: readonly Item[]): boolean {
  const end = items[items.length - 1]
  if (end === undefined || !/^(?:vay|the|nhi)$/.test(wordsOf(end))) return false
  return items.some((item) => wordsOf(item) === 'hay')
}

/** "theo km hay theo tiền": the same word on both sides of an "or". */
function parallelChoice(items: readonly Item[]): number | null {
  for (const [at, item] of items.entries()) {
    if (wordsOf(item) !== 'hay') continue
    const after = items[at + 1]
    const word = after === undefined ? '' : wordsOf(after)
    const isAgain = items.slice(Math.max(0, at - 5), at).some((each) => wordsOf(each) === word)
    if (word !== '' && isAgain) return at
  }
  return null
}

/** "… mấy đứa", "… cả nhà", "… mọi người": only those spoken to stand behind. */
function addresses(items: readonly Item[], from: number): boolean {
  const rest = items.slice(from, clauseEnd(items, from)).map(wordsOf).join(' ')
  return (
    /^(?:(?:vay|the|ha|ta|nhi|a|em|anh|chi|e|c) ?)*(?:may dua|may em|may ban|may anh|may chi|ca nha|moi nguoi|anh em|cac em|cac anh|cac chi|cac ban|chi em)?(?: (?:oi|a|vay|nhi))?$/.test(
      rest,
    ) && rest !== ''
  )
}

/** Only fillers until the next break: "xong chưa ạ, chị cần gấp". */
function endsClause(items: readonly Item[], from: number): boolean {
  for (const item of items.slice(from)) {
    if (item.kind === 'break') return true
    if (item.kind !== 'emoji' && item.kind !== 'sign' && !isTag(item, 'light', 'bot')) return false
  }
  return true
}

function clauseEnd(items: readonly Item[], at: number): number {
  let to = at
  while (to < items.length && items[to]?.kind !== 'break') to += 1
  return to
}

function clauseStart(items: readonly Item[], at: number): number {
  let from = at
  while (from > 0 && items[from - 1]?.kind !== 'break') from -= 1
  return from
}
