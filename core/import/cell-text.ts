/** Text of cells made comparable: composed letters, plain spaces, and a folded form of the same length. */

/** Composed (NFC), without invisible characters, each line's spaces collapsed, empty lines dropped. */
export function cleanText(raw: string): string {
  return raw
    .normalize('NFC')
    .replace(/\r\n?|\u2028|\u2029|\v/g, '\n')
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, '')
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Clean text on one line; a line break inside a cell is a space. */
export function oneLine(raw: string): string {
  return cleanText(raw).replace(/\n/g, ' ')
}

const FOLDED = new Map<string, string>()

/** Lower case without diacritics, đ as d; as long as the composed input, so that positions carry over. */
export function fold(text: string): string {
  let folded = ''
  for (let i = 0; i < text.length; i++) folded += foldedLetter(text.charAt(i))
  return folded
}

function foldedLetter(letter: string): string {
  const known = FOLDED.get(letter)
  if (known !== undefined) return known
  const lower = letter.toLowerCase()
  const folded = lower === 'đ' ? 'd' : lower.normalize('NFD').charAt(0)
  FOLDED.set(letter, folded)
  return folded
}

/** Key under which two spellings of a name are the same: folded, words only, "&" read as "và". */
export function nameKey(text: string): string {
  return fold(oneLine(text).replace(/&/g, ' và '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** Old tone placement to the new one ("hoá" -> "hóa", "uỷ" -> "ủy"), as official names are written today. */
export function modernTones(text: string): string {
  return text.replace(/(?<![qQ])([oO][àáảãạèéẻẽẹ]|[uU][ỳýỷỹỵ])(?!\p{L})/gu, (pair) => {
    const bare = pair.charAt(1).normalize('NFD')
    return (pair.charAt(0) + bare.slice(1)).normalize('NFC') + bare.charAt(0)
  })
}

const VOWEL = /[aeiouyăâêôơư]/i

/** Known acronyms that hold a vowel and so cannot be told from a word by their letters alone. */
const ACRONYMS = new Set(
  'UBND UBMTTQ AI IOC CCHC ATTT API IOT CNTT TTHC CSDL DVC DVCTT HĐND MTTQ BHXH BHYT QLNN KH ĐU TU TW ICT OCOP LGSP'.split(
    ' ',
  ),
)

/** A heading in capitals as a sentence ("HẠ TẦNG SỐ" -> "Hạ tầng số"); acronyms and mixed case stay. */
export function sentenceCase(text: string): string {
  if (text !== text.toUpperCase() || text === text.toLowerCase()) return text
  const lowered = text.replace(/[\p{L}\p{N}&/.-]+/gu, (word) => {
    const letters = word.replace(/[^\p{L}]/gu, '')
    const keep = ACRONYMS.has(word) || (letters.length > 1 && !VOWEL.test(fold(letters))) || /\d/.test(word)
    return keep ? word : word.toLowerCase()
  })
  return lowered.charAt(0).toUpperCase() + lowered.slice(1)
}
