import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'

/**
 * What an Official Account is called with. An access token lives about 25 hours and dies at once when the next one is
 * given; a refresh token lives three months and can be used once (developers.zalo.me, "Xác thực và ủy quyền").
 */
export interface OaTokens {
  readonly accessToken: string
  readonly refreshToken: string
  readonly accessEndsAt: Temporal.Instant
  readonly givenAt: Temporal.Instant
  /** `seedOf` the configured refresh token these descend from: another one means a new authorisation. */
  readonly seed: string
}

export interface TokenStore {
  /** Null when nothing was stored yet; rejects with TokensUnreadable. */
  load(): Promise<OaTokens | null>
  /** Resolves when the tokens would survive a power cut. */
  save(tokens: OaTokens): Promise<void>
}

/** Stored with another APP_KEY, for another application, or damaged. */
export class TokensUnreadable extends Error {
  constructor(reason: string) {
    super(`the stored tokens of the Zalo Official Account cannot be read: ${reason}`)
    this.name = 'TokensUnreadable'
  }
}

/** Names a refresh token without telling it. */
export function seedOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex').slice(0, 16)
}
