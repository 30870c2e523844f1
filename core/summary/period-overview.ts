/** The overview and the trend of a question: what is loaded for it, and from which periods. behaviour §7. */
import type { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { cutOffOf } from '../programme/cut-off.ts'
import { type Period, previousPeriod } from '../programme/period.ts'
import type { Programme } from '../programme/settings.ts'
import { laterOf } from '../time.ts'
import { type Overview, overviewOf } from './overview.ts'
import type { EarlierRow, OverviewRow } from './overview-row.ts'
import type { SummaryQuestion } from './period-summary.ts'
import { type TrendPoint, trendOf } from './trend.ts'

/** What memory has to yield. Null units: all. */
export interface OverviewSource {
  /** Duties of one period of a programme, in the order of the list, with newest reports up to its end. */
  overviewRows(
    programme: Programme,
    period: Period,
    unitIds: readonly string[] | null,
  ): Promise<readonly OverviewRow[]>
  /** Only what is counted of them. */
  earlierRows(
    programme: Programme,
    period: Period,
    unitIds: readonly string[] | null,
  ): Promise<readonly EarlierRow[]>
}

export interface OverviewSetting {
  readonly calendar: WorkCalendar
  readonly zone: string
  readonly now: Temporal.Instant
}

/** Of all these programmes together; the cut-off is the last of theirs. */
export async function periodOverview(
  programmes: readonly Programme[],
  { period, unitIds, scope }: SummaryQuestion,
  source: OverviewSource,
  { calendar, zone, now }: OverviewSetting,
): Promise<Overview> {
  const rows: OverviewRow[] = []
  const before: EarlierRow[] = []
  for (const programme of programmes) {
    rows.push(...(await source.overviewRows(programme, period, unitIds)))
    before.push(...(await source.earlierRows(programme, previousPeriod(period), unitIds)))
  }
  // A period in which nobody reported anything was before the beginning, not a bad one.
  const hasBefore = before.some(({ filing }) => filing !== null)
  return overviewOf({
    period,
    cutOff: lastCutOff(programmes, period, calendar, zone),
    scope,
    rows,
    before: hasBefore ? before : [],
    now,
    zone,
  })
}

/** `count` periods up to and with that of the question, oldest first; those before the first report are left out. */
export async function periodTrend(
  programmes: readonly Programme[],
  { period, unitIds }: Omit<SummaryQuestion, 'scope'>,
  count: number,
  source: Pick<OverviewSource, 'earlierRows'>,
): Promise<readonly TrendPoint[]> {
  const loaded: { period: Period; rows: EarlierRow[] }[] = []
  for (let each = period; loaded.length < count; each = previousPeriod(each)) {
    const rows: EarlierRow[] = []
    for (const programme of programmes) rows.push(...(await source.earlierRows(programme, each, unitIds)))
    loaded.push({ period: each, rows })
  }
  loaded.reverse()
  const first = loaded.findIndex(({ rows }) => rows.some(({ filing }) => filing !== null))
  return first === -1 ? [] : trendOf(loaded.slice(first))
}

function lastCutOff(
  programmes: readonly Programme[],
  period: Period,
  calendar: WorkCalendar,
  zone: string,
): Temporal.Instant | null {
  return programmes
    .map(({ settings }) => cutOffOf(period, settings, calendar, zone))
    .reduce((last, each) => (last === null || each === null ? (last ?? each) : laterOf(last, each)), null)
}
