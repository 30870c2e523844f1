/**
 * The text in parts of at most `limit` UTF-16 code units, none of them blank: cut at a paragraph, else at a line, else
 * at a blank, else between two characters as a reader sees them (never inside a surrogate pair, an accent or an emoji
 * sequence). White space at the cuts is dropped, everything else is kept in order.
 */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > limit) {
    const cut = cutAt(rest, limit)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  if (rest !== '') parts.push(rest)
  return parts
}

/** A cut that leaves less than this share of a part is too early to be worth its neatness. */
const LEAST_FILL = 0.3

const BREAKS: readonly RegExp[] = [/\n[^\S\n]*\n/g, /\n/g, /[ \t](?!\p{M})/gu]

function cutAt(text: string, limit: number): number {
  const window = text.slice(0, limit + 1)
  for (const pattern of BREAKS) {
    let last = -1
    for (const match of window.matchAll(pattern)) last = match.index
    if (last >= limit * LEAST_FILL) return last
  }
  return characterBoundary(text, limit)
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' })

/** A single character longer than the limit is cut between code points. */
function characterBoundary(text: string, limit: number): number {
  const nearby = text.slice(0, limit + 256)
  const start = graphemes.segment(nearby).containing(limit)?.index ?? limit
  if (start > 0) return start
  const code = text.charCodeAt(limit - 1)
  const splitsPair = code >= 0xd800 && code <= 0xdbff && limit > 1
  return splitsPair ? limit - 1 : limit
}
