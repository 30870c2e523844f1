import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Outgoing, OutgoingFile, SendOutcome, Thread } from '../../../core/talk/message.ts'
import { fileByLink, filesNotSent } from '../../replies/vi.ts'
import { backoffMs, type Clock } from '../surroundings.ts'
import { type ZaloBotApi, ZaloBotCallFailed } from './api.ts'
import { toOutcome } from './call-failure.ts'
import { planSend, type SendStep } from './plan-send.ts'
import type { QuotaRecord } from './quota.ts'

/** Where the platform, and the person, can fetch a file for a while (bot/media-links.ts). */
export interface FileLinks {
  linkTo(file: OutgoingFile): { readonly url: string; readonly expiresAt: Temporal.Instant }
}

export interface DeliverParts {
  readonly api: ZaloBotApi
  readonly clock: Clock
  readonly quota: QuotaRecord
  /** Null: no public address, so no files. */
  readonly links: FileLinks | null
  /** For the end of a link as the person reads it. */
  readonly zone: string
}

const PART_TRIES = 6

/**
 * Sends one message and says what is certain about it. Only the first part may be refused for a while; once it is in
 * the chat, later parts are tried again here, within the signal: sending all anew would repeat the first.
 */
export async function deliverMessage(
  parts: DeliverParts,
  thread: Thread,
  message: Outgoing,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (signal.aborted) return { kind: 'unknown', reason: 'aborted before the call' }
  const steps = planSend(message, parts.links !== null)
  if (steps.length === 0) {
    const reason = 'nothing to send'
    return { kind: 'refused', lasting: 'permanent', unreachable: false, retryAfterSeconds: null, reason }
  }
  const done: string[] = []
  for (const step of steps) {
    const sent = await deliverPart(parts, thread, step, done.length > 0, signal)
    if (sent.kind !== 'accepted') return sent
    done.push(...sent.providerIds)
  }
  return { kind: 'accepted', providerIds: done }
}

async function deliverPart(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  begun: boolean,
  signal: AbortSignal,
): Promise<SendOutcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await callStep(parts, thread, step, signal)
    if (!begun || outcome.kind === 'accepted') return outcome
    const reason = `only in part: ${outcome.reason}`
    if (outcome.kind === 'unknown' || outcome.lasting === 'permanent') return { kind: 'unknown', reason }
    if (tries >= PART_TRIES || signal.aborted) return { kind: 'unknown', reason }
    const waitMs = outcome.retryAfterSeconds === null ? backoffMs(tries) : outcome.retryAfterSeconds * 1000
    await parts.clock.sleep(waitMs, signal)
    if (signal.aborted) return { kind: 'unknown', reason }
  }
}

const sentSchema = z.object({ message_id: z.union([z.string().min(1), z.number()]).transform(String) })

async function callStep(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { method, payload } = stepCall(parts, step)
  try {
    const answer = await parts.api.call(method, { chat_id: thread.threadId, ...payload }, signal)
    const sent = sentSchema.safeParse(answer)
    if (!sent.success) return { kind: 'unknown', reason: `${method} answered something unreadable` }
    parts.quota.taken()
    return { kind: 'accepted', providerIds: [sent.data.message_id] }
  } catch (error) {
    if (!(error instanceof ZaloBotCallFailed)) throw error
    if (error.failure.kind === 'refused' && error.failure.code === 429) parts.quota.exhausted()
    return toOutcome(error.failure)
  }
}

function stepCall({ links, zone }: DeliverParts, step: SendStep): { method: string; payload: object } {
  switch (step.kind) {
    case 'text':
      return { method: 'sendMessage', payload: { text: step.text } }
    case 'photo': {
      const photo = links?.linkTo(step.file).url ?? ''
      const caption = step.caption === '' ? {} : { caption: step.caption }
      return { method: 'sendPhoto', payload: { photo, ...caption } }
    }
    case 'link': {
      const link = links?.linkTo(step.file)
      const until = link?.expiresAt.toZonedDateTimeISO(zone) ?? null
      return {
        method: 'sendMessage',
        payload: { text: fileByLink(step.file.name, link?.url ?? '', until) },
      }
    }
    case 'left-out':
      return { method: 'sendMessage', payload: { text: filesNotSent(step.files.map(({ name }) => name)) } }
    default:
      return step satisfies never
  }
}
