/**
 * The one text of a value, for checksums: keys sorted by code unit, no blanks, numbers and strings as JSON.stringify
 * writes them (RFC 8785 does the same), what JSON cannot hold left out. Pure.
 */
export function canonicalJson(value: unknown): string {
  const plain: unknown = JSON.parse(JSON.stringify(value ?? null))
  return written(plain)
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${written(member)}`)
  return `{${members.join(',')}}`
}
