/** Percentages, ranges, ratios ("126/155 xã", "12,5 tỷ/30 tỷ", "9 trên 11") and plain counts at one place. */
import { compileLexicon } from '../lexicon/lexicon.ts'
import { UNIT_WORDS } from '../lexicon/talk-words.ts'
import { isClearNumber, readNumberWords } from '../text/number-words.ts'
import { isSyllable } from '../text/syllable.ts'
import type { Token } from '../text/tokenise.ts'
import { type NumberHit, readNumber, round } from './find-number.ts'
import { readShare, readTens } from './find-share.ts'

export type AmountAt =
  | {
      readonly kind: 'percent'
      readonly value: number
      /** Told as a share: "một nửa", "2 phần 3". */
      readonly isShare: boolean
      readonly to: number
    }
  | { readonly kind: 'range'; readonly low: number; readonly high: number; readonly to: number }
  | {
      readonly kind: 'ratio'
      readonly done: number
      readonly total: number
      readonly unit: string | null
      readonly isMetric: boolean
      readonly maybeDate: boolean
      readonly to: number
    }
  | { readonly kind: 'count'; readonly value: number; readonly unit: string | null; readonly to: number }

const UNITS = compileLexicon<'unit'>([['unit', UNIT_WORDS]])
const MONEY = new Set(['ty', 'ti', 'trieu', 'tr', 'dong', 'trd'])
const RANGE_JOINTS = new Set(['-', '–', '—', '~'])
const RANGE_WORDS = new Set(['den', 'toi', 'hoac', 'hay'])

interface Measured {
  readonly value: number
  readonly isPercent: boolean
  readonly unit: string | null
  readonly to: number
}

/** The amount at token `at`, longest reading first. `source` is the text the tokens were cut from. */
export function readAmount(
  source: string,
  tokens: readonly Token[],
  at: number,
  isAccented: boolean,
): AmountAt | null {
  const vague = readShare(tokens, at) ?? readTens(tokens, at)
  if (vague !== null) return vague
  const first = measured(source, tokens, at, isAccented)
  if (first === null) return null
  return (
    readRatio(source, tokens, at, first, isAccented) ??
    readRange(source, tokens, first, isAccented) ??
    plainAmount(tokens, at, first)
  )
}

function plainAmount(tokens: readonly Token[], at: number, first: Measured): AmountAt | null {
  if (first.isPercent) return { kind: 'percent', value: first.value, isShare: false, to: first.to }
  if (tokens[at]?.kind !== 'digits' && first.unit === null && !isClearNumber(tokens, at, first.to))
    return null
  return { kind: 'count', value: first.value, unit: first.unit, to: first.to }
}

/** A number with what it counts. Number words count only before "phần trăm" or a unit. */
function measured(
  source: string,
  tokens: readonly Token[],
  at: number,
  isAccented: boolean,
): Measured | null {
  const number: NumberHit | null =
    readNumber(tokens, at) ?? (tokens[at]?.kind === 'word' ? asHit(readNumberWords(tokens, at)) : null)
  if (number === null) return null
  const million =
    tokens[number.to]?.sound.folded === 'trieu' && !MONEY.has(tokens[number.to + 1]?.sound.folded ?? '')
  const counted = million ? unitAt(source, tokens, number.to + 1, isAccented) : null
  if (counted !== null) {
    return { value: round(number.value * 1e6), isPercent: false, unit: counted.name, to: counted.to }
  }
  const percent = percentSignAt(tokens, number.to)
  if (percent !== null) return { value: number.value, isPercent: true, unit: null, to: percent }
  const unit = unitAt(source, tokens, number.to, isAccented)
  const part = unit === null ? null : moneyTail(tokens, unit)
  if (unit !== null && part !== null) {
    return { value: round(number.value + part), isPercent: false, unit: unit.name, to: unit.to + 1 }
  }
  return { value: number.value, isPercent: false, unit: unit?.name ?? null, to: unit?.to ?? number.to }
}

/** "2 tỷ 5", "1 triệu 250": what follows the unit is its tenths or thousandths, unless it is counted itself. */
function moneyTail(tokens: readonly Token[], unit: { name: string; to: number }): number | null {
  const tail = tokens[unit.to]
  if (MILLIONS[unit.name] === undefined || unit.name === 'đồng') return null
  if (tail?.text === 'rưỡi') return 0.5
  if (tail?.kind !== 'digits' || tail.glued || (tail.text.length !== 1 && tail.text.length !== 3)) return null
  const next = tokens[unit.to + 1]
  const isFree =
    next === undefined ||
    next.kind === 'newline' ||
    /^(?:[/;)]|tren|roi|a)$/.test(next.sound.folded || next.text)
  return isFree ? Number(tail.text) / 10 ** tail.text.length : null
}

function asHit(words: { value: number; to: number } | null): NumberHit | null {
  return words === null || words.value === 0 ? null : { ...words, isDotted: false }
}

/** "%", "phần trăm", "phan tram", "pt" glued. */
function percentSignAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.text === '%' || token.text === '％' || token.text === '℅') return at + 1
  if (token.sound.folded === 'phan' && tokens[at + 1]?.sound.folded === 'tram') return at + 2
  if (token.sound.folded === 'phantram' || token.text === 'percent') return at + 1
  if (token.text === 'pt' && token.glued) return at + 1
  return null
}

function unitAt(
  source: string,
  tokens: readonly Token[],
  at: number,
  isAccented: boolean,
): { name: string; to: number } | null {
  const match = UNITS.match(tokens, at, isAccented)
  if (match === null) return null
  const first = tokens[at]
  let last = tokens[match.to - 1]
  if (first === undefined || last === undefined) return null
  if (/^(?:nv|nhiem)$/.test(first.sound.folded) && isNumberAt(tokens, match.to)) return null
  if (first.text === 'nha' && endsAddress(tokens[match.to])) return null
  if (first.text === 'con' && meansLeft(tokens[match.to])) return null
  let to = match.to
  if (MONEY.has(first.sound.folded)) {
    if (tokens[to]?.sound.folded === 'dong') {
      last = tokens[to] ?? last
      to += 1
    }
    const isBillion = first.sound.folded === 'ty' || first.sound.folded === 'ti'
    return { name: isBillion ? 'tỷ đồng' : first.sound.folded === 'dong' ? 'đồng' : 'triệu đồng', to }
  }
  if (first.text.length === 1 && !first.glued && tokens[at - 1]?.kind === 'digits' && first.text !== 'm')
    return null
  return { name: source.slice(first.from, last.to).toLowerCase(), to }
}

/** "126/155 con 29 xa": without marks "còn", not the counter of animals. */
function meansLeft(next: Token | undefined): boolean {
  return (
    next?.kind === 'digits' ||
    /^(?:lai|thieu|vuong|chua|cho|dang|ton|no|cham|ket)$/.test(next?.sound.folded ?? '')
  )
}

/** "75 nha em": the particle, not "nhà". */
function endsAddress(next: Token | undefined): boolean {
  return (
    next?.kind !== 'word' ||
    /^(?:nha|nhe|a|ah|e|em|anh|chi|ban|bot|sep|ad|cac|ca|moi|co|chu|bac)$/.test(next.sound.folded)
  )
}

/** "tám mươi nv 9": the noun belongs to the code that follows. */
function isNumberAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.kind === 'digits' || readNumberWords(tokens, at) !== null
}

function readRatio(
  source: string,
  tokens: readonly Token[],
  at: number,
  first: Measured,
  isAccented: boolean,
): AmountAt | null {
  const joint = ratioJoint(tokens, first.to)
  if (joint === null) return null
  const second = measured(source, tokens, joint.to, isAccented)
  if (second === null || second.value <= 0 || !startsNumber(tokens, joint.to)) return null
  const isTargeted = second.isPercent && first.unit === null && joint.isSlash && isGlued(tokens, first.to)
  if (second.isPercent !== first.isPercent && !isTargeted) return null
  if (first.isPercent && !joint.isSlash) return null
  if (tokens[second.to]?.text === '/' && tokens[second.to]?.glued && tokens[second.to + 1]?.kind === 'digits')
    return null
  const inMillions = [first.unit, second.unit].map((unit) => MILLIONS[unit ?? ''])
  const [mine, theirs] = inMillions
  const rate = mine === undefined || theirs === undefined ? null : mine / theirs
  if (first.unit !== null && second.unit !== null && rate === null && !sameUnit(first.unit, second.unit))
    return null
  const next = tokens[second.to]
  const isLast = next === undefined || next.kind === 'newline' || next.kind === 'sign'
  if (first.unit !== null && second.unit === null && !joint.isSlash && !isLast) return null
  if (first.unit !== null && second.unit === null && isOtherNoun(tokens[second.to])) return null
  const isPlain = first.unit === null && !joint.isWord
  return {
    kind: 'ratio',
    done: round(first.value * (rate ?? 1)),
    total: second.value,
    unit: second.unit ?? first.unit ?? nounAfter(source, tokens, second.to),
    isMetric: second.isPercent,
    maybeDate: isPlain && looksLikeDate(tokens, at, first, second),
    to: second.to,
  }
}

/** What a unit of money is worth in millions. */
const MILLIONS: Readonly<Record<string, number>> = { 'tỷ đồng': 1000, 'triệu đồng': 1, đồng: 1e-6 }

function isGlued(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.glued === true && tokens[at + 1]?.glued === true
}

function sameUnit(a: string, b: string): boolean {
  return a === b || a.startsWith(b) || b.startsWith(a)
}

function isOtherNoun(token: Token | undefined): boolean {
  return token?.kind === 'word' && token.glued === false && /^l(?:ượt|uot)$/.test(token.text)
}

function looksLikeDate(tokens: readonly Token[], at: number, first: Measured, second: Measured): boolean {
  const day = tokens[at]
  const month = tokens[first.to + 1]
  return (
    day !== undefined &&
    day.text.length <= 2 &&
    month !== undefined &&
    month.text.length <= 2 &&
    first.value >= 1 &&
    first.value <= 31 &&
    second.value <= 12 &&
    second.unit === null
  )
}

/** Digits, or words that can only be a number: "trên tổng năm trăm". */
function startsNumber(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]?.kind === 'digits') return true
  const words = readNumberWords(tokens, at)
  return words !== null && isClearNumber(tokens, at, words.to)
}

function ratioJoint(
  tokens: readonly Token[],
  at: number,
): { to: number; isSlash: boolean; isWord: boolean } | null {
  const token = tokens[at]
  if (token === undefined) return null
  if (token.text === '/') {
    const next =
      tokens[at + 1]?.sound.folded === 'tong'
        ? tokens[at + 2]?.sound.folded === 'so'
          ? at + 3
          : at + 2
        : at + 1
    return { to: next, isSlash: true, isWord: next > at + 1 }
  }
  const word = token.sound.folded
  if (word !== 'tren' && word !== 'trong' && word !== 'tong') return null
  let to = at + 1
  if (tokens[to]?.sound.folded === 'tong') to += 1
  if (tokens[to]?.sound.folded === 'so') to += 1
  return startsNumber(tokens, to) ? { to, isSlash: false, isWord: true } : null
}

/** An unlisted counted noun right after a ratio ("5/12 API"), as written. */
function nounAfter(source: string, tokens: readonly Token[], at: number): string | null {
  const token = tokens[at]
  if (token === undefined || token.kind !== 'word' || token.glued) return null
  return token.text.length > 1 && !isSyllable(token.sound.folded) ? source.slice(token.from, token.to) : null
}

function readRange(
  source: string,
  tokens: readonly Token[],
  first: Measured,
  isAccented: boolean,
): AmountAt | null {
  if (first.unit !== null) return null
  const joint = tokens[first.to]
  if (joint === undefined) return null
  const isSign = RANGE_JOINTS.has(joint.text)
  if (!isSign && !RANGE_WORDS.has(joint.sound.folded)) return null
  const second = measured(source, tokens, first.to + 1, isAccented)
  if (second === null || !second.isPercent || second.value <= first.value) return null
  if (!first.isPercent && first.value > 100) return null
  const inTens = first.value < 10 && tokens[first.to + 2]?.sound.folded === 'chuc'
  const low = inTens ? first.value * 10 : first.value
  return { kind: 'range', low: round(low), high: round(second.value), to: second.to }
}
