/** Reads a task code, in any spelling, at one place of the text. */
import type { CodeHit } from '../item.ts'
import type { KnownTask } from '../reading.ts'
import { readNumberWords } from '../text/number-words.ts'
import type { Token } from '../text/tokenise.ts'
import { type CodeIndex, keyOf } from './code-index.ts'

export interface CodeAt {
  readonly hit: CodeHit
  readonly to: number
}

const JOINTS = new Set(['.', '-', '_', '#', '–'])
/** Prefixes that are also ordinary abbreviations: a number after a space need not make them a code. */
const ALSO_WORDS = new Set(
  'ht tk kh ct bc hd dx kk kn vm cv qd hs tb bv cb dv kp mb tt ub hn gv cn q t p k d m'.split(' '),
)
const TIME_UNITS = new Set('thang ngay nam tuan gio quy phut h'.split(' '))

/** The longest known code starting at `at`, else an unknown one with a known prefix, else an outline number. */
export function readCode(tokens: readonly Token[], at: number, index: CodeIndex): CodeAt | null {
  if (tokens[at]?.kind === 'digits' && !index.hasBareCodes) return null
  const known = readKnown(tokens, at, index)
  if (known !== null) return known
  return readOutline(tokens, at, index) ?? readUnknown(tokens, at, index)
}

interface Parts {
  readonly parts: string[]
  readonly ends: number[]
}

/** Letter and digit runs from `at` on, as far as they could be one code. */
function partsAt(tokens: readonly Token[], at: number, isPrefix: (letters: string) => boolean): Parts {
  const parts: string[] = []
  const ends: number[] = []
  let i = at
  while (parts.length < 6) {
    const token = tokens[i]
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'digits')) break
    const previous = parts[parts.length - 1]
    if (previous !== undefined && !joins(tokens, i, parts.length)) break
    const run = token.kind === 'word' ? token.sound.folded : String(Number(token.text))
    if (token.kind === 'word') {
      const repaired = parts.length === 0 ? zeroForO(run, tokens[i + 1], isPrefix) : null
      if (repaired !== null) {
        parts.push(repaired.letters, String(repaired.number))
        ends.push(i + 1, i + repaired.used)
        i += repaired.used
      } else {
        const isLetterO = run === 'o' && parts.length === 1 && tokens[i + 1]?.kind === 'digits'
        const zeros = parts.length > 0 && token.glued && /^[ol]$/.test(run) ? run : null
        if (zeros !== null && previous !== undefined && /^\d/.test(previous)) {
          parts[parts.length - 1] = previous + (run === 'o' ? '0' : '1')
          ends[ends.length - 1] = i + 1
        } else if (!isLetterO) {
          parts.push(run)
          ends.push(i + 1)
        }
        i += 1
      }
    } else {
      parts.push(run)
      ends.push(i + 1)
      i += 1
    }
    const joint = tokens[i]
    if (joint !== undefined && JOINTS.has(joint.text) && joint.glued) i += 1
  }
  return { parts, ends }
}

/** Between the prefix and its number a space is common; everything later must be glued. */
function joins(tokens: readonly Token[], at: number, count: number): boolean {
  const token = tokens[at]
  const before = tokens[at - 1]
  if (token === undefined || before === undefined) return false
  if (token.glued) return true
  if (count !== 1 || before.kind !== 'word') return false
  const next = tokens[at + 1]
  const isLetterO = token.text === 'o' && next?.kind === 'digits' && next.glued
  return token.kind === 'digits' || isLetterO
}

/** "NVO9", "NVl0": a letter typed for a digit right after a known prefix. */
function zeroForO(
  run: string,
  next: Token | undefined,
  isPrefix: (letters: string) => boolean,
): { letters: string; number: number; used: number } | null {
  if (isPrefix(run)) return null
  const slip = /^([a-z]+?)([oil]+)$/.exec(run)
  if (slip?.[1] === undefined || slip[2] === undefined || !isPrefix(slip[1])) return null
  const digits = slip[2].replaceAll('o', '0').replace(/[il]/g, '1')
  if (next?.kind === 'digits' && next.glued) {
    return { letters: slip[1], number: Number(digits + next.text), used: 2 }
  }
  const isLoneOne = slip[2] === 'l' && slip[1].length >= 2
  return isLoneOne ? { letters: slip[1], number: 1, used: 1 } : null
}

function readKnown(tokens: readonly Token[], at: number, index: CodeIndex): CodeAt | null {
  const { parts, ends } = partsAt(tokens, at, index.isPrefix)
  for (let count = parts.length; count > 0; count--) {
    const key = keyOf(parts.slice(0, count))
    const to = ends[count - 1]
    if (to === undefined || (count === 1 && /^\d+$/.test(key))) continue
    if (cutsAWord(tokens, to) || isPercent(tokens, to)) continue
    const task = index.known(key)
    if (task !== undefined) return { hit: hitOf(task, index.isOwn(task.code), parts.slice(0, count)), to }
    const stems = index.suffixed.get(key) ?? []
    if (stems.length > 0) {
      const candidates = stems.map((each) => each.code)
      return {
        hit: {
          code: candidates[0] ?? '',
          owner: 'unknown',
          by: 'code',
          candidates,
          number: lastNumber(parts),
        },
        to,
      }
    }
  }
  return null
}

function hitOf(task: KnownTask, isOwn: boolean, parts: readonly string[]): CodeHit {
  return {
    code: task.code,
    owner: isOwn ? 'own' : 'other',
    by: 'code',
    candidates: [],
    number: lastNumber(parts),
  }
}

function lastNumber(parts: readonly string[]): number | null {
  const last = [...parts].reverse().find((part) => /^\d/.test(part))
  return last === undefined ? null : Number(last)
}

/** A letter glued behind ("NV09hoan") ends a code only when it begins a longer word. */
function cutsAWord(tokens: readonly Token[], to: number): boolean {
  const next = tokens[to]
  const last = tokens[to - 1]
  return last?.kind === 'word' && next?.kind === 'word' && next.glued
}

function isPercent(tokens: readonly Token[], to: number): boolean {
  return tokens[to]?.text === '%'
}

function readOutline(tokens: readonly Token[], at: number, index: CodeIndex): CodeAt | null {
  const roman = tokens[at]
  const dot = tokens[at + 1]
  const digits = tokens[at + 2]
  if (roman?.kind !== 'word' || dot?.text !== '.' || !dot.glued || digits?.kind !== 'digits') return null
  if (!/^[ivxlc]+$|^[a-z]$/.test(roman.text)) return null
  const suffix = tokens[at + 3]
  const withSuffix =
    suffix?.kind === 'word' && suffix.glued && suffix.text.length === 1
      ? index.outline(`${roman.text}.${Number(digits.text)}${suffix.text}`)
      : undefined
  const task = withSuffix ?? index.outline(`${roman.text}.${Number(digits.text)}`)
  if (task === undefined) return null
  const owner = index.isOwn(task.code) ? 'own' : 'other'
  const hit: CodeHit = { code: task.code, owner, by: 'outline', candidates: [], number: null }
  return { hit, to: withSuffix === undefined ? at + 3 : at + 4 }
}

/** A code nobody has: known prefix and up to three digits, when nothing else explains the number. */
function readUnknown(tokens: readonly Token[], at: number, index: CodeIndex): CodeAt | null {
  const first = tokens[at]
  if (first?.kind !== 'word') return null
  const { parts, ends } = partsAt(tokens, at, index.isPrefix)
  const [prefix, number] = parts
  const to = ends[1]
  if (prefix === undefined || number === undefined || to === undefined) return null
  if (!tokens.slice(at, to).some((token) => token.kind === 'digits')) return null
  if (!index.isPrefix(prefix) || !/^\d{1,3}$/.test(number)) return null
  const isSpaced = tokens[to - 1]?.glued === false
  if (isSpaced && ALSO_WORDS.has(prefix)) return null
  const next = tokens[to]
  if (next !== undefined && (next.text === '%' || next.text === '/' || TIME_UNITS.has(next.sound.folded)))
    return null
  const suffix = next?.kind === 'word' && next.glued && next.text.length === 1 ? next : null
  const end = suffix === null ? to : to + 1
  const written = tokens
    .slice(at, end)
    .map((token) => token.text)
    .join('')
    .toUpperCase()
  return {
    hit: { code: written, owner: 'unknown', by: 'code', candidates: [], number: Number(number) },
    to: end,
  }
}

/**
 * A bare number that stands for a code: after a task word ("nhiệm vụ số chín") or inside a list. Null when
 * the number is counted, is a percentage or nothing is known of it and `mustBeKnown`.
 */
export function readBareNumber(
  tokens: readonly Token[],
  at: number,
  index: CodeIndex,
  mustBeKnown: boolean,
): CodeAt | null {
  const token = tokens[at]
  if (token === undefined) return null
  let tail: string
  let to: number
  if (token.kind === 'digits') {
    if (token.text.length > 3) return null
    tail = String(Number(token.text))
    to = at + 1
    const dotted = tokens[to + 1]
    const suffix = tokens[to]
    if (suffix?.kind === 'word' && suffix.glued && suffix.text.length === 1) {
      const longer = index.byTail.has(`${tail}|${suffix.sound.folded}`)
      if (!longer) return null
      tail = `${tail}|${suffix.sound.folded}`
      to += 1
    } else if (suffix?.text === '.' && dotted?.kind === 'digits' && dotted.glued) {
      if (!index.byTail.has(`${tail}|${Number(dotted.text)}`)) return null
      tail = `${tail}|${Number(dotted.text)}`
      to += 2
    }
  } else {
    const words = readNumberWords(tokens, at)
    if (words === null || words.value === 0 || !Number.isInteger(words.value)) return null
    tail = String(words.value)
    to = words.to
  }
  const next = tokens[to]
  if (next !== undefined && (next.text === '%' || next.text === '/' || next.sound.folded === 'phan'))
    return null
  const isSpelledPercent = tokens[readNumberWords(tokens, to)?.to ?? -1]?.sound.folded === 'phan'
  if (next !== undefined && TIME_UNITS.has(next.sound.folded) && !isSpelledPercent) return null
  return resolveTail(tail, to, index, mustBeKnown)
}

function resolveTail(tail: string, to: number, index: CodeIndex, mustBeKnown: boolean): CodeAt | null {
  const number = lastNumber(tail.split('|'))
  const tasks = index.byTail.get(tail) ?? index.byStem.get(tail) ?? []
  const [only] = tasks
  if (only !== undefined && tasks.length === 1) {
    return { hit: { code: only.code, owner: 'own', by: 'code', candidates: [], number }, to }
  }
  if (only !== undefined) {
    const candidates = tasks.map((task) => task.code)
    return { hit: { code: only.code, owner: 'unknown', by: 'code', candidates, number }, to }
  }
  const foreign = index.otherByTail(tail)
  if (foreign !== undefined) {
    return { hit: { code: foreign.code, owner: 'other', by: 'code', candidates: [], number }, to }
  }
  if (mustBeKnown) return null
  return {
    hit: {
      code: tail.replaceAll('|', '').toUpperCase(),
      owner: 'unknown',
      by: 'code',
      candidates: [],
      number,
    },
    to,
  }
}
