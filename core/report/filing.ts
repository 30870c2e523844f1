/** Where a report counts: the periods it settles, in time or late. Pure. behaviour §1, §3. */
import type { Temporal } from 'temporal-polyfill'
import type { DaySetting } from '../conversation.ts'
import { type AwaitedPeriod, periodsAwaited, regimesFollowed } from '../programme/awaited.ts'
import { cutOffOf, delayMinutesOf, isOnTime } from '../programme/cut-off.ts'
import { periodOf } from '../programme/period.ts'
import type { Duty, Filing } from './report.ts'

/** The periods a report on this duty counts for: those of its arrival, and a day it is expressly filed for ("báo bù"). */
export function periodsOfReport(
  duty: Duty,
  arrival: Temporal.Instant,
  lateFor: Temporal.PlainDate | null,
  setting: DaySetting,
): readonly AwaitedPeriod[] {
  const { settings } = duty.programme
  const awaited = periodsAwaited(settings, duty.task.regimes, arrival, setting.calendar, setting.zone)
  if (lateFor === null || !regimesFollowed(settings.regimes, duty.task.regimes).includes('daily'))
    return awaited
  const period = periodOf('daily', lateFor)
  const cutOff = cutOffOf(period, settings, setting.calendar, setting.zone)
  if (cutOff === null || awaited.some((entry) => entry.period.key === period.key)) return awaited
  const isLate = !isOnTime(arrival, cutOff)
  return [...awaited, { period, cutOff, isLate, delayMinutes: delayMinutesOf(arrival, cutOff) }]
}

/**
 * The filing of one period after a version arrived. The first complete version decides on time or late; once complete
 * it stays so. Null: nothing changes.
 */
export function filingAfter(
  existing: Filing | null,
  version: { readonly reportId: string; readonly at: Temporal.Instant; readonly isComplete: boolean },
  duty: Duty,
  awaited: AwaitedPeriod,
): Filing | null {
  if (existing !== null && (existing.firstCompleteAt !== null || !version.isComplete)) return null
  return {
    taskId: duty.task.id,
    unitId: duty.unit.id,
    regime: awaited.period.regime,
    periodKey: awaited.period.key,
    firstAt: existing?.firstAt ?? version.at,
    firstCompleteAt: version.isComplete ? version.at : null,
    isLate: awaited.isLate,
    delayMinutes: awaited.delayMinutes,
    reportId: version.reportId,
  }
}

/** Periods of this duty whose cut-off lies on the local day of `now`: what is asked for today. */
export function periodsDueToday(duty: Duty, setting: DaySetting): readonly AwaitedPeriod[] {
  const today = setting.now.toZonedDateTimeISO(setting.zone).toPlainDate()
  const { settings } = duty.programme
  return periodsAwaited(settings, duty.task.regimes, setting.now, setting.calendar, setting.zone).filter(
    (awaited) => awaited.cutOff.toZonedDateTimeISO(setting.zone).toPlainDate().equals(today),
  )
}

export function filingOf(duty: Duty, awaited: AwaitedPeriod): Filing | null {
  return (
    duty.filings.find(
      (filing) => filing.regime === awaited.period.regime && filing.periodKey === awaited.period.key,
    ) ?? null
  )
}
