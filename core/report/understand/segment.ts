/** Third stage: which words speak of which task. Yields pieces in order, each with its own words. */
import type { CodeHit, Item } from './item.ts'
import { isTag, wordsOf } from './item.ts'
import { closed, withoutOpening } from './opening.ts'
import type { Token } from './text/tokenise.ts'

export interface Piece {
  readonly kind: 'codes' | 'rest' | 'all' | 'none'
  readonly hits: readonly CodeHit[]
  /** "NV 9-12": a dash or "đến" between two codes. */
  readonly isRange: boolean
  /** How many tasks a group names by number: "cả 4 nv", "2 cái còn lại". */
  readonly count: number | null
  /** Items of the piece without the naming itself. */
  readonly items: readonly Item[]
  /** Index in `items` where the words after the naming begin. */
  readonly after: number
}

interface Mention {
  readonly kind: 'codes' | 'rest' | 'all'
  readonly hits: CodeHit[]
  readonly isRange: boolean
  readonly count: number | null
  /** Item range, end excluded. */
  readonly from: number
  readonly to: number
}

export interface Segments {
  readonly pieces: readonly Piece[]
  /** Sentences before the first task is named. */
  readonly preamble: readonly Item[]
}

/** Pieces of a message; a single `none` piece when no task is named. */
export function segment(said: readonly Item[], tokens: readonly Token[]): Segments {
  const items = withoutOpening(said)
  const mentions = withoutReferences(findMentions(items, tokens), items)
  const first = mentions[0]
  if (first === undefined) {
    return {
      pieces: [{ kind: 'none', hits: [], isRange: false, count: null, items, after: 0 }],
      preamble: [],
    }
  }
  const starts = startsOf(items, mentions)
  const pieces = mentions.map((mention, i): Piece => {
    const start = starts[i] ?? 0
    const end = starts[i + 1] ?? items.length
    const before = withoutContrast(items.slice(start, mention.from))
    return {
      kind: mention.kind,
      hits: mention.hits,
      isRange: mention.isRange,
      count: mention.count,
      items: [...closed(before), ...items.slice(mention.to, end)],
      after: closed(before).length,
    }
  })
  const lead = items.slice(0, first.from)
  if (first.kind !== 'rest' || !lead.some((item) => item.kind === 'percent' || item.kind === 'ratio')) {
    return { pieces, preamble: items.slice(0, starts[0] ?? 0) }
  }
  const [group, ...others] = pieces
  const unnamed: Piece = { kind: 'none', hits: [], isRange: false, count: null, items: lead, after: 0 }
  return {
    pieces: [
      unnamed,
      ...(group === undefined ? [] : [{ ...group, items: group.items.slice(group.after), after: 0 }]),
      ...others,
    ],
    preamble: [],
  }
}

/** "còn NV17 45%" sets NV17 against the others; 45 % is not what remains. */
function withoutContrast(before: readonly Item[]): readonly Item[] {
  const last = before[before.length - 1]
  return isTag(last, 'remaining', 'but') ? before.slice(0, -1) : before
}

function findMentions(items: readonly Item[], tokens: readonly Token[]): Mention[] {
  const mentions: Mention[] = []
  let i = 0
  while (i < items.length) {
    const item = items[i]
    if (item?.kind === 'code' && isMistaken(items, i)) {
      i += 1
      continue
    }
    if (item?.kind === 'code') {
      const mention = codeList(items, tokens, i, item.hit)
      mentions.push(mention)
      i = mention.to
      continue
    }
    const group = item === undefined ? null : groupAt(items, tokens, i)
    if (group !== null) mentions.push(group)
    i = group === null ? i + 1 : group.to
  }
  return mentions
}

/** "nhìn nhầm sang NV03", "lộn với NV03": the task that was not meant. */
function isMistaken(items: readonly Item[], at: number): boolean {
  const link = items[at - 1]
  return (
    link !== undefined &&
    /^(?:sang|qua|voi|thanh|cua)$/.test(wordsOf(link)) &&
    isTag(items[at - 2], 'correction')
  )
}

/** "nv9, 10 và 17", "NV 9-12": codes joined without other words between. */
function codeList(items: readonly Item[], tokens: readonly Token[], at: number, hit: CodeHit): Mention {
  const hits = [hit]
  let to = at + 1
  let isRange = false
  for (;;) {
    let next = to
    let joint = ''
    while (next < to + 3 && isJoint(items[next], tokens)) {
      joint = textOf(items[next], tokens) || joint
      next += 1
    }
    const item = items[next]
    if (item?.kind !== 'code') break
    if (/^(?:-|–|den|toi)$/.test(joint)) isRange = true
    hits.push(item.hit)
    to = next + 1
  }
  return { kind: 'codes', hits, isRange, count: null, from: at, to }
}

function textOf(item: Item | undefined, tokens: readonly Token[]): string {
  if (item === undefined || item.to - item.from > 1) return ''
  const token = tokens[item.from]
  return token?.sound.folded || token?.text || ''
}

function isJoint(item: Item | undefined, tokens: readonly Token[]): boolean {
  return /^(?:,|&|\+|\/|-|–|va|den|toi|voi|lan|;)$/.test(textOf(item, tokens)) && item?.kind !== 'bullet'
}

const TASK_NOUNS = new Set('nv vu viec tieu chi dung muc ma em lai khac kia cung an nd'.split(' '))
const BARE_REST = 'con lai'

/** "các nv còn lại", "tất cả", "cả 4 nv". Bare "tất cả" or "còn lại" only where a sentence begins. */
function groupAt(items: readonly Item[], tokens: readonly Token[], at: number): Mention | null {
  const item = items[at]
  if (item?.kind === 'count') return countedTasks(items, at, item.value, item.unit)
  if (isTag(item, 'both')) return both(items, at)
  if (item === undefined || item.kind !== 'word') return null
  const words = tokens.slice(item.from, item.to).map((token) => token.sound.folded)
  const next = items[at + 1]
  const isNamed = TASK_NOUNS.has(words[words.length - 1] ?? '') && words.join(' ') !== BARE_REST
  if (item.tag === 'rest' || (item.tag === 'remaining' && words.join(' ') === BARE_REST)) {
    if (!isNamed && !(startsClause(items, at) && standsAlone(next))) return null
    return { kind: 'rest', hits: [], isRange: false, count: null, from: at, to: at + 1 }
  }
  const isCounted =
    next?.kind === 'count' &&
    /^(?:nv|nhiệm vụ|nhiem vu|chỉ tiêu|đầu việc|việc|mục|tiêu chí|nội dung)$/.test(next.unit ?? '')
  if ((item.tag === 'whole' || item.tag === 'all') && isCounted) {
    return { kind: 'all', hits: [], isRange: false, count: next.value, from: at, to: at + 2 }
  }
  if (item.tag !== 'all') return null
  if (!isNamed && !(startsClause(items, at) && standsAlone(next))) return null
  return { kind: 'all', hits: [], isRange: false, count: null, from: at, to: at + 1 }
}

/** "2 cái còn lại không đổi", "3 nv kia như cũ"; "hai nv đều chưa làm". */
function countedTasks(
  items: readonly Item[],
  at: number,
  count: number,
  unit: string | null,
): Mention | null {
  const isTask =
    /^(?:cái|cai|nv|nhiệm vụ|nhiem vu|việc|viec|mục|chỉ tiêu|đầu việc|dự án|nội dung|tiêu chí)$/.test(
      unit ?? '',
    )
  if (unit === null && /^(?:viec|cai)$/.test(wordsOf(items[at + 1] ?? NO_ITEM))) {
    const group = countedTasks([...items.slice(0, at + 1), ...items.slice(at + 2)], at, count, 'việc')
    return group === null ? null : { ...group, to: group.to + 1 }
  }
  const next = items[at + 1]
  const follows = items[at - 1]?.kind === 'percent' && /^(?:kia|khac|con lai)$/.test(wordsOf(next ?? NO_ITEM))
  if (!isTask || next === undefined || !(startsClause(items, at) || follows)) return null
  if (!/^(?:con lai|kia|khac)$/.test(wordsOf(next))) {
    const isAll = /^(?:nv|nhiệm vụ|nhiem vu|việc|viec)$/.test(unit ?? '') && count > 1 && standsAlone(next)
    return isAll ? { kind: 'all', hits: [], isRange: false, count, from: at, to: at + 1 } : null
  }
  if (!standsAlone(items[at + 2])) return null
  return { kind: 'rest', hits: [], isRange: false, count, from: at, to: at + 2 }
}

const NO_ITEM: Item = { kind: 'bullet', from: 0, to: 0 }
const TASK_WORD = /^(?:nv|nhiem vu|viec|dau viec|chi tieu|muc|noi dung|tieu chi|cong viec|cai)$/
const BOTH = ['hai', 'ba', 'bon', 'nam', 'sau', 'bay']

/** "cả hai", "cả ba nhiệm vụ" where a clause begins; after codes it only says "each". */
function both(items: readonly Item[], at: number): Mention | null {
  const item = items[at]
  const named = items[at + 1]
  const isNamed = named !== undefined && TASK_WORD.test(wordsOf(named))
  const to = isNamed ? at + 2 : at + 1
  if (item === undefined || !startsClause(items, at) || !standsAlone(items[to])) return null
  const count = BOTH.indexOf(wordsOf(item).split(' ')[1] ?? '') + 2
  return { kind: 'all', hits: [], isRange: false, count, from: at, to }
}

function startsClause(items: readonly Item[], at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const item = items[i]
    if (item === undefined || item.kind === 'break' || item.kind === 'bullet') return true
    if (!isTag(item, 'light', 'bot', 'reports', 'did', 'but')) return false
  }
  return true
}

/** A group word followed by a statement, not by a thing counted ("còn lại 3 xã", "toàn bộ hồ sơ"). */
function standsAlone(next: Item | undefined): boolean {
  if (next === undefined) return true
  return (
    next.kind === 'break' ||
    (isTag(next, 'light') &&
      /^(?:thi|van|cung|la|deu|em|e|ben em|a|nha|nhe|r|roi|tam thoi|hom nay|hien tai|co|duoc|dc|gi)$/.test(
        wordsOf(next),
      )) ||
    next.kind === 'percent' ||
    (next.kind === 'sign' && next.text === ':') ||
    isTag(
      next,
      'unchanged',
      'done',
      'each',
      'not_started',
      'did',
      'progress',
      'paused',
      'not',
      'near',
      'our_unit',
    )
  )
}

/** Codes that are only pointed at ("chờ NV10 xong", "làm chung với NV10") stay words of the piece around them. */
function withoutReferences(mentions: Mention[], items: readonly Item[]): Mention[] {
  return mentions.filter((mention, i) => {
    if (mention.kind !== 'codes' || i === 0) return true
    for (let k = mention.from - 1; k >= 0; k--) {
      const item = items[k]
      if (item === undefined || item.kind === 'break' || item.kind === 'code') return true
      if (isTag(item, 'refers', 'wait', 'if', 'rather')) return false
      if (item.kind !== 'word' && item.kind !== 'sign') return true
    }
    return true
  })
}

/**
 * Where each piece begins: at the last break before its mention, so that "xong NV10" keeps its verb; at the
 * mention itself when there is no break or the piece before would be left without words. The first takes
 * its whole sentence.
 */
function startsOf(items: readonly Item[], mentions: readonly Mention[]): number[] {
  const starts: number[] = []
  for (const [i, mention] of mentions.entries()) {
    const previous = mentions[i - 1]
    const last = lastBreak(items, previous?.to ?? 0, mention.from, previous === undefined ? 2 : 1)
    if (previous === undefined) starts.push(last === null ? 0 : last + 1)
    else if (last === null) starts.push(mention.from)
    else {
      const told = [...items.slice(starts[i - 1] ?? 0, previous.from), ...items.slice(previous.to, last)]
      starts.push(hasContent(told) ? last + 1 : mention.from)
    }
  }
  return starts
}

function lastBreak(items: readonly Item[], from: number, to: number, level: number): number | null {
  for (let i = to - 1; i >= from; i--) {
    const item = items[i]
    if (item?.kind === 'break' && item.level >= level) return i
  }
  return null
}

function hasContent(items: readonly Item[]): boolean {
  return items.some(
    (item) =>
      item.kind !== 'break' && item.kind !== 'sign' && item.kind !== 'emoji' && item.kind !== 'bullet',
  )
}
