/** Numbers written as words, with or without marks: "sáu mươi", "sáu lăm", "bảy hai phẩy năm", "một trăm". */
import { agree, soundOf } from './sound.ts'
import type { Token } from './tokenise.ts'

const UNITS: readonly (readonly [string, number])[] = [
  ['không', 0],
  ['một', 1],
  ['mốt', 1],
  ['hai', 2],
  ['ba', 3],
  ['bốn', 4],
  ['tư', 4],
  ['năm', 5],
  ['lăm', 5],
  ['nhăm', 5],
  ['sáu', 6],
  ['bảy', 7],
  ['bẩy', 7],
  ['tám', 8],
  ['chín', 9],
]
const COMPILED = UNITS.map(([word, value]) => ({ sound: soundOf(word), value }))
const WORDS = {
  ten: [soundOf('mười')],
  tens: [soundOf('mươi'), soundOf('chục')],
  hundred: [soundOf('trăm')],
  link: [soundOf('linh'), soundOf('lẻ')],
  point: [soundOf('phẩy'), soundOf('chấm')],
  half: [soundOf('rưỡi')],
}

const FOLDED = new Set([...UNITS.map(([word]) => soundOf(word).folded), 'muoi'])

/** Whether a number may begin with the folded word. */
export function isNumberWord(folded: string): boolean {
  return FOLDED.has(folded)
}

export interface WordNumber {
  readonly value: number
  /** Index after the last token used. */
  readonly to: number
}

/** The number spelled from token `at` on, or null. Up to 999, decimals after "phẩy". */
export function readNumberWords(tokens: readonly Token[], at: number): WordNumber | null {
  const first = unitAt(tokens, at)
  const hundreds = first !== null && is(tokens, at + 1, 'hundred') && !isPercentAt(tokens, at)
  let value = 0
  let i = at
  if (hundreds && first !== null) {
    value = first * 100
    i = at + 2
    const link = is(tokens, i, 'link')
    const rest = link ? unitPair(tokens, i + 1) : belowHundred(tokens, i)
    if (rest !== null) {
      value += rest.value
      i = rest.to
    }
  } else {
    const small = belowHundred(tokens, at)
    if (small === null) return null
    value = small.value
    i = small.to
  }
  return withFraction(tokens, value, i)
}

/** Spelled so that it can be nothing but a number: "bảy mươi lăm", "một trăm", "sáu lăm"; not "hai ba". */
export function isClearNumber(tokens: readonly Token[], at: number, to: number): boolean {
  return tokens.slice(at, to).some(({ text, sound }, i) => {
    if (i === 0) return text === 'mười' && to > at + 1
    return text === 'trăm' || /^(?:muoi|chuc|lam|nham)$/.test(sound.folded)
  })
}

/** "sáu mươi phần trăm": the "trăm" belongs to "phần trăm", never to a unit right before it. */
function isPercentAt(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.sound.folded === 'phan'
}

function withFraction(tokens: readonly Token[], value: number, at: number): WordNumber {
  if (is(tokens, at, 'half')) return { value: value + 0.5, to: at + 1 }
  if (!is(tokens, at, 'point')) return { value, to: at }
  const digits = belowHundred(tokens, at + 1)
  if (digits === null) return { value, to: at }
  const scale = digits.value < 10 ? 10 : 100
  return { value: value + digits.value / scale, to: digits.to }
}

function belowHundred(tokens: readonly Token[], at: number): WordNumber | null {
  if (is(tokens, at, 'ten')) {
    const unit = unitAt(tokens, at + 1)
    return unit === null ? { value: 10, to: at + 1 } : { value: 10 + unit, to: at + 2 }
  }
  return unitPair(tokens, at)
}

function unitPair(tokens: readonly Token[], at: number): WordNumber | null {
  const unit = unitAt(tokens, at)
  if (unit === null) return null
  if (is(tokens, at + 1, 'tens')) {
    const last = unitAt(tokens, at + 2)
    return last === null ? { value: unit * 10, to: at + 2 } : { value: unit * 10 + last, to: at + 3 }
  }
  const last = unitAt(tokens, at + 1)
  const startsAnother = is(tokens, at + 2, 'tens') || is(tokens, at + 2, 'hundred')
  const isDigit = last !== 0 || isPercentAt(tokens, at + 2)
  if (last !== null && isDigit && !startsAnother && unit > 0) return { value: unit * 10 + last, to: at + 2 }
  return { value: unit, to: at + 1 }
}

function unitAt(tokens: readonly Token[], at: number): number | null {
  const token = tokens[at]
  if (token === undefined || token.kind !== 'word' || token.text.length < 2) return null
  return COMPILED.find((unit) => agree(token.sound, unit.sound) !== 'none')?.value ?? null
}

function is(tokens: readonly Token[], at: number, kind: keyof typeof WORDS): boolean {
  const token = tokens[at]
  return token?.kind === 'word' && WORDS[kind].some((sound) => agree(token.sound, sound) !== 'none')
}
