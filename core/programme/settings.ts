/**
 * The settings of a programme, stored as one JSON value and parsed here. Every default is behaviour.md's;
 * `/chedo` changes them, audited, effective from the next moment on.
 */
import { z } from 'zod'
import { ROLES } from '../directory/directory.ts'
import { REGIME_KINDS } from './regime.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')

/** When a rung is told, relative to the subject's beginning. */
export const rungDelay = z.discriminatedUnion('kind', [
  /** So many minutes after the cut-off (missing report). */
  z.object({ kind: z.literal('minutes'), minutes: z.number().int().min(0) }),
  /** At a clock time, so many working days after the day of the cut-off or the due date (0: the first working day after). */
  z.object({ kind: z.literal('working_day'), days: z.number().int().min(0), at: clockTime }),
  /** Only in the weekly digest. */
  z.object({ kind: z.literal('weekly') }),
  z.object({ kind: z.literal('never') }),
])
export type RungDelay = z.infer<typeof rungDelay>

export const rung = z.object({
  rung: z.number().int().min(1).max(9),
  roles: z.array(z.enum(ROLES)).min(1),
  missing: rungDelay,
  overdue: rungDelay,
  /** Told of an overdue task (or an unanswered obstacle) again in every weekly digest. Only the top rung's counts. */
  thenWeekly: z.boolean().optional(),
})
export type Rung = z.infer<typeof rung>

export const DEFAULT_LADDER: readonly Rung[] = [
  {
    rung: 1,
    roles: ['officer'],
    missing: { kind: 'minutes', minutes: 0 },
    overdue: { kind: 'working_day', days: 0, at: '08:00' },
  },
  {
    rung: 2,
    roles: ['supervisor'],
    missing: { kind: 'minutes', minutes: 30 },
    overdue: { kind: 'working_day', days: 0, at: '16:30' },
  },
  {
    rung: 3,
    roles: ['head'],
    missing: { kind: 'working_day', days: 0, at: '08:00' },
    overdue: { kind: 'working_day', days: 1, at: '16:30' },
  },
  {
    rung: 4,
    roles: ['coordinator'],
    missing: { kind: 'working_day', days: 0, at: '16:30' },
    overdue: { kind: 'working_day', days: 3, at: '16:30' },
  },
  {
    rung: 5,
    roles: ['chief'],
    missing: { kind: 'weekly' },
    overdue: { kind: 'working_day', days: 5, at: '16:30' },
    thenWeekly: true,
  },
]

export const programmeSettings = z.object({
  days: z.enum(['every-day', 'working-days']).default('working-days'),
  regimes: z.array(z.enum(REGIME_KINDS)).default(['daily', 'weekly', 'monthly']),
  /** Reports must arrive before this local time; the instant itself is late. */
  cutOff: clockTime.default('16:30'),
  /** Minutes before a cut-off at which officers with something missing get a heads-up; 0 switches it off. */
  headsUpMinutes: z.number().int().min(0).max(600).default(60),
  /** Minutes by which the lowest tenth of the ranking gets the heads-up earlier; 0: at the same time as everybody. */
  headsUpEarlierMinutes: z.number().int().min(0).max(240).default(60),
  /** Minutes before the first cut-off of a day at which officers who cannot be reached are listed; 0 switches it off. */
  reachabilityMinutes: z.number().int().min(0).max(600).default(120),
  /** Minutes after a reminder round at which planned and delivered are compared; 0 switches it off. */
  selfAuditMinutes: z.number().int().min(0).max(600).default(10),
  /** Working days before a task's deadline at which its officer gets a notice. */
  dueSoonDays: z.array(z.number().int().min(1).max(60)).default([7, 3, 1]),
  dueSoonAt: clockTime.default('08:00'),
  /** Escalation goes out only between these local times on working days. */
  workingHours: z.object({ from: clockTime, to: clockTime }).default({ from: '07:30', to: '17:30' }),
  ladder: z.array(rung).default([...DEFAULT_LADDER]),
  /** Working days an obstacle's addressee has for his answer; after the last one it climbs the ladder. */
  obstacleDays: z.number().int().min(1).max(60).default(2),
  /** What a report needs to count as complete. */
  checklist: z
    .object({
      number: z.boolean().default(true),
      proposalWithObstacle: z.boolean().default(true),
      productWhenDone: z.boolean().default(true),
      evidenceWhenDone: z.boolean().default(true),
    })
    .default({ number: true, proposalWithObstacle: true, productWhenDone: true, evidenceWhenDone: true }),
  /** Points of the ranking (behaviour §7). */
  scoreWeights: z
    .object({
      onTime: z.number().min(0).max(100),
      complete: z.number().min(0).max(100),
      notOverdue: z.number().min(0).max(100),
      regular: z.number().min(0).max(100),
    })
    .default({ onTime: 40, complete: 30, notOverdue: 20, regular: 10 }),
  /** Input closes so many days before a conference (behaviour §5); officers hear of it `warningDays` before that. */
  lock: z
    .object({
      days: z.number().int().min(0).max(30).default(3),
      count: z.enum(['calendar', 'working']).default('calendar'),
      warningDays: z.array(z.number().int().min(1).max(14)).default([2, 1]),
      warningAt: clockTime.default('09:00'),
      /** What counts as information: a report of the last closed period, or any since the last conference. */
      information: z.enum(['period', 'conference']).default('period'),
      /** How long a conference lasts whose end nobody named. */
      conferenceHours: z.number().min(0.5).max(72).default(4),
    })
    .default({
      days: 3,
      count: 'calendar',
      warningDays: [2, 1],
      warningAt: '09:00',
      information: 'period',
      conferenceHours: 4,
    }),
  /** Local time of the automatic daily summary; null: none. */
  summaryAt: clockTime.nullable().default('17:00'),
})
export type ProgrammeSettings = z.infer<typeof programmeSettings>

export interface Programme {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly active: boolean
  /** Raised by one at every change of the settings. */
  readonly revision: number
  readonly settings: ProgrammeSettings
}
