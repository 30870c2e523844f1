/** Phone spellings of the commonest words, so that every phrase is known in each of them: "ko", "ch", "đc", "rùi". */

const SPELLINGS: readonly (readonly [string, string])[] = [
  ['không', 'ko|k|khg|hok|hông|hổng|kô|hem|khum'],
  ['chưa', 'ch|chx'],
  ['được', 'đc|dc|đựoc|đuợc'],
  ['rồi', 'rùi|ròi|gòi|gùi|roài'],
]
const WORDS = new Map(
  SPELLINGS.flatMap(([word, spellings]) =>
    spellings.split('|').map((spelling): [string, string] => [spelling, word]),
  ),
)

/** The word a phone spelling stands for, else the word itself; expects lower case, NFC. */
export function spelledOut(word: string): string {
  return WORDS.get(word) ?? word
}
