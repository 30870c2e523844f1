/**
 * Reads a deadline as official lists write it ("trước 20/5/2025", "Quý II/2025", "thường xuyên").
 * Yields civil dates, inclusive: what is due "trước" a day is due on the day before. Ledger 24, 61; behaviour §1.
 */
import { Temporal } from 'temporal-polyfill'
import { fold } from '../import/cell-text.ts'

export type DeadlineKind =
  | 'date'
  | 'before_exclusive'
  | 'date_range'
  | 'week_end'
  | 'month_part'
  | 'month_end'
  | 'month_range'
  | 'quarter_end'
  | 'quarter_range'
  | 'half_year_end'
  | 'year_part'
  | 'year_end'
  | 'year_range'
  | 'multi_milestone'
  | 'excel_serial'
  | 'us_format'
  | 'relative_date'
  | 'relative_event'
  | 'ongoing'
  | 'recurring_daily'
  | 'recurring_weekly'
  | 'recurring_monthly'
  | 'recurring_quarterly'
  | 'recurring_half_yearly'
  | 'recurring_yearly'
  | 'dependent'
  | 'open_roadmap'
  | 'invalid_date'
  | 'unreadable'
  | 'none'

export type DeadlineFlag =
  | 'before_exclusive'
  | 'two_digit_year'
  | 'us_date_order'
  | 'dot_date'
  | 'excel_serial_date'
  | 'year_assumed'
  | 'vague_deadline'
  | 'no_due_date'
  | `invalid_date_${string}`

export interface DeadlinePhase {
  /** As written beside its date; null where the cell does not name it. */
  readonly name: string | null
  readonly due: Temporal.PlainDate
}

export interface Deadline {
  readonly kind: DeadlineKind
  /** Last day, inclusive; null where the text fixes none. */
  readonly due: Temporal.PlainDate | null
  readonly start: Temporal.PlainDate | null
  /** Days after an event that the text names ("trong 15 ngày kể từ …"). */
  readonly offsetDays: number | null
  /** In the order of the text; empty unless the kind is multi_milestone. */
  readonly milestones: readonly DeadlinePhase[]
  readonly flags: readonly DeadlineFlag[]
}

/** A day or period named in the text; `at` and `end` are positions, `end` excluded. */
interface Mention {
  readonly at: number
  readonly end: number
  readonly kind: DeadlineKind
  readonly from: Temporal.PlainDate | null
  readonly to: Temporal.PlainDate | null
  readonly flags: readonly DeadlineFlag[]
}

type Found = Omit<Mention, 'at' | 'end'>
type Groups = readonly (string | undefined)[]

interface Pattern {
  readonly regex: RegExp
  /** Null: what matched is no period after all. */
  readonly read: (groups: Groups, year: number) => Found | null
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4, '1': 1, '2': 2, '3': 3, '4': 4 }
const QUARTER = '(iv|i{1,3}|[1-4])'
const YEAR = '(?:\\s*(?:nam|[/.\\-–,])?\\s*(?:nam\\s*)?((?:19|20)\\d{2}))'
const SPAN = '\\s*(?:-|–|—|den|toi|va|,)\\s*'

/** Longest phrases first: a later pattern never reads what an earlier one has taken. */
const PATTERNS: readonly Pattern[] = [
  {
    regex: /((?:19|20)\d{2})-(\d{1,2})-(\d{1,2})(?!\d)/g,
    read: ([y, m, d]) => dayMention(int(d), int(m), int(y), []),
  },
  { regex: /(?<![\d/])(\d{1,2})\s*([/.\-–])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})(?!\d)/g, read: numericDay },
  {
    regex: new RegExp(`tuan\\s*(?:thu\\s*)?([1-5])\\s*(?:cua\\s*)?thang\\s*(\\d{1,2})${YEAR}?(?!\\d)`, 'g'),
    read: ([week, m, y], year) => weekOfMonth(int(week), int(m), y, year),
  },
  {
    regex: new RegExp(`tuan\\s*(?:thu\\s*)?(\\d{1,2})${YEAR}(?!\\d)`, 'g'),
    read: ([week, y]) => isoWeek(int(week), int(y)),
  },
  {
    regex: /(?<!\d)(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*(?:nam|[/,-])?\s*((?:19|20)\d{2}))?(?!\d)/g,
    read: ([d, m, y], year) => dayMention(int(d), int(m), y ? int(y) : year, y ? [] : ['year_assumed']),
  },
  {
    regex: new RegExp(`(?:6|sau) thang (dau|cuoi) nam${YEAR}?`, 'g'),
    read: ([half, y], year) =>
      months('half_year_end', y, year, half === 'dau' ? 1 : 7, half === 'dau' ? 6 : 12),
  },
  {
    regex: new RegExp(
      `thang\\s*(\\d{1,2})${YEAR}?\\s*(?:-|–|—|den|toi)\\s*(?:het\\s*)?(?:thang\\s*)?(\\d{1,2})${YEAR}?(?!\\d)`,
      'g',
    ),
    read: ([m1, y1, m2, y2], year) => monthRange(int(m1), y1, int(m2), y2, year),
  },
  {
    regex: new RegExp(`(?:(dau|giua|cuoi|het|trong)\\s*)?thang\\s*(\\d{1,2})${YEAR}?(?!\\d)`, 'g'),
    read: ([part, m, y], year) => monthMention(part, int(m), y, year),
  },
  {
    regex: new RegExp(
      `(?:quy|q)\\s*\\.?\\s*${QUARTER}${SPAN}(?:quy|q)?\\s*${QUARTER}(?![\\da-z])${YEAR}?`,
      'g',
    ),
    read: ([q1, q2, y], year) => months('quarter_range', y, year, quarter(q1) * 3 - 2, quarter(q2) * 3),
  },
  {
    regex: new RegExp(`(?<![a-z])(?:quy|q)\\s*\\.?\\s*${QUARTER}(?![\\da-z])${YEAR}?`, 'g'),
    read: ([q, y], year) => months('quarter_end', y, year, quarter(q) * 3 - 2, quarter(q) * 3),
  },
  {
    regex: /(?<!\d)(?:giai doan\s*)?((?:19|20)\d{2})\s*(?:-|–|—|den)\s*(?:nam\s*)?((?:19|20)\d{2})(?!\d)/g,
    read: ([, y2]) => ({ kind: 'year_range', from: null, to: day(31, 12, int(y2)), flags: [] }),
  },
  {
    regex: /(?<![\d/])(\d{1,2})\s*[/-]\s*((?:19|20)\d{2})(?!\d)/g,
    read: ([m, y], year) => monthMention(undefined, int(m), y, year),
  },
  {
    regex: /(?:ngay\s*)?(?<![\d/])(\d{1,2})\s*\/\s*(\d{1,2})(?![\d/%])/g,
    read: ([d, m], year) => dayMention(int(d), int(m), year, ['year_assumed']),
  },
  {
    regex: /(?:(dau|giua|cuoi|het)\s*)nam(?:\s*((?:19|20)\d{2}))?(?!\d)/g,
    read: ([part, y], year) => yearMention(part, y, year),
  },
  {
    regex: /(?<!\d)(?:nam\s*)?((?:19|20)\d{2})(?!\d)/g,
    read: ([y], year) => yearMention(undefined, y, year),
  },
]

const KEYWORDS: readonly (readonly [RegExp, DeadlineKind, readonly DeadlineFlag[]])[] = [
  [/thuong xuyen|lien tuc|xuyen suot|24\/7/, 'ongoing', []],
  [/hang ngay|moi ngay/, 'recurring_daily', []],
  [/hang tuan|moi tuan/, 'recurring_weekly', []],
  [/hang thang|moi thang/, 'recurring_monthly', []],
  [/hang quy|moi quy/, 'recurring_quarterly', []],
  [/6 thang mot lan|6 thang\/lan|(dinh ky|hang) 6 thang/, 'recurring_half_yearly', []],
  [/hang nam|moi nam/, 'recurring_yearly', []],
  [/dinh ky/, 'ongoing', ['vague_deadline']],
  [/lo trinh|huong dan cua|chi dao cua|ke hoach cua|yeu cau cua/, 'open_roadmap', ['no_due_date']],
  [/theo|phu thuoc|cung voi|tuy/, 'dependent', ['no_due_date']],
]

/** What a deadline cell says; `year` is assumed where the text names none (and flagged). Never throws. */
export function readDeadline(text: string, context: { readonly year: number }): Deadline {
  const original = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (original === '' || /^[-–—./…]+$/.test(original)) return nothing('none', ['no_due_date'])
  const serial = excelSerial(original)
  if (serial) return { ...nothing('excel_serial', ['excel_serial_date']), due: serial }
  const folded = fold(original)
  const mentions = findMentions(folded, context.year)
  const relative = readRelative(folded, mentions)
  if (relative) return relative
  const [first, second] = mentions
  const isOngoing = /thuong xuyen|lien tuc/.test(folded)
  if (!first || (isOngoing && mentions.every((m) => m.kind === 'year_end' || m.kind === 'year_range'))) {
    return readKeywords(folded)
  }
  const invalid = mentions.find((mention) => mention.kind === 'invalid_date')
  if (invalid) return nothing('invalid_date', invalid.flags)
  if (second && mentions.length === 2 && isSpan(folded, first, second)) return dateRange(first, second)
  if (second) return phases(original, folded, mentions)
  return single(folded, first)
}

/** Day of an Excel serial number (1900 system) between 2000 and 2099; null for any other text. */
export function excelSerial(text: string): Temporal.PlainDate | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null
  const serial = Math.floor(Number(text))
  if (serial < 36_526 || serial > 73_050) return null
  return Temporal.PlainDate.from('1899-12-30').add({ days: serial })
}

function single(folded: string, mention: Mention): Deadline {
  const base = { ...nothing(mention.kind, mention.flags), due: mention.to }
  if (isExclusive(folded, mention)) {
    const flags: DeadlineFlag[] = [...mention.flags, 'before_exclusive']
    const dueBefore = (mention.from ?? mention.to)?.subtract({ days: 1 }) ?? null
    return { ...nothing('before_exclusive', flags), due: dueBefore }
  }
  const isRange = mention.kind === 'month_range' || mention.kind === 'quarter_range'
  return isRange ? { ...base, start: mention.from } : base
}

function dateRange(first: Mention, second: Mention): Deadline {
  const flags = [...new Set([...first.flags, ...second.flags])]
  return { ...nothing('date_range', flags), start: first.from, due: second.to }
}

/** Several phases in one cell; "trước" before the first holds for those joined to it by "và" or a comma. */
function phases(original: string, folded: string, mentions: readonly Mention[]): Deadline {
  const flags = new Set<DeadlineFlag>()
  let exclusive = false
  const milestones = mentions.flatMap((mention, index): DeadlinePhase[] => {
    const previous = mentions[index - 1]
    const between = previous ? folded.slice(previous.end, mention.at) : ''
    const isJoined = /^\s*(va|,)\s*(ngay\s*)?$/.test(between)
    exclusive = isExclusive(folded, mention) || (isJoined && exclusive)
    for (const flag of mention.flags) flags.add(flag)
    if (exclusive) flags.add('before_exclusive')
    const due = exclusive ? (mention.from ?? mention.to)?.subtract({ days: 1 }) : mention.to
    return due ? [{ name: phaseName(original, mentions, index), due }] : []
  })
  const due =
    milestones
      .map((phase) => phase.due)
      .sort(Temporal.PlainDate.compare)
      .at(-1) ?? null
  return { ...nothing('multi_milestone', [...flags]), due, milestones }
}

/** Name in parentheses after the date ("(giai đoạn 1)"), else the label before it ("GĐ 1: …"). */
function phaseName(original: string, mentions: readonly Mention[], index: number): string | null {
  const mention = mentions[index]
  if (!mention) return null
  const after = original.slice(mention.end, mentions[index + 1]?.at).match(/^\s*\(([^()]+)\)/)
  if (after?.[1]) return after[1].trim()
  const before = original.slice(mentions[index - 1]?.end ?? 0, mention.at)
  const label = before.match(/([\p{L}\p{N}][^;:,()]*?)\s*:\s*[^;:]*$/u)
  return label?.[1]?.trim() ?? null
}

function readRelative(folded: string, mentions: readonly Mention[]): Deadline | null {
  const match =
    /(?:trong|sau|khong qua|cham nhat|toi da)\s*(?:vong\s*|thoi han\s*)?(\d{1,3})\s*(?:\([^)]*\)\s*)?(ngay|tuan|thang)(?!\s*\d).*?(ke tu|tu khi|tu ngay|sau khi|tinh tu|sau)/.exec(
      folded,
    )
  if (!match) return null
  const offsetDays = int(match[1]) * (match[2] === 'tuan' ? 7 : match[2] === 'thang' ? 30 : 1)
  const anchor = mentions.find((mention) => mention.at > match.index)?.to
  if (anchor) return { ...nothing('relative_date', []), due: anchor.add({ days: offsetDays }), offsetDays }
  return { ...nothing('relative_event', ['no_due_date']), offsetDays }
}

function readKeywords(folded: string): Deadline {
  for (const [regex, kind, flags] of KEYWORDS) if (regex.test(folded)) return nothing(kind, flags)
  return nothing('unreadable', ['vague_deadline', 'no_due_date'])
}

function findMentions(folded: string, year: number): readonly Mention[] {
  const found: Mention[] = []
  let rest = folded
  for (const { regex, read } of PATTERNS) {
    for (const match of rest.matchAll(regex)) {
      const mention = read(match.slice(1), year)
      if (!mention) continue
      const end = match.index + match[0].length
      found.push({ ...mention, at: match.index, end })
      rest = rest.slice(0, match.index) + '#'.repeat(match[0].length) + rest.slice(end)
    }
  }
  return found.sort((a, b) => a.at - b.at)
}

/** "trước" that governs the mention; not "trước 16h30 ngày …" (a time of that day), not "trước và trong". */
function isExclusive(folded: string, mention: Mention): boolean {
  return (
    /(?<![a-z])truoc\s*(?:ngay|het ngay)?\s*(?:mung\s*)?$/.test(folded.slice(0, mention.at)) ||
    /^truoc/.test(folded.slice(mention.at, mention.end))
  )
}

function isSpan(folded: string, first: Mention, second: Mention): boolean {
  const between = folded.slice(first.end, second.at)
  const beforeFirst = folded.slice(0, first.at)
  return (
    /^\s*(-|–|—|den|toi)\s*(het\s*)?(ngay\s*)?$/.test(between) ||
    (/(^|\s)tu\s*(ngay\s*)?$/.test(beforeFirst) && /den|toi/.test(between))
  )
}

function numericDay([first, separator, second, writtenYear]: Groups): Found {
  const a = int(first)
  const b = int(second)
  const year = int(writtenYear) < 100 ? 2000 + int(writtenYear) : int(writtenYear)
  const flags: DeadlineFlag[] = []
  if (separator === '.') flags.push('dot_date')
  if (writtenYear?.length === 2) flags.push('two_digit_year')
  if (a <= 12 && b > 12 && b <= 31) {
    const swapped = dayMention(b, a, year, [...flags, 'us_date_order'])
    return swapped.kind === 'date' ? { ...swapped, kind: 'us_format' } : swapped
  }
  return dayMention(a, b, year, flags)
}

function dayMention(d: number, m: number, y: number, flags: readonly DeadlineFlag[]): Found {
  const date = y >= 2000 && y < 2100 ? day(d, m, y) : null
  if (date) return { kind: 'date', from: date, to: date, flags }
  const suffix = y >= 2000 && y < 2100 ? `${d}_${m}` : `${d}_${m}_${y}`
  return { kind: 'invalid_date', from: null, to: null, flags: [`invalid_date_${suffix}`] }
}

function weekOfMonth(week: number, month: number, y: string | undefined, year: number): Found {
  const inMonth = monthMention(undefined, month, y, year)
  if (!inMonth.from || !inMonth.to) return inMonth
  const from = inMonth.from.add({ days: 7 * (week - 1) })
  const to = week === 5 ? inMonth.to : from.add({ days: 6 })
  return { kind: 'week_end', from, to, flags: [...inMonth.flags, 'vague_deadline'] }
}

/** ISO week, Monday to Friday: offices close their week on Friday. */
function isoWeek(week: number, year: number): Found | null {
  if (week < 1 || week > 53) return null
  const fourth = day(4, 1, year)
  if (!fourth) return null
  const from = fourth.subtract({ days: fourth.dayOfWeek - 1 }).add({ weeks: week - 1 })
  return { kind: 'week_end', from, to: from.add({ days: 4 }), flags: [] }
}

function monthMention(part: string | undefined, month: number, y: string | undefined, year: number): Found {
  const found = months('month_end', y, year, month, month)
  if (!found.from || (part !== 'dau' && part !== 'giua')) return found
  const to = found.from.with({ day: part === 'dau' ? 10 : 20 })
  return { ...found, kind: 'month_part', to, flags: [...found.flags, 'vague_deadline'] }
}

function monthRange(
  m1: number,
  y1: string | undefined,
  m2: number,
  y2: string | undefined,
  year: number,
): Found {
  const toYear = y2 ?? y1 ?? String(year)
  const from = day(1, m1, int(y1 ?? toYear))
  const found = months('month_range', y2 ?? y1, year, m2, m2)
  return from && found.to ? { ...found, from } : found
}

function yearMention(part: string | undefined, y: string | undefined, year: number): Found {
  const isVague = part === 'dau' || part === 'giua'
  const found = months('year_end', y, year, 1, part === 'dau' ? 3 : part === 'giua' ? 6 : 12)
  return isVague ? { ...found, kind: 'year_part', flags: [...found.flags, 'vague_deadline'] } : found
}

/** From the first day of a month to the last day of another, of one year. */
function months(kind: DeadlineKind, y: string | undefined, year: number, first: number, last: number): Found {
  const inYear = y ? int(y) : year
  const from = day(1, first, inYear)
  const until = day(1, last, inYear)
  if (!from || !until)
    return { kind: 'invalid_date', from: null, to: null, flags: [`invalid_date_${last}_${inYear}`] }
  return { kind, from, to: until.with({ day: until.daysInMonth }), flags: y ? [] : ['year_assumed'] }
}

function day(d: number, m: number, y: number): Temporal.PlainDate | null {
  if (m < 1 || m > 12 || d < 1) return null
  const first = Temporal.PlainDate.from({ year: y, month: m, day: 1 })
  return d <= first.daysInMonth ? first.with({ day: d }) : null
}

function nothing(kind: DeadlineKind, flags: readonly DeadlineFlag[]): Deadline {
  return { kind, due: null, start: null, offsetDays: null, milestones: [], flags }
}

function quarter(text: string | undefined): number {
  return ROMAN[text ?? ''] ?? 0
}

function int(text: string | undefined): number {
  return Number.parseInt(text ?? '', 10)
}
