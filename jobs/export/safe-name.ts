/** Names of files that every system, archive and upload form takes, whatever they were called. */

/** Windows opens devices under these, with any ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i
const LONGEST = 80

/**
 * Latin letters without diacritics, digits, `-`, `_`; runs of anything else become one `-`. Never empty, never a path,
 * never hidden, at most 80 characters.
 */
export function safeName(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .replace(/[^A-Za-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '')
  if (plain === '') return 'tep'
  return RESERVED.test(plain) ? `_${plain}` : plain
}

/** An ending of letters and digits, in lower case: ".jpg"; empty where there is none such. */
export function safeEnding(fileName: string): string {
  return /(\.[A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}
