/** More time for a task: which day may be asked for, which days are offered. Pure. behaviour §4 "Gia hạn…". */
import { Temporal } from 'temporal-polyfill'
import type { WorkCalendar } from '../programme/calendar.ts'

/** A unit's part in a task, as far as asking for more time goes. */
export interface ExtensionPart {
  readonly taskId: string
  readonly unitId: string
  readonly code: string
  readonly title: string
  /** Short name. */
  readonly unit: string
  readonly due: Temporal.PlainDate | null
}

export type ExtensionVerdict =
  | { readonly kind: 'fits' }
  /** There is nothing to extend. */
  | { readonly kind: 'no_deadline' }
  /** Not after the deadline, or not after today. */
  | { readonly kind: 'too_early'; readonly due: Temporal.PlainDate }

/** Whether a task due on that day may be given time until `wanted` (inclusive), as of today. */
export function judgeExtension(
  due: Temporal.PlainDate | null,
  wanted: Temporal.PlainDate,
  today: Temporal.PlainDate,
): ExtensionVerdict {
  if (due === null) return { kind: 'no_deadline' }
  const isLater = Temporal.PlainDate.compare(wanted, due) > 0 && Temporal.PlainDate.compare(wanted, today) > 0
  return isLater ? { kind: 'fits' } : { kind: 'too_early', due }
}

/** One week, two weeks and a month after the deadline (or today, where that is later), on working days. */
export function usualExtensions(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendar: WorkCalendar,
): readonly Temporal.PlainDate[] {
  const from = Temporal.PlainDate.compare(due, today) < 0 ? today : due
  const onWorkingDay = (date: Temporal.PlainDate) =>
    calendar.isWorkingDay(date) ? date : calendar.nextWorkingDay(date)
  return [from.add({ days: 7 }), from.add({ days: 14 }), from.add({ months: 1 })].map(onWorkingDay)
}

/** The same extension asked for again on the same day is the same request. Letters, digits and `-`. */
export function extensionId(
  { taskId, unitId }: Pick<ExtensionPart, 'taskId' | 'unitId'>,
  wanted: Temporal.PlainDate,
  today: Temporal.PlainDate,
): string {
  const short = (date: Temporal.PlainDate) => date.toString().slice(2).replaceAll('-', '')
  return `${taskId}-${unitId}-${short(wanted)}${short(today)}`
}
