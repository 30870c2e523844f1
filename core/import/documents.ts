/** Documents cited with number and date: what the list is based on, and citations that cannot be right. Ledger 64, 65. */
import { Temporal } from 'temporal-polyfill'
import { oneLine } from './cell-text.ts'
import type { SourceDocument } from './reading.ts'

export interface Citation {
  readonly number: string
  readonly date: Temporal.PlainDate | null
}

const NUMBER = '(\\d+(?:\\.\\d+)?(?:\\/\\d{4})?\\s?[-/]\\s?[A-ZĐ][\\p{Lu}Đ\\d]*r?(?:[-/&][\\p{Lu}Đ\\d]+)*)'
const DATE = 'ngày\\s+(\\d{1,2})\\s*(?:\\/|tháng|[.-])\\s*(\\d{1,2})\\s*(?:\\/|năm|[.-])\\s*(\\d{4})'
const CITATION = new RegExp(`${NUMBER}(?:[^;.\\n]{0,12}?\\s+${DATE})?`, 'gu')

/** Documents cited by number, in order; a date belongs to the number just before it. */
export function readCitations(text: string): readonly Citation[] {
  return [...oneLine(text).matchAll(CITATION)].map(([, number = '', d, m, y]) => ({
    number: number.replace(/\s/g, ''),
    date: d && m && y ? civilDate(Number(y), Number(m), Number(d)) : null,
  }))
}

/** The document named in the title rows; the first with a date wins over one without. */
export function findSource(titleLines: readonly string[]): SourceDocument | null {
  const cited = titleLines.flatMap((line) => readCitations(line).map((citation) => ({ line, ...citation })))
  const attached = cited.filter(({ line }) => /kèm theo|ban hành|của|thực hiện/i.test(line))
  const chosen =
    attached.find(({ date }) => date !== null) ??
    cited.find(({ date }) => date !== null) ??
    attached[0] ??
    cited[0]
  return chosen ? { number: chosen.number, issuedOn: chosen.date } : null
}

/** Citations dated later than the list itself: a slip of the pen, as in letter 342-CV/ĐU. */
export function datedAfter(text: string, issuedOn: Temporal.PlainDate): readonly Citation[] {
  return readCitations(text).filter(
    ({ date }) => date !== null && Temporal.PlainDate.compare(date, issuedOn) > 0,
  )
}

function civilDate(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1) return null
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return day <= first.daysInMonth ? first.with({ day }) : null
}
