import { z } from 'zod'
import { type ZaloBotApi, ZaloBotCallFailed } from './api.ts'

/** The token is malformed, revoked or mistyped: no use trying again. */
export class ZaloBotTokenRejected extends Error {
  constructor(reason: string) {
    super(`Zalo does not accept ZALO_BOT_TOKEN (${reason})`)
    this.name = 'ZaloBotTokenRejected'
  }
}

/** The bot's account id, the first half of its token. Throws ZaloBotTokenRejected for text of another form. */
export function botIdOfToken(token: string): string {
  const id = /^(\d+):[^\s/?#%]+$/.exec(token)?.[1]
  if (id === undefined) throw new ZaloBotTokenRejected('it has not the form 123456:letters')
  return id
}

export interface Bot {
  readonly id: string
  /** Names under which it may be mentioned in a group. */
  readonly names: readonly string[]
  /** `BASIC` and others; null when Zalo does not say. */
  readonly plan: string | null
}

const meSchema = z.object({
  id: z.coerce.string(),
  account_name: z.string().optional(),
  display_name: z.string().optional(),
  account_type: z.string().optional(),
})

const PATIENCE_MS = 20_000

/** Who we are; a ZaloBotTokenRejected or, for all that may pass, a ZaloBotCallFailed otherwise. */
export async function identifyBot(api: ZaloBotApi, signal: AbortSignal): Promise<Bot> {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const me = meSchema.safeParse(await api.call('getMe', {}, patience))
    if (!me.success)
      throw new ZaloBotCallFailed({ kind: 'unclear', reason: 'getMe answered something unreadable' })
    const { id, account_name, display_name, account_type } = me.data
    const names = [account_name, display_name].flatMap((name) => (name === undefined ? [] : [name]))
    return { id, names, plan: account_type ?? null }
  } catch (error) {
    if (error instanceof ZaloBotCallFailed && error.failure.kind === 'refused') {
      const { code, reason } = error.failure
      if (code === 401 || code === 404) throw new ZaloBotTokenRejected(reason)
    }
    throw error
  }
}
