import type { Message } from 'zca-js'
import type { Channel } from '../../../core/talk/courier.ts'
import type { Capabilities, Incoming } from '../../../core/talk/message.ts'
import { HealthRecord } from '../health-record.ts'
import { type AccountLoss, ZaloAccount } from './account.ts'
import { AccountLease, type LeaseOptions } from './account-lease.ts'
import type { CallTrace } from './call-trace.ts'
import { deliverMessage, type ReadFile } from './deliver-message.ts'
import { fetchMedia } from './fetch-media.ts'
import { friendIncoming, parseMessage } from './parse-message.ts'
import { CAPTION_LIMIT, TEXT_LIMIT } from './plan-send.ts'
import { QuoteBook } from './quote-book.ts'
import { Receiver } from './receiver.ts'
import type { SessionStore } from './session.ts'
import { SessionKeeper } from './session-keeper.ts'
import { type Clock, LIMITS, type Limits, type Log } from './surroundings.ts'
import { createZaloFetch } from './zalo-fetch.ts'

export interface ZaloPersonalOptions {
  readonly store: SessionStore
  /**
   * Whoever sends must also be logged in: in an installation of several processes `name` is the lease of the account's
   * sender, and `holder` the same that the sender uses.
   */
  readonly lease: Omit<LeaseOptions, 'name'> & { readonly name: (account: string) => string }
  readonly readFile: ReadFile
  readonly clock: Clock
  readonly log: Log
  /** Told once for each loss of the account; the coordinators must hear of it by another channel. */
  readonly onLost: (loss: AccountLoss) => void
  /** For tests: http on this machine, under which Zalo's hosts are folders. Zalo itself unless told. */
  readonly baseUrl?: string
  readonly random?: () => number
  readonly limits?: Partial<Limits>
}

/** There is no session to begin with: one line for the administrator. */
export class ZaloSessionMissing extends Error {
  constructor(kind: 'none' | 'unreadable') {
    super(
      kind === 'none'
        ? 'ZALO_PERSONAL is on, but nobody has logged in: npm run zalo:login'
        : 'the stored Zalo session cannot be read (another APP_KEY?): npm run zalo:login',
    )
    this.name = 'ZaloSessionMissing'
  }
}

const CAPABILITIES: Capabilities = {
  buttons: false,
  edit: false,
  filesOut: true,
  replyTo: true,
  typing: true,
  commandMenu: false,
  textLimit: TEXT_LIMIT,
  captionLimit: CAPTION_LIMIT,
}

/** A personal Zalo account, logged in before with `npm run zalo:login`. Rejects with ZaloSessionMissing. */
export async function createZaloPersonalChannel(options: ZaloPersonalOptions): Promise<Channel> {
  const stored = await options.store.load()
  if (stored.kind !== 'found') throw new ZaloSessionMissing(stored.kind)
  const { clock, log, readFile } = options
  const limits = { ...LIMITS, ...options.limits }
  const fetch = createZaloFetch(options.baseUrl ?? null)
  const keeper = new SessionKeeper(stored.session, options.store, log)
  const uid = stored.session.uid
  const lease = new AccountLease({ ...options.lease, name: options.lease.name(uid) }, clock, log)
  const account = new ZaloAccount({ keeper, lease, fetch, clock, log, limits })
  const health = new HealthRecord(clock)
  const quotes = new QuoteBook()
  return {
    channel: 'zalo-personal',
    account: uid,
    capabilities: CAPABILITIES,
    ...createReceiving({ options, keeper, lease, account, health, quotes, limits }),
    health: () => health.read(),
    send: (thread, message, signal) =>
      deliverMessage({ account, quotes, clock, readFile, limits }, thread, message, signal),
    fetchMedia: (ref, signal) => fetchMedia(fetch, ref, signal),
    showTyping: (thread, signal) => showTyping(account, log, thread, signal),
  }
}

interface ReceivingParts {
  readonly options: ZaloPersonalOptions
  readonly keeper: SessionKeeper
  readonly lease: AccountLease
  readonly account: ZaloAccount
  readonly health: HealthRecord
  readonly quotes: QuoteBook
  readonly limits: Limits
}

/** Each start takes a new Receiver, so that nothing of a former one is left over. */
function createReceiving(parts: ReceivingParts): Pick<Channel, 'start' | 'stop'> {
  const { options, quotes } = parts
  const { clock, log, store, onLost, random = Math.random } = options
  const account = parts.account.uid
  let receiver: Receiver | null = null
  return {
    async start(onIncoming) {
      if (receiver !== null) throw new Error('the Zalo channel is started already')
      receiver = new Receiver({
        ...parts,
        ...{ clock, log, store, onLost, random, onIncoming },
        read: (message) => readOne(message, account, quotes, options),
        readFriend: (uid) => friendIncoming(uid, { account, receivedAt: clock.now() }),
      })
      await receiver.begin()
    },
    async stop() {
      const ending = receiver
      receiver = null
      await ending?.end()
    },
  }
}

/** What could not be read is logged by its id and kept as `unsupported`. Never throws. */
function readOne(
  message: Message,
  account: string,
  quotes: QuoteBook,
  { clock, log }: Pick<ZaloPersonalOptions, 'clock' | 'log'>,
): Incoming | null {
  quotes.note(message)
  const parsed = parseMessage(message, { account, receivedAt: clock.now() })
  if (parsed === null) return null
  const { incoming, problem } = parsed
  if (problem !== null)
    log.warn({ message: incoming.providerId, problem }, 'zalo-personal: message not understood')
  return incoming
}

const TYPING_MS = 10_000

/** A courtesy: its failure is logged and forgotten. */
async function showTyping(
  account: ZaloAccount,
  log: Log,
  { threadId, isGroup }: Parameters<NonNullable<Channel['showTyping']>>[0],
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TYPING_MS)])
  const trace: CallTrace = { signal: limit, delivery: 'not-made' }
  try {
    const api = await account.useForSending()
    await account.call(api, trace, (client) => client.sendTypingEvent(threadId, isGroup ? 1 : 0))
  } catch (error) {
    log.debug({ reason: error instanceof Error ? error.name : 'error' }, 'zalo-personal: typing not shown')
  }
}
