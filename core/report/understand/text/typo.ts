/**
 * Repairs one slip (a letter missing, doubled, wrong or swapped) in words of five letters or more that
 * are no Vietnamese syllable. Candidates are found by deletion keys, so a look-up costs the word's length.
 */

export type Repair = (folded: string) => string | null

/** A repairer towards the given folded words; ambiguous slips are left alone. */
export function repairTowards(words: Iterable<string>): Repair {
  const byDeletion = new Map<string, Set<string>>()
  const known = new Set(words)
  for (const word of known) {
    if (word.length < 5) continue
    for (const key of deletions(word)) {
      const bucket = byDeletion.get(key)
      if (bucket === undefined) byDeletion.set(key, new Set([word]))
      else bucket.add(word)
    }
  }
  return (folded) => {
    if (folded.length < 4 || folded.length > 9 || known.has(folded)) return null
    const found = new Set<string>()
    for (const key of deletions(folded)) {
      for (const word of byDeletion.get(key) ?? []) if (isOneSlip(folded, word)) found.add(word)
    }
    const [only] = found
    return found.size === 1 && only !== undefined ? only : null
  }
}

function deletions(word: string): string[] {
  const keys = [word]
  for (let i = 0; i < word.length; i++) keys.push(word.slice(0, i) + word.slice(i + 1))
  return keys
}

/** Damerau-Levenshtein distance of exactly one; a written word of four letters may only lack one. */
function isOneSlip(written: string, meant: string): boolean {
  const short = written.length <= meant.length ? written : meant
  const long = short === written ? meant : written
  if (long.length - short.length > 1) return false
  let i = 0
  while (i < short.length && short[i] === long[i]) i++
  if (short.length < long.length) return short.slice(i) === long.slice(i + 1)
  if (short.slice(i + 1) === long.slice(i + 1)) return written.length >= 5
  return short[i] === long[i + 1] && short[i + 1] === long[i] && short.slice(i + 2) === long.slice(i + 2)
}
