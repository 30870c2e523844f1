/**
 * Delivers a bot account's outbox: best lane first, within the platform's limits, one message per thread at a time.
 * A lease lets any number of processes run; the one that holds it sends.
 */
import type { Change } from '../../core/decision.ts'
import type { Clock, Delivery, Leases, Outbox, OutboxItem } from '../../core/ports.ts'
import type { Courier } from '../../core/talk/courier.ts'
import type { Outgoing } from '../../core/talk/message.ts'
import type { LivePayload } from '../../core/talk/outbox.ts'
import type { JobLog } from '../job-log.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { deliveryAfter } from './retry.ts'

/** What a live message says now; cancelled when it has nothing to say any more. */
export type Composed =
  | { readonly kind: 'message'; readonly message: Outgoing; readonly after: readonly Change[] }
  | { readonly kind: 'cancel'; readonly reason: string; readonly after: readonly Change[] }

export interface LiveItem {
  readonly item: OutboxItem
  readonly payload: LivePayload
}

/** Takes its time (a file that is drawn): worked out when its own turn has come, so that it holds up no other message. */
export type ComposedLater = () => Promise<Composed>

/** Examines live messages again, all of a batch with a constant number of queries. */
export type Compose = (items: readonly LiveItem[]) => Promise<ReadonlyMap<string, Composed | ComposedLater>>

export interface SenderOptions {
  readonly courier: Courier
  readonly outbox: Outbox
  readonly leases: Leases
  readonly compose: Compose
  readonly limiter: RateLimiter
  readonly clock: Clock
  /** Names this process in the lease. */
  readonly holder: string
  readonly random: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly log: JobLog
}

/** Prolonged while a batch is under way; after a crash another process takes over when it has run out. */
const LEASE_SECONDS = 10
const PROLONG_MILLISECONDS = 3_000
const BATCH = 30
const SEND_MILLISECONDS = 30_000

export interface Sender {
  /** Sends what is due now; false when nothing was, or another process sends. */
  sendBatch(): Promise<boolean>
  release(): Promise<void>
}

/** Name of the lease of whoever sends for an account. */
export function senderLease({ channel, account }: Pick<Courier, 'channel' | 'account'>): string {
  return `sender:${channel}:${account}`
}

export function createSender(options: SenderOptions): Sender {
  const { courier, outbox, leases, clock, holder } = options
  const lease = senderLease(courier)
  let isHolding = false
  /** Messages may stand as `sending` that nobody sends: of a dead process, or of a batch that broke off. */
  let mayBeStranded = true

  async function hold(): Promise<boolean> {
    const held = await leases.hold(lease, holder, LEASE_SECONDS, clock.now())
    if (held && (mayBeStranded || !isHolding)) {
      await outbox.recover(courier.channel, courier.account, clock.now())
      mayBeStranded = false
    }
    isHolding = held
    return held
  }

  async function takeAndSend(): Promise<boolean> {
    const items = await outbox.take(courier.channel, courier.account, BATCH, clock.now())
    if (items.length === 0) return false
    await whileHolding(options, lease, async () => {
      const composed = await composeAll(items, options)
      await allDone(
        items.map((item) => deliver(item, composed.get(item.id) ?? nothingToSay('no composition'), options)),
      )
    })
    return true
  }

  return {
    async sendBatch() {
      if (!(await hold())) return false
      try {
        return await takeAndSend()
      } catch (error) {
        mayBeStranded = true
        throw error
      }
    },
    async release() {
      if (isHolding) await leases.release(lease, holder)
      isHolding = false
    },
  }
}

/** Waits for all of them even when one fails, so that nothing is still being sent when its row is recovered. */
async function allDone(deliveries: readonly Promise<void>[]): Promise<void> {
  for (const delivery of await Promise.allSettled(deliveries)) {
    if (delivery.status === 'rejected') throw delivery.reason
  }
}

/** A batch may take longer than the lease (slow platform, 429): it is prolonged in between. */
async function whileHolding(
  { leases, holder, clock, log }: SenderOptions,
  lease: string,
  work: () => Promise<void>,
): Promise<void> {
  const prolonging = setInterval(() => {
    leases
      .hold(lease, holder, LEASE_SECONDS, clock.now())
      .catch((error: unknown) => log.warn({ err: error }, 'lease not prolonged'))
  }, PROLONG_MILLISECONDS)
  try {
    await work()
  } finally {
    clearInterval(prolonging)
  }
}

async function composeAll(
  items: readonly OutboxItem[],
  { compose }: SenderOptions,
): Promise<ReadonlyMap<string, Composed | ComposedLater>> {
  const composed = new Map<string, Composed | ComposedLater>()
  const live: LiveItem[] = []
  for (const item of items) {
    if (item.payload.kind === 'ready') {
      composed.set(item.id, { kind: 'message', message: item.payload.message, after: [] })
    } else {
      live.push({ item, payload: item.payload })
    }
  }
  if (live.length > 0) for (const [id, one] of await compose(live)) composed.set(id, one)
  return composed
}

function nothingToSay(reason: string): Composed {
  return { kind: 'cancel', reason, after: [] }
}

async function deliver(
  item: OutboxItem,
  found: Composed | ComposedLater,
  options: SenderOptions,
): Promise<void> {
  const { outbox, clock } = options
  const composed = typeof found === 'function' ? await found() : found
  if (composed.kind === 'cancel') {
    await outbox.settle(item.id, { kind: 'cancelled', reason: composed.reason }, composed.after, clock.now())
    return
  }
  const delivery = await send(item, composed.message, options)
  await outbox.settle(item.id, delivery, delivery.kind === 'sent' ? composed.after : [], clock.now())
}

async function send(item: OutboxItem, message: Outgoing, options: SenderOptions): Promise<Delivery> {
  const { courier, limiter, clock, sleep, log } = options
  const { threadId, isGroup } = item.thread
  for (;;) {
    const delay = limiter.delayMilliseconds(threadId, isGroup, clock.now())
    if (delay <= 0) break
    await sleep(delay)
  }
  limiter.note(threadId, clock.now())
  const outcome = await courier.send(item.thread, message, AbortSignal.timeout(SEND_MILLISECONDS))
  const now = clock.now()
  if (outcome.kind === 'refused' && outcome.retryAfterSeconds !== null) {
    limiter.pauseUntil(now.add({ milliseconds: outcome.retryAfterSeconds * 1000 }))
  }
  if (outcome.kind !== 'accepted') {
    log.warn(
      {
        outboxId: item.id,
        lane: item.lane,
        attempts: item.attempts,
        outcome: outcome.kind,
        reason: outcome.reason,
      },
      'not delivered',
    )
  }
  return deliveryAfter(outcome, { message, attempts: item.attempts, lane: item.lane }, now, options.random())
}
