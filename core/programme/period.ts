/** Reporting periods: which stretch of days a report is about, and the key it is stored under. behaviour §1, ledger 15-17, 71. */
import { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime } from './regime.ts'

export interface Period {
  readonly regime: PeriodicRegime
  /** `2026-11-23`, `2026-W48` (ISO week), `2026-11`, `2026-Q4`, `2026-H2`, `2026`: each names its regime by its form. */
  readonly key: string
  /** First and last day, both included. */
  readonly start: Temporal.PlainDate
  readonly end: Temporal.PlainDate
}

/** The period of a regime that contains the date. An ISO week belongs to the year of its Thursday. */
export function periodOf(regime: PeriodicRegime, date: Temporal.PlainDate): Period {
  switch (regime) {
    case 'daily':
      return { regime, key: date.toString(), start: date, end: date }
    case 'weekly':
      return weekOf(date)
    case 'monthly':
      return monthsOf(regime, date, 1)
    case 'quarterly':
      return monthsOf(regime, date, 3)
    case 'half_yearly':
      return monthsOf(regime, date, 6)
    case 'yearly':
      return monthsOf(regime, date, 12)
    default:
      return regime satisfies never
  }
}

export function nextPeriod(period: Period): Period {
  return periodOf(period.regime, period.end.add({ days: 1 }))
}

export function previousPeriod(period: Period): Period {
  return periodOf(period.regime, period.start.subtract({ days: 1 }))
}

/** The period a key names; null for anything that is not exactly a key (30 February, week 53 of a year of 52). */
export function periodFromKey(key: string): Period | null {
  for (const { regime, pattern, dateIn } of KEY_FORMS) {
    const groups = pattern.exec(key)
    if (!groups) continue
    const period = periodOf(regime, dateIn(Number(groups[1]), Number(groups[2]), Number(groups[3])))
    return period.key === key ? period : null
  }
  return null
}

interface KeyForm {
  readonly regime: PeriodicRegime
  readonly pattern: RegExp
  /** Some date inside the named period; out-of-range numbers give a date of another period. */
  dateIn(year: number, second: number, third: number): Temporal.PlainDate
}

const day = (year: number, month: number, dayOfMonth: number) =>
  Temporal.PlainDate.from({ year, month: Math.max(1, month), day: Math.max(1, dayOfMonth) })

const KEY_FORMS: readonly KeyForm[] = [
  { regime: 'daily', pattern: /^(\d{4})-(\d{2})-(\d{2})$/, dateIn: day },
  {
    regime: 'weekly',
    pattern: /^(\d{4})-W(\d{2})$/,
    // 4 January always lies in week 1.
    dateIn: (year, week) => day(year, 1, 4).add({ weeks: week - 1 }),
  },
  { regime: 'monthly', pattern: /^(\d{4})-(\d{2})$/, dateIn: (year, month) => day(year, month, 1) },
  { regime: 'quarterly', pattern: /^(\d{4})-Q(\d)$/, dateIn: (year, quarter) => day(year, quarter * 3, 1) },
  { regime: 'half_yearly', pattern: /^(\d{4})-H(\d)$/, dateIn: (year, half) => day(year, half * 6, 1) },
  { regime: 'yearly', pattern: /^(\d{4})$/, dateIn: (year) => day(year, 1, 1) },
]

function weekOf(date: Temporal.PlainDate): Period {
  const start = date.subtract({ days: date.dayOfWeek - 1 })
  const thursday = start.add({ days: 3 })
  const week = Math.ceil(thursday.dayOfYear / 7)
  return {
    regime: 'weekly',
    key: `${yearText(thursday)}-W${String(week).padStart(2, '0')}`,
    start,
    end: start.add({ days: 6 }),
  }
}

function monthsOf(
  regime: 'monthly' | 'quarterly' | 'half_yearly' | 'yearly',
  date: Temporal.PlainDate,
  length: 1 | 3 | 6 | 12,
): Period {
  const ordinal = Math.ceil(date.month / length)
  const start = date.with({ month: (ordinal - 1) * length + 1, day: 1 })
  const end = start.add({ months: length }).subtract({ days: 1 })
  return { regime, key: `${yearText(date)}${keySuffix(length, ordinal)}`, start, end }
}

function keySuffix(length: 1 | 3 | 6 | 12, ordinal: number): string {
  switch (length) {
    case 1:
      return `-${String(ordinal).padStart(2, '0')}`
    case 3:
      return `-Q${ordinal}`
    case 6:
      return `-H${ordinal}`
    case 12:
      return ''
    default:
      return length satisfies never
  }
}

function yearText(date: Temporal.PlainDate): string {
  return String(date.year).padStart(4, '0')
}
