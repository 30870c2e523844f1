/** Obstacle with its cause, proposal with its addressee, next step: the words between one marker and the next. */
import type { Clause } from './clause.ts'
import { type Item, isTag } from './item.ts'
import type { Obstacle, Proposal } from './reading.ts'

export interface Matters {
  readonly obstacle: Obstacle | null
  readonly noObstacle: boolean
  readonly proposal: Proposal | null
  readonly nextStep: string | null
}

type TextOf = (items: readonly Item[]) => string

/** What the clauses say of trouble, wishes and plans. */
export function mattersOf(clauses: readonly Clause[], textOf: TextOf): Matters {
  const obstacles: Item[][] = []
  const proposals: { items: Item[]; isExtension: boolean }[] = []
  const steps: Item[][] = []
  let noObstacle = false
  let open: Item[] | null = null
  let isLagging = false
  for (const clause of clauses) {
    const { items } = clause
    const kind = kindOf(items, isLagging)
    if (kind === 'none_stuck') noObstacle = true
    if (kind === 'stuck') obstacles.push((open = [...items]))
    else if (kind === 'wish' || kind === 'extension') {
      open = [...items]
      proposals.push({ items: open, isExtension: kind === 'extension' })
    } else if (kind === 'step') steps.push((open = [...items]))
    else if (kind === 'same' && open !== null) open.push(...items)
    else open = null
    if (
      items.some(
        (item) =>
          isTag(item, 'lag', 'not', 'lack', 'not_started', 'paused', 'fell', 'unchanged') || isLow(item),
      )
    ) {
      isLagging = true
    }
    if (clause.end === '\n' || clause.end === '.' || clause.end === ';') open = null
  }
  const stuck = obstacles[0]
  const wish = proposals[0]
  const step = steps[0]
  return {
    obstacle: stuck === undefined ? null : { text: afterLabel(textOf(stuck)), cause: causeOf(clauses) },
    noObstacle: noObstacle && stuck === undefined,
    proposal: wish === undefined ? null : proposalOf(wish, textOf),
    nextStep: step === undefined ? null : afterLabel(textOf(step)),
  }
}

function isLow(item: Item): boolean {
  return isTag(item, 'did') && false
}

type ClauseKind = 'stuck' | 'none_stuck' | 'wish' | 'extension' | 'step' | 'same' | 'other'

function kindOf(items: readonly Item[], isLagging: boolean): ClauseKind {
  if (items.length === 0) return 'other'
  const extension = items.findIndex((item) => isTag(item, 'extension'))
  if (extension >= 0 && !isDeniedWish(items, extension)) return 'extension'
  const wish = items.findIndex((item) => isTag(item, 'propose'))
  if (wish >= 0 && !isDeniedWish(items, wish)) return 'wish'
  const trouble = troubleOf(items, isLagging)
  if (trouble !== null) return trouble
  if (
    items.some(
      (item) => isTag(item, 'future', 'next', 'wait') || (item.kind === 'date' && item.when === 'future'),
    )
  )
    return 'step'
  const first = items[0]
  return first?.kind === 'plain' || isTag(first, 'resource', 'paper', 'part', 'process') ? 'same' : 'other'
}

/** "không có đề xuất", "hồ sơ đề nghị", "đã đề nghị", "đề xuất: không". */
function isDeniedWish(items: readonly Item[], at: number): boolean {
  const before = items.slice(Math.max(0, at - 2), at)
  if (before.some((item) => isTag(item, 'not', 'paper', 'lack', 'part'))) return true
  if (before.some((item) => item.kind === 'document')) return true
  if (isTag(items[at - 1], 'did')) return true
  const after = items.slice(at + 1).filter((item) => item.kind !== 'sign')
  return isTag(after[0], 'not', 'lack') && after.slice(1).every((item) => isTag(item, 'light', 'did'))
}

function troubleOf(items: readonly Item[], isLagging: boolean): 'stuck' | 'none_stuck' | null {
  for (const [at, item] of items.entries()) {
    if (isTag(item, 'obstacle')) {
      const denied = denies(items, at)
      if (denied === null) continue
      return denied ? 'none_stuck' : 'stuck'
    }
    if (isTag(item, 'lack') && !isLackDenied(items, at)) return 'stuck'
    if (isTag(item, 'trouble') && !isTag(items[at - 1], 'not', 'lack')) return 'stuck'
    if (isTag(item, 'wait') && waitsForThing(items, at)) return 'stuck'
    if (isTag(item, 'cause') && isLagging && at === 0 && !isTag(items[1], 'light') && items.length > 1)
      return 'stuck'
    if (
      isTag(item, 'cause') &&
      at > 0 &&
      items.slice(0, at).some((each) => isTag(each, 'lag', 'paused', 'not_started'))
    ) {
      return 'stuck'
    }
  }
  return null
}

/** "không vướng gì", "đã tháo gỡ vướng mắc", "hết vướng", "vướng mắc: không"; null when the word is no statement. */
function denies(items: readonly Item[], at: number): boolean | null {
  const back = items.slice(Math.max(0, at - 3), at)
  if (back.some((item) => isTag(item, 'not', 'lack'))) return true
  if (
    back.some(
      (item) =>
        isTag(item, 'whole') || (item.kind === 'plain' && /^(?:go|thao|het|xu|khac|giai)$/.test(item.text)),
    )
  )
    return true
  const rest = items.slice(at + 1).filter((item) => item.kind !== 'sign' && !isTag(item, 'obstacle'))
  const first = rest[0]
  if (first === undefined) return null
  if (
    isTag(first, 'not', 'lack') &&
    rest.slice(1).every((item) => isTag(item, 'light', 'did', 'whole') || item.kind === 'emoji')
  )
    return true
  return false
}

/** "không thiếu", "chưa có vướng mắc", "chưa có gì": nothing lacks. */
function isLackDenied(items: readonly Item[], at: number): boolean {
  if (isTag(items[at - 1], 'not', 'lack')) return true
  const next = items[at + 1]
  if (next === undefined) return true
  return isTag(next, 'obstacle', 'propose', 'light', 'extension', 'trouble', 'lag')
}

/** Waiting for a thing hinders; waiting for somebody's procedure is the next step. */
function waitsForThing(items: readonly Item[], at: number): boolean {
  const rest = items.slice(at + 1)
  return rest.some((item) => isTag(item, 'resource')) && !rest.some((item) => isTag(item, 'process'))
}

function causeOf(clauses: readonly Clause[]): Obstacle['cause'] {
  const items = clauses.flatMap((clause) => clause.items)
  if (items.some((item) => isTag(item, 'subjective'))) return 'subjective'
  if (items.some((item) => isTag(item, 'objective'))) return 'objective'
  return null
}

const ADDRESSEE =
  /(?:ubnd|hđnd|sở|phòng|ban|huyện|tỉnh|xã|phường|bộ|chi cục|cục|trung tâm|văn phòng|công an|đảng ủy|huyện ủy|tỉnh ủy|bhxh|kho bạc|lãnh đạo)(?:\s+(?!sớm|cho|bố|hỗ|cấp|xem|quan|chỉ|có|bổ|tạo|giao|phê|duyệt|đôn|tháo|hướng|điều)[\p{L}&-]+){0,5}/iu

function proposalOf(wish: { items: Item[]; isExtension: boolean }, textOf: TextOf): Proposal {
  const text = afterLabel(textOf(wish.items))
  return {
    text,
    addressee: ADDRESSEE.exec(text)?.[0].trim() ?? null,
    kind: wish.isExtension ? 'extension' : 'request',
  }
}

/** Text without a leading "Khó khăn:", "vm:", "nhưng". */
function afterLabel(text: string): string {
  return text
    .replace(/^[^:]{1,24}:\s*/u, '')
    .replace(/^(?:nhưng|tuy nhiên|mà|song|do|vì)\s+/iu, '')
    .trim()
}
