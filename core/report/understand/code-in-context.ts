/** Bare numbers that are codes by what stands around them: "nhiệm vụ số chín", "nv9, 10, 17", "NV12a/b". */
import type { Temporal } from 'temporal-polyfill'
import type { CodeIndex } from './find/code-index.ts'
import { readAmount } from './find/find-amount.ts'
import { type CodeAt, readBareNumber, readCode } from './find/find-code.ts'
import type { Item, Tag } from './item.ts'
import { compileLexicon } from './lexicon/lexicon.ts'
import { MEANINGS } from './lexicon/meanings.ts'
import { TALK_WORDS } from './lexicon/talk-words.ts'
import type { Token } from './text/tokenise.ts'

/** Words before a bare number that make it a code: matched apart, since "chỉ tiêu" also means a plan. */
export const TASK_NOUNS = compileLexicon<Tag>(TALK_WORDS.filter(([tag]) => tag === 'task'))

/** Where the reading of a text stands. */
export interface Reader {
  readonly source: string
  readonly tokens: readonly Token[]
  readonly index: CodeIndex
  readonly today: Temporal.PlainDate
  readonly isAccented: boolean
  readonly items: Item[]
  /** A code has been read already. */
  hasCode: boolean
}

/** "nhiệm vụ số chín", and numbers that continue a list of codes: "nv9, 10, 17", "NV12a/b". */
export function codeInContext(reader: Reader, at: number): CodeAt | null {
  const { tokens, items, index, isAccented } = reader
  const word = TASK_NOUNS.match(tokens, at, isAccented)
  if (word !== null) {
    const skip = /^[:.#]$/.test(tokens[word.to]?.text ?? '') ? word.to + 1 : word.to
    const isPlural = tokens[at]?.sound.folded === 'cac'
    const numbered = isPlural
      ? null
      : (readCode(tokens, skip, index) ?? readBareNumber(tokens, skip, index, !isStrictTask(tokens, at)))
    if (numbered !== null) return numbered
  }
  const resumed = codeOfSeries(reader, at) ?? codeOfRow(reader, at)
  if (resumed !== null) return resumed
  const joint = items[items.length - 1]
  const previous = items[items.length - 2]
  if (joint === undefined || previous?.kind !== 'code') return null
  const text = tokens[joint.from]?.sound.folded || tokens[joint.from]?.text || ''
  if (!/^(?:,|&|\+|\/|-|–|va|den|toi)$/.test(text)) return null
  const sibling = siblingLetter(reader, at, previous.hit.code, joint.to)
  if (sibling !== null) return sibling
  if (tokens[at]?.kind !== 'digits') return null
  const isRange = /^(?:-|–|den|toi)$/.test(text)
  const number = readBareNumber(tokens, at, index, !isRange)
  if (number === null || isCounted(reader, number.to)) return null
  const isBeyond = number.hit.owner === 'unknown' && (number.hit.number ?? 0) > index.greatest
  return isRange && isBeyond && number.hit.candidates.length === 0 ? null : number
}

/**
 * "nv9 60%, 10 75%, 04b xong": a number that opens a clause after earlier codes, when it is a known code
 * and a figure or a verdict follows at once.
 */
function codeOfSeries(reader: Reader, at: number): CodeAt | null {
  const { tokens, items, index, isAccented } = reader
  const last = items[items.length - 1]
  const isOpening = last === undefined || last.kind === 'break' || last.kind === 'bullet'
  if (tokens[at]?.kind !== 'digits' || !isOpening) return null
  if (!reader.hasCode && !/^0\d$/.test(tokens[at]?.text ?? '')) return null
  const code = readBareNumber(tokens, at, index, true)
  if (code === null || isCounted(reader, code.to)) return null
  const next = tokens[code.to]
  if (code.to - at > 1 || next?.text === ':' || next?.kind === 'digits') return code
  const tag = MEANINGS.match(tokens, code.to, isAccented)?.tag
  if (tag === 'done' && next?.text === 'ht') return null
  return tag === 'unchanged' || tag === 'not_started' || tag === 'done' ? code : null
}

/** "it-1 2 3 4 lần lượt …": bare numbers in a row after a code, all of them own codes, two at least. */
function codeOfRow(reader: Reader, at: number): CodeAt | null {
  const { tokens, items, index } = reader
  const last = items[items.length - 1]
  if (tokens[at]?.kind !== 'digits' || last?.kind !== 'code' || last.hit.owner !== 'own') return null
  const inRow = last.to - last.from === 1
  const first = readBareNumber(tokens, at, index, true)
  if (first === null || first.hit.owner !== 'own') return null
  const second = tokens[first.to]?.kind === 'digits' ? readBareNumber(tokens, first.to, index, true) : null
  const hasNext = second !== null && second.hit.owner === 'own'
  return hasNext || (inRow && !isCounted(reader, first.to)) ? first : null
}

const STRICT = new Set(['nhiem', 'nv', 'nvu', 'n', 'ma', 'stt', 'dau'])

function isStrictTask(tokens: readonly Token[], at: number): boolean {
  return STRICT.has(tokens[at]?.sound.folded ?? '')
}

function isCounted(reader: Reader, at: number): boolean {
  const amount = readAmount(reader.source, reader.tokens, at - 1, reader.isAccented)
  return amount?.kind === 'count' && amount.unit !== null
}

/** "NV12a/b", "NV12a, b": the same number with another letter. */
function siblingLetter(reader: Reader, at: number, code: string, jointEnd: number): CodeAt | null {
  const token = reader.tokens[at]
  if (token?.kind !== 'word' || token.text.length !== 1 || jointEnd !== at) return null
  const task = [...reader.index.own.values()].find(
    (each) =>
      each.code.toLowerCase() === code.toLowerCase().replace(/[a-z]$/, token.text) && /\d[a-z]$/i.test(code),
  )
  if (task === undefined || task.code === code) return null
  return { hit: { code: task.code, owner: 'own', by: 'code', candidates: [], number: null }, to: at + 1 }
}
