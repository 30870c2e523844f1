/** Obstacle with its cause, proposal with its addressee, next step: the words between one marker and the next. */
import type { Clause } from './clause.ts'
import { type Item, isTag, wordsOf } from './item.ts'
import type { Obstacle, Proposal } from './reading.ts'
import { repairsIn } from './repair.ts'
import { isBehind, troubleOf } from './trouble.ts'

export interface Matters {
  readonly obstacle: Obstacle | null
  readonly noObstacle: boolean
  readonly proposal: Proposal | null
  readonly nextStep: string | null
}

type TextOf = (items: readonly Item[]) => string
type ClauseKind =
  | 'stuck'
  | 'none_stuck'
  | 'label'
  | 'no_wish'
  | 'wish_label'
  | 'wish'
  | 'extension'
  | 'step'
  | 'same'
  | 'other'

interface Passage {
  readonly kind: 'stuck' | 'wish' | 'extension' | 'step'
  readonly items: Item[]
}

/** What the clauses say of trouble, wishes and plans. */
export function mattersOf(clauses: readonly Clause[], textOf: TextOf): Matters {
  const { passages, noObstacle } = passagesOf(clauses)
  const of = (...kinds: Passage['kind'][]) => passages.find((passage) => kinds.includes(passage.kind))
  const wish = of('wish', 'extension')
  const stuck = of('stuck')?.items ?? (wish === undefined ? undefined : omissionOf(clauses))
  const step = of('step')
  return {
    obstacle: stuck === undefined ? null : { text: afterLabel(textOf(stuck)), cause: causeOf(clauses) },
    noObstacle: noObstacle && stuck === undefined,
    proposal: wish === undefined ? null : proposalOf(wish, textOf),
    nextStep: step === undefined ? null : afterLabel(textOf(step.items)),
  }
}

/** Clauses gathered under the marker they follow, until a sentence ends or another thought begins. */
function passagesOf(clauses: readonly Clause[]): { passages: Passage[]; noObstacle: boolean } {
  const passages: Passage[] = []
  let noObstacle = false
  let open: Passage | null = null
  let isLagging = false
  let label: 'stuck' | 'wish' | null = null
  let denied = false
  const repairs = repairsIn(clauses)
  for (const [i, { items, end }] of clauses.entries()) {
    if (repairs.has(i)) {
      dropStuck(passages)
      noObstacle = true
      open = null
      continue
    }
    const kind = underLabel(kindOf(items, isLagging), label, items)
    if (kind === 'none_stuck') noObstacle = true
    if (kind === 'same' && open !== null) open.items.push(...items)
    else if (kind === 'stuck' || kind === 'wish' || kind === 'extension' || kind === 'step') {
      open = { kind, items: [...items] }
      passages.push(open)
    } else open = null
    const isLabel = (kind === 'label' || kind === 'wish_label') && !denied && end !== '.'
    label = isLabel ? (kind === 'label' ? 'stuck' : 'wish') : null
    denied = end !== '.' && end !== '\n' && (kind === 'none_stuck' || kind === 'no_wish')
    if (isBehind(items)) isLagging = true
    if (end === '\n' || end === '.' || end === ';') open = null
  }
  return { passages, noObstacle }
}

/** What was mended afterwards hinders no more. */
function dropStuck(passages: Passage[]): void {
  for (let i = passages.length - 1; i >= 0; i--) if (passages[i]?.kind === 'stuck') passages.splice(i, 1)
}

/** "Khó khăn:" on a line of its own makes the next words the obstacle, unless they say "không". */
function underLabel(read: ClauseKind, label: 'stuck' | 'wish' | null, items: readonly Item[]): ClauseKind {
  if (label === null || (read !== 'other' && read !== 'same') || saysNothing(items)) return read
  return label
}

function saysNothing(items: readonly Item[]): boolean {
  return items.every(
    (item) => item.kind === 'sign' || item.kind === 'emoji' || isTag(item, 'not', 'lack', 'light'),
  )
}

function kindOf(items: readonly Item[], isLagging: boolean): ClauseKind {
  const extension = items.findIndex((item, at) => isTag(item, 'extension') || asksForTime(items, at))
  if (extension >= 0 && !isDeniedWish(items, extension)) return 'extension'
  const wish = items.findIndex(isWish)
  if (wish >= 0) {
    if (isDeniedWish(items, wish)) return 'no_wish'
    return items.every((item) => isWish(item) || isTag(item, 'light') || item.kind === 'sign')
      ? 'wish_label'
      : 'wish'
  }
  if (begs(items)) return 'wish'
  const trouble = troubleOf(items, isLagging)
  if (trouble !== null) return trouble
  const isStep = items.some(
    (item) => isTag(item, 'future', 'next', 'wait') || (item.kind === 'date' && item.when === 'future'),
  )
  if (isStep) return 'step'
  const first = items[0]
  return first?.kind === 'plain' || isTag(first, 'resource', 'paper', 'part', 'process') ? 'same' : 'other'
}

/** "xin thêm 10 ngày", "cho TL-02 kéo dài tới 15/4": more time in other words. */
export function asksForTime(items: readonly Item[], at: number): boolean {
  const word = wordsOf(items[at] ?? NO_ITEM)
  if (word === 'keo' && wordsOf(items[at + 1] ?? NO_ITEM) === 'dai')
    return isWished(items, at) && items.slice(at).some((item) => item.kind === 'date')
  if (!/(?:^| )(?:xin|cho|them)$/.test(word)) return false
  const next = items[at + 1]
  const isSome = next?.kind === 'count' || /^(?:may|vai)$/.test(wordsOf(next ?? NO_ITEM))
  return isSome && /^(?:ngay|tuan|thang)$/.test(wordsOf(items[at + 2] ?? NO_ITEM)) && isWished(items, at)
}

function isWished(items: readonly Item[], at: number): boolean {
  return items.slice(Math.max(0, at - 6), at + 1).some((item) => /(?:^| )(?:xin|de nghi)/.test(wordsOf(item)))
}

const NO_ITEM: Item = { kind: 'bullet', from: 0, to: 0 }

/** "đề nghị", and "đề nghị các sở" that orders only where no report is given. */
function isWish(item: Item): boolean {
  return isTag(item, 'propose') || (isTag(item, 'instructs') && /^de nghi/.test(wordsOf(item)))
}

/** "xin Huyện đoàn hỗ trợ thêm", "nhờ huyện giúp": somebody is asked for something. */
function begs(items: readonly Item[]): boolean {
  const verb = items.findIndex((item) => /^(?:xin|nho)$/.test(wordsOf(item)))
  if (verb < 0 || verb > 2) return false
  const rest = items.slice(verb + 1)
  const gives = /^(?:ho|cap|bo|giup|tao|quan|xem|cho|chi dao|them|duyet|phe duyet)$/
  const isNamed = rest[0]?.kind === 'plain' || /^(?:ben|anh|chi|cac)$/.test(wordsOf(rest[0] ?? NO_ITEM))
  return isNamed && rest.slice(1).some((item) => gives.test(wordsOf(item)))
}

/** "không có đề xuất", "hồ sơ đề nghị", "đã đề nghị", "đề xuất: không". */
function isDeniedWish(items: readonly Item[], at: number): boolean {
  const before = items.slice(Math.max(0, at - 2), at)
  if (before.some((item) => isTag(item, 'not', 'paper', 'lack', 'part') || item.kind === 'document'))
    return true
  if (isTag(items[at - 1], 'did')) return true
  const wish = items[at]
  const isAsking = wish !== undefined && /^xin (?:y kien|chu truong)/.test(wordsOf(wish))
  if (isAsking && items.slice(0, at).some((item) => isTag(item, 'did', 'progress'))) return true
  const after = items.slice(at + 1).filter((item) => item.kind !== 'sign' && !isTag(item, 'propose'))
  const first = after[0]
  if (first === undefined) return false
  const isNone = isTag(first, 'not', 'lack') || wordsOf(first) === 'khong'
  return isNone && after.slice(1).every((item) => isTag(item, 'light', 'did', 'asks_soft'))
}

/** A request right after "8 hộ chưa nhận tiền": what was not done is why it is made. */
function omissionOf(clauses: readonly Clause[]): readonly Item[] | undefined {
  return clauses.find(({ items }) => {
    if (items.some((item, at) => isTag(item, 'not_started') && at >= 2)) return true
    const not = items.findIndex((item) => isTag(item, 'not'))
    if (not < 0 || items.some((item) => isTag(item, 'propose', 'obstacle'))) return false
    return (
      items.slice(not + 1).some((item) => item.kind === 'plain') && !isTag(items[not + 1], 'obstacle', 'done')
    )
  })?.items
}

function causeOf(clauses: readonly Clause[]): Obstacle['cause'] {
  const items = clauses.flatMap((clause) => clause.items)
  if (items.some((item) => isTag(item, 'subjective'))) return 'subjective'
  return items.some((item) => isTag(item, 'objective')) ? 'objective' : null
}

const ADDRESSEE =
  /(?:ubnd|hđnd|sở|phòng|ban|huyện|tỉnh|xã|phường|bộ|chi cục|cục|trung tâm|văn phòng|công an|đảng ủy|huyện ủy|tỉnh ủy|bhxh|kho bạc|lãnh đạo)(?:\s+(?!sớm|cho|bố|hỗ|cấp|xem|quan|chỉ|có|bổ|tạo|giao|phê|duyệt|đôn|tháo|hướng|điều)[\p{L}&-]+){0,5}/iu

function proposalOf(wish: Passage, textOf: TextOf): Proposal {
  const text = afterLabel(textOf(wish.items))
  return {
    text,
    addressee: ADDRESSEE.exec(text)?.[0].trim() ?? null,
    kind: wish.kind === 'extension' ? 'extension' : 'request',
  }
}

/** Text without a leading "Khó khăn:", "vm:", "nhưng", or the "còn" before a number. */
function afterLabel(text: string): string {
  return text
    .replace(/^[^:\n]{1,24}:\s*/u, '')
    .replace(/^(?:nhưng|tuy nhiên|mà|song|do|vì)\s+/iu, '')
    .replace(/^(?:còn|con)\s+(?=\d)/iu, '')
    .trim()
}
