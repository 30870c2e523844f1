import type { Outgoing, OutgoingFile, SendOutcome, Thread } from '../../../core/talk/message.ts'
import { backoffMs, type Clock } from '../surroundings.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'
import { type CallFailure, toOutcome } from './call-failure.ts'
import { type FileBytes, readSent, stepCall } from './calls.ts'
import { editInPlace } from './edit-message.ts'
import { providerMessageId } from './message-id.ts'
import { planSend, type SendStep } from './plan-send.ts'

/** Bytes of an evidence or report file by its content address. */
export type ReadFile = (sha256: string) => Promise<Buffer>

export interface DeliverParts {
  readonly api: TelegramApi
  readonly clock: Clock
  readonly readFile: ReadFile
  /** Groups that became supergroups: old chat id to new. */
  readonly movedChats: Map<string, number>
}

/** Parts of one message keep the platform's pace of one per second and chat. */
const PART_PAUSE_MS = 1000
const PART_TRIES = 6

/**
 * Sends or edits one message and says what is certain about it. Only the first part may be refused for a while; once
 * it is in the chat, later parts are tried again here, within the signal: sending all anew would repeat the first.
 */
export async function deliverMessage(
  parts: DeliverParts,
  thread: Thread,
  message: Outgoing,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (signal.aborted) return { kind: 'unknown', reason: 'aborted before the call' }
  const bytes = await readAll(parts.readFile, message.files)
  if (bytes === null) return refused('temporary', 'a file to be sent cannot be read')
  const done: string[] = []
  let steps = planSend(message)
  if (message.edits !== null && message.files.length === 0) {
    const edit = await editInPlace(parts.api, message.edits, message, signal)
    if (edit.kind === 'failed') return toOutcome(edit.failure)
    if (edit.kind === 'edited') {
      done.push(message.edits)
      steps = edit.left
    }
  }
  if (steps.length === 0 && done.length === 0) return refused('permanent', 'nothing to send')
  for (const step of steps) {
    const sent = await deliverPart(parts, thread, step, message.replyTo, bytes, done.length > 0, signal)
    if (sent.kind !== 'accepted') return sent
    done.push(...sent.providerIds)
  }
  return { kind: 'accepted', providerIds: done }
}

async function deliverPart(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  replyTo: string | null,
  bytes: FileBytes,
  begun: boolean,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (begun) await parts.clock.sleep(PART_PAUSE_MS, signal)
  if (begun && signal.aborted) return { kind: 'unknown', reason: 'only in part: aborted in between' }
  for (let tries = 1; ; tries++) {
    const outcome = await callStep(parts, thread, step, begun ? null : replyTo, bytes, signal)
    if (!begun || outcome.kind !== 'refused' || outcome.lasting === 'permanent') return outcome
    if (tries >= PART_TRIES || signal.aborted)
      return { kind: 'unknown', reason: `only in part: ${outcome.reason}` }
    const waitMs = outcome.retryAfterSeconds === null ? backoffMs(tries) : outcome.retryAfterSeconds * 1000
    await parts.clock.sleep(waitMs, signal)
    if (signal.aborted) return { kind: 'unknown', reason: `only in part: ${outcome.reason}` }
  }
}

/** One step in one call; again at once in the chat's new place, or as a document when it is no picture to Telegram. */
async function callStep(
  parts: DeliverParts,
  thread: Thread,
  step: SendStep,
  replyTo: string | null,
  bytes: FileBytes,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const chatId = parts.movedChats.get(thread.threadId) ?? chatIdOf(thread.threadId)
  const { method, payload } = stepCall(step, chatId, replyTo, bytes)
  try {
    const sent = readSent(await parts.api.call(method, payload, signal))
    if (sent === null) return { kind: 'unknown', reason: `${method} answered something unreadable` }
    return {
      kind: 'accepted',
      providerIds: sent.map((one) => providerMessageId(one.chatId, one.messageId)),
    }
  } catch (error) {
    if (!(error instanceof TelegramCallFailed)) throw error
    const { failure } = error
    if (
      failure.kind === 'refused' &&
      failure.migrateToChatId !== null &&
      failure.migrateToChatId !== chatId
    ) {
      parts.movedChats.set(thread.threadId, failure.migrateToChatId)
      return callStep(parts, thread, step, replyTo, bytes, signal)
    }
    if (isNoPicture(failure) && step.kind !== 'text' && step.as === 'photo')
      return callStep(parts, thread, { ...step, as: 'document' }, replyTo, bytes, signal)
    return toOutcome(failure)
  }
}

function isNoPicture(failure: CallFailure): boolean {
  return (
    failure.kind === 'refused' &&
    failure.code === 400 &&
    /image_process_failed|photo_invalid_dimensions|photo_ext_invalid|too big for a photo/i.test(
      failure.reason,
    )
  )
}

function chatIdOf(threadId: string): number | string {
  return /^-?\d{1,15}$/.test(threadId) ? Number(threadId) : threadId
}

async function readAll(readFile: ReadFile, files: readonly OutgoingFile[]): Promise<FileBytes | null> {
  try {
    const pairs = files.map(async ({ sha256 }) => [sha256, await readFile(sha256)] as const)
    return new Map(await Promise.all(pairs))
  } catch {
    return null
  }
}

function refused(lasting: 'permanent' | 'temporary', reason: string): SendOutcome {
  return { kind: 'refused', lasting, unreachable: false, retryAfterSeconds: null, reason }
}
