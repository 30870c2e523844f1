/** Numbers as Vietnamese officials write them: 312.450 · 65,1 · 318k · 1,2 triệu · 5 nghìn. */
import type { Token } from '../text/tokenise.ts'

export interface NumberHit {
  readonly value: number
  readonly to: number
  /** A single point or comma whose meaning (thousands or decimals) only the context tells. */
  readonly isDotted: boolean
}

/** "1.234.567.890,12" has five groups; longer chains are no number. */
const MAX_GROUPS = 7

/** The number at token `at`; separators must be glued to the digits. */
export function readNumber(tokens: readonly Token[], at: number): NumberHit | null {
  const first = tokens[at]
  if (first === undefined || first.kind !== 'digits') return null
  let written = first.text
  let to = at + 1
  while (to < at + 2 * MAX_GROUPS) {
    const sign = tokens[to]
    const digits = tokens[to + 1]
    if (sign === undefined || digits === undefined || !sign.glued || !digits.glued) break
    if (digits.kind !== 'digits' || (sign.text !== '.' && sign.text !== ',')) break
    written += sign.text + digits.text
    to += 2
    if (digits.text.length !== 3) break
  }
  const isList = to > at + 1 && tokens[to - 1]?.text.length !== 3 && goesOn(tokens, to)
  if (isList) return { value: Number(first.text), to: at + 1, isDotted: false }
  const parsed = parseNumber(written)
  if (parsed === null) return { value: Number(first.text), to: at + 1, isDotted: false }
  const scale = scaleAt(tokens, to)
  const isDotted = /^\d{1,2}\.\d{1,2}$/.test(written)
  if (scale === null) return { value: parsed, to, isDotted }
  const tail = tokens[scale.to]
  const hasTail = scale.by === 10_000 && tail?.kind === 'digits' && tail.text.length === 1
  const value = parsed * scale.by + (hasTail ? Number(tail.text) * 1_000 : 0)
  return { value: round(value), to: hasTail ? scale.to + 1 : scale.to, isDotted: false }
}

/** "9,10,17": another group right behind one that is no thousand. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const sign = tokens[at]
  const digits = tokens[at + 1]
  return sign?.glued === true && /^[.,]$/.test(sign.text) && digits?.kind === 'digits' && digits.glued
}

/** Reads "312.450", "65,1", "1.200,5", "1,200,000"; null for what is no number ("9,10,17"). */
export function parseNumber(written: string): number | null {
  if (/^\d+$/.test(written)) return written.length > 15 ? null : Number(written)
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(written)) {
    return Number(written.replaceAll('.', '').replace(',', '.'))
  }
  if (/^\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?$/.test(written)) return Number(written.replaceAll(',', ''))
  if (/^\d+[.,]\d+$/.test(written)) return Number(written.replace(',', '.'))
  return null
}

function scaleAt(tokens: readonly Token[], at: number): { by: number; to: number } | null {
  const token = tokens[at]
  if (token === undefined || token.kind !== 'word') return null
  const word = token.sound.folded
  if (token.text === 'k' && token.glued && tokens[at + 1]?.kind !== 'digits') return { by: 1000, to: at + 1 }
  if (word === 'nghin' || word === 'ngan') return { by: 1000, to: at + 1 }
  const isDigit = tokens[at - 1]?.text.length === 1
  if (word === 'chuc' || (word === 'muoi' && isDigit)) return { by: 10, to: at + 1 }
  if (token.text === 'vạn') return { by: 10_000, to: at + 1 }
  return null
}

export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
