/** The packaged typeface Be Vietnam Pro: its files, and the width of words in it. The machine's own fonts are not used. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type FontMetrics, readFontMetrics } from './font-metrics.ts'

export const FONT_FAMILY = 'Be Vietnam Pro'

export type FontWeight = 'normal' | 'bold'

const PACKAGE = '@expo-google-fonts/be-vietnam-pro'
const { resolve } = createRequire(import.meta.url)

const FILE_OF: Readonly<Record<FontWeight, string>> = {
  normal: resolve(`${PACKAGE}/400Regular/BeVietnamPro_400Regular.ttf`),
  bold: resolve(`${PACKAGE}/700Bold/BeVietnamPro_700Bold.ttf`),
}

export const FONT_FILES: readonly string[] = Object.values(FILE_OF)

const metrics = new Map<FontWeight, FontMetrics>()

/** Read once per process. */
function metricsOf(weight: FontWeight): FontMetrics {
  const known = metrics.get(weight)
  if (known !== undefined) return known
  const read = readFontMetrics(readFileSync(FILE_OF[weight]))
  metrics.set(weight, read)
  return read
}

/** Pixels. */
export function textWidth(text: string, size: number, weight: FontWeight = 'normal'): number {
  return metricsOf(weight).widthOf(text, size)
}

/** The text as the font can show it: composed letters, one line, without emoji and other signs the font lacks. */
export function drawable(text: string): string {
  const font = metricsOf('normal')
  return [...text.normalize('NFC').replace(/\s+/g, ' ')]
    .filter((character) => font.has(character.codePointAt(0) ?? 0))
    .join('')
    .replace(/ {2,}/g, ' ')
    .trim()
}
