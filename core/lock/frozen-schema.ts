/** How a frozen snapshot is stored and read again: plain JSON, instants and dates as ISO text. Pure. behaviour §5. */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { REGIME_KINDS } from '../programme/regime.ts'

const instant = z.string().transform((text) => Temporal.Instant.from(text))
const date = z.string().transform((text) => Temporal.PlainDate.from(text))
const words = z.string().nullable()
const person = z.object({ name: z.string(), phone: words }).nullable()
const head = z.object({ name: z.string(), title: words }).nullable()
const missing = z.array(z.enum(['number', 'proposal', 'product', 'evidence']))

const task = z.object({
  id: z.string(),
  programmeId: z.string(),
  code: z.string(),
  outline: words,
  group: words,
  title: z.string(),
  due: date.nullable(),
  dueKind: z.string(),
  dueRaw: words,
  product: words,
  authority: words,
  resources: words,
  target: z.object({ value: z.number(), unit: z.string(), op: z.literal('>=').nullable() }).nullable(),
  regimes: z.array(z.enum(REGIME_KINDS)),
  state: z.enum(['open', 'done', 'paused', 'removed']),
  addedAt: instant,
  assignments: z.array(
    z.object({
      unitId: z.string(),
      unitName: z.string(),
      role: z.enum(['lead', 'coordinate']),
      officerId: words,
    }),
  ),
})

const unit = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  kind: z.enum([
    'department',
    'party',
    'district',
    'commune',
    'central',
    'university',
    'enterprise',
    'section',
    'other',
  ]),
  parentId: words,
})

const report = z.object({
  number: z.string(),
  filedAt: instant,
  status: z.enum(['not_started', 'in_progress', 'done', 'paused', 'unchanged']),
  percent: z.number().nullable(),
  quantity: z.object({ done: z.number(), total: z.number().nullable(), unit: words }).nullable(),
  result: words,
  obstacle: words,
  cause: z.enum(['objective', 'subjective']).nullable(),
  proposal: words,
  addressee: words,
  nextStep: words,
  nextDate: date.nullable(),
  missing,
  evidenceCount: z.number(),
})

const row = z.object({
  programme: z.object({ id: z.string(), name: z.string() }),
  task,
  doneOn: date.nullable(),
  unit,
  officer: person,
  head,
  filing: z
    .object({
      firstAt: instant,
      firstCompleteAt: instant.nullable(),
      isLate: z.boolean(),
      delayMinutes: z.number(),
    })
    .nullable(),
  report: report.nullable(),
})

/** One thing that was done to get a unit's reports, or one answer to it. */
const urging = z.object({
  at: instant,
  kind: z.enum(['reminded', 'urged', 'told', 'acknowledged']),
  /** Who was reminded or told, or took note. */
  name: z.string(),
})

const log = z.object({
  unitId: z.string(),
  reminders: z.number(),
  lastReminderAt: instant.nullable(),
  acknowledgements: z.array(z.object({ name: z.string(), at: instant })),
  /** Oldest first. */
  trail: z.array(urging),
})

const explanation = z.object({
  unitId: z.string(),
  unit: z.string(),
  head,
  officer: person,
  tasks: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      due: date.nullable(),
      lack: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('silent') }),
        z.object({ kind: z.literal('incomplete'), missing }),
      ]),
      overdueDays: z.number(),
    }),
  ),
  log: log.nullable(),
})

export const frozenContent = z.object({
  v: z.literal(1),
  programme: z.object({ id: z.string(), code: z.string(), name: z.string() }),
  conference: z.object({ id: z.string(), startsAt: instant, endsAt: instant }),
  lockFrom: instant,
  /** What counted as information (core/lock/information.ts); none before `windowFrom` did. */
  information: z.enum(['period', 'conference']),
  windowFrom: instant,
  zone: z.string(),
  /** Every duty of the programme at the lock, complete or not. */
  rows: z.array(row),
  /** Units whose heads explain in person, worst first. */
  explanations: z.array(explanation),
})

export type FrozenContent = z.infer<typeof frozenContent>
