/** The periods whose missing reports are still escalated. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'
import { type CutOffRule, cutOffDateOf } from '../programme/cut-off.ts'
import { periodOf, previousPeriod } from '../programme/period.ts'
import { isPeriodic, type PeriodicRegime } from '../programme/regime.ts'
import type { EndingPeriod, ProgrammeInUse } from '../reminder/moment.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import { once } from './memo.ts'
import type { EscalationSnapshot } from './snapshot.ts'

/**
 * Missing reports are escalated for so many days after their cut-off: over Tết the top rung is told after 14. By then
 * the newer periods of a silent unit say it all.
 */
const MISSING_HORIZON_DAYS = 21

/**
 * The periods whose cut-off lies in the 21 days up to `now` (included), oldest first: of these the filings must be
 * loaded.
 */
export function periodsInQuestion(
  programmes: readonly ProgrammeInUse[],
  { calendar, zone }: Pick<EscalationSnapshot, 'calendar' | 'zone'>,
  now: Temporal.Instant,
): readonly EndingPeriod[] {
  const today = localDate(now, zone)
  const closed = new Map<string, readonly ClosedPeriod[]>()
  return programmes
    .flatMap(({ id, active, settings, taskRegimes }) => {
      const followed = new Set([...settings.regimes, ...taskRegimes].filter(isPeriodic))
      return [...followed].flatMap((regime) => {
        const { days, cutOff: clock } = settings
        const periods = once(closed, `${regime} ${days}`, () => closedPeriods(regime, days, today, calendar))
        return active
          ? periods.map(({ key, date }) => ({ id, regime, key, cutOff: instantAt(date, clock, zone) }))
          : []
      })
    })
    .filter(({ cutOff }) => !isBefore(now, cutOff))
    .sort((one, other) => Temporal.Instant.compare(one.cutOff, other.cutOff))
    .map(({ id, regime, key, cutOff }) => ({ programmeId: id, regime, periodKey: key, cutOff }))
}

interface ClosedPeriod {
  readonly key: string
  /** Day of its cut-off. */
  readonly date: Temporal.PlainDate
}

/** Of one regime those whose cut-off lies on one of the last 21 days or today. */
function closedPeriods(
  regime: PeriodicRegime,
  days: CutOffRule['days'],
  today: Temporal.PlainDate,
  calendar: WorkCalendar,
): readonly ClosedPeriod[] {
  const first = today.subtract({ days: MISSING_HORIZON_DAYS })
  const closed: ClosedPeriod[] = []
  let period = periodOf(regime, today)
  for (; Temporal.PlainDate.compare(period.end, first) >= 0; period = previousPeriod(period)) {
    const date = cutOffDateOf(period, days, calendar)
    const isInside =
      date !== null &&
      Temporal.PlainDate.compare(first, date) <= 0 &&
      Temporal.PlainDate.compare(date, today) <= 0
    if (isInside) closed.push({ key: period.key, date })
  }
  return closed
}
