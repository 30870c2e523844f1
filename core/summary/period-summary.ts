/** The summary of one programme and period, with the share of the period before it. */
import type { Temporal } from 'temporal-polyfill'
import type { Library } from '../ports.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import { cutOffOf } from '../programme/cut-off.ts'
import { type Period, previousPeriod } from '../programme/period.ts'
import type { Programme } from '../programme/settings.ts'
import type { Task } from '../task/task.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import { type Summary, summarise } from './summary.ts'

export interface SummaryQuestion {
  readonly period: Period
  /** Null: all units. */
  readonly unitIds: readonly string[] | null
  /** Name of what `unitIds` stands for; null: everything. */
  readonly scope: string | null
}

export interface SummarySetting {
  readonly library: Library
  readonly calendar: WorkCalendar
  readonly zone: string
  readonly now: Temporal.Instant
}

export async function summaryOf(
  programme: Programme,
  { period, unitIds, scope }: SummaryQuestion,
  { library, calendar, zone, now }: SummarySetting,
): Promise<Summary> {
  const owedIn = async (one: Period) => {
    const rows = await library.summaryRows(programme, one, unitIds)
    return rows.filter(isOwed(programme, one, calendar, zone))
  }
  const before = await owedIn(previousPeriod(period))
  const onTimeBefore = before.filter(
    (row) => row.filing?.firstCompleteAt != null && !row.filing.isLate,
  ).length
  const hasBefore = before.some((row) => row.filing !== null)
  return summarise({
    programme: programme.name,
    regime: period.regime,
    key: period.key,
    start: period.start,
    end: period.end,
    cutOff: cutOffOf(period, programme.settings, calendar, zone),
    scope,
    rows: await owedIn(period),
    before: hasBefore ? { onTime: onTimeBefore, owed: before.length } : null,
    today: localDate(now, zone),
  })
}

/** A task that was added after the cut-off owed nothing then, unless something was filed on it all the same. */
export function isOwed(
  programme: Programme,
  period: Period,
  calendar: WorkCalendar,
  zone: string,
): (duty: { readonly task: Pick<Task, 'addedAt'>; readonly filing: object | null }) => boolean {
  const end =
    cutOffOf(period, programme.settings, calendar, zone) ??
    instantAt(period.end.add({ days: 1 }), '00:00', zone)
  return ({ task, filing }) => filing !== null || isBefore(task.addedAt, end)
}
