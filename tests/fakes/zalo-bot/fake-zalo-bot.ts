/**
 * A server of the Zalo Bot Platform on loopback with people who use it, after docs.zaloplatforms.com/docs/BOT and
 * channels.md. What those leave open is marked "assumed".
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Fault, Faults } from '../telegram/faults.ts'
import { BotMethods } from './bot-methods.ts'
import { FakeZaloUser } from './fake-zalo-user.ts'
import { type Listening, listen, misbehave, readAll, reply } from './http-kit.ts'
import { MediaServer } from './media-server.ts'
import {
  BotRefusal,
  type FakeZaloMessage,
  type FakeZaloPerson,
  newId,
  type Update,
  type UpdateShape,
} from './model.ts'
import { ZaloUpdateQueue } from './update-queue.ts'
import { Courier, type DeliveryManners } from './webhook-delivery.ts'

export interface BotCall {
  readonly method: string
  readonly parameters: Readonly<Record<string, unknown>>
}

export class FakeZaloBot {
  readonly token = '1459232241454765289:FakeTokenOfNoZaloBotAtAll0123456789'
  readonly people = new Map<string, FakeZaloPerson>()
  readonly messages: FakeZaloMessage[] = []
  readonly calls: BotCall[] = []
  readonly faults = new Faults()
  readonly queue = new ZaloUpdateQueue()
  readonly manners: DeliveryManners = {
    splitEvery: null,
    copies: 1,
    answerWithinMs: 10_000,
    retryAfterMs: [],
  }
  readonly courier = new Courier(this.manners)
  readonly shape: UpdateShape = { envelope: 'wrapped', photoIn: 'photo', namesEvent: true }
  webhook: { readonly url: string; readonly secret: string } | null = null
  /** Messages the plan still allows. */
  messagesLeft = Number.POSITIVE_INFINITY
  /** The status an idle poll and every refusal come with: as in the body, or always 200. */
  refusesBy: 'status' | 'body' = 'body'
  private readonly methods = new BotMethods(this)
  private copies = 1
  private listening: Listening | null = null

  private constructor(
    readonly media: MediaServer,
    /** The platform's clock. */
    readonly nowMs: () => number,
  ) {}

  static async start(nowMs: () => number = () => Date.now()): Promise<FakeZaloBot> {
    const fake = new FakeZaloBot(await MediaServer.start(), nowMs)
    fake.listening = await listen((request, response) => fake.handle(request, response))
    return fake
  }

  get apiRoot(): string {
    if (this.listening === null) throw new Error('fake: not listening')
    return this.listening.root
  }

  async stop(): Promise<void> {
    this.courier.stop()
    this.queue.release()
    await this.listening?.stop()
    await this.media.stop()
  }

  user(name: string): FakeZaloUser {
    const person = { id: newId(), name, started: false, blocked: false }
    this.people.set(person.id, person)
    return new FakeZaloUser(this, person)
  }

  /** `times` calls of the method ('*' for any) meet this fault, after `before` that go well. */
  fails(method: string, fault: Fault, times = 1, before = 0): void {
    this.faults.plan(method, fault, times, before)
  }

  worksAgain(): void {
    this.faults.clear()
  }

  repeatsUpdates(): void {
    this.copies = 2
  }

  callsOf(method: string): BotCall[] {
    return this.calls.filter((call) => call.method === method)
  }

  seen(chatId: string): FakeZaloMessage[] {
    return this.messages.filter((message) => message.chatId === chatId)
  }

  transcript(): string {
    return this.messages
      .map(({ chatId, byBot, text, files }) => {
        const person = this.people.get(chatId)?.name ?? chatId
        return `${byBot ? `bot -> ${person}` : person}:${files.length > 0 ? ` [${files.length} file]` : ''} ${text}`
      })
      .join('\n')
  }

  /** Brings an update to whoever receives: the webhook, or the next poll. */
  announce(chatId: string, event: string, message: Update): void {
    if (this.webhook !== null) {
      const flat = { event_name: event, message }
      const body = this.shape.envelope === 'flat' ? flat : { ok: true, result: flat }
      for (let copy = 0; copy < this.copies; copy++)
        this.courier.bring(chatId, {
          url: this.webhook.url,
          headers: { 'x-bot-api-secret-token': this.webhook.secret },
          body: Buffer.from(JSON.stringify(body)),
        })
      return
    }
    const body = this.shape.namesEvent ? { event_name: event, message } : { message }
    for (let copy = 0; copy < this.copies; copy++) this.queue.push({ chatId, body, at: performance.now() })
  }

  async waitFor<T>(predicate: () => T | null | undefined | false, timeoutMs = 5000): Promise<T> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const found = predicate()
      if (found !== null && found !== undefined && found !== false) return found
      if (performance.now() > end)
        throw new Error(`fake: waited ${timeoutMs} ms in vain\n${this.transcript()}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? []
    const refuse = (code: number, description: string, retryAfter: number | null) =>
      reply(
        response,
        this.refusesBy === 'status' ? code : 200,
        { ok: false, error_code: code, description },
        retryAfter === null ? {} : { 'retry-after': String(retryAfter) },
      )
    if (token !== this.token) return refuse(401, 'Unauthorized', null)
    const parameters = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
    this.calls.push({ method, parameters })
    const fault = this.faults.take(method)
    if (misbehave(fault, response, refuse)) return
    try {
      const result = await this.methods.answer(method, parameters, (end) => response.on('close', end))
      if (fault?.kind === 'answer-hangs') return
      if (fault?.kind === 'answer-lost') response.destroy()
      else reply(response, 200, result === undefined ? { ok: true } : { ok: true, result })
    } catch (error) {
      if (!(error instanceof BotRefusal)) throw error
      refuse(error.code, error.description, null)
    }
  }
}
