/** Cuts a message into words, digit runs, signs and line ends, each knowing where it stood. */
import { type Sound, soundOf } from './sound.ts'

export interface Token {
  readonly kind: 'word' | 'digits' | 'sign' | 'newline' | 'emoji'
  /** Lower case, NFC, as written. */
  readonly text: string
  readonly sound: Sound
  /** Place in the normalised source, end excluded. */
  readonly from: number
  readonly to: number
  /** No white space before it. */
  readonly glued: boolean
}

const PIECE =
  /(\p{L}[\p{L}\p{M}]*)|(\d+)|(\r?\n)|(\p{Extended_Pictographic}[\u200d\ufe0f\p{Extended_Pictographic}\p{Emoji_Modifier}]*)|(\S)/gu
const SILENT: Sound = { folded: '', letters: '', tone: '' }

/** Tokens of a text in NFC, in order; white space is dropped but remembered as `glued: false`. */
export function tokenise(source: string): Token[] {
  const tokens: Token[] = []
  let end = -1
  for (const match of source.matchAll(PIECE)) {
    const raw = match[0]
    const from = match.index
    const text = raw.toLowerCase()
    const kind =
      match[1] !== undefined
        ? 'word'
        : match[2] !== undefined
          ? 'digits'
          : match[3] !== undefined
            ? 'newline'
            : match[4] !== undefined
              ? 'emoji'
              : 'sign'
    const sound = kind === 'word' ? soundOf(text) : SILENT
    tokens.push({ kind, text, sound, from, to: from + raw.length, glued: from === end })
    end = from + raw.length
  }
  return tokens
}
