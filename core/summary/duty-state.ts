/** Where a duty stands in a period: đủ đúng hạn, đủ quá hạn, chưa đủ, chưa báo cáo. Pure. behaviour §3, §7, ledger 42. */
import type { Temporal } from 'temporal-polyfill'

/**
 * on_time: complete before the cut-off; late: complete, but after it; incomplete: something arrived, the checklist
 * still misses something, so it is not summed up; missing: nothing arrived.
 */
export const DUTY_STATES = ['on_time', 'late', 'incomplete', 'missing'] as const
export type DutyState = (typeof DUTY_STATES)[number]

/** What arrived for a duty in the period. */
export interface FilingTimes {
  readonly firstAt: Temporal.Instant
  /** Null: nothing complete yet. */
  readonly firstCompleteAt: Temporal.Instant | null
  readonly isLate: boolean
}

export function dutyStateOf({ filing }: { readonly filing: FilingTimes | null }): DutyState {
  if (filing === null) return 'missing'
  if (filing.firstCompleteAt === null) return 'incomplete'
  return filing.isLate ? 'late' : 'on_time'
}

/** Its content counts in sums and results. */
export function isSummedUp(state: DutyState): boolean {
  return state === 'on_time' || state === 'late'
}
