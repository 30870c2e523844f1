import type { Leases } from '../../../core/ports.ts'
import type { Clock, Log } from '../surroundings.ts'
import type { Refreshed } from './refresh-tokens.ts'
import { type OaTokens, seedOf, type TokenStore } from './tokens.ts'

export interface TokenKeeperParts {
  readonly appId: string
  /** The configured refresh token: used at the first start, and again when it was changed. */
  readonly refreshToken: string
  readonly store: TokenStore
  readonly leases: Leases
  /** Names this process in the lease. */
  readonly holder: string
  readonly refresh: (refreshToken: string, signal: AbortSignal) => Promise<Refreshed>
  readonly clock: Clock
  readonly log: Log
}

export type TokenResult =
  | { readonly ok: true; readonly accessToken: string }
  /** `permanent`: somebody must authorise the application again. */
  | { readonly ok: false; readonly lasting: 'permanent' | 'temporary'; readonly reason: string }

/** A token with less life than this is replaced before it is used. */
const EARLY_MINUTES = 60
const LEASE_SECONDS = 60
const REFRESH_MS = 20_000
const OTHERS_TURN_MS = 500
const TURNS = 60
/** A refused refresh token is tried again after this; it costs one call. */
const REFUSED_MINUTES = 10

const ASK_AGAIN = 'authorise the application for the Official Account again and set ZALO_OA_REFRESH_TOKEN'

/**
 * Keeps the one valid pair of tokens. A refresh token can be used once: it is exchanged by one process at a time, under a
 * lease, after a look at whether another was faster, and the new pair is stored before anybody uses it.
 */
export class TokenKeeper {
  private readonly seed: string
  private current: OaTokens | null = null
  /** Given by Zalo, not stored yet: the old pair is dead, so this one must not be lost. */
  private unstored: OaTokens | null = null
  private renewing: Promise<TokenResult> | null = null
  private refused: { readonly token: string; readonly reason: string; readonly untilMs: number } | null = null

  constructor(private readonly parts: TokenKeeperParts) {
    this.seed = seedOf(parts.refreshToken)
  }

  /** An access token with some life left; waits for its renewal no longer than the signal. */
  async token(signal: AbortSignal): Promise<TokenResult> {
    if (this.current !== null && this.isUsable(this.current, null))
      return { ok: true, accessToken: this.current.accessToken }
    return this.renewed(null, signal)
  }

  /** Another token than the one that Zalo has just refused. */
  async replace(bad: string, signal: AbortSignal): Promise<TokenResult> {
    if (this.current !== null && this.isUsable(this.current, bad))
      return { ok: true, accessToken: this.current.accessToken }
    return this.renewed(bad, signal)
  }

  /** Resolves when no exchange is under way: a program that ends during one may lose the new pair. */
  async settled(): Promise<void> {
    await this.renewing
  }

  /** The exchange itself is never broken off by who waits for it: the new pair would be lost. */
  private async renewed(bad: string | null, signal: AbortSignal): Promise<TokenResult> {
    this.renewing ??= this.renew(bad).finally(() => {
      this.renewing = null
    })
    let stop = () => {}
    const givenUp = new Promise<TokenResult>((resolve) => {
      stop = () => resolve(temporary('given up waiting for a new access token'))
      signal.addEventListener('abort', stop)
    })
    if (signal.aborted) stop()
    return Promise.race([this.renewing, givenUp]).finally(() => signal.removeEventListener('abort', stop))
  }

  private async renew(bad: string | null): Promise<TokenResult> {
    const { leases, holder, clock, log, appId } = this.parts
    const lease = `zalo-oa-token:${appId}`
    try {
      for (let turn = 0; turn < TURNS; turn++) {
        if (await leases.hold(lease, holder, LEASE_SECONDS, clock.now())) {
          return await this.renewAlone(bad).finally(() => leases.release(lease, holder))
        }
        await clock.sleep(OTHERS_TURN_MS, AbortSignal.timeout(REFRESH_MS))
        const stored = await this.takeStored(bad)
        if (stored !== null) return stored
      }
      return temporary('another process has been renewing the tokens for long')
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      log.error({ reason }, 'zalo-oa: tokens not renewed')
      return temporary(`the tokens could not be read or stored: ${reason}`)
    }
  }

  private async renewAlone(bad: string | null): Promise<TokenResult> {
    if (this.unstored !== null) return this.keep(this.unstored)
    const stored = await this.takeStored(bad)
    if (stored !== null) return stored
    const last = await this.parts.store.load()
    const token = last?.seed === this.seed ? last.refreshToken : this.parts.refreshToken
    const { clock, log } = this.parts
    const nowMs = clock.now().epochMilliseconds
    if (this.refused?.token === token && nowMs < this.refused.untilMs) return lost(this.refused.reason)
    const answer = await this.parts.refresh(token, AbortSignal.timeout(REFRESH_MS))
    if (answer.kind === 'given') return this.keep(this.tokensOf(answer))
    log.error({ reason: answer.reason, outcome: answer.kind }, 'zalo-oa: no new tokens')
    if (answer.kind === 'failed') return temporary(`no new access token: ${answer.reason}`)
    this.refused = { token, reason: answer.reason, untilMs: nowMs + REFUSED_MINUTES * 60_000 }
    return lost(answer.reason)
  }

  private async keep(tokens: OaTokens): Promise<TokenResult> {
    this.unstored = tokens
    await this.parts.store.save(tokens)
    this.unstored = null
    this.current = tokens
    this.parts.log.info({ endsAt: tokens.accessEndsAt.toString() }, 'zalo-oa: new tokens stored')
    return { ok: true, accessToken: tokens.accessToken }
  }

  /** What another process, or an earlier start, has left, if it is good. */
  private async takeStored(bad: string | null): Promise<TokenResult | null> {
    const stored = await this.parts.store.load()
    if (stored === null || !this.isUsable(stored, bad)) return null
    this.current = stored
    return { ok: true, accessToken: stored.accessToken }
  }

  private isUsable(tokens: OaTokens, bad: string | null): boolean {
    const leftMs = tokens.accessEndsAt.epochMilliseconds - this.parts.clock.now().epochMilliseconds
    return tokens.seed === this.seed && tokens.accessToken !== bad && leftMs > EARLY_MINUTES * 60_000
  }

  private tokensOf(given: Extract<Refreshed, { kind: 'given' }>): OaTokens {
    const givenAt = this.parts.clock.now()
    const { accessToken, refreshToken, lifeSeconds } = given
    const accessEndsAt = givenAt.add({ seconds: Math.floor(lifeSeconds) })
    return { accessToken, refreshToken, accessEndsAt, givenAt, seed: this.seed }
  }
}

function temporary(reason: string): TokenResult {
  return { ok: false, lasting: 'temporary', reason }
}

function lost(reason: string): TokenResult {
  return { ok: false, lasting: 'permanent', reason: `the refresh token is refused (${reason}): ${ASK_AGAIN}` }
}
