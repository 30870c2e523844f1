/** Shares told in words: "một nửa", "2 phần 3"; and vague tens: "6,7 chục phần trăm", "tám mấy phần trăm". */
import { readNumberWords } from '../text/number-words.ts'
import type { Token } from '../text/tokenise.ts'
import { round } from './find-number.ts'

interface ShareAt {
  readonly kind: 'percent'
  readonly value: number
  readonly isShare: true
  readonly to: number
}

/** Spans of time that are halved without any progress being meant. */
const HALVED_TIME = new Set('thang ngay buoi nam tieng gio tuan dau cuoi chung ky dem doi so'.split(' '))

/** A half, or so many parts of so many, in percent with one decimal. */
export function readShare(tokens: readonly Token[], at: number): ShareAt | null {
  const one = tokens[at]
  const isOne = /^(?:1|mot)$/.test(one?.kind === 'word' ? one.sound.folded : (one?.text ?? ''))
  const half = tokens[isOne ? at + 1 : at]
  if (half?.text === 'nửa' || isHalf(half) || (isOne && half?.text === 'nua')) {
    const to = isOne ? at + 2 : at + 1
    return HALVED_TIME.has(tokens[to]?.sound.folded ?? '')
      ? null
      : { kind: 'percent', value: 50, isShare: true, to }
  }
  const done = smallNumber(tokens, at)
  if (done === null || tokens[at + 1]?.sound.folded !== 'phan') return null
  const total = smallNumber(tokens, at + 2)
  if (total === null || total <= done) return null
  return { kind: 'percent', value: Math.round((done / total) * 1000) / 10, isShare: true, to: at + 3 }
}

/** "nuwar" mended to "nửa". */
function isHalf(token: Token | undefined): boolean {
  return token?.sound.letters === 'nưa' && token.sound.tone === '\u0309'
}

function smallNumber(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.kind === 'digits') return token.text.length === 1 ? Number(token.text) : null
  const words = readNumberWords(tokens.slice(at, at + 1), 0)
  return words === null || words.value === 0 ? null : words.value
}

interface TensAt {
  readonly kind: 'range'
  readonly low: number
  readonly high: number
  readonly to: number
}

/** "6,7 chục phần trăm" is 60 to 70; "tám mấy phần trăm" 80 to 89. */
export function readTens(tokens: readonly Token[], at: number): TensAt | null {
  const first = tokens[at]
  const isPair = first?.kind === 'digits' && first.text.length === 1 && tokens[at + 1]?.text === ','
  const second = tokens[at + 2]
  if (isPair && second?.text.length === 1 && tokens[at + 3]?.sound.folded === 'chuc') {
    const to = percentEnd(tokens, at + 4)
    return to === null
      ? null
      : { kind: 'range', low: Number(first.text) * 10, high: Number(second.text) * 10, to }
  }
  const some =
    first?.kind === 'digits' ? { value: Number(first.text), to: at + 1 } : readNumberWords(tokens, at)
  if (some === null || tokens[some.to]?.sound.folded !== 'may' || some.value <= 0) return null
  const to = percentEnd(tokens, some.to + 1)
  const low = some.value < 10 ? some.value * 10 : some.value
  return to === null || low > 90 ? null : { kind: 'range', low: round(low), high: round(low + 9), to }
}

function percentEnd(tokens: readonly Token[], at: number): number | null {
  if (tokens[at]?.text === '%') return at + 1
  return tokens[at]?.sound.folded === 'phan' && tokens[at + 1]?.sound.folded === 'tram' ? at + 2 : null
}
