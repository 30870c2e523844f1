import type { Temporal } from 'temporal-polyfill'
import type { API } from 'zca-js'
import type { AccountLease } from './account-lease.ts'
import { type CallTrace, withTrace } from './call-trace.ts'
import { LoginFailed, logIn, orAborted } from './log-in.ts'
import type { SessionKeeper } from './session-keeper.ts'
import type { Clock, Limits, Log } from './surroundings.ts'
import type { Fetch } from './zalo-fetch.ts'

/** Why the account can no longer be used until somebody acts. */
export type LossKind =
  /** Zalo does not accept the session any more: log in anew. */
  | 'session-expired'
  /** The account was opened somewhere else (Zalo Web, another program). */
  | 'duplicate'
  /** Zalo ended the login on its side. */
  | 'kicked'

export interface AccountLoss {
  readonly kind: LossKind
  readonly account: string
  readonly at: Temporal.Instant
}

/** The account cannot be used now: `lost` for good, or `waiting` for a lease or the next try of a login. */
export class AccountUnusable extends Error {
  constructor(
    readonly kind: 'lost' | 'waiting',
    reason: string,
  ) {
    super(reason)
    this.name = 'AccountUnusable'
  }
}

export interface AccountParts {
  readonly keeper: SessionKeeper
  readonly lease: AccountLease
  readonly fetch: Fetch
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
}

/** After a login that failed, sends wait this long before they cause another. */
const LOGIN_PAUSE_SECONDS = 30

/** Our login at Zalo: one client, made when it is needed and shared by sending and receiving. */
export class ZaloAccount {
  private client: API | null = null
  private loggingIn: Promise<API> | null = null
  private failedAt: Temporal.Instant | null = null
  private loss: AccountLoss | null = null
  private readonly doubters = new Set<() => void>()
  /** The client whose socket is open: files can leave by it alone. */
  connected: API | null = null

  constructor(private readonly parts: AccountParts) {}

  get uid(): string {
    return this.parts.keeper.session.uid
  }

  get lost(): AccountLoss | null {
    return this.loss
  }

  /** The client, logged in at need. Rejects with AccountUnusable or LoginFailed. */
  async use(): Promise<API> {
    if (this.loss !== null) throw new AccountUnusable('lost', `stood down: ${this.loss.kind}`)
    if (this.client !== null) return this.client
    this.loggingIn ??= this.logIn().finally(() => {
      this.loggingIn = null
    })
    return this.loggingIn
  }

  /** As `use`, but soon after a failed login it rejects at once, so that a queue of messages causes no storm. */
  async useForSending(): Promise<API> {
    const failed = this.failedAt
    const now = this.parts.clock.now()
    if (this.client === null && this.loggingIn === null && failed !== null && this.loss === null) {
      if (now.since(failed).total('seconds') < LOGIN_PAUSE_SECONDS)
        throw new AccountUnusable('waiting', 'the last login failed a moment ago')
    }
    return this.use()
  }

  /** One call of the client within the trace's signal; afterwards changed cookies are stored. */
  async call<T>(api: API, trace: CallTrace, work: (api: API) => Promise<T>): Promise<T> {
    try {
      return await orAborted(
        withTrace(trace, () => work(api)),
        trace.signal,
      )
    } finally {
      this.parts.keeper.noteCookies(api)
    }
  }

  /** The next use logs in anew. */
  forget(): void {
    this.client = null
  }

  /** Zalo said that the login is not accepted any more: whoever listens by it tries anew, or stands down. */
  doubt(): void {
    this.client = null
    for (const doubter of [...this.doubters]) doubter()
  }

  /** Resolves when the login is doubted, or the signal is aborted. */
  async whenDoubted(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    await new Promise<void>((resolve) => {
      const done = () => {
        this.doubters.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.doubters.add(done)
      signal.addEventListener('abort', done)
    })
  }

  /** Stands down; the first loss counts. False when it had been lost before. */
  lose(kind: LossKind): boolean {
    if (this.loss !== null) return false
    this.loss = { kind, account: this.uid, at: this.parts.clock.now() }
    this.client = null
    return true
  }

  /** A later login is stored: usable again. */
  regain(): void {
    this.loss = null
    this.failedAt = null
    this.client = null
  }

  private async logIn(): Promise<API> {
    const { keeper, lease, fetch, limits, clock, log } = this.parts
    if (!(await lease.take()))
      throw new AccountUnusable('waiting', 'another process is logged in with the account')
    try {
      const api = await logIn(keeper.session, fetch, AbortSignal.timeout(limits.loginMs))
      if (api.getOwnId() !== this.uid) throw new LoginFailed('refused', 'the session is of another account')
      keeper.noteCookies(api)
      this.client = api
      this.failedAt = null
      log.info({}, 'zalo-personal: logged in')
      return api
    } catch (error) {
      this.failedAt = clock.now()
      throw error
    }
  }
}
