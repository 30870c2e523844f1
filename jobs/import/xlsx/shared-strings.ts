/** The table of strings that the sheets of a workbook share; runs of rich text joined, phonetic hints left out. */
import type { FileLimits } from '../limits.ts'
import { readXml, unescapeControl } from './xml-events.ts'
import { Refusal, type ZipPackage } from './zip-package.ts'

const MOST_STRINGS = 1_000_000

/** Strings by index. Throws Refusal "too_much_text". */
export async function readSharedStrings(
  zip: ZipPackage,
  path: string | null,
  limits: FileLimits,
): Promise<readonly string[]> {
  const strings: string[] = []
  if (path === null) return strings
  let length = 0
  let current = ''
  let isInText = false
  let isPhonetic = false
  await readXml(zip.text(path), {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isInText = true
    },
    text(text) {
      if (!isInText || isPhonetic) return
      current += text
      length += text.length
      if (length > limits.textLength)
        throw new Refusal({ code: 'too_much_text', limitBytes: limits.textLength })
    },
    close(name) {
      if (name === 'si') strings.push(unescapeControl(current))
      if (strings.length > MOST_STRINGS) {
        throw new Refusal({ code: 'too_much_text', limitBytes: limits.textLength })
      }
      if (name === 'rPh') isPhonetic = false
      else if (name === 't') isInText = false
    },
  })
  return strings
}
