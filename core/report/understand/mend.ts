/** Telex leftovers and slips of the finger, and whether the writer types diacritics at all. */
import type { CodeIndex } from './find/code-index.ts'
import { TIME_LEXICON } from './find/relative-date.ts'
import { MEANINGS } from './lexicon/meanings.ts'
import { spelledOut } from './text/shorthand.ts'
import { soundOf } from './text/sound.ts'
import { fromTelex, isSyllable } from './text/syllable.ts'
import type { Token } from './text/tokenise.ts'
import { repairTowards } from './text/typo.ts'

const REPAIR = repairTowards([...MEANINGS.vocabulary, ...TIME_LEXICON.vocabulary, 'phantram', 'thang'])

/** Telex leftovers decoded and slips repaired; real syllables and code prefixes are left alone. */
export function mended(token: Token, index: CodeIndex): Token {
  if (token.kind !== 'word' || token.text.length < 3) return token
  const { folded } = token.sound
  if (MEANINGS.vocabulary.has(folded) || index.isPrefix(folded)) return token
  const telex = token.text === folded ? fromTelex(folded) : null
  if (telex !== null && MEANINGS.vocabulary.has(soundOf(telex).folded))
    return { ...token, sound: soundOf(telex) }
  if (isSyllable(folded)) return token
  const repaired = REPAIR(folded)
  if (repaired !== null) return { ...token, sound: soundOf(repaired) }
  return telex === null ? token : { ...token, sound: soundOf(telex) }
}

/** Phone spellings in full, unless they begin a code ("K8"). */
export function inFull(token: Token, next: Token | undefined, index: CodeIndex): Token {
  if (token.kind !== 'word' || token.text.length > 4) return token
  const full = spelledOut(token.text)
  if (full === token.text || (next?.kind === 'digits' && (next.glued || index.isPrefix(token.sound.folded))))
    return token
  return { ...token, sound: soundOf(full) }
}

/** Words of greeting: many type only these with their marks. */
const POLITE = new Set(
  'da em chao anh chi kinh gui thua cam on tran trong nha nhe alo bot to cong tac vang'.split(' '),
)

/** Whether the writer types diacritics: then a bare "cho" is "cho", not "chờ". */
export function accented(tokens: readonly Token[]): boolean {
  let marked = 0
  let words = 0
  for (const token of tokens) {
    if (token.kind !== 'word' || token.text.length < 2 || POLITE.has(token.sound.folded)) continue
    words += 1
    if (token.sound.letters !== token.sound.folded || token.sound.tone !== '') marked += 1
  }
  return marked * 3 >= words && marked > 0
}
