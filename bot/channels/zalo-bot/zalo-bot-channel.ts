import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel } from '../../../core/talk/courier.ts'
import type { Capabilities, ChannelHealth, Incoming } from '../../../core/talk/message.ts'
import { AlbumGuess } from '../album-guess.ts'
import type { Download } from '../download-media.ts'
import { HealthRecord } from '../health-record.ts'
import type { Clock, Log } from '../surroundings.ts'
import { openZaloBotApi, type ZaloBotApi, ZaloBotCallFailed } from './api.ts'
import { deliverMessage, type FileLinks } from './deliver-message.ts'
import { type Bot, botIdOfToken } from './identify-bot.ts'
import { parseUpdate } from './parse-update.ts'
import { TEXT_LIMIT } from './plan-send.ts'
import { type QuotaFacts, QuotaRecord } from './quota.ts'
import { Receiver } from './receiver.ts'
import { receiveWebhook } from './webhook-receiver.ts'
import type { WebhookOptions } from './webhook-watch.ts'

export interface ZaloBotOptions {
  readonly token: string
  /** `https://bot-api.zaloplatforms.com` */
  readonly apiRoot: string
  /** Null: polling. */
  readonly webhook: WebhookOptions | null
  /** Where pictures and files can be fetched; null without a public address: then no files go out. */
  readonly links: FileLinks | null
  readonly download: Download
  readonly zone: string
  readonly clock: Clock
  readonly log: Log
  /** How long an idle poll waits, 30 s unless told. */
  readonly longPollSeconds?: number
}

export interface ZaloBotChannel extends Channel {
  /** Answers a delivery; mounted by bot/http.ts under the webhook's path. Without a webhook it answers 404. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>
  quota(): QuotaFacts
}

const TYPING_MS = 10_000

/** A bot of the Zalo Bot Platform. It cannot write first. Throws ZaloBotTokenRejected for a token of the wrong form. */
export function createZaloBotChannel(options: ZaloBotOptions): ZaloBotChannel {
  const { clock, links, log, token, zone } = options
  const account = botIdOfToken(token)
  const api = openZaloBotApi(token, options.apiRoot, log)
  const health = new HealthRecord(clock)
  const quota = new QuotaRecord(clock)
  return {
    channel: 'zalo-bot',
    account,
    capabilities: capabilities(links !== null),
    ...createReceiving(options, account, api, health, quota),
    send: (thread, message, signal) =>
      deliverMessage({ api, clock, quota, links, zone }, thread, message, signal),
    fetchMedia: (media, signal) => options.download(media.ref, signal),
    async showTyping(thread, signal) {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(TYPING_MS)])
      try {
        await api.call('sendChatAction', { chat_id: thread.threadId, action: 'typing' }, patience)
      } catch (error) {
        if (!(error instanceof ZaloBotCallFailed)) throw error
        log.info({ reason: error.message }, 'zalo-bot: typing not shown')
      }
    },
    quota: () => quota.facts(),
    limits() {
      const { acceptedSinceStart, limits } = quota.facts()
      return { kind: 'quota', acceptedSinceStart, perMonth: limits?.messagesPerMonth ?? null }
    },
    health: () => healthOf(health.read(), quota.facts()),
  }
}

function capabilities(filesOut: boolean): Capabilities {
  return {
    buttons: false,
    edit: false,
    filesOut,
    replyTo: false,
    typing: true,
    commandMenu: false,
    textLimit: TEXT_LIMIT,
    captionLimit: TEXT_LIMIT,
  }
}

/** Receiving may be well while nothing can be sent any more. */
function healthOf(receiving: ChannelHealth, { exhaustedSince, limits }: QuotaFacts): ChannelHealth {
  if (exhaustedSince === null || receiving.state === 'down') return receiving
  const limit = limits === null ? '' : ` (${limits.messagesPerMonth} messages a month)`
  return {
    state: 'degraded',
    reason: `Zalo refuses messages: the quota of the plan is used up${limit}`,
    since: exhaustedSince,
  }
}

type ReceivingHalf = Pick<ZaloBotChannel, 'start' | 'stop' | 'handleWebhook'>

/** Each start takes a new Receiver, so that nothing of a former one is left over. */
function createReceiving(
  options: ZaloBotOptions,
  account: string,
  api: ZaloBotApi,
  health: HealthRecord,
  quota: QuotaRecord,
): ReceivingHalf {
  const { clock, log, webhook, longPollSeconds = 30 } = options
  const albums = new AlbumGuess()
  const read = (update: unknown, bot: Bot) => {
    const incoming = readUpdate(update, account, bot, options)
    return incoming === null ? null : albums.withAlbum(incoming)
  }
  let receiver: Receiver | null = null
  return {
    async start(onIncoming) {
      if (receiver !== null) throw new Error('the Zalo bot channel is started already')
      const begun = new Receiver({
        api,
        clock,
        log,
        health,
        quota,
        webhook,
        longPollSeconds,
        read,
        onIncoming,
      })
      receiver = begun
      try {
        await begun.begin()
      } catch (error) {
        receiver = null
        health.not('down', error instanceof Error ? error.message : 'not started')
        throw error
      }
    },
    async stop() {
      const ending = receiver
      receiver = null
      await ending?.end()
    },
    async handleWebhook(request, response) {
      const open = receiver?.isOpen === true ? receiver : null
      const take = open === null ? null : (event: unknown) => open.take(event)
      await receiveWebhook({ secret: webhook?.secret ?? null, log, take }, request, response)
    },
  }
}

function readUpdate(
  update: unknown,
  account: string,
  bot: Bot,
  { clock, log }: Pick<ZaloBotOptions, 'clock' | 'log'>,
): Incoming | null {
  const parsed = parseUpdate(update, { account, bot, receivedAt: clock.now() })
  if (parsed.kind === 'nothing') {
    log.info({ why: parsed.why }, 'zalo-bot: nothing to store')
    return null
  }
  const { incoming, problem } = parsed
  if (problem !== null) log.warn({ id: incoming.providerId, problem }, 'zalo-bot: message not understood')
  return incoming
}
