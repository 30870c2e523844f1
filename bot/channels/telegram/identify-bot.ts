import { z } from 'zod'
import type { Bot } from './addressing.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'

/** The token is malformed, revoked or mistyped: no use trying again. */
export class TelegramTokenRejected extends Error {
  constructor(reason: string) {
    super(`Telegram does not accept TELEGRAM_BOT_TOKEN (${reason})`)
    this.name = 'TelegramTokenRejected'
  }
}

/** The bot's account id, the first half of its token. Throws TelegramTokenRejected for text of another form. */
export function botIdOfToken(token: string): string {
  const id = /^(\d+):[A-Za-z0-9_-]+$/.exec(token)?.[1]
  if (id === undefined) throw new TelegramTokenRejected('it has not the form 123456:letters')
  return id
}

const meSchema = z.object({ id: z.number().int(), username: z.string() })
const PATIENCE_MS = 20_000

/** Who we are; a TelegramTokenRejected or, for all that may pass, a TelegramCallFailed otherwise. */
export async function identifyBot(api: TelegramApi, signal: AbortSignal): Promise<Bot> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const me = meSchema.safeParse(await api.call('getMe', {}, patience))
    if (me.success) return me.data
    throw new TelegramCallFailed({ kind: 'unclear', reason: 'getMe answered something unreadable' })
  } catch (error) {
    if (error instanceof TelegramCallFailed && error.failure.kind === 'refused') {
      const { code, reason } = error.failure
      if (code === 401 || code === 404) throw new TelegramTokenRejected(reason)
    }
    throw error
  }
}
