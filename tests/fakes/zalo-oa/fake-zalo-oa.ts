/**
 * Zalo's servers for one Official Account on loopback (OpenAPI, OAuth, content, events) with people who use it, after
 * developers.zalo.me as far as channels.md and public notes tell it.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Fault, Faults } from '../telegram/faults.ts'
import { type Listening, listen, misbehave, readAll, reply } from '../zalo-bot/http-kit.ts'
import { MediaServer } from '../zalo-bot/media-server.ts'
import { Courier, type DeliveryManners } from '../zalo-bot/webhook-delivery.ts'
import { FakeOaUser } from './fake-oa-user.ts'
import { type FakeOaMessage, type FakeOaPerson, OaRefusal } from './model.ts'
import { OaMethods } from './oa-methods.ts'
import { TokenOffice } from './token-office.ts'

export interface OaCall {
  readonly method: string
  readonly body: string
}

export class FakeZaloOa {
  readonly appId = '360846524940903967'
  readonly appSecret = 'FakeAppSecretKey01'
  readonly oaSecret = 'FakeOaSecretKey0001'
  readonly oaId = '388613280878808645'
  readonly people = new Map<string, FakeOaPerson>()
  readonly messages: FakeOaMessage[] = []
  readonly calls: OaCall[] = []
  readonly faults = new Faults()
  /** Without "Webhook Retry", as the console begins. */
  readonly manners: DeliveryManners = { splitEvery: null, copies: 1, answerWithinMs: 2000, retryAfterMs: [] }
  readonly courier = new Courier(this.manners)
  readonly tokens: TokenOffice
  /** As it is set in the developer console. */
  webhookUrl: string | null = null
  /** Free messages of the plan, and money for more. */
  planLeft = 2
  hasMoney = true
  private readonly methods = new OaMethods(this)
  private copies = 1
  private listening: Listening | null = null

  private constructor(
    readonly media: MediaServer,
    readonly nowMs: () => number,
  ) {
    this.tokens = new TokenOffice(nowMs)
  }

  static async start(nowMs: () => number = () => Date.now()): Promise<FakeZaloOa> {
    const fake = new FakeZaloOa(await MediaServer.start(), nowMs)
    fake.listening = await listen((request, response) => fake.handle(request, response))
    return fake
  }

  get root(): string {
    if (this.listening === null) throw new Error('fake: not listening')
    return this.listening.root
  }

  async stop(): Promise<void> {
    this.courier.stop()
    await this.listening?.stop()
    await this.media.stop()
  }

  user(name: string): FakeOaUser {
    const id = String(10n ** 17n + BigInt(`0x${randomBytes(6).toString('hex')}`))
    const person = { id, name, follows: false, lastMessageMs: null, locked: false }
    this.people.set(person.id, person)
    return new FakeOaUser(this, person)
  }

  /** The next `times` calls meet this fault: `refresh`, `send`, `image`, `file`, `getoa`, or '*'. */
  fails(method: string, fault: Fault, times = 1, before = 0): void {
    this.faults.plan(method, fault, times, before)
  }

  worksAgain(): void {
    this.faults.clear()
  }

  repeatsEvents(): void {
    this.copies = 2
  }

  callsOf(method: string): OaCall[] {
    return this.calls.filter((call) => call.method === method)
  }

  seen(personId: string): FakeOaMessage[] {
    return this.messages.filter((message) => message.personId === personId)
  }

  transcript(): string {
    return this.messages
      .map(({ personId, byOa, text, files, paidBy }) => {
        const person = this.people.get(personId)?.name ?? personId
        const extra = `${files.length > 0 ? ` [${files.length} file]` : ''}${byOa ? ` (${paidBy})` : ''}`
        return `${byOa ? `OA -> ${person}` : person}:${extra} ${text}`
      })
      .join('\n')
  }

  /** Brings an event to the webhook, signed; `times` as configured. */
  announce(conversation: string, event: Readonly<Record<string, unknown>>): void {
    if (this.webhookUrl === null) return
    const timestamp = String(this.nowMs())
    const body = Buffer.from(JSON.stringify({ app_id: this.appId, ...event, timestamp }))
    const headers = { 'x-zevent-signature': this.sign(body, timestamp) }
    for (let copy = 0; copy < this.copies; copy++)
      this.courier.bring(conversation, { url: this.webhookUrl, headers, body })
  }

  sign(body: Buffer, timestamp: string): string {
    const hash = createHash('sha256').update(this.appId).update(body).update(timestamp).update(this.oaSecret)
    return `mac=${hash.digest('hex')}`
  }

  /** What the account sends comes back as an event, whoever sent it. */
  echo(personId: string, msgId: string, text: string): void {
    this.announce(`echo ${personId}`, {
      event_name: 'oa_send_text',
      sender: { id: this.oaId },
      recipient: { id: personId },
      message: { msg_id: msgId, text },
    })
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
    const method = methodOf(request.url ?? '')
    this.calls.push({ method, body: method === 'image' || method === 'file' ? '' : body.toString('utf8') })
    const refuse = (code: number, message: string, retryAfter: number | null) => {
      const error = code === 429 ? -32 : code
      const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
      reply(response, 200, { error, message, error_name: message }, headers)
    }
    const fault = this.faults.take(method)
    if (misbehave(fault, response, refuse)) return
    try {
      const answer = await this.answer(method, request, body)
      if (fault?.kind === 'answer-hangs') return
      if (fault?.kind === 'answer-lost') response.destroy()
      else reply(response, 200, answer)
    } catch (error) {
      if (!(error instanceof OaRefusal)) throw error
      refuse(error.code, error.description, null)
    }
  }

  private async answer(method: string, request: IncomingMessage, body: Buffer): Promise<unknown> {
    if (method === 'refresh') return this.refresh(request, body)
    this.tokens.check(String(request.headers['access_token'] ?? ''))
    const done = (data: unknown) => ({ error: 0, message: 'Success', data })
    const contentType = request.headers['content-type'] ?? ''
    if (method === 'getoa') return done(this.methods.getOa())
    if (method === 'send') return done(await this.methods.send(JSON.parse(body.toString('utf8'))))
    if (method === 'image' || method === 'file')
      return done(await this.methods.upload(method, body, contentType))
    throw new OaRefusal(404, 'You currently access to an empty api')
  }

  private refresh(request: IncomingMessage, body: Buffer): unknown {
    const form = new URLSearchParams(body.toString('utf8'))
    if (request.headers['secret_key'] !== this.appSecret) throw new OaRefusal(-14004, 'Invalid secret key')
    if (form.get('app_id') !== this.appId) throw new OaRefusal(-14002, 'Invalid app id')
    if (form.get('grant_type') !== 'refresh_token') throw new OaRefusal(-14005, 'Invalid grant type')
    return this.tokens.refresh(form.get('refresh_token') ?? '')
  }
}

const METHODS: Readonly<Record<string, string>> = {
  '/v4/oa/access_token': 'refresh',
  '/v3.0/oa/message/cs': 'send',
  '/v2.0/oa/upload/image': 'image',
  '/v2.0/oa/upload/file': 'file',
  '/v2.0/oa/getoa': 'getoa',
}

function methodOf(url: string): string {
  return METHODS[url.split('?')[0] ?? ''] ?? 'unknown'
}
