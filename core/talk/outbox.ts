/** Messages on their way out. A draft is committed with the decision that caused it and delivered by jobs/sender. */
import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { PERIODIC_REGIMES } from '../programme/regime.ts'
import { exportOrder } from '../summary/export-order.ts'
import type { Outgoing, Thread } from './message.ts'

export const LANES = ['interactive', 'escalation', 'reminder', 'broadcast'] as const
export type Lane = (typeof LANES)[number]

/** Examined again at sending: what it says is decided by the state of that moment (behaviour §2, §4). */
const reminderPart = z.object({
  kind: z.enum(['heads_up', 'reminder', 'due_soon']),
  /** ISO instants it stands for, oldest first; more than one after downtime. */
  instants: z.array(z.string()),
  /** The periods it is about, with the cut-offs of its planning. */
  endings: z
    .array(
      z.object({
        programmeId: z.string(),
        regime: z.enum(PERIODIC_REGIMES),
        periodKey: z.string(),
        cutOff: z.string(),
      }),
    )
    .default([]),
  /** due_soon: the mornings, as local dates. */
  mornings: z.array(z.object({ programmeId: z.string(), date: z.string() })).default([]),
})

export const livePayload = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reminder'),
    personId: z.string(),
    at: z.string(),
    parts: z.array(reminderPart),
    /** A digest for the same person that fell due at the same tick: one message, not two. */
    digest: z.string().nullable(),
  }),
  /** Tells a leader that nobody stands in for an officer on leave. */
  z.object({
    kind: z.literal('uncovered'),
    personId: z.string(),
    leaveId: z.string(),
    absentId: z.string(),
    unitIds: z.array(z.string()),
  }),
  z.object({ kind: z.literal('digest'), personId: z.string(), digest: z.string() }),
  /** A file that is drawn from the state of that moment. */
  z.object({ kind: z.literal('export'), personId: z.string(), order: exportOrder }),
])
export type LivePayload = z.infer<typeof livePayload>

export type Payload = { readonly kind: 'ready'; readonly message: Outgoing } | LivePayload

export interface OutboxDraft {
  /** Unique for ever: the same message planned again is the same row. */
  readonly identity: string
  readonly lane: Lane
  /** A fixed thread (answers), or a person, whose main account is looked up when the row is written. */
  readonly to: { readonly thread: Thread } | { readonly personId: string }
  readonly payload: Payload
  readonly notBefore: Temporal.Instant
  readonly expiresAt: Temporal.Instant | null
}
