import { Refusal } from './refusal.ts'
import type { ApiObject } from './to-api.ts'

export type UpdateKind = 'message' | 'edited_message' | 'callback_query' | 'my_chat_member' | 'chat_member'

export interface QueuedUpdate {
  readonly updateId: number
  readonly chatId: number
  readonly queuedAtMs: number
  readonly body: ApiObject
}

interface Waiting {
  readonly offset: number | null
  readonly limit: number
  finish(result: ApiObject[] | Refusal): void
}

const KEPT_MS = 24 * 3600 * 1000
/** Every kind but `chat_member`, as long as nothing was asked for. */
const DEFAULT_KINDS: readonly string[] = ['message', 'edited_message', 'callback_query', 'my_chat_member']

/** Unconfirmed updates of the bot, oldest first; the long poll; at most one poller. */
export class UpdateQueue {
  private updates: QueuedUpdate[] = []
  private waiting: Waiting | null = null
  private allowed: readonly string[] = DEFAULT_KINDS
  private nextId = 900_000_001
  private copies = 1
  private readonly listeners = new Set<() => void>()

  constructor(private readonly nowMs: () => number) {}

  push(kind: UpdateKind, chatId: number, payload: ApiObject): number {
    const updateId = this.nextId++
    return this.pushAs(updateId, kind, chatId, payload)
  }

  /** Queues under an id of the test's choosing, also one used before. */
  pushAs(updateId: number, kind: string, chatId: number, payload: ApiObject): number {
    if (!this.allowed.includes(kind)) return updateId
    const body = { update_id: updateId, [kind]: payload }
    for (let copy = 0; copy < this.copies; copy++)
      this.updates.push({ updateId, chatId, queuedAtMs: this.nowMs(), body })
    this.wake()
    for (const listener of this.listeners) listener()
    return updateId
  }

  /** From now on each update is handed out twice, as after a confirmation that got lost. */
  repeat(): void {
    this.copies = 2
  }

  /** After a week of silence the real server numbers anew, possibly lower. */
  numberFrom(updateId: number): void {
    this.nextId = updateId
  }

  allow(kinds: readonly string[] | null): void {
    if (kinds !== null) this.allowed = kinds.length === 0 ? DEFAULT_KINDS : kinds
  }

  get allowedKinds(): readonly string[] {
    return this.allowed
  }

  pending(): readonly QueuedUpdate[] {
    const oldest = this.nowMs() - KEPT_MS
    this.updates = this.updates.filter((update) => update.queuedAtMs > oldest)
    return this.updates
  }

  /** Forgets this one entry, not its copies. */
  confirm(done: QueuedUpdate): void {
    this.updates = this.updates.filter((update) => update !== done)
  }

  drop(): void {
    this.updates = []
  }

  onPush(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** One getUpdates: forgets below the offset, ends another poller, waits up to the time limit for something. */
  poll(
    offset: number | null,
    limit: number,
    timeoutMs: number,
    closed: (end: () => void) => void,
  ): Promise<ApiObject[]> {
    this.waiting?.finish(
      new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
    )
    if (offset !== null && offset < 0) this.updates = this.updates.slice(offset)
    else if (offset !== null) this.updates = this.updates.filter((update) => update.updateId >= offset)
    const ready = this.batch(limit)
    if (ready.length > 0 || timeoutMs <= 0) return Promise.resolve(ready)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => waiting.finish([]), timeoutMs)
      const waiting: Waiting = {
        offset,
        limit,
        finish: (result) => {
          clearTimeout(timer)
          if (this.waiting === waiting) this.waiting = null
          if (result instanceof Refusal) reject(result)
          else resolve(result)
        },
      }
      this.waiting = waiting
      closed(() => waiting.finish([]))
    })
  }

  /** Ends a long poll because a webhook is set. */
  interrupt(): void {
    this.waiting?.finish(new Refusal(409, 'Conflict: terminated by setWebhook request'))
  }

  /** Ends a long poll because the server stops. */
  release(): void {
    this.waiting?.finish([])
  }

  get isPolled(): boolean {
    return this.waiting !== null
  }

  private wake(): void {
    const waiting = this.waiting
    if (waiting !== null) waiting.finish(this.batch(waiting.limit))
  }

  private batch(limit: number): ApiObject[] {
    return this.pending()
      .slice(0, limit)
      .map((update) => update.body)
  }
}
