import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Channel } from '../../../core/talk/courier.ts'
import type { Capabilities, Incoming } from '../../../core/talk/message.ts'
import { HealthRecord } from '../health-record.ts'
import type { Clock, Log } from '../surroundings.ts'
import type { Bot } from './addressing.ts'
import { openTelegramApi, type TelegramApi } from './api.ts'
import { createCourtesies } from './courtesies.ts'
import { deliverMessage, type ReadFile } from './deliver-message.ts'
import { type Fetch, fetchMedia } from './fetch-media.ts'
import { botIdOfToken } from './identify-bot.ts'
import { parseUpdate } from './parse-update.ts'
import { CAPTION_LIMIT, TEXT_LIMIT } from './plan-send.ts'
import { Receiver } from './receiver.ts'
import { receiveWebhook } from './webhook-receiver.ts'
import type { WebhookOptions } from './webhook-watch.ts'

export interface TelegramOptions {
  readonly token: string
  /** `https://api.telegram.org`, or a server of one's own; a path is kept. */
  readonly apiRoot: string
  /** Null: polling. */
  readonly webhook: WebhookOptions | null
  readonly readFile: ReadFile
  readonly clock: Clock
  readonly log: Log
  /** For downloads; the platform's own unless told. */
  readonly fetch?: Fetch
  /** How long an idle poll waits, 50 s unless told. */
  readonly longPollSeconds?: number
}

export interface TelegramChannel extends Channel {
  /** Answers a delivery; mounted by bot/http.ts under the webhook's path. Without a webhook it answers 404. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const CAPABILITIES: Capabilities = {
  buttons: true,
  edit: true,
  filesOut: true,
  replyTo: true,
  typing: true,
  commandMenu: true,
  textLimit: TEXT_LIMIT,
  captionLimit: CAPTION_LIMIT,
}

/** A Telegram bot account. Throws TelegramTokenRejected at once for a token of the wrong form. */
export function createTelegramChannel(options: TelegramOptions): TelegramChannel {
  const { clock, log, readFile, token } = options
  const account = botIdOfToken(token)
  const api = openTelegramApi(token, options.apiRoot)
  const health = new HealthRecord(clock)
  const movedChats = new Map<string, number>()
  const fileRoot = `${options.apiRoot.replace(/\/+$/, '')}/file/bot${token}/`
  return {
    channel: 'telegram',
    account,
    capabilities: CAPABILITIES,
    ...createCourtesies(api, log),
    ...createReceiving(options, account, api, health),
    send: (thread, message, signal) =>
      deliverMessage({ api, clock, readFile, movedChats }, thread, message, signal),
    fetchMedia: (ref, signal) => fetchMedia({ api, fetch: options.fetch ?? fetch, fileRoot }, ref, signal),
    health: () => health.read(),
  }
}

type ReceivingHalf = Pick<TelegramChannel, 'start' | 'stop' | 'handleWebhook'>

/** Each start takes a new Receiver, so that nothing of a former one is left over. */
function createReceiving(
  options: TelegramOptions,
  account: string,
  api: TelegramApi,
  health: HealthRecord,
): ReceivingHalf {
  const { clock, log, webhook, longPollSeconds = 50 } = options
  const read = (updates: readonly unknown[], bot: Bot) => readAll(updates, account, bot, options)
  let receiver: Receiver | null = null
  return {
    async start(onIncoming) {
      if (receiver !== null) throw new Error('the Telegram channel is started already')
      const begun = new Receiver({ api, clock, log, health, webhook, longPollSeconds, read, onIncoming })
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
      const take = open === null ? null : async (update: unknown) => (await open.take([update])) === 1
      await receiveWebhook({ secret: webhook?.secret ?? null, log, take }, request, response)
    },
  }
}

/** What could not be read is logged by its id and kept as `unsupported`; what has no id is left out. */
function readAll(
  updates: readonly unknown[],
  account: string,
  bot: Bot,
  { clock, log }: Pick<TelegramOptions, 'clock' | 'log'>,
): Incoming[] {
  const receivedAt = clock.now()
  return updates.flatMap((update) => {
    const parsed = parseUpdate(update, { account, bot, receivedAt })
    if (parsed === null) return []
    const { incoming, problem } = parsed
    if (problem !== null)
      log.warn({ update: incoming.providerId, problem }, 'telegram: update not understood')
    return [incoming]
  })
}
