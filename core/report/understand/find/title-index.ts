/**
 * Finds which of the officer's tasks some words speak of. Vietnamese words are mostly two syllables, so
 * pairs of neighbouring syllables weigh more than single ones; initials ("BAĐT") stand for their words.
 */
import type { KnownTask } from '../reading.ts'
import { fold } from '../text/sound.ts'
import { isSyllable } from '../text/syllable.ts'

export interface TitleHit {
  readonly code: string
  readonly score: number
  /** Distance to the next best task; the same as `score` when there is none. */
  readonly margin: number
  /** How many different pairs or initials of the title were met. */
  readonly pairs: number
}

export interface TitleIndex {
  /** Best task for the folded words, or null when nothing fits. */
  readonly find: (words: readonly string[]) => TitleHit | null
  /** Whether the word occurs in the title of the task. */
  readonly hasWord: (code: string, word: string) => boolean
}

const EMPTY_WORDS = new Set(
  (
    'va cac cua cho tren tai den trong theo voi duoc ve mot so nhung co la ra tu bang khi hoac thuc hien trien khai ' +
    'nhiem vu ket qua tinh xa huyen phuong dat hoan thanh xay dung nam thang quy ngay nguoi don vi cong tac hop ' +
    'bao cao danh gia to chuc phan tram dam bao toi thieu it nhat tong so tat ca con lai tiep tuc viec dia ban'
  ).split(' '),
)

interface TitleWords {
  readonly terms: ReadonlySet<string>
  readonly words: ReadonlySet<string>
}

/** Titles change rarely while messages come all day: taken apart once, whoever's task list they stand in. */
const MAX_REMEMBERED = 5_000
const remembered = new Map<string, TitleWords>()
const NO_WORDS: TitleWords = { terms: new Set(), words: new Set() }

function wordsOfTitle(title: string): TitleWords {
  if (title === '') return NO_WORDS
  const known = remembered.get(title)
  if (known !== undefined) return known
  const words = syllables(title)
  const made = { terms: termsOf(words), words: new Set(words) }
  if (remembered.size >= MAX_REMEMBERED) remembered.clear()
  remembered.set(title, made)
  return made
}

/** Index over the titles of the given tasks; nothing is taken apart before it is asked for. */
export function indexTitles(tasks: readonly KnownTask[]): TitleIndex {
  let titles: readonly TitleWords[] | null = null
  const taken = () => {
    titles ??= tasks.map((task) => wordsOfTitle(task.title))
    return titles
  }
  let byCode: ReadonlyMap<string, string> | null = null
  const titleOf = (code: string) => {
    byCode ??= new Map(tasks.map((task) => [task.code, task.title]))
    return byCode.get(code) ?? ''
  }
  return {
    find: (words) => (words.length === 0 ? null : best(words, tasks, taken())),
    hasWord: (code, word) => wordsOfTitle(titleOf(code)).words.has(word),
  }
}

function syllables(text: string): string[] {
  return fold(text.normalize('NFC').toLowerCase()).match(/[a-z]+/g) ?? []
}

function termsOf(words: readonly string[]): Set<string> {
  const terms = new Set<string>()
  for (const [i, word] of words.entries()) {
    if (!EMPTY_WORDS.has(word) && word.length > 1) terms.add(word)
    const next = words[i + 1]
    if (next !== undefined && !(EMPTY_WORDS.has(word) && EMPTY_WORDS.has(next))) terms.add(`${word} ${next}`)
    let initials = word.charAt(0)
    for (const further of words.slice(i + 1, i + 6)) {
      initials += further.charAt(0)
      if (initials.length > 2) terms.add(initials)
    }
  }
  return terms
}

interface Term {
  readonly text: string
  readonly weight: number
  readonly isPair: boolean
}

/** What some words look for: initials and pairs weigh most, each counted once. */
function termsSought(words: readonly string[]): Term[] {
  const terms = new Map<string, Term>()
  const seek = (text: string, weight: number, isPair: boolean) => {
    if (!terms.has(text)) terms.set(text, { text, weight, isPair })
  }
  for (const [i, word] of words.entries()) {
    if (isAbbreviation(word)) seek(word, 2, true)
    else if (!EMPTY_WORDS.has(word)) seek(word, word.length > 2 ? 0.5 : 0.25, false)
    const next = words[i + 1]
    if (next !== undefined) seek(`${word} ${next}`, 2, true)
  }
  return [...terms.values()]
}

function best(
  words: readonly string[],
  tasks: readonly KnownTask[],
  titles: readonly TitleWords[],
): TitleHit | null {
  const scores = tasks.map(() => 0)
  const pairs = tasks.map(() => 0)
  for (const { text, weight, isPair } of termsSought(words)) {
    const found = titles.flatMap(({ terms }, i) => (terms.has(text) ? [i] : []))
    const rarity = Math.log2(1 + tasks.length / found.length)
    for (const i of found) {
      scores[i] = (scores[i] ?? 0) + weight * rarity
      if (isPair) pairs[i] = (pairs[i] ?? 0) + 1
    }
  }
  let first = -1
  let second = 0
  for (const [i, score] of scores.entries()) {
    if (score <= 0) continue
    if (first < 0 || score > (scores[first] ?? 0)) {
      second = first < 0 ? 0 : (scores[first] ?? 0)
      first = i
    } else if (score > second) second = score
  }
  const task = tasks[first]
  if (task === undefined) return null
  const score = scores[first] ?? 0
  return { code: task.code, score, margin: score - second, pairs: pairs[first] ?? 0 }
}

/** Letters without a vowel inside a rhyme: "gpmb", "badt", never a syllable. */
function isAbbreviation(word: string): boolean {
  return word.length >= 3 && !isSyllable(word)
}
