/** What escalation is about, and the key under which its steps are kept. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import { isPeriodic, type PeriodicRegime, REGIME_KINDS } from '../programme/regime.ts'
import { isoText } from '../time.ts'

export const SUBJECT_KINDS = ['overdue', 'obstacle', 'missing'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/**
 * missing: what a unit owes for one period of a programme, over all its tasks; overdue: one unit's part in a task past
 * that deadline (moved, it is another subject, with a ladder of its own); obstacle: one that its addressee has not
 * answered.
 */
export type Subject =
  | {
      readonly kind: 'missing'
      readonly programmeId: string
      readonly unitId: string
      readonly regime: PeriodicRegime
      readonly periodKey: string
    }
  | {
      readonly kind: 'overdue'
      readonly taskId: string
      readonly unitId: string
      readonly due: Temporal.PlainDate
    }
  | { readonly kind: 'obstacle'; readonly obstacleId: string }

/**
 * `missing:{programme}:{unit}:{regime}:{period}`, `overdue:{task}:{unit}:{due}`, `obstacle:{obstacle}`. Identifiers
 * hold no colon.
 */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case 'missing':
      return `missing:${subject.programmeId}:${subject.unitId}:${subject.regime}:${subject.periodKey}`
    case 'overdue':
      return `overdue:${subject.taskId}:${subject.unitId}:${isoText(subject.due)}`
    case 'obstacle':
      return `obstacle:${subject.obstacleId}`
    default:
      return subject satisfies never
  }
}

/** Null for anything that `subjectKey` does not yield. */
export function parseSubjectKey(key: string): Subject | null {
  const [kind, first, second, third, fourth, ...rest] = key.split(':')
  if (!first || rest.length > 0) return null
  if (kind === 'obstacle') return second === undefined ? { kind, obstacleId: first } : null
  if (!second || !third) return null
  if (kind === 'overdue') {
    const due = /^\d{4}-\d{2}-\d{2}$/.test(third) && fourth === undefined ? dateFrom(third) : null
    return due && { kind, taskId: first, unitId: second, due }
  }
  const regime = REGIME_KINDS.find((known) => known === third)
  if (kind !== 'missing' || regime === undefined || !isPeriodic(regime) || !fourth) return null
  return { kind, programmeId: first, unitId: second, regime, periodKey: fourth }
}

function dateFrom(iso: string): Temporal.PlainDate | null {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  const date = Temporal.PlainDate.from({ year, month: Math.max(1, month), day: Math.max(1, day) })
  return date.toString() === iso ? date : null
}
