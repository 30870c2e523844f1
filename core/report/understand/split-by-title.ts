/** Several tasks told by words in one message, without any code: "sổ tay đảng viên 82%, kết nạp 7/12". */
import type { CodeIndex } from './find/code-index.ts'
import type { Item } from './item.ts'
import type { Marked } from './markup.ts'

export interface TitledPart {
  readonly code: string
  readonly items: readonly Item[]
}

/** Least score and least lead over the runner-up that make some words a task's name. */
const MIN_SCORE = 3
const MIN_MARGIN = 1.5
const MIN_SHARE = 0.25

/** The task some words name, or null when none or two come near. */
export function titledTask(items: readonly Item[], marked: Marked, index: CodeIndex): string | null {
  const words = items
    .flatMap((item) => marked.tokens.slice(item.from, item.to))
    .filter((token) => token.kind === 'word')
    .map((token) => token.sound.folded)
  const hit = index.titles.find(words)
  if (hit === null || hit.pairs === 0 || hit.score < MIN_SCORE) return null
  return hit.margin >= Math.max(MIN_MARGIN, hit.score * MIN_SHARE) ? hit.code : null
}

/** Parts per task when at least two different tasks are named, each with a figure; else null. */
export function splitByTitle(items: readonly Item[], marked: Marked, index: CodeIndex): TitledPart[] | null {
  const parts: { code: string; items: Item[] }[] = []
  let waiting: Item[] = []
  for (const chunk of chunksOf(items)) {
    const code = titledTask(chunk, marked, index)
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
  return item.kind === 'count' && item.unit !== null
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
