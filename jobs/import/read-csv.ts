/** Bytes of a .csv as a sheet: encoding and separator found out, quoted line breaks kept, `=` never calculated. */
import { CsvError, parse } from 'csv-parse/sync'
import { type FileResult, refused } from '../../core/import/file-problem.ts'
import { MergeIndex, type Sheet } from '../../core/import/sheet.ts'
import { findHeader } from '../../core/import/table-header.ts'
import type { FileLimits } from './limits.ts'

const SEPARATORS = [',', ';', '\t', '|'] as const
const NAME = 'CSV'

/** Text of bytes in UTF-8, UTF-16 (with mark, or without one) or windows-1258; null where it is no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be')
  const sample = bytes.subarray(0, 4096)
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [evenZeros = 0, oddZeros = 0] = zeros
  if (oddZeros > sample.length / 8 && evenZeros === 0) return decode(bytes, 'utf-16le')
  if (evenZeros > sample.length / 8 && oddZeros === 0) return decode(bytes, 'utf-16be')
  const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32) || byte === 127
  if (sample.some(isControl)) return null
  return decode(bytes, 'utf-8') ?? decode(bytes, 'windows-1258')
}

/** The sheet of a .csv; rows are numbered as a spreadsheet shows them. Problems: damaged, too_many_rows, … */
export function readCsv(bytes: Uint8Array, limits: FileLimits): FileResult<readonly Sheet[]> {
  const decoded = decodeText(bytes)
  if (decoded === null) return refused({ code: 'wrong_type', found: 'binary' })
  const text = decoded.replace(/^\ufeff/, '')
  if (text.trim() === '') return refused({ code: 'file_empty' })
  const hint = /^sep=(.)\r?\n/.exec(text)
  if (hint?.[1]) return parseRows(text.slice(hint[0].length), hint[1], limits)
  return parseRows(text, separatorOf(text), limits)
}

function parseRows(text: string, separator: string, limits: FileLimits): FileResult<readonly Sheet[]> {
  try {
    const rows = records(text, separator, limits.rows + 1)
    if (rows.length > limits.rows) return refused({ code: 'too_many_rows', sheet: NAME, limit: limits.rows })
    const widest = rows.reduce((most, row) => Math.max(most, filledWidth(row)), 0)
    if (widest > limits.columns)
      return refused({ code: 'too_many_columns', sheet: NAME, limit: limits.columns })
    return { ok: true, value: [sheetOf(rows)] }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return refused({ code: 'damaged', detail: error.code })
  }
}

/** The separator under which a heading names most columns; without a heading, the most frequent one. */
function separatorOf(text: string): string {
  const head = text.slice(0, 200_000)
  const scores = SEPARATORS.map((separator) => ({ separator, columns: columnsUnder(head, separator) }))
  const best = scores.reduce((a, b) => (b.columns > a.columns ? b : a))
  if (best.columns > 0) return best.separator
  const count = (separator: string) => head.split(separator).length
  return SEPARATORS.reduce<string>((a, b) => (count(b) > count(a) ? b : a), ',')
}

function columnsUnder(text: string, separator: string): number {
  try {
    const sheet = sheetOf(records(text, separator, 60))
    return findHeader(sheet, new MergeIndex(sheet))?.columns.size ?? 0
  } catch (error) {
    if (error instanceof CsvError) return 0
    throw error
  }
}

function records(text: string, separator: string, to: number): string[][] {
  return parse(text, {
    delimiter: separator,
    to,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: 1_000_000,
  })
}

function sheetOf(rows: readonly (readonly string[])[]): Sheet {
  const cells = rows.map((row) => row.slice(0, Math.max(filledWidth(row), 1)).map((text) => ({ text })))
  return { name: NAME, rows: cells, merges: [], hiddenRows: new Set(), hidden: false }
}

function filledWidth(row: readonly string[]): number {
  return row.findLastIndex((text) => text.trim() !== '') + 1
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: encoding === 'utf-8' }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
