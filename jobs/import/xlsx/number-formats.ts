/** How a workbook shows its numbers: which styles are dates, which are percentages, which pad with zeros. */
import { Temporal } from 'temporal-polyfill'
import { readXml } from './xml-events.ts'
import type { ZipPackage } from './zip-package.ts'

export type NumberShown =
  | { readonly as: 'number' }
  | { readonly as: 'date' }
  | { readonly as: 'percent' }
  | { readonly as: 'padded'; readonly width: number }

const PLAIN: NumberShown = { as: 'number' }

/** Per style index of a cell, how its number is shown. */
export async function readNumberFormats(
  zip: ZipPackage,
  path: string | null,
): Promise<readonly NumberShown[]> {
  const custom = new Map<number, string>()
  const styles: NumberShown[] = []
  let isInCellXfs = false
  if (path === null) return styles
  await readXml(zip.text(path), {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      else if (name === 'cellXfs') isInCellXfs = true
      else if (name === 'xf' && isInCellXfs) {
        const id = Number(attributes['numFmtId'] ?? '0')
        styles.push(shownBy(id, custom.get(id)))
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCellXfs = false
    },
  })
  return styles
}

/** How the format shows a number; built-in ids as ECMA-376 18.8.30 lists them. */
export function shownBy(id: number, code: string | undefined): NumberShown {
  if (code === undefined) {
    if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
      return { as: 'date' }
    return id === 9 || id === 10 ? { as: 'percent' } : PLAIN
  }
  const bare = code
    .split(';')[0]
    ?.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase()
  if (!bare || bare === 'general') return PLAIN
  if (/[dy]/.test(bare) || (/m/.test(bare) && !/[hs]/.test(bare))) return { as: 'date' }
  if (bare.includes('%')) return { as: 'percent' }
  return /^0{2,}$/.test(bare) ? { as: 'padded', width: bare.length } : PLAIN
}

/** Civil day of a serial number; null outside of 1900-2199, where it is no date that a list means. */
export function dayOfSerial(serial: number, is1904: boolean): Temporal.PlainDate | null {
  const days = Math.floor(serial) + (is1904 ? 1462 : 0)
  if (!Number.isFinite(days) || days < 61 || days > 109_574) return null
  return Temporal.PlainDate.from('1899-12-30').add({ days })
}

/** A stored number as text, free of the noise of binary fractions. */
export function numberText(value: number, shown: NumberShown): string {
  if (shown.as === 'percent') return `${Number((value * 100).toPrecision(12))}%`
  const text = Number.isInteger(value) ? value.toFixed(0) : String(Number(value.toPrecision(14)))
  return shown.as === 'padded' ? text.padStart(shown.width, '0') : text
}
