import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { Telegram } from 'telegraf'
import { type CallFailure, readFailure } from './call-failure.ts'

/** A Bot API call that did not end in a result. Its message holds no token and no message text. */
export class TelegramCallFailed extends Error {
  constructor(readonly failure: CallFailure) {
    super(failure.reason)
    this.name = 'TelegramCallFailed'
  }
}

/** The Bot API as this folder uses it: results are unread JSON, failures are TelegramCallFailed. */
export interface TelegramApi {
  call(method: string, payload: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>
}

/** telegraf's client as we call it: its own signal type is a shim's, and it types Bot API 7.1 only. */
interface Client {
  readonly options: { agent?: HttpAgent }
  callApi(method: string, payload: object, options?: { signal?: unknown }): Promise<unknown>
}

const MAX_SOCKETS = 40
/** Idle sockets are closed by us, before the platform does it at the very moment of the next call. */
const IDLE_MS = 20_000

/** Opens a client; `apiRoot` may carry a path. At most 40 sockets at once, kept alive between calls. */
export function openTelegramApi(token: string, apiRoot: string): TelegramApi {
  const root = apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`
  const client: Client = new Telegram(token, { apiRoot: root })
  const settings = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_MS }
  client.options.agent = root.startsWith('http://') ? new HttpAgent(settings) : new HttpsAgent(settings)
  return {
    async call(method, payload, signal) {
      try {
        return await client.callApi(method, { ...payload }, { signal })
      } catch (error) {
        throw new TelegramCallFailed(readFailure(error, token))
      }
    },
  }
}
