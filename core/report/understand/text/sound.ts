/**
 * How Vietnamese words are compared: a word is its letters (with their quality marks) plus one tone,
 * wherever the tone was put ("hoà" and "hòa" are one word). Pure, linear in the word's length.
 */

export interface Sound {
  /** No marks at all, đ as d: what the word looks like typed on a phone without diacritics. */
  readonly folded: string
  /** Letters with quality marks (ă â đ ê ô ơ ư) but without tone. */
  readonly letters: string
  /** The tone mark, or '' for a level or unwritten tone. */
  readonly tone: string
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g
const MARKS = /[\u0300-\u036f]/g
const ASCII = /^[a-z]*$/

/** The word without any mark; expects lower case. */
export function fold(word: string): string {
  if (ASCII.test(word)) return word
  return word.normalize('NFD').replace(MARKS, '').replaceAll('đ', 'd')
}

/** Vietnamese has some 7,000 written syllables: remembering them saves taking each apart again. */
const MAX_REMEMBERED = 20_000
const remembered = new Map<string, Sound>()

/** Letters, tone and folded form of a lower-case word. */
export function soundOf(word: string): Sound {
  if (ASCII.test(word)) return { folded: word, letters: word, tone: '' }
  let sound = remembered.get(word)
  if (sound === undefined) {
    sound = takeApart(word)
    if (remembered.size < MAX_REMEMBERED && word.length <= 8) remembered.set(word, sound)
  }
  return sound
}

function takeApart(word: string): Sound {
  const split = word.normalize('NFD')
  const tone = TONE.exec(split)?.[0] ?? ''
  return { folded: fold(word), letters: split.replace(TONES, '').normalize('NFC'), tone }
}

export type Agreement = 'exact' | 'bare' | 'none'

/**
 * How a written word agrees with a dictionary word: `exact`, `bare` when it only lacks marks (never
 * when it has other marks: "chùa" is not "chưa"), else `none`.
 */
export function agree(written: Sound, meant: Sound): Agreement {
  if (written.folded !== meant.folded) return 'none'
  if (written.letters === meant.letters && written.tone === meant.tone) return 'exact'
  if (written.tone !== '' && written.tone !== meant.tone) return 'none'
  for (let i = 0; i < meant.folded.length; i++) {
    if (written.letters[i] !== meant.letters[i] && written.letters[i] !== written.folded[i]) return 'none'
  }
  return 'bare'
}
