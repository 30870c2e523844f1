/** Numbers of official papers: 215/BC-SKHCN, 1313/UBND-KSTT, 57-NQ/TW, 12/2025/QĐ-UBND, CV 456/SKHCN-VP. */
import type { Token } from '../text/tokenise.ts'

export interface DocumentHit {
  readonly symbol: string
  readonly to: number
}

const KINDS = new Set(
  'qd kh bc tb cv ttr ct nq hd gm bb ttg tt nd ctr cd tr kl pa gmh vb htr dt nqlt ttlt qdd bcth'.split(' '),
)

/** The paper whose number starts at token `at` (digits), or null. `source` is the text of the tokens. */
export function readDocument(source: string, tokens: readonly Token[], at: number): DocumentHit | null {
  const first = tokens[at]
  if (first === undefined || first.kind !== 'digits') return null
  let to = at + 1
  let words = 0
  let joints = 0
  let hasKind = false
  for (;;) {
    const sign = tokens[to]
    const part = tokens[to + 1]
    if (sign === undefined || part === undefined || !sign.glued || !part.glued) break
    if (sign.text !== '/' && sign.text !== '-') break
    if (part.kind === 'digits') {
      if (words > 0 || sign.text !== '/' || !/^(?:19|20)\d\d$/.test(part.text)) break
      if (tokens[to + 2]?.text !== '/') break
    } else if (part.kind === 'word') {
      words += 1
      if (KINDS.has(part.sound.folded)) hasKind = true
    } else break
    joints += 1
    to += 2
  }
  if (words === 0 || (words === 1 && joints === 1 && !hasKind)) return null
  const last = tokens[to - 1]
  if (last === undefined) return null
  if (tokens[to]?.text === '%') return null
  return { symbol: source.slice(first.from, last.to), to }
}
