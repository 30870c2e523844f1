/** The channels that are configured, with the addresses they answer at. Part of the composition root: wires, decides nothing. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { EvidenceFiles } from '../core/evidence/evidence-files.ts'
import type { Leases } from '../core/ports.ts'
import { MEDIA_LIMIT_MEGABYTES } from '../core/report/dialogue/receive-media.ts'
import type { Channel } from '../core/talk/courier.ts'
import { realClock } from '../jobs/clocks.ts'
import type { JobLog } from '../jobs/job-log.ts'
import { senderLease } from '../jobs/sender/sender.ts'
import { createDownload, type Download } from './channels/download-media.ts'
import { ZALO_MEDIA_HOSTS } from './channels/media-hosts.ts'
import { createTelegramChannel } from './channels/telegram/telegram-channel.ts'
import { createZaloBotChannel } from './channels/zalo-bot/zalo-bot-channel.ts'
import { createFileTokenStore } from './channels/zalo-oa/file-token-store.ts'
import { createZaloOaChannel } from './channels/zalo-oa/zalo-oa-channel.ts'
import type { AccountLoss } from './channels/zalo-personal/account.ts'
import { openSessionFile } from './channels/zalo-personal/session-file.ts'
import { createZaloPersonalChannel } from './channels/zalo-personal/zalo-personal-channel.ts'
import type { BotConfig, Config } from './config.ts'
import type { Handler } from './http.ts'
import { createMediaLinks, MEDIA_PATH, type MediaLinks } from './media-links.ts'

export interface Outside {
  readonly evidence: EvidenceFiles
  readonly leases: Leases
  /** Names this process in leases. */
  readonly holder: string
  readonly log: JobLog
  /** A personal account can be used no more; told once. */
  readonly onLost: (loss: AccountLoss) => void
}

export interface OpenedChannels {
  readonly channels: readonly Channel[]
  /** By path; one that ends with a slash answers for everything below it. */
  readonly handlers: ReadonlyMap<string, Handler>
}

/** In the order of the configuration. Throws what a channel says of a token or session that cannot be used. */
export async function openChannels(config: Config, outside: Outside): Promise<OpenedChannels> {
  const { evidence } = outside
  const links = openLinks(config, evidence)
  const parts: Parts = {
    ...outside,
    config,
    links,
    download: createDownload({
      hosts: ZALO_MEDIA_HOSTS,
      maxBytes: MEDIA_LIMIT_MEGABYTES * 1024 * 1024,
    }),
    readFile: async (sha256) => Buffer.from((await evidence.readAll(sha256)) ?? missingFile(sha256)),
    clock: { ...realClock, sleep },
    handlers: new Map(),
  }
  const channels = [
    config.telegram === null ? null : openTelegram(config.telegram, parts),
    config.zaloBot === null ? null : openZaloBot(config.zaloBot, parts),
    config.zaloOa === null ? null : openZaloOa(config.zaloOa, parts),
    config.zaloPersonal ? await openZaloPersonal(parts) : null,
  ]
  if (links !== null) parts.handlers.set(MEDIA_PATH, (request, response) => links.handle(request, response))
  return { channels: channels.filter((channel) => channel !== null), handlers: parts.handlers }
}

interface Parts extends Outside {
  readonly config: Config
  /** Null without a public address. */
  readonly links: MediaLinks | null
  readonly download: Download
  readonly readFile: (sha256: string) => Promise<Buffer>
  readonly clock: typeof realClock & { sleep(milliseconds: number, signal: AbortSignal): Promise<void> }
  readonly handlers: Map<string, Handler>
}

function openLinks({ publicUrl, appKey }: Config, evidence: EvidenceFiles): MediaLinks | null {
  if (publicUrl === null) return null
  // Without APP_KEY links end with the program.
  const key = appKey ?? randomBytes(32)
  return createMediaLinks({
    publicUrl,
    key,
    readFile: (sha256) => evidence.readAll(sha256),
    now: () => realClock.now(),
  })
}

interface Answering {
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>
}

function answerAt(path: string, channel: Answering, { handlers }: Parts): void {
  handlers.set(path, (request, response) => channel.handleWebhook(request, response))
}

function webhookOf({ webhookSecret: secret }: BotConfig, { publicUrl }: Config, path: string) {
  return secret === null || publicUrl === null ? null : { publicUrl, secret, path }
}

function openTelegram(telegram: BotConfig, parts: Parts): Channel {
  const path = '/telegram/webhook'
  const webhook = webhookOf(telegram, parts.config, path)
  const channel = createTelegramChannel({ ...parts, ...telegram, webhook })
  answerAt(path, channel, parts)
  return channel
}

function openZaloBot(zaloBot: BotConfig, parts: Parts): Channel {
  const path = '/zalo-bot/webhook'
  const webhook = webhookOf(zaloBot, parts.config, path)
  const channel = createZaloBotChannel({ ...parts, ...zaloBot, webhook, zone: parts.config.timeZone })
  answerAt(path, channel, parts)
  return channel
}

function openZaloOa(zaloOa: NonNullable<Config['zaloOa']>, parts: Parts): Channel {
  const { config, links } = parts
  const { appKey, dataDir, timeZone } = config
  if (appKey === null || links === null) throw new Error('readConfig asks for APP_KEY and PUBLIC_URL')
  const { appId, appSecret, webhookSecret, refreshToken } = zaloOa
  const tokens = createFileTokenStore({ path: join(dataDir, 'zalo-oa', `${appId}.tokens`), appKey, appId })
  const given = { appId, appSecret, oaSecret: webhookSecret, refreshToken }
  const channel = createZaloOaChannel({ ...parts, ...given, tokens, links, zone: timeZone })
  answerAt('/zalo-oa/webhook', channel, parts)
  return channel
}

function openZaloPersonal(parts: Parts): Promise<Channel> {
  const { config, leases, holder } = parts
  if (config.appKey === null) throw new Error('readConfig asks for APP_KEY')
  return createZaloPersonalChannel({
    ...parts,
    store: openSessionFile(config.dataDir, config.appKey),
    lease: { leases, holder, name: (account) => senderLease({ channel: 'zalo-personal', account }) },
  })
}

function missingFile(sha256: string): never {
  throw new Error(`evidence file ${sha256} is not there`)
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
