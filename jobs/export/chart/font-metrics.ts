/**
 * Widths of text in a TrueType font, read from its `cmap` and `hmtx` tables. A server has no canvas to measure with, and
 * a guess is far off for Vietnamese letters; with real widths, names wrap and axes leave room as they should.
 */
export interface FontMetrics {
  /** Pixels, for a size in pixels. Characters the font lacks count as its first glyph. */
  widthOf(text: string, size: number): number
  has(codePoint: number): boolean
}

export function readFontMetrics(bytes: Uint8Array): FontMetrics {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const table = tablesOf(view)
  const unitsPerEm = view.getUint16(table('head') + 18)
  const advanceCount = view.getUint16(table('hhea') + 34)
  const hmtx = table('hmtx')
  const glyphOf = readCmap(view, table('cmap'))
  const advanceOf = (glyph: number) => view.getUint16(hmtx + 4 * Math.min(glyph, advanceCount - 1))
  return {
    has: (codePoint) => glyphOf(codePoint) !== 0,
    widthOf(text, size) {
      let units = 0
      for (const character of text.normalize('NFC'))
        units += advanceOf(glyphOf(character.codePointAt(0) ?? 0))
      return (units * size) / unitsPerEm
    },
  }
}

function tablesOf(view: DataView): (tag: string) => number {
  const offsets = new Map<string, number>()
  for (let index = 0; index < view.getUint16(4); index++) {
    const entry = 12 + 16 * index
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((byte) => view.getUint8(entry + byte)))
    offsets.set(tag, view.getUint32(entry + 8))
  }
  return (tag) => {
    const offset = offsets.get(tag)
    if (offset === undefined) throw new Error(`the font has no ${tag} table`)
    return offset
  }
}

/** The Unicode subtable in format 4 (basic plane), as every font of text has it. 0: the font lacks the character. */
function readCmap(view: DataView, cmap: number): (codePoint: number) => number {
  const start = unicodeSubtable(view, cmap)
  const segments = view.getUint16(start + 6) / 2
  const ends = start + 14
  const starts = ends + 2 * segments + 2
  const deltas = starts + 2 * segments
  const ranges = deltas + 2 * segments
  return (codePoint) => {
    if (codePoint > 0xffff) return 0
    for (let segment = 0; segment < segments; segment++) {
      if (codePoint > view.getUint16(ends + 2 * segment)) continue
      const first = view.getUint16(starts + 2 * segment)
      if (codePoint < first) return 0
      const delta = view.getUint16(deltas + 2 * segment)
      const range = view.getUint16(ranges + 2 * segment)
      if (range === 0) return (codePoint + delta) & 0xffff
      const glyph = view.getUint16(ranges + 2 * segment + range + 2 * (codePoint - first))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}

function unicodeSubtable(view: DataView, cmap: number): number {
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const entry = cmap + 4 + 8 * index
    const platform = view.getUint16(entry)
    const start = cmap + view.getUint32(entry + 4)
    if ((platform === 0 || platform === 3) && view.getUint16(start) === 4) return start
  }
  throw new Error('the font has no Unicode character map of format 4')
}
