import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDownload } from '../../../bot/channels/download-media.ts'
import { ZALO_MEDIA_HOSTS } from '../../../bot/channels/media-hosts.ts'
import { createFileTokenStore } from '../../../bot/channels/zalo-oa/file-token-store.ts'
import type { TokenStore } from '../../../bot/channels/zalo-oa/tokens.ts'
import {
  createZaloOaChannel,
  type ZaloOaChannel,
  type ZaloOaOptions,
} from '../../../bot/channels/zalo-oa/zalo-oa-channel.ts'
import type { Leases } from '../../../core/ports.ts'
import type { Thread } from '../../../core/talk/message.ts'
import type { FakeOaUser } from '../../fakes/zalo-oa/fake-oa-user.ts'
import { FakeZaloOa } from '../../fakes/zalo-oa/fake-zalo-oa.ts'
import { IncomingStore, QuickClock } from '../channels/telegram/telegram-rig.ts'
import { EveryLine, openPublicServer, type PublicServer, ZONE } from '../zalo-bot/zalo-bot-rig.ts'

export const APP_KEY = new Uint8Array(32).fill(7)

/** Leases as the database keeps them, for several channels in one test. */
export class SharedLeases implements Leases {
  readonly taken: string[] = []
  private readonly held = new Map<string, { holder: string; untilMs: number }>()

  async hold(...[name, holder, seconds, now]: Parameters<Leases['hold']>): Promise<boolean> {
    const current = this.held.get(name)
    const nowMs = now.epochMilliseconds
    if (current !== undefined && current.holder !== holder && current.untilMs > nowMs) return false
    this.held.set(name, { holder, untilMs: nowMs + seconds * 1000 })
    this.taken.push(`${name} ${holder}`)
    return true
  }

  async release(name: string, holder: string): Promise<void> {
    if (this.held.get(name)?.holder === holder) this.held.delete(name)
  }
}

export interface ZaloOaRig {
  readonly oa: FakeZaloOa
  readonly channel: ZaloOaChannel
  readonly store: IncomingStore
  readonly clock: QuickClock
  readonly log: EveryLine
  readonly server: PublicServer
  readonly leases: SharedLeases
  readonly tokens: TokenStore
  readonly folder: string
  /** Another channel object on the same account, as after a restart or in another process. */
  another(overrides?: Partial<ZaloOaOptions>): ZaloOaChannel
  close(): Promise<void>
}

/** Fake platform, adapter and the HTTP server that mounts it; nothing is started yet. */
export async function makeZaloOaRig(
  overrides: Partial<ZaloOaOptions> = {},
  clock: QuickClock = new QuickClock(),
): Promise<ZaloOaRig> {
  const oa = await FakeZaloOa.start(() => clock.now().epochMilliseconds)
  const log = new EveryLine()
  const server = await openPublicServer(clock)
  oa.webhookUrl = `${server.url}/zalo-oa/webhook`
  const leases = new SharedLeases()
  const folder = await mkdtemp(join(tmpdir(), 'zalo-oa-'))
  const tokens = createFileTokenStore({
    path: join(folder, 'zalo-oa', `${oa.appId}.tokens`),
    appKey: APP_KEY,
    appId: oa.appId,
  })
  const made: ZaloOaChannel[] = []
  const refreshToken = oa.tokens.current
  const another = (more: Partial<ZaloOaOptions> = {}) => {
    const channel = createZaloOaChannel({
      appId: oa.appId,
      appSecret: oa.appSecret,
      oaSecret: oa.oaSecret,
      refreshToken,
      tokens,
      leases,
      holder: `process ${made.length}`,
      readFile: async (sha256) => server.files.get(sha256) ?? Promise.reject(new Error('no such file')),
      links: server.links,
      download: createDownload({ hosts: ZALO_MEDIA_HOSTS, maxBytes: 5 * 1024 * 1024, allowsLoopback: true }),
      zone: ZONE,
      clock,
      log,
      apiRoot: oa.root,
      oauthRoot: oa.root,
      ...overrides,
      ...more,
    })
    made.push(channel)
    server.mounted = channel
    return channel
  }
  const channel = another()
  const close = async () => {
    await Promise.all(made.map((one) => one.stop()))
    await oa.stop()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  const store = new IncomingStore()
  return { oa, channel, store, clock, log, server, leases, tokens, folder, another, close }
}

export function threadWith(user: Pick<FakeOaUser, 'id'>, channel: { account: string }): Thread {
  return { channel: 'zalo-oa', account: channel.account, threadId: user.id, isGroup: false }
}
