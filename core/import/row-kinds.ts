/** Tells the rows below a heading apart: tasks, group titles, column numbers, totals, and the signatures that end a list. */
import { fold, nameKey } from './cell-text.ts'

export interface RowShape {
  /** Texts by column, clean; merged cells count once, at their top left. */
  readonly texts: readonly string[]
  readonly outline: string
  readonly title: string
  readonly hasCode: boolean
  /** Some cell besides number, group and title is filled. */
  readonly hasDetails: boolean
  /** A merge runs over three or more columns. */
  readonly isWide: boolean
}

export type RowKind = 'empty' | 'task' | 'group' | 'column_numbers' | 'total' | 'end'

const TOTAL = /^(?:tong cong|tong so|cong|tong|cong so|tong hop chung)(?: .{0,30})?$/
const END =
  /^(?:noi nhan|nguoi lap|lap bieu|nguoi tong hop|thu truong don vi|ghi chu|luu y|tm|t m|kt|k t|tl|t l|tuq|chu tich|pho chu tich|giam doc|pho giam doc|bi thu|pho bi thu|chanh van phong|truong phong|xac nhan|da ky|ky ten|danh muc nay (?:co|gom)|bang nay)(?![a-z])/
const PLACE_AND_DATE = /ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam\s*[\d.…]*/

/** What a row is, looked at alone; `nextOutline` tells whether a numbered title is followed by its own parts. */
export function kindOfRow(row: RowShape, nextOutline: string): RowKind {
  const filled = row.texts.filter((text) => text !== '')
  const [first = ''] = filled
  if (filled.length === 0) return 'empty'
  if (filled.length >= 3 && areColumnNumbers(filled)) return 'column_numbers'
  if (TOTAL.test(nameKey(first)) && !/^\d/.test(first)) return 'total'
  if (isEnd(row, filled)) return 'end'
  if (isGroup(row, filled, nextOutline)) return 'group'
  return 'task'
}

/** "I", "A", "2", "1.3": how deep a numbered title stands; 0 for one without number. */
export function outlineLevel(outline: string): number {
  const mark = outline.replace(/[.)\s]+$/, '')
  if (mark === '') return 0
  if (/^(?:[A-HJ-UWYZ]|Phần .+)$/u.test(mark)) return 1
  if (/^[IVX]+$/.test(mark)) return 2
  return 2 + mark.split('.').length
}

/** "I. HẠ TẦNG SỐ" in one cell: its number and its words. */
export function splitOutline(text: string): { readonly outline: string; readonly words: string } {
  const match = /^([IVX]{1,5}|[A-Z]|\d{1,2}(?:\.\d{1,2})*|Phần [IVX\d]+)\s*[.):\-–]\s*(?=\S)/u.exec(text)
  return match?.[1] ? { outline: match[1], words: text.slice(match[0].length) } : { outline: '', words: text }
}

function areColumnNumbers(filled: readonly string[]): boolean {
  const marks = filled.map((text) => text.replace(/[()\s]/g, ''))
  if (!marks.every((mark) => /^(?:\d{1,2}|[A-Z]|\d{1,2}=.*)$/.test(mark))) return false
  const numbers = marks.filter((mark) => /^\d+$/.test(mark)).map(Number)
  return numbers.length >= 2 && numbers.every((number, i) => i === 0 || number === (numbers[i - 1] ?? 0) + 1)
}

function isEnd(row: RowShape, filled: readonly string[]): boolean {
  if (row.outline !== '' && /\d/.test(row.outline)) return false
  if (row.hasCode || filled.length > 3) return false
  return (
    filled.some((text) => END.test(nameKey(text)) && text.length < 200) ||
    filled.some((text) => text.length < 60 && PLACE_AND_DATE.test(fold(text)) && !row.hasDetails)
  )
}

function isGroup(row: RowShape, filled: readonly string[], nextOutline: string): boolean {
  if (row.hasCode || row.hasDetails) return false
  if (row.isWide && filled.length <= 2) return true
  const outline = row.outline.replace(/[.)\s]+$/, '')
  if (/^(?:[IVX]+|[A-Z]|Phần .+)$/u.test(outline)) return true
  if (outline !== '' && nextOutline.startsWith(`${outline}.`)) return true
  if (outline !== '') return false
  const words = filled[0] ?? ''
  return filled.length === 1 && (isUpper(words) || splitOutline(words).outline !== '' || row.title === '')
}

function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}
