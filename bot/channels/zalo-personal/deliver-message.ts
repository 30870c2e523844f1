import type { API, SendMessageQuote } from 'zca-js'
import type { Outgoing, OutgoingFile, SendOutcome, Thread } from '../../../core/talk/message.ts'
import { AccountUnusable, type ZaloAccount } from './account.ts'
import { readFailure, refused, toOutcome } from './call-failure.ts'
import type { CallTrace } from './call-trace.ts'
import { LoginFailed, orAborted } from './log-in.ts'
import { planSend, type SendStep } from './plan-send.ts'
import type { QuoteBook } from './quote-book.ts'
import { readSent, sendStep } from './send-step.ts'
import { backoffMs, type Clock, type Limits } from './surroundings.ts'

/** Bytes of an evidence or report file by its content address. */
export type ReadFile = (sha256: string) => Promise<Buffer>

export interface DeliverParts {
  readonly account: ZaloAccount
  readonly quotes: QuoteBook
  readonly clock: Clock
  readonly readFile: ReadFile
  readonly limits: Limits
}

/** Parts of one message follow each other at a person's pace. */
const PART_PAUSE_MS = 1000
const PART_TRIES = 4

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
  const bytes = await readAll(parts.readFile, message.files)
  if (bytes === null) return refused('temporary', 'a file to be sent cannot be read')
  const steps = planSend(message)
  if (steps.length === 0) return refused('permanent', 'nothing to send')
  const quote = message.replyTo === null ? null : parts.quotes.find(message.replyTo)
  const done: string[] = []
  for (const step of steps) {
    const data = step.kind === 'file' ? (bytes.get(step.file.sha256) ?? Buffer.alloc(0)) : Buffer.alloc(0)
    const sent = await deliverPart(parts, thread, { step, quote, data }, done.length > 0, signal)
    if (sent.kind !== 'accepted') return sent
    done.push(...sent.providerIds)
  }
  return { kind: 'accepted', providerIds: done }
}

interface Part {
  readonly step: SendStep
  readonly quote: SendMessageQuote | null
  readonly data: Buffer
}

async function deliverPart(
  parts: DeliverParts,
  thread: Thread,
  part: Part,
  begun: boolean,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (!begun) return callStep(parts, thread, part, signal)
  let waitMs = PART_PAUSE_MS
  for (let tries = 1; ; tries++) {
    await parts.clock.sleep(waitMs, signal)
    if (signal.aborted) return { kind: 'unknown', reason: 'only in part: aborted in between' }
    const outcome = await callStep(parts, thread, { ...part, quote: null }, signal)
    if (outcome.kind !== 'refused') return outcome
    if (outcome.lasting === 'permanent' || tries >= PART_TRIES)
      return { kind: 'unknown', reason: `only in part: ${outcome.reason}` }
    waitMs = outcome.retryAfterSeconds === null ? backoffMs(tries) : outcome.retryAfterSeconds * 1000
  }
}

async function callStep(
  parts: DeliverParts,
  { threadId, isGroup }: Thread,
  { step, quote, data }: Part,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { account, limits } = parts
  const trace: CallTrace = {
    signal: AbortSignal.any([signal, AbortSignal.timeout(limits.sendMs)]),
    delivery: 'not-made',
  }
  const api = await clientFor(account, step, trace.signal)
  if ('kind' in api) return api
  try {
    const answer = await account.call(api.client, trace, (client) =>
      sendStep(client, step, threadId, isGroup, quote, data),
    )
    const ids = readSent(answer)
    if (ids !== null) return { kind: 'accepted', providerIds: ids }
    return { kind: 'unknown', reason: 'Zalo answered something unreadable' }
  } catch (error) {
    const failure = readFailure(error, trace)
    if (failure.kind === 'logged-out') account.doubt()
    return toOutcome(failure)
  }
}

/** A file needs the socket: Zalo tells there that the upload is ready, and the client would wait for ever. */
async function clientFor(
  account: ZaloAccount,
  step: SendStep,
  signal: AbortSignal,
): Promise<{ readonly client: API } | SendOutcome> {
  try {
    const client = await orAborted(account.useForSending(), signal)
    const needsSocket = step.kind === 'file' && !step.isPicture
    if (needsSocket && account.connected !== client)
      return refused('temporary', 'files can leave only while the account is connected')
    return { client }
  } catch (error) {
    if (signal.aborted) return { kind: 'unknown', reason: 'given up before the message was sent' }
    const known = error instanceof AccountUnusable || error instanceof LoginFailed
    if (!known) throw error
    return refused('temporary', error.message)
  }
}

async function readAll(
  readFile: ReadFile,
  files: readonly OutgoingFile[],
): Promise<ReadonlyMap<string, Buffer> | null> {
  try {
    const pairs = files.map(async ({ sha256 }) => [sha256, await readFile(sha256)] as const)
    return new Map(await Promise.all(pairs))
  } catch {
    return null
  }
}
