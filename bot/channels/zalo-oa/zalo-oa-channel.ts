import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Leases } from '../../../core/ports.ts'
import type { Channel } from '../../../core/talk/courier.ts'
import type { Capabilities, ChannelHealth, Incoming, MediaRef } from '../../../core/talk/message.ts'
import { AlbumGuess } from '../album-guess.ts'
import { HealthRecord } from '../health-record.ts'
import { Intake } from '../intake.ts'
import type { Clock, Log } from '../surroundings.ts'
import { type OaAccount, watchAccount } from './account-watch.ts'
import { openZaloOaApi, type ZaloOaApi } from './api.ts'
import { deliverMessage, type FileLinks, type ReadFile } from './deliver-message.ts'
import { parseEvent } from './parse-event.ts'
import { TEXT_LIMIT } from './plan-send.ts'
import { type PriceFacts, PriceRecord } from './price-record.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { TokenKeeper } from './token-keeper.ts'
import type { TokenStore } from './tokens.ts'
import { receiveWebhook } from './webhook-receiver.ts'

export interface ZaloOaOptions {
  readonly appId: string
  readonly appSecret: string
  /** The Official Account's secret key, which signs events. */
  readonly oaSecret: string
  /** For the first start, and for a new authorisation. */
  readonly refreshToken: string
  readonly tokens: TokenStore
  readonly leases: Leases
  /** Names this process in leases. */
  readonly holder: string
  readonly readFile: ReadFile
  readonly links: FileLinks
  /** Bytes behind an address of Zalo's; rejects with MediaUnavailable. */
  readonly download: (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>
  readonly zone: string
  readonly clock: Clock
  readonly log: Log
  /** `https://openapi.zalo.me` unless told. */
  readonly apiRoot?: string
  /** `https://oauth.zaloapp.com` unless told. */
  readonly oauthRoot?: string
}

export interface ZaloOaChannel extends Channel {
  /** Answers an event; mounted by bot/http.ts under the address that is set in Zalo's developer console. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>
  prices(): PriceFacts
  /** Null until Zalo has answered once. */
  officialAccount(): OaAccount | null
}

const CAPABILITIES: Capabilities = {
  buttons: false,
  edit: false,
  filesOut: true,
  replyTo: true,
  typing: false,
  commandMenu: false,
  textLimit: TEXT_LIMIT,
  captionLimit: TEXT_LIMIT,
}

/** Zalo wants its 200 within two seconds; a part of them is the network's. */
const ANSWER_MS = 1_700

/** A Zalo Official Account. Its `account` is the application's number: one application serves one account here. */
export function createZaloOaChannel(options: ZaloOaOptions): ZaloOaChannel {
  const { appId, clock, links, log, readFile, zone } = options
  const { apiRoot = 'https://openapi.zalo.me', oauthRoot = 'https://oauth.zaloapp.com' } = options
  const oauth = { oauthRoot, appId, appSecret: options.appSecret }
  const keeper = new TokenKeeper({
    ...options,
    store: options.tokens,
    refresh: (token, signal) => refreshTokens(oauth, token, signal),
  })
  const api = openZaloOaApi(apiRoot, keeper, log)
  const health = new HealthRecord(clock)
  const prices = new PriceRecord(clock)
  return {
    channel: 'zalo-oa',
    account: appId,
    capabilities: CAPABILITIES,
    ...createReceiving(options, api, keeper, health),
    send: (thread, message, signal) =>
      deliverMessage({ api, clock, prices, readFile, links, zone }, thread, message, signal),
    fetchMedia: (media: MediaRef, signal) => options.download(media.ref, signal),
    prices: () => prices.facts(),
    health: () => healthOf(health.read(), prices.facts()),
  }
}

/** The account may answer while nothing can be sent any more. */
function healthOf(account: ChannelHealth, { stopped }: PriceFacts): ChannelHealth {
  if (stopped === null || account.state === 'down') return account
  const reason = `Zalo refuses messages, the quota or the balance is used up: ${stopped.reason}`
  return { state: 'degraded', reason, since: stopped.since }
}

type ReceivingHalf = Pick<ZaloOaChannel, 'start' | 'stop' | 'handleWebhook' | 'officialAccount'>

interface Span {
  readonly ending: AbortController
  readonly intake: Intake
  readonly work: Promise<void>
}

/** Receiving needs no token: what people write is taken in even while nothing can be sent. */
function createReceiving(
  options: ZaloOaOptions,
  api: ZaloOaApi,
  keeper: TokenKeeper,
  health: HealthRecord,
): ReceivingHalf {
  const { appId, clock, log, oaSecret, tokens } = options
  const albums = new AlbumGuess()
  let span: Span | null = null
  let official: OaAccount | null = null
  const onAccount = (found: OaAccount) => {
    official = found
  }
  const takeInto = (intake: Intake) => async (event: unknown) => {
    const incoming = readEvent(event, official?.id ?? null, options)
    return incoming === null || intake.storeWithin(albums.withAlbum(incoming), ANSWER_MS)
  }
  return {
    /** Rejects with TokensUnreadable when APP_KEY is not the one the tokens were stored with. */
    async start(onIncoming) {
      if (span !== null) throw new Error('the Zalo OA channel is started already')
      await tokens.load()
      health.not('down', 'connecting')
      const ending = new AbortController()
      const intake = new Intake({ clock, log, health, onIncoming })
      const work = watchAccount({ api, clock, log, health, onAccount }, ending.signal)
      span = { ending, intake, work }
    },
    async stop() {
      const stopping = span
      if (stopping === null) return
      span = null
      stopping.ending.abort()
      await stopping.intake.end()
      await stopping.work
      await keeper.settled()
      health.not('down', 'stopped')
    },
    async handleWebhook(request, response) {
      const take = span === null ? null : takeInto(span.intake)
      await receiveWebhook({ keys: { appId, oaSecret }, log, take }, request, response)
    },
    officialAccount: () => official,
  }
}

function readEvent(
  event: unknown,
  oaId: string | null,
  { appId, clock, log }: Pick<ZaloOaOptions, 'appId' | 'clock' | 'log'>,
): Incoming | null {
  const parsed = parseEvent(event, { account: appId, receivedAt: clock.now(), oaId })
  if (parsed.kind === 'nothing') {
    log.debug({ why: parsed.why }, 'zalo-oa: nothing to store')
    return null
  }
  const { incoming, problem } = parsed
  if (problem !== null) log.warn({ id: incoming.providerId, problem }, 'zalo-oa: message not understood')
  return incoming
}
