/** Several tasks told by words in one message, without any code: "sổ tay đảng viên 82%, kết nạp 7/12". */
import type { CodeIndex } from './find/code-index.ts'
import { type Item, isTag } from './item.ts'
import type { Marked } from './markup.ts'
import { fold } from './text/sound.ts'
import type { Token } from './text/tokenise.ts'

export interface TitledPart {
  readonly code: string
  readonly items: readonly Item[]
}

/** Least score and least lead over the runner-up that make some words a task's name. */
const MIN_SCORE = 3
const MIN_MARGIN = 1.5
const MIN_SHARE = 0.25

/** The task some words name, or null when none or two come near. Names of units name no task. */
export function titledTask(
  items: readonly Item[],
  marked: Marked,
  index: CodeIndex,
  unitName: string,
): string | null {
  const words = wordTokens(items, marked)
  if (words.length === 0) return null
  const hit = index.titles.find(withoutUnits(words, syllablesOf(unitName)))
  if (hit === null || hit.pairs === 0 || hit.score < MIN_SCORE) return null
  return hit.margin >= Math.max(MIN_MARGIN, hit.score * MIN_SHARE) ? hit.code : null
}

function wordTokens(items: readonly Item[], { tokens }: Marked): readonly Token[] {
  const words: Token[] = []
  for (const item of items) {
    for (let i = item.from; i < item.to; i++) {
      const token = tokens[i]
      if (token?.kind === 'word') words.push(token)
    }
  }
  return words
}

/** Kinds of offices; the two words behind one are its name ("sở tài chính"), never a task's. */
const OFFICE = /^(?:sở|ubnd)$/

/** The words without the own unit's name, wherever two or more of its words follow one another, and without other offices. */
function withoutUnits(tokens: readonly Token[], unit: readonly string[]): readonly string[] {
  const words = tokens.map((token) => token.sound.folded)
  const isDropped = new Set<number>()
  for (let i = 0; i < words.length; i++) {
    const length = sharedRun(words, i, unit)
    if (length >= 2) for (let k = i; k < i + length; k++) isDropped.add(k)
    if (OFFICE.test(tokens[i]?.text ?? '')) for (const k of [i, i + 1, i + 2]) isDropped.add(k)
  }
  return isDropped.size === 0 ? words : words.filter((_, i) => !isDropped.has(i))
}

/** How many words from `at` on stand in the unit's name one behind the other. */
function sharedRun(words: readonly string[], at: number, unit: readonly string[]): number {
  let longest = 0
  for (let from = unit.indexOf(words[at] ?? ''); from >= 0; from = unit.indexOf(words[at] ?? '', from + 1)) {
    let length = 1
    while (unit[from + length] !== undefined && unit[from + length] === words[at + length]) length += 1
    longest = Math.max(longest, length)
  }
  return longest
}

function syllablesOf(name: string): readonly string[] {
  return fold(name.normalize('NFC').toLowerCase()).match(/[a-z]+/g) ?? []
}

/** Parts per task when at least two different tasks are named, each with a figure; else null. */
export function splitByTitle(
  items: readonly Item[],
  marked: Marked,
  index: CodeIndex,
  unitName: string,
): TitledPart[] | null {
  const parts: { code: string; items: Item[] }[] = []
  let waiting: Item[] = []
  for (const chunk of chunksOf(items)) {
    const code = titledTask(chunk, marked, index, unitName)
    const last = parts[parts.length - 1]
    if (code !== null && code !== last?.code) {
      parts.push({ code, items: [...waiting, ...chunk] })
      waiting = []
    } else if (last === undefined) waiting.push(...chunk)
    else last.items.push(...chunk)
  }
  if (new Set(parts.map((part) => part.code)).size < 2) return null
  const isTold = parts.every((part) => part.items.some((item) => isFigure(item) || isCounted(item)))
  return isTold && parts.some((part) => part.items.some(isFigure)) ? parts : null
}

function isCounted(item: Item): boolean {
  return (
    (item.kind === 'count' && item.unit !== null) ||
    isTag(item, 'wait', 'progress', 'obstacle', 'lack', 'paused')
  )
}

function isFigure(item: Item): boolean {
  return (
    item.kind === 'percent' ||
    item.kind === 'ratio' ||
    (item.kind === 'word' && (item.tag === 'unchanged' || item.tag === 'done' || item.tag === 'not_started'))
  )
}

/** Runs of items up to and with each break. */
function chunksOf(items: readonly Item[]): Item[][] {
  const chunks: Item[][] = []
  let current: Item[] = []
  for (const item of items) {
    current.push(item)
    if (item.kind === 'break') {
      chunks.push(current)
      current = []
    }
  }
  if (current.length > 0) chunks.push(current)
  return chunks
}
