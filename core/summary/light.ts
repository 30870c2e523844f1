/**
 * The traffic light (đèn): green - done or on track; yellow - due soon, stuck or incomplete; red - overdue or silent;
 * grey - not started yet, not due. Pure. behaviour §7 "Colours", ledger 68.
 */
import { Temporal } from 'temporal-polyfill'
import type { ReportStatus } from '../report/understand/reading.ts'
import type { DutyState } from './duty-state.ts'
import { isDone, type TaskStanding } from './task-standing.ts'

export const LIGHTS = ['red', 'yellow', 'green', 'grey'] as const
export type Light = (typeof LIGHTS)[number]

/** A deadline so many calendar days ahead, or fewer, is soon. */
export const DUE_SOON_DAYS = 7

export interface LightFacts {
  readonly standing: TaskStanding
  readonly state: DutyState
  /** The cut-off has passed: what has not come is silence, no longer time left. */
  readonly isClosed: boolean
  readonly due: Temporal.PlainDate | null
  /** A deadline up to this day, inclusive, is soon. */
  readonly soonUntil: Temporal.PlainDate
  readonly status: ReportStatus | null
  readonly hasObstacle: boolean
}

export function lightOf(facts: LightFacts): Light {
  if (isDone(facts.standing)) return 'green'
  if (facts.standing === 'open_overdue') return 'red'
  if (facts.isClosed && facts.state === 'missing') return 'red'
  if (facts.hasObstacle || facts.standing === 'paused' || facts.state === 'incomplete') return 'yellow'
  if (facts.due !== null && Temporal.PlainDate.compare(facts.due, facts.soonUntil) <= 0) return 'yellow'
  return facts.status === null || facts.status === 'not_started' ? 'grey' : 'green'
}
