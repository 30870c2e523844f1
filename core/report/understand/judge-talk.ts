/** What a message is when it is no report: asked of the whole text, sentence by sentence. */
import { type Item, isTag } from './item.ts'
import type { Marked } from './markup.ts'
import type { NotReportKind, UnderstandContext } from './reading.ts'

export interface Talk {
  /** Never a report, whatever numbers it names. */
  readonly certain: NotReportKind | null
  /** What it is when no statement about a task is found. */
  readonly otherwise: NotReportKind | null
  /** Items that state something: questions and orders taken out. */
  readonly statements: readonly Item[]
}

interface Sentence {
  readonly items: readonly Item[]
  /** The break that ended it. */
  readonly end: Item | null
}

export function judgeTalk(marked: Marked, context: UnderstandContext): Talk {
  const { items } = marked
  const sentences = sentencesOf(items)
  const statements: Item[] = []
  let hasQuestion = false
  let isUnsure = false
  for (const sentence of sentences) {
    const asked = questionRange(sentence, marked)
    if (asked === null) statements.push(...sentence.items)
    else {
      hasQuestion = true
      if (asked.isWhole && asked.from === 0) isUnsure = true
      statements.push(...sentence.items.slice(0, asked.from), ...sentence.items.slice(asked.to))
    }
    if (sentence.end !== null) statements.push(sentence.end)
  }
  const certain = certainKind(marked, context, statements, hasQuestion)
  return { certain, otherwise: otherwiseKind(items, hasQuestion || isUnsure), statements }
}

function sentencesOf(items: readonly Item[]): Sentence[] {
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

interface AskedRange {
  readonly from: number
  readonly to: number
  readonly isWhole: boolean
}

/** The part of a sentence that asks: the whole with a tag question, else the clause of the question word. */
function questionRange(sentence: Sentence, marked: Marked): AskedRange | null {
  const { items } = sentence
  const isMarked = sentence.end?.kind === 'break' && sentence.end.sign === '?'
  const whole = { from: 0, to: items.length, isWhole: true }
  const last = lastWord(items)
  const word = items.findIndex((item) => isTag(item, 'asks') || (isMarked && isTag(item, 'asks_soft')))
  const endsOpen = last !== null && endsAsQuestion(items, last, isMarked)
  if (word >= 0) return clauseAround(items, word)
  if (endsOpen) return clauseRangeOfTag(items, last ?? 0, marked)
  return isMarked ? whole : null
}

/** Index of the last item that is no filler. */
function lastWord(items: readonly Item[]): number | null {
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined || item.kind === 'emoji' || item.kind === 'sign' || isTag(item, 'light', 'bot'))
      continue
    return i
  }
  return null
}

/** "… phải không", "… chưa?", "xong chưa vậy": an open end after something. */
function endsAsQuestion(items: readonly Item[], last: number, isMarked: boolean): boolean {
  const item = items[last]
  if (isTag(item, 'tag_question')) return last > 0
  if (!isTag(item, 'not')) return false
  return last > 0 && (isMarked || isTag(items[last - 1], 'done', 'light', 'did', 'process'))
}

function clauseAround(items: readonly Item[], at: number): AskedRange {
  let from = at
  while (from > 0 && items[from - 1]?.kind !== 'break') from -= 1
  let to = at
  while (to < items.length && items[to]?.kind !== 'break') to += 1
  return { from, to: items.length, isWhole: from === 0 && to >= items.length }
}

function clauseRangeOfTag(items: readonly Item[], at: number, _marked: Marked): AskedRange {
  const range = clauseAround(items, at)
  const hasOwnContent = items
    .slice(range.from, at)
    .some((item) => item.kind !== 'word' || !isTag(item, 'light'))
  return hasOwnContent ? range : { from: 0, to: items.length, isWhole: true }
}

function certainKind(
  marked: Marked,
  context: UnderstandContext,
  statements: readonly Item[],
  hasQuestion: boolean,
): NotReportKind | null {
  const { items } = marked
  if (context.isForwarded) return 'forward'
  if (speaksToColleague(items)) return 'chat_in_group'
  if (complains(items, marked, hasQuestion)) return 'complaint'
  if (orders(statements, context)) return 'instruction'
  if (handsOver(items, marked)) return 'handover_request'
  if (delegates(items, marked)) return 'delegation'
  return null
}

function speaksToColleague(items: readonly Item[]): boolean {
  const first = items.find((item) => !isTag(item, 'light') && item.kind !== 'emoji' && item.kind !== 'break')
  if (first?.kind === 'mention' && !/bot|daumoi|troly/.test(first.name)) return true
  return items.some((item) => isTag(item, 'your_unit'))
}

const SURE_COMPLAINT = new Set([
  'bot loi',
  'loi a',
  'loi ha',
  'bi loi a',
  'nhac hoai',
  'nhac mai',
  'van nhac',
  'cu nhac',
  'sao nhac',
  'con nhac',
  'lai nhac',
  'nhac nua',
  'nhac nhieu',
  'nhac lien tuc',
  'nhac suot',
  'sao chua nhan',
  'sao khong nhan',
  'sao van bao',
  'sao lai bao',
  'sao van',
  'sao cu',
  'khong ghi nhan',
  'sao chua cap nhat',
  'phien qua',
  'spam',
  'buc',
  'buc minh',
  'lam phien',
  'nhac gi',
  'nhac lam',
  'sai roi bot',
  'bot sai',
  'mat bao cao',
  'van doi',
  'van bao chua',
  'bao chua nop',
  'van keu',
  'cu keu',
  'cu hoi',
  'hoi hoai',
  'hoi mai',
  'van hoi',
  'doi hoai',
  'hoi hoai',
  'giuc hoai',
  'giuc mai',
  'van giuc',
  'cu giuc',
  'bao roi ma',
  'gui roi ma',
  'bao cao roi ma',
  'nop roi ma',
  'bao la chua',
  'keu chua',
  'cu bao',
  'ghi sai roi',
  'mat so lieu',
  'chua ghi nhan',
  'van hien',
])

function complains(items: readonly Item[], marked: Marked, hasQuestion: boolean): boolean {
  const isAngry = items.some((item) => item.kind === 'emoji' && /[😡😠🤬😤🙄]/u.test(item.text))
  let weak = 0
  for (const item of items) {
    if (!isTag(item, 'complains')) continue
    const words = marked.tokens
      .slice(item.from, item.to)
      .map((token) => token.sound.folded)
      .join(' ')
    if (SURE_COMPLAINT.has(words)) return true
    weak += 1
  }
  const saysEarlier = items.some(
    (item) => item.kind === 'time' || (item.kind === 'date' && item.when === 'past'),
  )
  if (weak > 0) return isAngry || hasQuestion || saysEarlier || !hasFigures(items)
  return isAngry && hasQuestion
}

function hasFigures(items: readonly Item[]): boolean {
  return items.some((item) => item.kind === 'percent' || item.kind === 'ratio' || item.kind === 'range')
}

/** Orders to others: begins with one, or a leader's message that has one, or says only what must be. */
function orders(items: readonly Item[], context: UnderstandContext): boolean {
  const at = items.findIndex((item) => isTag(item, 'instructs'))
  if (at < 0) return false
  if (context.senderRole === 'leader') return true
  const before = items.slice(0, at)
  const isOpening = before.every(
    (item) =>
      isTag(item, 'light', 'ack', 'bot', 'task') ||
      item.kind === 'break' ||
      item.kind === 'bullet' ||
      item.kind === 'sign' ||
      item.kind === 'code',
  )
  if (!isOpening) return false
  const after = items.slice(at + 1)
  return (
    !after.some((item) => isTag(item, 'now', 'unchanged', 'our_unit')) ||
    after.some((item) => isTag(item, 'instructs'))
  )
}

const SURE_HANDOVER =
  /^(?:dau moi moi|thay dau moi|doi dau moi|chuyen cong tac|giao lai cho|khong phu trach nua|khong con phu trach|khong theo doi nua|khong con lam dau moi|thoi lam dau moi|dau moi thay|ko phu trach nua|ko con phu trach|ko phu trach|khong phu trach|ve huu|nghi huu|chuyen nhiem vu|chuyen dau moi|nguoi phu trach moi|can bo phu trach moi|cap nhat dau moi|dau moi bao cao moi|k phu trach nua|khong lam dau moi|dau moi la|doi nguoi|thay nguoi)$/

function handsOver(items: readonly Item[], marked: Marked): boolean {
  if (hasFigures(items)) return false
  for (const [at, item] of items.entries()) {
    if (!isTag(item, 'hands_over')) continue
    const words = marked.tokens
      .slice(item.from, item.to)
      .map((token) => token.sound.folded)
      .join(' ')
    if (SURE_HANDOVER.test(words)) return true
    if (
      isTag(items[at - 1], 'did', 'not') ||
      items.some((each) => isTag(each, 'done', 'obstacle', 'lack', 'not_started', 'unchanged'))
    )
      continue
    const nearCode = items
      .slice(Math.max(0, at - 3), at + 4)
      .some((each) => each.kind === 'code' || isTag(each, 'task'))
    if (nearCode) return true
  }
  return false
}

const SURE_DELEGATION = /(?:thay|ho|giup|gium|dum|thay em|uy quyen)$/

function delegates(items: readonly Item[], marked: Marked): boolean {
  if (hasFigures(items)) return false
  const found = items.filter((item) => isTag(item, 'delegates'))
  if (found.length === 0) return false
  const hasStatement = items.some((item) =>
    isTag(item, 'done', 'unchanged', 'not_started', 'paused', 'obstacle', 'lack'),
  )
  if (!hasStatement) return true
  return found.some((item) =>
    SURE_DELEGATION.test(
      marked.tokens
        .slice(item.from, item.to)
        .map((token) => token.sound.folded)
        .join(' '),
    ),
  )
}

function otherwiseKind(items: readonly Item[], hasQuestion: boolean): NotReportKind | null {
  const has = (...tags: Parameters<typeof isTag>[1][]) => items.some((item) => isTag(item, ...tags))
  if (has('extension')) return 'extension_request'
  if (hasQuestion) return 'question'
  if (has('will_report')) return 'promise'
  if (has('future') && items.some((item) => item.kind === 'code')) return 'promise'
  if (has('thanks')) return 'thanks'
  if (has('complains')) return 'complaint'
  if (has('ack')) return 'thanks'
  return null
}
