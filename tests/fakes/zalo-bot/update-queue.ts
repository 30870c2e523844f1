import type { Update } from './model.ts'

export interface QueuedUpdate {
  readonly chatId: string
  readonly body: Update | readonly Update[]
  readonly at: number
}

/** Without a webhook: updates wait a moment for the next poll, each is handed out once, alone, and forgotten. */
export class ZaloUpdateQueue {
  /** How long an update waits for somebody to ask, ms. */
  keepMs = 3000
  private waiting: QueuedUpdate[] = []
  private poll: ((update: QueuedUpdate | null) => void) | null = null

  get isPolled(): boolean {
    return this.poll !== null
  }

  push(update: QueuedUpdate): void {
    this.waiting.push(update)
    const { poll } = this
    if (poll === null) return
    this.poll = null
    poll(this.next())
  }

  /** The oldest update that is still kept, or null after the time. */
  async take(timeoutMs: number, closed: (end: () => void) => void): Promise<QueuedUpdate | null> {
    const ready = this.next()
    if (ready !== null) return ready
    this.poll?.(null)
    return new Promise((resolve) => {
      const finish = (update: QueuedUpdate | null) => {
        clearTimeout(timer)
        if (this.poll === finish) this.poll = null
        resolve(update)
      }
      const timer = setTimeout(() => finish(null), timeoutMs)
      this.poll = finish
      closed(() => {
        if (this.poll === finish) finish(null)
      })
    })
  }

  release(): void {
    this.poll?.(null)
  }

  private next(): QueuedUpdate | null {
    const oldest = performance.now() - this.keepMs
    this.waiting = this.waiting.filter((update) => update.at >= oldest)
    return this.waiting.shift() ?? null
  }
}
