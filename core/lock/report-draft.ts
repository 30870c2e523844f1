/**
 * A report that came while input was closed: kept as it was understood, so that one tap files it when input is open again.
 * Stored as JSON, parsed here. Pure. behaviour §5.
 */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

const date = z.string().transform((text) => Temporal.PlainDate.from(text))
const time = z.string().transform((text) => Temporal.PlainTime.from(text))
const words = z.string().nullable()

const reading = z.object({
  code: z.string(),
  matchedBy: z.enum(['code', 'outline', 'title', 'asked', 'reply', 'only_task', 'group']),
  status: z.enum(['not_started', 'in_progress', 'done', 'paused', 'unchanged']),
  percent: z.number().nullable(),
  percentFrom: z.enum(['written', 'quantity']).nullable(),
  quantity: z.object({ done: z.number(), total: z.number().nullable(), unit: words }).nullable(),
  planPercent: z.number().nullable(),
  milestones: z.array(z.object({ name: z.string(), percent: z.number() })),
  result: words,
  obstacle: z.object({ text: z.string(), cause: z.enum(['objective', 'subjective']).nullable() }).nullable(),
  noObstacle: z.boolean(),
  proposal: z
    .object({ text: z.string(), addressee: words, kind: z.enum(['request', 'extension']) })
    .nullable(),
  nextStep: words,
  dates: z.array(
    z.object({
      kind: z.enum([
        'deadline_commitment',
        'extension_request',
        'next_step',
        'completed_on',
        'as_of',
        'other',
      ]),
      date,
      time: time.nullable(),
      isBefore: z.boolean(),
    }),
  ),
  documents: z.array(z.string()),
  isCorrection: z.boolean(),
  decreaseExplained: z.boolean(),
  history: z.array(z.object({ date, percent: z.number() })),
  lateFor: date.nullable(),
  ownPartOnly: z.boolean(),
  excerpt: z.string(),
})

/** One task's share of the message. */
export const draftPieces = z.array(
  z.object({
    taskId: z.string(),
    unitId: z.string(),
    code: z.string(),
    /** Null: it adds evidence only. */
    reading: reading.nullable(),
    /** The report it completes or corrects; null: a new one. */
    amends: words,
  }),
)
export type DraftPiece = z.infer<typeof draftPieces>[number]

/** filed: its officer sent it after the unlock; dropped: he did not want it any more. */
export const DRAFT_STATES = ['kept', 'filed', 'dropped'] as const
export type DraftState = (typeof DRAFT_STATES)[number]

/** Of one message and one unit's part in a programme. */
export interface ReportDraft {
  readonly id: string
  readonly personId: string
  readonly programmeId: string
  readonly unitId: string
  readonly pieces: readonly DraftPiece[]
  /** The officer's own words. */
  readonly text: string
  readonly evidenceIds: readonly string[]
  readonly keptAt: Temporal.Instant
  /** When its officer was last told that input is open again; null: not yet. */
  readonly toldAt: Temporal.Instant | null
}
