import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Outgoing, OutgoingFile, SendOutcome, Thread } from '../../../core/talk/message.ts'
import { fileByLink } from '../../replies/vi.ts'
import { backoffMs, type Clock } from '../surroundings.ts'
import type { OaAnswer, ZaloOaApi } from './api.ts'
import { planSend, type SendStep } from './plan-send.ts'
import type { PriceRecord } from './price-record.ts'
import { meaningOf, toOutcome } from './send-outcome.ts'

/** Where the person can fetch a file for a while (bot/media-links.ts). */
export interface FileLinks {
  linkTo(file: OutgoingFile): { readonly url: string; readonly expiresAt: Temporal.Instant }
}

/** Bytes of an evidence or report file by its content address; rejects when it is not there. */
export type ReadFile = (sha256: string) => Promise<Uint8Array>

export interface DeliverParts {
  readonly api: ZaloOaApi
  readonly clock: Clock
  readonly prices: PriceRecord
  readonly readFile: ReadFile
  readonly links: FileLinks
  /** For the end of a link as the person reads it. */
  readonly zone: string
}

const MESSAGE_PATH = '/v3.0/oa/message/cs'
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
  const steps = planSend(message)
  if (steps.length === 0) return refused('permanent', 'nothing to send')
  const done: string[] = []
  for (const step of steps) {
    const quoted = done.length === 0 ? message.replyTo : null
    const sent = await deliverPart(parts, thread, step, quoted, done.length > 0, signal)
    if (sent.kind !== 'accepted') return sent
    done.push(...sent.providerIds)
  }
  return { kind: 'accepted', providerIds: done }
}

async function deliverPart(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  quoted: string | null,
  begun: boolean,
  signal: AbortSignal,
): Promise<SendOutcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await sendStep(parts, thread, step, quoted, signal)
    if (!begun || outcome.kind === 'accepted') return outcome
    const reason = `only in part: ${outcome.reason}`
    if (outcome.kind === 'unknown' || outcome.lasting === 'permanent') return { kind: 'unknown', reason }
    if (tries >= PART_TRIES || signal.aborted) return { kind: 'unknown', reason }
    const waitMs = outcome.retryAfterSeconds === null ? backoffMs(tries) : outcome.retryAfterSeconds * 1000
    await parts.clock.sleep(waitMs, signal)
    if (signal.aborted) return { kind: 'unknown', reason }
  }
}

async function sendStep(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  quoted: string | null,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const content = await contentOf(parts, step, signal)
  if ('kind' in content) return content
  const send = (message: object) =>
    parts.api.post(MESSAGE_PATH, { recipient: { user_id: thread.threadId }, message }, signal)
  const quote = quoted === null || step.kind !== 'text' ? {} : { quote_message_id: quoted }
  let answer = await send({ ...content, ...quote })
  // A message that cannot be quoted any more is answered without quoting it.
  if (quoted !== null && answer.kind === 'refused' && answer.code === -201) answer = await send(content)
  return conclude(parts, answer)
}

const sentSchema = z.object({ message_id: z.union([z.string().min(1), z.number()]).transform(String) })

function conclude({ clock, prices }: DeliverParts, answer: OaAnswer): SendOutcome {
  if (answer.kind === 'done') {
    const sent = sentSchema.safeParse(answer.data)
    if (!sent.success) return { kind: 'unknown', reason: 'the answer names no message' }
    prices.taken(answer.data)
    return { kind: 'accepted', providerIds: [sent.data.message_id] }
  }
  if (answer.kind === 'refused' && meaningOf(answer.code) === 'money') prices.refused(answer.reason)
  return toOutcome(answer, clock.now())
}

/** What `message` holds for the step; a file is uploaded first, which nobody sees, so that its failure is no doubt. */
async function contentOf(
  parts: DeliverParts,
  step: SendStep,
  signal: AbortSignal,
): Promise<{ readonly text?: string; readonly attachment?: object } | SendOutcome> {
  switch (step.kind) {
    case 'text':
      return { text: step.text }
    case 'link': {
      const { url, expiresAt } = parts.links.linkTo(step.file)
      return { text: fileByLink(step.file.name, url, expiresAt.toZonedDateTimeISO(parts.zone)) }
    }
    case 'picture': {
      const id = await uploaded(parts, '/v2.0/oa/upload/image', step.file, 'attachment_id', signal)
      if (typeof id !== 'string') return id
      const elements = [{ media_type: 'image', attachment_id: id }]
      const attachment = { type: 'template', payload: { template_type: 'media', elements } }
      return step.caption === '' ? { attachment } : { text: step.caption, attachment }
    }
    case 'document': {
      const token = await uploaded(parts, '/v2.0/oa/upload/file', step.file, 'token', signal)
      return typeof token === 'string' ? { attachment: { type: 'file', payload: { token } } } : token
    }
    default:
      return step satisfies never
  }
}

/** What the platform calls the file from now on. */
async function uploaded(
  parts: DeliverParts,
  path: string,
  { sha256, name, mime }: OutgoingFile,
  field: 'attachment_id' | 'token',
  signal: AbortSignal,
): Promise<string | SendOutcome> {
  const bytes = await parts.readFile(sha256).catch(() => null)
  if (bytes === null) return refused('temporary', 'a file to be sent cannot be read')
  const plain = name.replace(/["\r\n\\/]/g, '_')
  const answer = await parts.api.upload(path, { bytes, name: plain, mime }, signal)
  if (answer.kind === 'unclear') return refused('temporary', `the upload failed: ${answer.reason}`)
  if (answer.kind !== 'done') return toOutcome(answer, parts.clock.now())
  const id = z.record(z.string(), z.unknown()).safeParse(answer.data).data?.[field]
  return typeof id === 'string' && id !== '' ? id : refused('temporary', 'the upload got no name')
}

function refused(lasting: 'permanent' | 'temporary', reason: string): SendOutcome {
  return { kind: 'refused', lasting, unreachable: false, retryAfterSeconds: null, reason }
}
