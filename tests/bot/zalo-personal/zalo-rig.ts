import { Temporal } from 'temporal-polyfill'
import type { AccountLoss } from '../../../bot/channels/zalo-personal/account.ts'
import type { SessionStore, StoredSession, ZaloSession } from '../../../bot/channels/zalo-personal/session.ts'
import type { Clock, Limits, Log } from '../../../bot/channels/zalo-personal/surroundings.ts'
import { createZaloPersonalChannel } from '../../../bot/channels/zalo-personal/zalo-personal-channel.ts'
import type { Leases } from '../../../core/ports.ts'
import type { Channel } from '../../../core/talk/courier.ts'
import type { Incoming, Outgoing, Thread } from '../../../core/talk/message.ts'
import { FakeZalo } from '../../fakes/zalo-personal/fake-zalo.ts'

/** Runs `speed` times faster than the machine's clock, waits included; the waits asked for are kept. */
export class FastClock implements Clock {
  readonly waits: number[] = []
  private readonly start = Temporal.Now.instant().epochMilliseconds

  constructor(private readonly speed = 20) {}

  now(): Temporal.Instant {
    const passed = Temporal.Now.instant().epochMilliseconds - this.start
    return Temporal.Instant.fromEpochMilliseconds(this.start + passed * this.speed)
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(ms)
    return new Promise((resolve) => {
      if (signal.aborted) return resolve()
      const done = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, ms / this.speed)
      signal.addEventListener('abort', done)
    })
  }
}

/** Keeps every line of every level, with all that its fields hold. */
export class KeptLog implements Log {
  readonly lines: string[] = []
  debug = (fields: object, message: string) => this.keep('debug', fields, message)
  info = (fields: object, message: string) => this.keep('info', fields, message)
  warn = (fields: object, message: string) => this.keep('warn', fields, message)
  error = (fields: object, message: string) => this.keep('error', fields, message)

  private keep(level: string, fields: object, message: string): void {
    this.lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  }
}

/** The session in memory, with the rule of the file: a later login is not overwritten. */
export class MemoryStore implements SessionStore {
  saves = 0
  constructor(public stored: StoredSession) {}

  async load(): Promise<StoredSession> {
    return structuredClone(this.stored)
  }

  async save(session: ZaloSession): Promise<boolean> {
    this.saves += 1
    if (
      this.stored.kind === 'found' &&
      Date.parse(this.stored.session.loggedInAt) > Date.parse(session.loggedInAt)
    )
      return false
    this.stored = { kind: 'found', session: structuredClone(session) }
    return true
  }
}

/** One table of leases, as several processes share it. */
export class MemoryLeases implements Leases {
  readonly held = new Map<string, { holder: string; until: number }>()

  async hold(name: string, holder: string, seconds: number, now: Temporal.Instant): Promise<boolean> {
    const found = this.held.get(name)
    if (found !== undefined && found.holder !== holder && found.until > now.epochMilliseconds) return false
    this.held.set(name, { holder, until: now.epochMilliseconds + seconds * 1000 })
    return true
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.held.get(name)?.holder === holder) this.held.delete(name)
  }
}

/** A product behind the channel that stores what comes in, each message once, and can be told to fail. */
export class IncomingStore {
  readonly all: Incoming[] = []
  readonly batches: (readonly Incoming[])[] = []
  before: (batch: readonly Incoming[]) => Promise<void> | void = () => {}

  readonly take = async (batch: readonly Incoming[]): Promise<void> => {
    await this.before(batch)
    this.batches.push(batch)
    const known = new Set(this.all.map((one) => one.providerId))
    this.all.push(...batch.filter((one) => !known.has(one.providerId)))
  }

  get texts(): string[] {
    return this.all.map((one) => one.text)
  }
}

export interface ZaloRig {
  readonly zalo: FakeZalo
  readonly channel: Channel
  readonly store: IncomingStore
  readonly sessions: MemoryStore
  readonly leases: MemoryLeases
  readonly clock: FastClock
  readonly log: KeptLog
  readonly losses: AccountLoss[]
  /** Bytes served to `readFile`, by SHA-256. */
  readonly files: Map<string, Buffer>
  /** Another channel object on the same account, as after a restart or in another process. */
  another(holder?: string): Promise<Channel>
  close(): Promise<void>
}

export interface RigOptions {
  readonly speed?: number
  readonly limits?: Partial<Limits>
}

const QUICK: Partial<Limits> = { loginMs: 5_000, connectMs: 5_000, closeMs: 300 }

/** Fake platform, a session somebody left, and the adapter; nothing is started yet. */
export async function makeZaloRig({ speed = 20, limits }: RigOptions = {}): Promise<ZaloRig> {
  const clock = new FastClock(speed)
  const zalo = await FakeZalo.start({ now: () => clock.now().epochMilliseconds })
  const log = new KeptLog()
  const files = new Map<string, Buffer>()
  const losses: AccountLoss[] = []
  const sessions = new MemoryStore({ kind: 'found', session: sessionOf(zalo, clock.now()) })
  const leases = new MemoryLeases()
  const made: Channel[] = []
  const another = async (holder = 'this process') => {
    const channel = await createZaloPersonalChannel({
      store: sessions,
      lease: { leases, holder, name: (account) => `sender:zalo-personal:${account}` },
      readFile: async (sha256) => {
        const bytes = files.get(sha256)
        if (bytes === undefined) throw new Error('no such file')
        return bytes
      },
      clock,
      log,
      onLost: (loss) => losses.push(loss),
      baseUrl: zalo.baseUrl,
      random: () => 0.5,
      limits: { ...QUICK, ...limits },
    })
    made.push(channel)
    return channel
  }
  const channel = await another()
  const close = async () => {
    await Promise.all(made.map((one) => one.stop()))
    await zalo.stop()
  }
  const store = new IncomingStore()
  return { zalo, channel, store, sessions, leases, clock, log, losses, files, another, close }
}

export function sessionOf(zalo: FakeZalo, loggedInAt: Temporal.Instant): ZaloSession {
  const { uid, imei, userAgent, cookies } = zalo.account
  return {
    uid,
    imei,
    userAgent,
    language: 'vi',
    cookies: cookies.map((cookie) => ({ ...cookie })),
    loggedInAt: loggedInAt.toString(),
    receivedUpToMs: null,
  }
}

export function threadOf(channel: Channel, threadId: string, isGroup = false): Thread {
  return { channel: 'zalo-personal', account: channel.account, threadId, isGroup }
}

export function outgoing(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { text, buttons: [], files: [], edits: null, replyTo: null, ...more }
}

/** A signal that never fires within a test. */
export function patience(ms = 20_000): AbortSignal {
  return AbortSignal.timeout(ms)
}
