/** How far "xong", "chưa", "cơ bản", "sẽ" reach: what a piece says of being done, begun, stopped or unchanged. */

import { isAhead } from './ahead.ts'
import type { Clause } from './clause.ts'
import { type Item, isTag, wordsOf } from './item.ts'
import { repairsIn } from './repair.ts'

export type DoneVerdict =
  | 'whole'
  | 'counted'
  | 'part'
  | 'period'
  | 'object'
  | 'not'
  | 'future'
  | 'near'
  | 'question'

export interface StatusFacts {
  readonly done: readonly DoneVerdict[]
  readonly isUnchanged: boolean
  readonly isNotStarted: boolean
  readonly isPaused: boolean
  /** "không làm nữa": dropped, which is not for an officer to record. */
  readonly isCancelled: boolean
  readonly isProgress: boolean
  /** A part is said to be not yet done: contradicts "done". */
  readonly hasOpenPart: boolean
  /** Something only planned or promised. */
  readonly hasFuture: boolean
}

/** Whether a word (folded) belongs to the task's title: "xong số hóa hộ tịch" may be the whole task. */
export type InTitle = (word: string) => boolean

export function statusOf(clauses: readonly Clause[], inTitle: InTitle): StatusFacts {
  const done: DoneVerdict[] = []
  let isUnchanged = false
  let isNotStarted = false
  let isPaused = false
  let isCancelled = false
  let isProgress = false
  let hasOpenPart = false
  let hasFuture = false
  const repairs = repairsIn(clauses)
  for (const [i, { items }] of clauses.entries()) {
    if (isWorkLeft(items) || objects(items) || leavesPart(items)) hasOpenPart = true
    for (const [at, item] of items.entries()) {
      if (isTag(item, 'future') || (item.kind === 'date' && item.when === 'future')) hasFuture = true
      if (isLikeBefore(items, at)) isUnchanged = true
      if (item.kind !== 'word') continue
      if (item.tag === 'done' && repairs.has(i)) continue
      if (item.tag === 'done') done.push(verdict(items, at, inTitle))
      else if (closesByTitle(items, at, inTitle)) done.push('whole')
      if (item.tag === 'cancelled' && !isConditional(items, at)) isCancelled = true
      if (
        item.tag === 'unchanged' &&
        !isConditional(items, at) &&
        !isTag(items[at + 1], 'obstacle', 'propose')
      ) {
        isUnchanged = true
      }
      if (item.tag === 'paused' && !isNegated(items, at) && !isPlanned(items, at)) isPaused = true
      if (item.tag === 'not_started') {
        if (followsDone(items, at)) done.push('not')
        else if (hasSubject(items, at, inTitle)) hasOpenPart = true
        else isNotStarted = true
      }
      if (item.tag === 'progress' && !isAhead(items, at)) isProgress = true
      if (item.tag === 'lack' && hasNothing(items, at)) isUnchanged = true
      if (item.tag === 'not' && addsNone(items, at)) isUnchanged = true
      else if (item.tag === 'not' && saysNone(items, at)) isNotStarted = true
      else if (item.tag === 'not' || item.tag === 'lack' || item.tag === 'wait') {
        if (!isTag(items[at + 1], 'obstacle', 'trouble', 'done', 'propose', 'delta', 'lack'))
          hasOpenPart = true
      }
    }
  }
  return { done, isUnchanged, isNotStarted, isPaused, isCancelled, isProgress, hasOpenPart, hasFuture }
}

/** "như tuần rồi", "bằng hôm 5/3": as on a day that is past, with no number beside it. */
function isLikeBefore(items: readonly Item[], at: number): boolean {
  const item = items[at]
  const like = items[at - 1]
  if (item?.kind !== 'date' || item.when !== 'past' || like === undefined) return false
  const isFigured = items.some((each) => each.kind === 'percent' || each.kind === 'ratio')
  return !isFigured && /^(?:nhu|bang|giong|giong nhu|y|y nhu|y het)$/.test(wordsOf(like))
}

/** "nhưng mới 40 xã phát sinh": a "but" with a number or an "only" takes something back. */
function objects(items: readonly Item[]): boolean {
  if (
    !isTag(items[0], 'but') ||
    !/^(?:nhung|nhung ma|tuy nhien|song|the nhung|co dieu|ngat noi|nma|nhma|chi co dieu)$/.test(
      wordsOf(items[0] ?? NO_ITEM),
    )
  )
    return false
  return items.some(
    (item) => item.kind === 'count' || (isTag(item, 'did') && /^(?:moi|chi)/.test(wordsOf(item))),
  )
}

const NO_ITEM: Item = { kind: 'bullet', from: 0, to: 0 }

/** "còn trồng cây": a part named as left, without a figure of the whole. */
function leavesPart(items: readonly Item[]): boolean {
  const at = items.findIndex((item) => isTag(item, 'remaining'))
  if (at < 0 || at > 1 || items.some((item) => item.kind === 'percent' || isTag(item, 'done'))) return false
  const next = items[at + 1]
  return next?.kind === 'plain' || isTag(next, 'part', 'resource', 'paper', 'process')
}

/** "đang tổng hợp", "giờ làm nội nghiệp" in a clause without any end: work that is still to be done. */
function isWorkLeft(items: readonly Item[]): boolean {
  if (items.some((item) => isTag(item, 'done') || item.kind === 'percent' || item.kind === 'ratio'))
    return false
  const at = items.findIndex((item) => isTag(item, 'progress') && /^(?:dang|tiep tuc)/.test(wordsOf(item)))
  const verb = items[at + 1]
  if (at >= 0) return verb !== undefined && !/^(?:gui|up|chup|tai|hop|di|ban|o)$/.test(wordsOf(verb))
  const opens =
    isTag(items[0], 'now') ||
    /^(?:chuyen sang|buoc sang|qua buoc|sang buoc)$/.test(wordsOf(items[0] ?? NO_ITEM))
  return opens && items.slice(1).filter((item) => item.kind === 'plain').length >= 2
}

/** "chưa phun được xã nào", "chưa làm gì": not one, so nothing has begun. */
function saysNone(items: readonly Item[], at: number): boolean {
  if (!/chua/.test(wordsOf(items[at] ?? NO_ITEM))) return false
  const rest = items.slice(at + 1)
  return (
    !isTag(rest[0], 'done', 'obstacle', 'lack') &&
    rest.some((item) => isTag(item, 'asks_soft') && wordsOf(item) === 'nao')
  )
}

/** "hôm nay k có gì": nothing, and no word of what. */
function hasNothing(items: readonly Item[], at: number): boolean {
  const some = items[at + 1]
  return (
    /^(?:khong|chua) co$/.test(wordsOf(items[at] ?? NO_ITEM)) &&
    some !== undefined &&
    /^(?:gi|j|gi het|gi ca)$/.test(wordsOf(some)) &&
    isEnd(items, at + 2)
  )
}

/** "ko thu thêm đc đồng nào", "không có thêm hồ sơ nào": nothing was added. */
function addsNone(items: readonly Item[], at: number): boolean {
  const rest = items
    .slice(at + 1, at + 7)
    .map(wordsOf)
    .join(' ')
  return /(?:^| )them .*nao(?: |$)/.test(rest)
}

function isPlanned(items: readonly Item[], at: number): boolean {
  return items.slice(0, at).some((item) => isTag(item, 'future', 'if', 'must'))
}

/** "đã ban hành" of a task that is to issue something, "đã niêm yết đầy đủ" of one to post: the title's own deed. */
function closesByTitle(items: readonly Item[], at: number, inTitle: InTitle): boolean {
  const item = items[at]
  if (item === undefined) return false
  const word = wordsOf(item)
  const isIssue = word === 'ban hanh' && (inTitle('hanh') || (inTitle('quy') && inTitle('che')))
  if (!isIssue && word !== 'day du') return false
  const did = items.findIndex((each, i) => i < at && isTag(each, 'did') && /^da\b/.test(wordsOf(each)))
  if (did < 0 || isNegated(items, at) || isAhead(items, at)) return false
  if (items.slice(at + 1).some((each) => isTag(each, 'stage', 'part', 'paper') || each.kind === 'percent'))
    return false
  const between = items.slice(did + 1, at).filter((each) => !isTag(each, 'light', 'process'))
  return (
    between.every((each) => each.kind === 'plain' && inTitle(each.text)) && (isIssue || between.length > 0)
  )
}

function followsDone(items: readonly Item[], at: number): boolean {
  return items.slice(at + 1, at + 4).some((item) => isTag(item, 'done'))
}

function isConditional(items: readonly Item[], at: number): boolean {
  return items.slice(0, at).some((item) => isTag(item, 'if'))
}

function isNegated(items: readonly Item[], at: number): boolean {
  return items.slice(Math.max(0, at - 4), at).some((item) => isTag(item, 'not', 'rather', 'short_of'))
}

/** Something before the verb that is not the writer or a filler: "dự thảo xong", "gđ 2 chưa làm", "3 xã chưa làm". */
function hasSubject(items: readonly Item[], at: number, inTitle: InTitle): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined) return false
    if (isTag(item, 'stage', 'remaining')) return true
    if (isTag(item, 'part', 'paper', 'resource') && !isNamed(item, inTitle)) return true
    if (item.kind === 'count' || (item.kind === 'plain' && !inTitle(item.text))) return true
    if (item.kind === 'percent' || item.kind === 'ratio') return false
  }
  return false
}

function verdict(items: readonly Item[], at: number, inTitle: InTitle): DoneVerdict {
  const back = items.slice(0, at)
  if (isNegated(items, at)) return 'not'
  if (back.some((item) => isTag(item, 'near'))) return 'near'
  if (isTag(items[at + 1], 'not', 'tag_question') && isEnd(items, at + 2)) return 'question'
  if (back.some((item) => isTag(item, 'if', 'wait'))) return 'future'
  if (isTag(items[at + 1], 'task', 'progress_noun') && items[at + 2]?.kind === 'date') return 'period'
  if (isAhead(items, at)) return 'future'
  if (back.some((item) => item.kind === 'ratio' && item.done < item.total)) return 'part'
  return byObject(items, at, inTitle) ?? bySubject(items, at, inTitle)
}

function isEnd(items: readonly Item[], at: number): boolean {
  return items
    .slice(at)
    .every((item) => isTag(item, 'light') || item.kind === 'emoji' || item.kind === 'sign')
}

/** What follows "xong": a share, a stage, a thing, or nothing. */
function byObject(items: readonly Item[], at: number, inTitle: InTitle): DoneVerdict | null {
  let strangers = 0
  let known = 0
  let isEvery = false
  for (let i = at + 1; i < items.length; i++) {
    const item = items[i]
    if (item === undefined || /^(?:roi|r|nhe|nha|a|nhen|nghe)$/.test(wordsOf(item))) break
    if (isTag(item, 'near') && /co ban/.test(wordsOf(item))) return 'near'
    if (isTag(item, 'all') && isEnd(items, i + 1)) return 'whole'
    if (isTag(item, 'all')) isEvery = true
    if (item.kind === 'percent') {
      if (item.value < 100) return 'part'
      const next = items[i + 1]
      if (isTag(next, 'stage', 'part')) return 'part'
      if (isTag(next, 'plan') && !(wordsOf(next ?? NO_ITEM) === 'chi tieu' && isEnd(items, i + 2)))
        return 'period'
      continue
    }
    if (item.kind === 'ratio') return item.done < item.total ? 'part' : 'counted'
    if (item.kind === 'count' || item.kind === 'range') return 'part'
    if (isTag(item, 'stage')) return 'part'
    if (isTag(item, 'except')) return 'near'
    if (isTag(item, 'plan')) return 'period'
    if (isTag(item, 'part', 'paper', 'resource') && isNamed(item, inTitle)) known += 1
    else if (isEvery && isTag(item, 'paper', 'resource')) known += 1
    else if (isTag(item, 'part', 'paper', 'resource', 'own_part')) return 'part'
    if (item.kind === 'document' || item.kind === 'date' || item.kind === 'break') break
    if (isTag(item, 'process') && i === at + 1) {
      if (isTag(items[i + 1], 'done')) return null
      if (!isNamed(item, inTitle)) return 'part'
      known += 1
      continue
    }
    if (item.kind === 'plain') {
      if (inTitle(item.text)) known += 1
      else strangers += 1
    } else if (isTag(item, 'cause', 'but', 'so', 'obstacle', 'propose', 'process')) break
  }
  if (known > strangers && strangers < 2) return 'whole'
  return strangers >= 2 ? 'object' : null
}

/** All words of it stand in the task's title: "rà soát" of a task that is the review. */
function isNamed(item: Item, inTitle: InTitle): boolean {
  return wordsOf(item)
    .split(' ')
    .every((word) => inTitle(word))
}

function bySubject(items: readonly Item[], at: number, inTitle: InTitle): DoneVerdict {
  let strangers = 0
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined || isTag(item, 'now', 'but', 'done')) break
    if (isTag(item, 'process') && isTag(items[i - 1], 'done')) break
    if (isTag(item, 'part', 'stage', 'paper', 'process', 'plan', 'resource') && !isNamed(item, inTitle))
      return 'part'
    if (/^(?:khac|kia|con lai|hop.*)$/.test(wordsOf(item))) return 'part'
    if (item.kind === 'date') break
    if (item.kind === 'count' && wordsOf(items[i - 1] ?? NO_ITEM) === 'ca') continue
    if (item.kind === 'count' || (item.kind === 'ratio' && item.done < item.total)) return 'part'
    if (item.kind === 'plain' && !inTitle(item.text)) strangers += 1
  }
  return strangers >= 2 ? 'object' : 'whole'
}
