import { createHash, randomBytes } from 'node:crypto'
import { createDownload } from '../../../bot/channels/download-media.ts'
import { ZALO_MEDIA_HOSTS } from '../../../bot/channels/media-hosts.ts'
import type { Log } from '../../../bot/channels/surroundings.ts'
import {
  createZaloBotChannel,
  type ZaloBotChannel,
  type ZaloBotOptions,
} from '../../../bot/channels/zalo-bot/zalo-bot-channel.ts'
import { createMediaLinks, MEDIA_PATH, type MediaLinks } from '../../../bot/media-links.ts'
import type { Outgoing, OutgoingFile, Thread } from '../../../core/talk/message.ts'
import { FakeZaloBot } from '../../fakes/zalo-bot/fake-zalo-bot.ts'
import type { FakeZaloUser } from '../../fakes/zalo-bot/fake-zalo-user.ts'
import { listen } from '../../fakes/zalo-bot/http-kit.ts'
import { IncomingStore, QuickClock } from '../channels/telegram/telegram-rig.ts'

export const SECRET = 'a-Secret_of-the-zalo-webhook'
export const ZONE = 'Asia/Ho_Chi_Minh'

/** Keeps every line as it is given, before any logger could clean it. */
export class EveryLine implements Log {
  readonly lines: string[] = []
  debug = (fields: object, message: string) => this.keep('debug', fields, message)
  info = (fields: object, message: string) => this.keep('info', fields, message)
  warn = (fields: object, message: string) => this.keep('warn', fields, message)
  error = (fields: object, message: string) => this.keep('error', fields, message)

  private keep(level: string, fields: object, message: string): void {
    this.lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  }
}

/** The program's own HTTP server, as far as the channels need it. */
export interface PublicServer {
  readonly url: string
  mounted: Pick<ZaloBotChannel, 'handleWebhook'> | null
  readonly links: MediaLinks
  readonly files: Map<string, Buffer>
  offerFile(bytes: Buffer, name: string, mime: string): OutgoingFile
  stop(): Promise<void>
}

export async function openPublicServer(clock: Pick<QuickClock, 'now'>): Promise<PublicServer> {
  const files = new Map<string, Buffer>()
  const parts: { mounted: PublicServer['mounted'] } = { mounted: null }
  const server = await listen(async (request, response) => {
    if (request.url?.startsWith(MEDIA_PATH)) return links.handle(request, response)
    if (parts.mounted === null) response.writeHead(503).end()
    else await parts.mounted.handleWebhook(request, response)
  })
  const links = createMediaLinks({
    publicUrl: server.root,
    key: randomBytes(32),
    readFile: async (sha256) => files.get(sha256) ?? null,
    now: () => clock.now(),
  })
  const offerFile = (bytes: Buffer, name: string, mime: string) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    files.set(sha256, bytes)
    return { name, mime, sha256, sizeBytes: bytes.length }
  }
  return Object.assign(parts, { url: server.root, links, files, offerFile, stop: server.stop })
}

export interface ZaloBotRig {
  readonly zalo: FakeZaloBot
  readonly channel: ZaloBotChannel
  readonly store: IncomingStore
  readonly clock: QuickClock
  readonly log: EveryLine
  readonly server: PublicServer
  /** Another channel object on the same account, as after a restart. */
  another(): ZaloBotChannel
  close(): Promise<void>
}

export interface RigOptions {
  readonly mode: 'polling' | 'webhook'
  readonly overrides?: Partial<ZaloBotOptions>
}

/** Fake platform, adapter and the HTTP server that mounts it; nothing is started yet. */
export async function makeZaloBotRig({ mode, overrides }: RigOptions): Promise<ZaloBotRig> {
  const zalo = await FakeZaloBot.start()
  const clock = new QuickClock()
  const log = new EveryLine()
  const server = await openPublicServer(clock)
  const made: ZaloBotChannel[] = []
  const another = () => {
    const channel = createZaloBotChannel({
      token: zalo.token,
      apiRoot: zalo.apiRoot,
      webhook: mode === 'webhook' ? { publicUrl: server.url, secret: SECRET, path: '/zalo/webhook' } : null,
      links: server.links,
      download: createDownload({ hosts: ZALO_MEDIA_HOSTS, maxBytes: 5 * 1024 * 1024, allowsLoopback: true }),
      zone: ZONE,
      clock,
      log,
      longPollSeconds: 2,
      ...overrides,
    })
    made.push(channel)
    server.mounted = channel
    return channel
  }
  const channel = another()
  const close = async () => {
    await Promise.all(made.map((one) => one.stop()))
    await zalo.stop()
    await server.stop()
  }
  return { zalo, channel, store: new IncomingStore(), clock, log, server, another, close }
}

export function threadWith(user: Pick<FakeZaloUser, 'id'>, channel: { account: string }): Thread {
  return { channel: 'zalo-bot', account: channel.account, threadId: user.id, isGroup: false }
}

export function outgoing(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { text, buttons: [], files: [], edits: null, replyTo: null, ...more }
}

/** A signal that never fires within a test. */
export function patience(ms = 20_000): AbortSignal {
  return AbortSignal.timeout(ms)
}
