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

/** Index over the titles of the given tasks. */
export function indexTitles(tasks: readonly KnownTask[]): TitleIndex {
  const postings = new Map<string, Set<string>>()
  const wordsOf = new Map<string, Set<string>>()
  for (const task of tasks) {
    const terms = termsOfTitle(task.title)
    wordsOf.set(task.code, new Set(syllables(task.title)))
    for (const term of terms) {
      const codes = postings.get(term)
      if (codes === undefined) postings.set(term, new Set([task.code]))
      else codes.add(task.code)
    }
  }
  return {
    find: (words) => best(words, postings, tasks.length),
    hasWord: (code, word) => wordsOf.get(code)?.has(word) ?? false,
  }
}

function syllables(text: string): string[] {
  return fold(text.normalize('NFC').toLowerCase()).match(/[a-z]+/g) ?? []
}

function termsOfTitle(title: string): Set<string> {
  const terms = new Set<string>()
  const words = syllables(title)
  for (const [i, word] of words.entries()) {
    if (!EMPTY_WORDS.has(word) && word.length > 1) terms.add(word)
    const next = words[i + 1]
    if (next !== undefined && !(EMPTY_WORDS.has(word) && EMPTY_WORDS.has(next))) terms.add(`${word} ${next}`)
    for (const length of [3, 4, 5, 6]) {
      const span = words.slice(i, i + length)
      if (span.length === length) terms.add(span.map((each) => each[0]).join(''))
    }
  }
  return terms
}

function best(
  words: readonly string[],
  postings: ReadonlyMap<string, ReadonlySet<string>>,
  taskCount: number,
): TitleHit | null {
  const scores = new Map<string, { score: number; pairs: number }>()
  const seen = new Set<string>()
  const credit = (term: string, weight: number, isPair: boolean) => {
    const codes = postings.get(term)
    if (codes === undefined || seen.has(term)) return
    seen.add(term)
    const rarity = Math.log2(1 + taskCount / codes.size)
    for (const code of codes) {
      const entry = scores.get(code) ?? { score: 0, pairs: 0 }
      entry.score += weight * rarity
      if (isPair) entry.pairs += 1
      scores.set(code, entry)
    }
  }
  for (const [i, word] of words.entries()) {
    if (isAbbreviation(word)) credit(word, 2, true)
    else if (!EMPTY_WORDS.has(word)) credit(word, word.length > 2 ? 0.5 : 0.25, false)
    const next = words[i + 1]
    if (next !== undefined) credit(`${word} ${next}`, 2, true)
  }
  let first: TitleHit | null = null
  let second = 0
  for (const [code, { score, pairs }] of scores) {
    if (first === null || score > first.score) {
      second = first?.score ?? 0
      first = { code, score, margin: 0, pairs }
    } else if (score > second) second = score
  }
  return first === null ? null : { ...first, margin: first.score - second }
}

/** Letters without a vowel inside a rhyme: "gpmb", "badt", never a syllable. */
function isAbbreviation(word: string): boolean {
  return word.length >= 3 && !isSyllable(word)
}
