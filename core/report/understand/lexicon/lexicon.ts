/** A dictionary of phrases by meaning, compiled once into a trie over words without marks. */
import { spelledOut } from '../text/shorthand.ts'
import { agree, type Sound, soundOf } from '../text/sound.ts'
import type { Token } from '../text/tokenise.ts'

export type PhraseList<Tag extends string> = Readonly<Record<Tag, string>>

interface Entry<Tag> {
  readonly tag: Tag
  readonly sounds: readonly Sound[]
  /** Never meant by the same letters without marks. */
  readonly isExactOnly: boolean
}

interface Node<Tag> {
  readonly next: Map<string, Node<Tag>>
  readonly entries: Entry<Tag>[]
}

export interface Match<Tag> {
  readonly tag: Tag
  /** Index of the first token after the phrase. */
  readonly to: number
  readonly isExact: boolean
}

export interface Lexicon<Tag extends string> {
  /** The longest phrase that starts at token `at`; an exact spelling wins over one without marks. */
  readonly match: (tokens: readonly Token[], at: number, isAccented: boolean) => Match<Tag> | null
  /** Whether a phrase begins with the folded word. */
  readonly begins: (folded: string) => boolean
  /** Every word of every phrase, folded. */
  readonly vocabulary: ReadonlySet<string>
}

/** Words that are common without any mark: in an accented text they mean themselves only. */
const OFTEN_BARE = new Set(
  'cho con thu ca ma hay nay xin do thi tu da se can khi tang ban moi chi den va ai la hai ba tam nam tai ha the sao kd'.split(
    ' ',
  ),
)

/** Compiles lists written as "phrase|=phrase|…" per meaning; "=" before what only counts with all its marks. */
export function compileLexicon<Tag extends string>(lists: readonly (readonly [Tag, string])[]): Lexicon<Tag> {
  const root: Node<Tag> = { next: new Map(), entries: [] }
  const vocabulary = new Set<string>()
  for (const [tag, list] of lists) {
    for (const phrase of list.split('|')) {
      const isExactOnly = phrase.startsWith('=')
      const words = (isExactOnly ? phrase.slice(1) : phrase)
        .normalize('NFC')
        .replaceAll('/', ' / ')
        .trim()
        .split(/\s+/)
        .filter(Boolean)
      const sounds = words.map((word) => soundOf(spelledOut(word)))
      for (const sound of sounds) vocabulary.add(sound.folded)
      insert(root, sounds, { tag, sounds, isExactOnly })
      const joined = words.map((word) => soundOf(word).folded).join('')
      if (words.length > 1 && joined.length >= 7)
        insert(root, [soundOf(joined)], { tag, sounds: [soundOf(joined)], isExactOnly: false })
    }
  }
  return {
    vocabulary,
    begins: (folded) => root.next.has(folded),
    match: (tokens, at, isAccented) => longest(root, tokens, at, isAccented),
  }
}

function insert<Tag>(root: Node<Tag>, sounds: readonly Sound[], entry: Entry<Tag>): void {
  let node = root
  for (const sound of sounds) {
    let next = node.next.get(sound.folded)
    if (next === undefined) {
      next = { next: new Map(), entries: [] }
      node.next.set(sound.folded, next)
    }
    node = next
  }
  node.entries.push(entry)
}

function longest<Tag>(
  root: Node<Tag>,
  tokens: readonly Token[],
  at: number,
  isAccented: boolean,
): Match<Tag> | null {
  let node: Node<Tag> | undefined = root
  let best: Match<Tag> | null = null
  const read: Sound[] = []
  for (let i = at; i < tokens.length && node !== undefined; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (token.text === '-' && token.glued && tokens[i + 1]?.glued && i > at) continue
    if (token.kind !== 'word' && token.text !== '/') break
    const key: string = token.kind === 'word' ? token.sound.folded : token.text
    node = node.next.get(key)
    if (node === undefined) break
    read.push(token.kind === 'word' ? token.sound : { folded: key, letters: key, tone: '' })
    const found = pick(node.entries, read, isAccented)
    if (found !== null) best = { tag: found.tag, to: i + 1, isExact: found.isExact }
  }
  return best
}

function pick<Tag>(
  entries: readonly Entry<Tag>[],
  read: readonly Sound[],
  isAccented: boolean,
): { tag: Tag; isExact: boolean } | null {
  let bare: Tag | null = null
  for (const entry of entries) {
    const how = agreement(entry.sounds, read)
    if (how === 'exact') return { tag: entry.tag, isExact: true }
    if (how === 'bare' && bare === null && !entry.isExactOnly) bare = entry.tag
  }
  if (bare === null) return null
  if (read.length === 1 && read.some(isAnotherWord)) return null
  if (isAccented && read.some((sound) => sound.tone === '' && OFTEN_BARE.has(sound.letters))) return null
  return { tag: bare, isExact: false }
}

/**
 * A single word with marks of its own is what it says: "tháp" is not "thấp", "phân" not "phần". Only a stop at
 * its end without any tone ("đươc") cannot be meant.
 */
function isAnotherWord({ folded, letters, tone }: Sound): boolean {
  if (letters === folded && tone === '') return false
  return tone !== '' || !/(?:[cpt]|ch)$/.test(folded)
}

function agreement(meant: readonly Sound[], written: readonly Sound[]): 'exact' | 'bare' | 'none' {
  let result: 'exact' | 'bare' = 'exact'
  for (let i = 0; i < meant.length; i++) {
    const a = meant[i]
    const b = written[i]
    if (a === undefined || b === undefined) return 'none'
    const how = agree(b, a)
    if (how === 'none') return 'none'
    if (how === 'bare') result = 'bare'
  }
  return result
}
