/** Reads a year's public holidays from a file of vn-holidays.json's shape into table rows. Pure: the caller reads the bytes. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { HOLIDAY_CERTAINTIES, type HolidayCertainty, type HolidayRow } from './calendar.ts'

const MAKE_UP_NAME = 'Làm bù'
/** Nobody announces a break longer than this; a longer one is a typing error. */
const LONGEST_BREAK_DAYS = 31

const isoDate = z.string().transform((text, context) => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const date =
    match &&
    Temporal.PlainDate.from({
      year: Number(match[1]),
      month: Number(match[2]) || 1,
      day: Number(match[3]) || 1,
    })
  if (date && date.toString() === text) return date
  context.addIssue({ code: 'custom', message: `not a date: ${text}` })
  return z.NEVER
})

const marks = {
  name: z.string().min(1),
  status: z.enum(HOLIDAY_CERTAINTIES),
  makeup: isoDate.optional(),
  ref: z.string().optional(),
}

const offEntry = z
  .union([z.object({ date: isoDate, ...marks }), z.object({ from: isoDate, to: isoDate, ...marks })])
  .transform((entry) => ('date' in entry ? { ...entry, from: entry.date, to: entry.date } : entry))
  .refine(
    ({ from, to }) => {
      const days = from.until(to).days
      return days >= 0 && days < LONGEST_BREAK_DAYS
    },
    { message: 'the first day must not lie after the last, and a break has at most 31 days' },
  )

const holidayFile = z.object({ off: z.array(offEntry), working_saturdays: z.array(isoDate).default([]) })

export type HolidayFileReading =
  | { readonly ok: true; readonly rows: readonly HolidayRow[] }
  | {
      readonly ok: false
      readonly problem:
        | { readonly code: 'holiday_file_shape'; readonly where: string; readonly detail: string }
        | { readonly code: 'holiday_file_date_twice'; readonly date: string }
    }

/**
 * Rows of the file, oldest first. A make-up day takes the certainty of the swap that names it (`makeup`); one that is
 * only listed in `working_saturdays` counts as remembered. Problems: a shape that is not the file's (with the place),
 * a date that appears twice with different meaning.
 */
export function readHolidayFile(json: unknown): HolidayFileReading {
  const parsed = holidayFile.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') ?? ''
    return { ok: false, problem: { code: 'holiday_file_shape', where, detail: issue?.message ?? '' } }
  }
  const { off, working_saturdays } = parsed.data
  const offRows = off.flatMap((entry) =>
    daysFrom(entry.from, entry.to).map((date) => row(date, 'off', entry.name, entry.status)),
  )
  const swaps = off.flatMap((entry) =>
    entry.makeup ? [row(entry.makeup, 'working', `${MAKE_UP_NAME} (${entry.name})`, entry.status)] : [],
  )
  const swapped = new Set(swaps.map(({ date }) => date.toString()))
  const listed = working_saturdays
    .filter((date) => !swapped.has(date.toString()))
    .map((date) => row(date, 'working', MAKE_UP_NAME, 'memory'))
  return withoutDoubles([...offRows, ...swaps, ...listed])
}

function withoutDoubles(rows: readonly HolidayRow[]): HolidayFileReading {
  const seen = new Set<string>()
  for (const { date } of rows) {
    const key = date.toString()
    if (seen.has(key)) return { ok: false, problem: { code: 'holiday_file_date_twice', date: key } }
    seen.add(key)
  }
  return { ok: true, rows: [...rows].sort((a, b) => Temporal.PlainDate.compare(a.date, b.date)) }
}

function daysFrom(from: Temporal.PlainDate, to: Temporal.PlainDate): Temporal.PlainDate[] {
  return Array.from({ length: from.until(to).days + 1 }, (_, days) => from.add({ days }))
}

function row(
  date: Temporal.PlainDate,
  kind: HolidayRow['kind'],
  name: string,
  certainty: HolidayCertainty,
): HolidayRow {
  return { date, kind, name, certainty }
}
