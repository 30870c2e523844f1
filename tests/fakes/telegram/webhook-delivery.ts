import { request } from 'node:http'
import type { QueuedUpdate, UpdateQueue } from './update-queue.ts'

export interface WebhookSettings {
  readonly url: string
  readonly secret: string | null
  readonly maxConnections: number
}

export interface DeliveryManners {
  /** Cuts the body into pieces of this many bytes, each a TCP segment of its own. */
  splitEvery: number | null
  /** Each update is delivered this many times although the first was answered 200. */
  copies: number
  /** Pause before an update that was not answered 200 comes again. */
  redeliverAfterMs: number
  /** No answer within this time counts as a failure. */
  answerWithinMs: number
}

/** Brings queued updates to the webhook: in order per chat, again until answered 2xx, chats side by side. */
export class WebhookDelivery {
  private readonly busyChats = new Set<number>()
  private readonly notBefore = new Map<number, number>()
  private readonly stopListening: () => void
  private stopped = false
  lastError: { readonly message: string; readonly date: number } | null = null
  delivered = 0

  constructor(
    readonly settings: WebhookSettings,
    private readonly queue: UpdateQueue,
    private readonly manners: DeliveryManners,
    private readonly nowMs: () => number,
  ) {
    this.stopListening = queue.onPush(() => this.pump())
    this.pump()
  }

  stop(): void {
    this.stopped = true
    this.stopListening()
  }

  private pump(): void {
    if (this.stopped) return
    for (const update of this.queue.pending()) {
      if (this.busyChats.size >= this.settings.maxConnections) return
      if (this.busyChats.has(update.chatId)) continue
      if ((this.notBefore.get(update.chatId) ?? 0) > performance.now()) continue
      this.busyChats.add(update.chatId)
      void this.deliver(update)
    }
  }

  private async deliver(update: QueuedUpdate): Promise<void> {
    const failure = await this.postAll(update)
    this.busyChats.delete(update.chatId)
    if (failure === null) {
      this.delivered += 1
      this.queue.confirm(update)
      this.pump()
      return
    }
    this.lastError = { message: failure, date: Math.floor(this.nowMs() / 1000) }
    this.notBefore.set(update.chatId, performance.now() + this.manners.redeliverAfterMs)
    setTimeout(() => this.pump(), this.manners.redeliverAfterMs + 1).unref()
  }

  private async postAll(update: QueuedUpdate): Promise<string | null> {
    for (let copy = 0; copy < this.manners.copies; copy++) {
      const failure = await this.post(Buffer.from(JSON.stringify(update.body), 'utf8'))
      if (failure !== null) return failure
    }
    return null
  }

  /** Loopback only: any other host cannot be resolved here. */
  private post(body: Buffer): Promise<string | null> {
    if (this.settings.url.startsWith('https:'))
      return Promise.resolve('Failed to resolve host: Name or service not known')
    return new Promise((resolve) => {
      const call = request(this.settings.url, { method: 'POST', headers: this.headers(body) }, (answer) => {
        answer.resume()
        answer.on('close', () => {
          const status = answer.statusCode ?? 0
          const good = status >= 200 && status < 300
          resolve(good ? null : `Wrong response from the webhook: ${status} ${answer.statusMessage ?? ''}`)
        })
      })
      call.setTimeout(this.manners.answerWithinMs, () => call.destroy(new Error('Read timeout expired')))
      call.on('error', (error) => resolve(error.message))
      call.setNoDelay(true)
      void this.write(call, body)
    })
  }

  private headers(body: Buffer): Record<string, string> {
    return {
      'content-type': 'application/json',
      'content-length': String(body.length),
      ...(this.settings.secret === null ? {} : { 'x-telegram-bot-api-secret-token': this.settings.secret }),
    }
  }

  private async write(call: ReturnType<typeof request>, body: Buffer): Promise<void> {
    const step = this.manners.splitEvery ?? body.length
    for (let at = 0; at < body.length; at += step) {
      call.write(body.subarray(at, at + step))
      if (this.manners.splitEvery !== null) await new Promise((resolve) => setTimeout(resolve, 1))
    }
    call.end()
  }
}
