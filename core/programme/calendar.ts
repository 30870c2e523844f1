/**
 * Working days: Monday to Friday, less public holidays, plus make-up Saturdays (ngày làm bù). behaviour §1.
 * The table is data an admin edits (`/lichnghi`); how sure a row is decides whether it counts.
 */
import type { Temporal } from 'temporal-polyfill'

export const HOLIDAY_CERTAINTIES = ['official', 'memory', 'projected', 'pending'] as const
/**
 * official: announced; memory: remembered, not yet checked; projected: reckoned, awaiting the announcement;
 * pending: intended, awaiting the law.
 */
export type HolidayCertainty = (typeof HOLIDAY_CERTAINTIES)[number]

export interface HolidayRow {
  readonly date: Temporal.PlainDate
  /** off: nobody works; working: a make-up day that otherwise would be free. */
  readonly kind: 'off' | 'working'
  readonly name: string
  readonly certainty: HolidayCertainty
}

export interface WorkCalendar {
  isWorkingDay(date: Temporal.PlainDate): boolean
  /** The table's row for that date, also one that does not count yet (`pending`); null: an ordinary day. */
  rowOn(date: Temporal.PlainDate): HolidayRow | null
  /** First working day strictly after the date. */
  nextWorkingDay(date: Temporal.PlainDate): Temporal.PlainDate
  /** Last working day strictly before the date. */
  previousWorkingDay(date: Temporal.PlainDate): Temporal.PlainDate
  /** The n-th working day strictly after the date (before it, for a negative n); the date itself for 0. */
  addWorkingDays(date: Temporal.PlainDate, days: number): Temporal.PlainDate
  /** Working days d with from < d <= to; negative, counting to < d <= from, when `to` is the earlier one. */
  workingDaysBetween(from: Temporal.PlainDate, to: Temporal.PlainDate): number
  /** Last working day with start <= d <= end; null when there is none. */
  lastWorkingDayWithin(start: Temporal.PlainDate, end: Temporal.PlainDate): Temporal.PlainDate | null
}

/**
 * A row counts as soon as it is likelier than not: `projected` and `memory` days are days off (nobody is urged over
 * Tết because its decree is late), shown with their mark. A `pending` row rests on a law not passed yet: the day stays
 * what it is without it until an admin confirms it, because a working day wrongly taken for free would lose its
 * reports, while the reverse is one reminder too many.
 */
export function counts(row: HolidayRow): boolean {
  return row.certainty !== 'pending'
}

/** A year's table wants confirming while it is empty or holds a row that is not official. */
export function needsConfirming(rows: readonly HolidayRow[], year: number): boolean {
  const ofYear = rows.filter((row) => row.date.year === year)
  return ofYear.length === 0 || ofYear.some((row) => row.certainty !== 'official')
}

/** Builds the calendar from table rows; of two rows for one date the later one in the list stands. */
export function createWorkCalendar(rows: readonly HolidayRow[]): WorkCalendar {
  const rowByDate = new Map(rows.map((row) => [row.date.toString(), row]))

  const rowOn = (date: Temporal.PlainDate) => rowByDate.get(date.toString()) ?? null

  const isWorkingDay = (date: Temporal.PlainDate): boolean => {
    const row = rowOn(date)
    return row !== null && counts(row) ? row.kind === 'working' : date.dayOfWeek <= 5
  }

  const stepTo = (date: Temporal.PlainDate, days: 1 | -1): Temporal.PlainDate => {
    let day = date.add({ days })
    while (!isWorkingDay(day)) day = day.add({ days })
    return day
  }

  return {
    isWorkingDay,
    rowOn,
    nextWorkingDay: (date) => stepTo(date, 1),
    previousWorkingDay: (date) => stepTo(date, -1),
    addWorkingDays(date, days) {
      let day = date
      for (let left = Math.abs(days); left > 0; left--) day = stepTo(day, days > 0 ? 1 : -1)
      return day
    },
    workingDaysBetween(from, to) {
      const span = from.until(to).days
      const [first, length] = span < 0 ? [to, -span] : [from, span]
      let count = 0
      for (let offset = 1; offset <= length; offset++) {
        if (isWorkingDay(first.add({ days: offset }))) count++
      }
      return span < 0 ? -count : count
    },
    lastWorkingDayWithin(start, end) {
      for (let left = start.until(end).days, day = end; left >= 0; left--, day = day.subtract({ days: 1 })) {
        if (isWorkingDay(day)) return day
      }
      return null
    },
  }
}
