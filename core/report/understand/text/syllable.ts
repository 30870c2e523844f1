/**
 * Whether letters form a Vietnamese syllable, and what a Telex leftover ("ddax", "soos") stands for.
 * Used to leave every real word alone: only what is no syllable is repaired.
 */
import { fold } from './sound.ts'

const ONSET = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|th|tr|qu|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x)?'
const RHYME =
  '(?:a(?:ch|ng|nh|[cimnoptuy])?|e(?:ch|ng|nh|[cmnoptu])?|i(?:ch|nh|[acmnptu]|e(?:ng|[cmnptu]))?' +
  '|o(?:ng|[cimnpt]|a(?:ch|ng|nh|[cimnotpy])?|e[not]?|o(?:ng|c))?' +
  '|u(?:ng|[acimnpt]|o(?:ng|[cimnptu])|e(?:ch|nh|[nt])?|a(?:ng|[nty])|y(?:ch|nh|[ant]|e[nt])?|u)?|y(?:[nt]|e(?:ng|[mnptu]))?)'
const SYLLABLE = new RegExp(`^${ONSET}${RHYME}$`)

/** "khoong", "coong": a doubled o that only these few borrowed words keep. */
const DOUBLE_O = /^(?!xoong|soong|boong|goong)[a-z]+oo(?:ng|c)$/

/** Whether the word, without its marks, is built like a Vietnamese syllable. */
export function isSyllable(folded: string): boolean {
  return folded.length <= 7 && SYLLABLE.test(folded) && !DOUBLE_O.test(folded)
}

const TONE_KEYS: Readonly<Record<string, string>> = {
  s: '\u0301',
  f: '\u0300',
  r: '\u0309',
  x: '\u0303',
  j: '\u0323',
}
const DOUBLED: readonly (readonly [string, string])[] = [
  ['dd', 'đ'],
  ['aa', 'â'],
  ['ee', 'ê'],
  ['oo', 'ô'],
  ['uow', 'ươ'],
  ['uwow', 'ươ'],
  ['aw', 'ă'],
  ['ow', 'ơ'],
  ['uw', 'ư'],
]

/**
 * The word that Telex keys spell ("hoas" -> "hóa"), or null when the letters are already a syllable or
 * spell none. The tone key may stand at the end or right after the vowels. Expects lower-case ASCII.
 */
export function fromTelex(word: string): string | null {
  if (word.length < 2 || word.length > 9 || !/^[a-z]+$/.test(word) || isSyllable(word)) return null
  let rest = word
  let tone = ''
  const key = /[aeiouyw]([sfrxj])(?:ch|nh|ng|[cmnptiuoy])?$/.exec(rest) ?? /[a-z]([sfrxj])$/.exec(rest)
  if (key?.[1] !== undefined) {
    const at = rest.lastIndexOf(key[1])
    tone = TONE_KEYS[key[1]] ?? ''
    rest = rest.slice(0, at) + rest.slice(at + 1)
  }
  for (const [keys, letter] of DOUBLED) rest = rest.replace(keys, letter)
  rest = withLateKey(rest)
  const folded = fold(rest)
  if (!isSyllable(folded)) return null
  return tone === '' ? (rest === word ? null : rest) : placeTone(rest, tone)
}

const HOOKED: Readonly<Record<string, string>> = { a: 'ă', o: 'ơ', u: 'ư' }
const ROOFED: Readonly<Record<string, string>> = { a: 'â', e: 'ê', o: 'ô' }

/** A key typed after the rhyme: "tramw" (trăm), "tiene" (tiên), "dangd" (đang). */
function withLateKey(word: string): string {
  if (isSyllable(fold(word))) return word
  const last = word.slice(-1)
  const stem = word.slice(0, -1)
  if (last === 'd' && stem.startsWith('d')) return `đ${stem.slice(1)}`
  if (word.includes('w')) {
    const bare = word.replace('w', '')
    if (bare.includes('uo')) return bare.replace('uo', 'ươ')
    const at = bare.search(/[aou](?=[^aou]*$)/)
    return at < 0 ? word : bare.slice(0, at) + (HOOKED[bare.charAt(at)] ?? '') + bare.slice(at + 1)
  }
  const roof = ROOFED[last]
  const at = stem.lastIndexOf(last)
  return roof === undefined || at < 0 ? word : stem.slice(0, at) + roof + stem.slice(at + 1)
}

/** Puts the tone on some vowel: comparison by sound does not care on which. */
function placeTone(letters: string, tone: string): string {
  const at = letters.search(/[aăâeêioôơuưy](?=[^aăâeêioôơuưy]*$)/)
  return at < 0 ? letters : `${letters.slice(0, at + 1)}${tone}${letters.slice(at + 1)}`.normalize('NFC')
}
