/**
 * What a conversation is in the middle of: one versioned JSON value per sender and thread. An unreadable one
 * starts again politely. Everything here expires; nothing that must not be lost lives here.
 */
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { DAY_PARTS, type Promised } from '../report/promise.ts'
import { COMMANDS } from './command-names.ts'

const instant = z.string().refine((text) => isInstant(text), 'instant')

/** An answer already given to a question about the waiting text. */
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('task'), codes: z.array(z.string()) }),
  z.object({ kind: z.literal('replace_code'), from: z.string(), to: z.string() }),
  z.object({ kind: z.literal('percent'), code: z.string(), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('done'), code: z.string() }),
  z.object({ kind: z.literal('not_done'), code: z.string() }),
  z.object({ kind: z.literal('drop') }),
])
export type Answer = z.infer<typeof answer>

export const sessionSchema = z.object({
  v: z.literal(1),
  /** The task the next words or photos belong to, and what is asked for. */
  focus: z
    .object({
      taskId: z.string(),
      unitId: z.string(),
      field: z.enum(['any', 'percent', 'obstacle', 'proposal', 'product', 'evidence']),
      /** The report to be completed or corrected; null: a new one. */
      reportId: z.string().nullable(),
      since: instant,
    })
    .nullable(),
  /** A message that could not be stored yet, with its question. It is read again with every answer. */
  waiting: z
    .object({
      id: z.string(),
      text: z.string(),
      sentAt: instant,
      evidenceIds: z.array(z.string()),
      answers: z.array(answer),
      /** Codes of it that were clear at once and have been filed: never filed twice. */
      filed: z.array(z.string()).default([]),
      since: instant,
    })
    .nullable(),
  /** Photos that came without a word. */
  loosePhotos: z.array(z.object({ evidenceId: z.string(), at: instant })),
  /** A code was right; the person is asked to confirm that it is he. */
  linking: z.object({ inviteId: z.string(), personId: z.string(), since: instant }).nullable(),
  /** A leader is writing an instruction about this subject. */
  instructing: z.object({ digest: z.string(), line: z.number().int(), since: instant }).nullable(),
  /** An officer is writing his answer to this instruction. */
  answering: z.object({ directiveId: z.string(), since: instant }).nullable().default(null),
  /** A command that waits: for words that were missing, for a choice, or for "Đồng ý". */
  order: z
    .object({
      id: z.string(),
      command: z.enum(COMMANDS),
      args: z.string(),
      /** The arguments that each choice makes. */
      choices: z.array(z.string()),
      /** The state a confirmation was shown for; null: nothing is to be agreed to yet. */
      basis: z.string().nullable(),
      since: instant,
    })
    .nullable()
    .default(null),
  /** When he said he would report: shown in reminders until the report comes or the day is over. */
  promises: z
    .array(
      z.object({
        codes: z.array(z.string()),
        /** Local date, "2026-11-24". */
        on: z.iso.date(),
        /** Local time, "15:00". */
        time: z
          .string()
          .regex(/^\d{2}:\d{2}/)
          .nullable(),
        part: z.enum(DAY_PARTS).nullable(),
        until: instant,
      }),
    )
    .default([]),
})
export type Session = z.infer<typeof sessionSchema>

export const EMPTY_SESSION: Session = {
  v: 1,
  focus: null,
  waiting: null,
  loosePhotos: [],
  linking: null,
  instructing: null,
  answering: null,
  order: null,
  promises: [],
}

/** How long an open question waits for its answer. */
export const QUESTION_MINUTES = 12 * 60
/** How long a photo without a word waits for one. */
export const LOOSE_PHOTO_MINUTES = 12 * 60

/** How long a command waits for its missing words or for "Đồng ý". */
export const ORDER_MINUTES = 30

/** Reads a stored session as of `now`: what has expired is gone, an unreadable one is empty. */
export function readSession(stored: unknown, now: Temporal.Instant): Session {
  const parsed = sessionSchema.safeParse(stored)
  if (!parsed.success) return EMPTY_SESSION
  const session = parsed.data
  const isFresh = (since: string, minutes: number) =>
    Temporal.Instant.compare(Temporal.Instant.from(since).add({ minutes }), now) > 0
  return {
    v: 1,
    focus: session.focus !== null && isFresh(session.focus.since, QUESTION_MINUTES) ? session.focus : null,
    waiting:
      session.waiting !== null && isFresh(session.waiting.since, QUESTION_MINUTES) ? session.waiting : null,
    loosePhotos: session.loosePhotos.filter((photo) => isFresh(photo.at, LOOSE_PHOTO_MINUTES)),
    linking: session.linking !== null && isFresh(session.linking.since, 60) ? session.linking : null,
    instructing:
      session.instructing !== null && isFresh(session.instructing.since, QUESTION_MINUTES)
        ? session.instructing
        : null,
    answering:
      session.answering !== null && isFresh(session.answering.since, QUESTION_MINUTES)
        ? session.answering
        : null,
    order: session.order !== null && isFresh(session.order.since, ORDER_MINUTES) ? session.order : null,
    promises: session.promises.filter((promise) => isFresh(promise.until, 0)),
  }
}

/** Of the promises the newest about this task; null: he made none. */
export function promiseAbout(code: string, promises: Session['promises']): Promised | null {
  const found = promises.findLast((promise) => promise.codes.includes(code))
  if (found === undefined) return null
  return {
    on: Temporal.PlainDate.from(found.on),
    time: found.time === null ? null : Temporal.PlainTime.from(found.time),
    part: found.part,
  }
}

/** Whether /huy has anything to leave. */
export function isIdle(session: Session): boolean {
  return (
    session.focus === null &&
    session.waiting === null &&
    session.loosePhotos.length === 0 &&
    session.linking === null &&
    session.instructing === null &&
    session.answering === null &&
    session.order === null
  )
}

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text)
    return true
  } catch {
    return false
  }
}
