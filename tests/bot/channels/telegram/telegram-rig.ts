import { createServer, type Server } from 'node:http'
import { Temporal } from 'temporal-polyfill'
import type { Clock, Log } from '../../../../bot/channels/surroundings.ts'
import {
  createTelegramChannel,
  type TelegramChannel,
  type TelegramOptions,
} from '../../../../bot/channels/telegram/telegram-channel.ts'
import type { Incoming, Outgoing, Thread } from '../../../../core/talk/message.ts'
import { FakeTelegram, type FakeTelegramOptions } from '../../../fakes/telegram/fake-telegram.ts'

export const SECRET = 'a-Secret_of-the-webhook'

/** Waits 200 times faster than asked, so that backoffs pass quickly; the waits asked for are kept. */
export class QuickClock implements Clock {
  readonly waits: number[] = []
  speed = 200

  now(): Temporal.Instant {
    return Temporal.Now.instant()
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

/** Keeps every line, for tests that look for a token in them. */
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

/** A product behind the channel that stores what comes in, and can be told to fail. */
export class IncomingStore {
  readonly batches: (readonly Incoming[])[] = []
  /** Called before a batch is kept; throws or waits at will. */
  before: (batch: readonly Incoming[]) => Promise<void> | void = () => {}

  readonly take = async (batch: readonly Incoming[]): Promise<void> => {
    await this.before(batch)
    this.batches.push(batch)
  }

  get all(): Incoming[] {
    return this.batches.flat()
  }

  get texts(): string[] {
    return this.all.map((incoming) => incoming.text)
  }
}

export interface TelegramRig {
  readonly telegram: FakeTelegram
  readonly channel: TelegramChannel
  readonly store: IncomingStore
  readonly clock: QuickClock
  readonly log: KeptLog
  /** Bytes served to `readFile`, by SHA-256. */
  readonly files: Map<string, Buffer>
  /** Another channel object on the same account, as after a restart. */
  another(): TelegramChannel
  close(): Promise<void>
}

export interface RigOptions extends FakeTelegramOptions {
  readonly mode: 'polling' | 'webhook'
  readonly overrides?: Partial<TelegramOptions>
}

/** Fake platform, adapter and, for the webhook, an HTTP server that mounts it; nothing is started yet. */
export async function makeTelegramRig({ mode, overrides, ...options }: RigOptions): Promise<TelegramRig> {
  const telegram = await FakeTelegram.start(options)
  const clock = new QuickClock()
  const log = new KeptLog()
  const files = new Map<string, Buffer>()
  const receiver = mode === 'webhook' ? await startReceiver() : null
  const create = () =>
    createTelegramChannel({
      token: telegram.token,
      apiRoot: telegram.apiRoot,
      webhook: receiver === null ? null : { publicUrl: receiver.url, secret: SECRET, path: '/telegram' },
      readFile: async (sha256) => {
        const bytes = files.get(sha256)
        if (bytes === undefined) throw new Error('no such file')
        return bytes
      },
      clock,
      log,
      longPollSeconds: 2,
      ...overrides,
    })
  const made: TelegramChannel[] = []
  const another = () => {
    const channel = create()
    made.push(channel)
    if (receiver !== null) receiver.mounted = channel
    return channel
  }
  const channel = another()
  const close = async () => {
    await Promise.all(made.map((one) => one.stop()))
    await telegram.stop()
    await receiver?.close()
  }
  return { telegram, channel, store: new IncomingStore(), clock, log, files, another, close }
}

interface MountingServer {
  readonly url: string
  mounted: TelegramChannel | null
  close(): Promise<void>
}

async function startReceiver(): Promise<MountingServer> {
  const mounting: { mounted: TelegramChannel | null } = { mounted: null }
  const server: Server = createServer((request, response) => {
    if (mounting.mounted === null) response.writeHead(503).end()
    else void mounting.mounted.handleWebhook(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return Object.assign(mounting, { url: `http://127.0.0.1:${address.port}`, close })
}

export function privateThread(channel: TelegramChannel, chatId: number, isGroup = false): Thread {
  return { channel: 'telegram', account: channel.account, threadId: String(chatId), isGroup }
}

export function outgoing(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { text, buttons: [], files: [], edits: null, replyTo: null, ...more }
}

/** A signal that never fires within a test. */
export function patience(ms = 20_000): AbortSignal {
  return AbortSignal.timeout(ms)
}
