import type { Server } from 'node:http'
import { Account } from './account.ts'
import { FakeZaloPerson, type SeenMessage } from './fake-person.ts'
import { type Fault, Faults, type Method } from './faults.ts'
import { createZaloServer, type RecordedCall } from './http-server.ts'
import { MessageEndpoints } from './message-endpoints.ts'
import type { FakeGroup, FakeMessage } from './model.ts'
import { QrEndpoints } from './qr-endpoints.ts'
import { SocketServer } from './socket-server.ts'
import { World } from './world.ts'

export interface FakeZaloOptions {
  /** The platform's clock in ms; the machine's own unless told. */
  readonly now?: () => number
}

/** Uploads are cut into chunks of this size, so that large pictures take several. */
const CHUNK_BYTES = 128 * 1024

/**
 * Zalo Web's servers on loopback, for the real zca-js: its HTTP calls arrive through a `fetch` that rewrites hosts to
 * `baseUrl`, its socket goes to the address the login names. Start it with `FakeZalo.start()`, end it with `stop()`.
 */
export class FakeZalo {
  readonly account = new Account()
  readonly world: World
  readonly sockets: SocketServer
  readonly qr: QrEndpoints
  readonly faults = new Faults()
  readonly calls: RecordedCall[] = []
  /** How often every message is brought, from now on. */
  copies = 1
  private readonly server: Server
  private readonly watchers = new Set<() => void>()

  private constructor(options: FakeZaloOptions) {
    const nowMs = options.now ?? (() => Date.now())
    this.world = new World(this.account.uid, nowMs, () => this.notify())
    this.sockets = new SocketServer(this.world, this.account)
    this.qr = new QrEndpoints(this.account)
    const messages = new MessageEndpoints({
      account: this.account,
      world: this.world,
      fileDone: (fileId, url) =>
        this.sockets.control({ act_type: 'file_done', fileId, data: { url, fileId } }),
    })
    this.server = createZaloServer({
      account: this.account,
      world: this.world,
      messages,
      qr: this.qr,
      faults: this.faults,
      calls: this.calls,
      socketUrl: () => `ws://127.0.0.1:${this.port}/ws/`,
      chunkSize: CHUNK_BYTES,
    })
    this.sockets.attach(this.server)
  }

  static async start(options: FakeZaloOptions = {}): Promise<FakeZalo> {
    const fake = new FakeZalo(options)
    await new Promise<void>((resolve, reject) => {
      fake.server.once('error', reject)
      fake.server.listen(0, '127.0.0.1', () => resolve())
    })
    return fake
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    this.sockets.close()
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve())
      this.server.closeAllConnections()
    })
  }

  person(name: string, phone = '84912345678'): FakeZaloPerson {
    return new FakeZaloPerson(this, this.world.addPerson(name, phone))
  }

  group(name: string, members: readonly FakeZaloPerson[]): FakeGroup {
    return this.world.addGroup(
      name,
      members.map((member) => member.uid),
    )
  }

  /** The next `times` calls of the method meet this fault, after `skip` that go well. */
  fails(method: Method, fault: Fault, times = 1, skip = 0): void {
    this.faults.plan(method, fault, times, skip)
  }

  /** No call and no socket gets through until `comesBack`; open sockets break. */
  goesAway(): void {
    this.fails('*', { kind: 'http', status: 502 }, 1_000_000)
    this.sockets.isAway = true
    this.sockets.drop()
  }

  comesBack(): void {
    this.faults.clear()
    this.sockets.isAway = false
  }

  forgetsMedia(): void {
    for (const media of this.world.media.values()) media.gone = true
  }

  callsOf(method: Method): RecordedCall[] {
    return this.calls.filter((call) => call.method === method)
  }

  /** Messages of a private thread or group, oldest first. */
  seen(threadId: string): SeenMessage[] {
    return this.world.messages
      .filter((message) => message.threadId === threadId)
      .map((message) => this.shown(message))
  }

  /** As a quote names the message it answers. */
  quoteOf(msgId: string): Record<string, unknown> {
    const quoted = this.world.message(msgId)
    if (quoted === null) throw new Error(`fake: no message ${msgId} to quote`)
    return {
      ownerId: quoted.fromUid,
      cliMsgId: Number(quoted.cliMsgId),
      globalMsgId: Number(quoted.msgId),
      cliMsgType: 1,
      ts: quoted.ts,
      msg: quoted.shown.text,
      attach: '',
      fromD: this.world.people.get(quoted.fromUid)?.name ?? this.account.name,
      ttl: 0,
    }
  }

  /** Waits until the predicate yields something; looks again after every message and every few ms. */
  async waitFor<T>(predicate: () => T | null | undefined | false, timeoutMs = 10_000): Promise<T> {
    const end = performance.now() + timeoutMs
    for (;;) {
      const found = predicate()
      if (found !== null && found !== undefined && found !== false) return found
      if (performance.now() > end)
        throw new Error(`fake: waited ${timeoutMs} ms in vain\n${this.transcript()}`)
      await this.change(10)
    }
  }

  transcript(): string {
    return this.world.messages
      .map((one) => {
        const who = this.world.people.get(one.fromUid)?.name ?? 'bot'
        const media = one.shown.media === null ? '' : ` [${one.shown.media.name}]`
        return `${one.threadId} | ${who}:${media} ${one.shown.text}`
      })
      .join('\n')
  }

  private shown(message: FakeMessage): SeenMessage {
    const { text, media, quotes } = message.shown
    return {
      msgId: message.msgId,
      fromBot: message.fromUid === this.account.uid,
      text,
      media: media === null ? null : { name: media.name, bytes: media.bytes },
      quotes,
    }
  }

  private get port(): number {
    const address = this.server.address()
    if (address === null || typeof address === 'string') throw new Error('fake: not listening')
    return address.port
  }

  private change(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.watchers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, atMostMs)
      this.watchers.add(done)
    })
  }

  private notify(): void {
    for (const watcher of [...this.watchers]) watcher()
  }
}
