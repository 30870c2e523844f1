/**
 * The JSON value with every string fit for a database: lone surrogates become U+FFFD, NUL (which PostgreSQL refuses
 * in text and jsonb) disappears. One such character in an update would otherwise fail to be stored for ever. Below 40
 * levels, deeper than any update, null.
 */
export function wellFormed(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return wellFormedText(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > 40) return null
  if (Array.isArray(value)) return value.map((item: unknown) => wellFormed(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [wellFormedText(name), wellFormed(item, depth + 1)]),
  )
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

function wellFormedText(text: string): string {
  return text.replaceAll('\u0000', '').replace(LONE_SURROGATE, '\uFFFD')
}
