import type { Message } from 'zca-js'
import type { Incoming } from '../../../core/talk/message.ts'
import type { HealthRecord } from '../health-record.ts'
import { type AccountLoss, AccountUnusable, type LossKind, type ZaloAccount } from './account.ts'
import type { AccountLease } from './account-lease.ts'
import { OVERLAP_MS } from './catch-up.ts'
import { type Ending as ConnectionEnding, type ConnectionParts, listenOnce } from './connection.ts'
import { IncomingQueue } from './incoming-queue.ts'
import { LoginFailed } from './log-in.ts'
import type { SessionStore } from './session.ts'
import type { SessionKeeper } from './session-keeper.ts'
import { backoffMs, type Clock, type Limits, type Log, within } from './surroundings.ts'

export interface ReceiverParts {
  readonly account: ZaloAccount
  readonly keeper: SessionKeeper
  readonly store: SessionStore
  readonly lease: AccountLease
  readonly clock: Clock
  readonly log: Log
  readonly health: HealthRecord
  readonly limits: Limits
  /** In [0, 1); spreads the reconnecting of several installations. */
  readonly random: () => number
  /** Reads one message; null for what is not to be stored. Never throws. */
  readonly read: (message: Message) => Incoming | null
  readonly readFriend: (uid: string) => Incoming
  readonly onIncoming: (batch: readonly Incoming[]) => Promise<void>
  readonly onLost: (loss: AccountLoss) => void
}

type Ending = Exclude<ConnectionEnding, { kind: 'lost' }> | { readonly kind: 'lost'; readonly loss: LossKind }

const STANDBY_MS = 5_000
const LOOK_FOR_LOGIN_MS = 5_000
const LOOKS_BEFORE_TELLING = 3
/** Zalo may refuse once by mistake; only this many times in a row mean that the session is dead. */
const REFUSALS = 3
/** After so many sockets that did not open, a new login gives a new address and key. */
const SOCKETS_PER_LOGIN = 3

/** One span of receiving, from `begin` to `end`; a new start takes a new one. */
export class Receiver {
  private readonly ending = new AbortController()
  private readonly queue: IncomingQueue
  private refusals = 0
  private isUp = false
  /** Since the last time that the account could not be used at all. */
  private wasUp = false
  private work: Promise<unknown> = Promise.resolve()
  private firstTry: () => void = () => {}

  constructor(private readonly parts: ReceiverParts) {
    this.queue = new IncomingQueue({
      clock: parts.clock,
      log: parts.log,
      health: parts.health,
      store: parts.onIncoming,
      stored: (upToMs) => {
        parts.keeper.noteReceived(upToMs)
        if (this.isUp) parts.health.up()
      },
    })
  }

  /**
   * Resolves after the first try to connect, however it went, or when that takes long: receiving goes on in the
   * background, and other channels are not kept waiting.
   */
  async begin(): Promise<void> {
    this.parts.health.not('down', 'connecting')
    const { signal } = this.ending
    const tried = new Promise<void>((resolve) => {
      this.firstTry = resolve
    })
    this.work = Promise.all([this.queue.run(signal), this.receive(signal)])
    await within(tried, this.parts.limits.loginMs)
  }

  /** Resolves when the socket is closed, no callback is under way any more and the session is stored. */
  async end(): Promise<void> {
    this.ending.abort()
    await this.work
    await this.parts.keeper.settled()
    this.parts.health.not('down', 'stopped')
  }

  private async receive(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      const ended = await this.connect(signal)
      this.isUp = false
      this.queue.release()
      this.firstTry()
      if (signal.aborted) break
      failures = ended.kind !== 'broken' ? 0 : ended.wasUp ? 1 : failures + 1
      if (ended.kind === 'lost') await this.standDown(ended.loss, signal)
      else if (ended.kind === 'broken') await this.waitAfter(ended.reason, failures, signal)
      else await this.standBy(signal)
    }
    this.firstTry()
  }

  /** From login to the end of the socket. A defect must not end receiving for good: it counts as broken. */
  private async connect(signal: AbortSignal): Promise<Ending> {
    const { account, lease } = this.parts
    if (account.lost !== null) return { kind: 'lost', loss: account.lost.kind }
    if (!(await lease.take())) return { kind: 'lease-lost' }
    try {
      const api = await account.use()
      this.refusals = 0
      if (signal.aborted) return { kind: 'stopped' }
      this.queue.hold()
      return await listenOnce(this.connectionParts(), api, signal)
    } catch (error) {
      return this.readFailure(error)
    }
  }

  private connectionParts(): ConnectionParts {
    const { parts, queue } = this
    return {
      ...parts,
      sinceMs: () => this.sinceMs(),
      onMessages: (messages) => this.keep(messages),
      onFriend: (uid) => queue.push([parts.readFriend(uid)]),
      onUp: () => {
        this.isUp = true
        this.wasUp = true
        parts.health.up()
        parts.log.info({}, 'zalo-personal: receiving')
        queue.release()
        this.firstTry()
      },
    }
  }

  /** Called inside zca-js's reading of a frame: what throws there takes the rest of the frame with it. */
  private keep(messages: readonly Message[]): void {
    for (const message of messages) {
      try {
        const incoming = this.parts.read(message)
        if (incoming !== null) this.queue.push([incoming])
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'error'
        this.parts.log.error({ reason }, 'zalo-personal: message not read')
      }
    }
  }

  private readFailure(error: unknown): Ending {
    if (error instanceof AccountUnusable && error.kind === 'waiting') return { kind: 'lease-lost' }
    if (error instanceof LoginFailed) {
      this.refusals = error.kind === 'refused' ? this.refusals + 1 : this.refusals
      if (this.refusals >= REFUSALS) return { kind: 'lost', loss: 'session-expired' }
      return { kind: 'broken', reason: error.message, wasUp: false }
    }
    const name = error instanceof Error ? error.name : 'error'
    return { kind: 'broken', reason: `receiving stopped by a defect (${name})`, wasUp: false }
  }

  /** Older messages from before the login were not said to the bot; clocks may differ by some minutes. */
  private sinceMs(): number {
    const { receivedUpToMs, loggedInAt } = this.parts.keeper.session
    return (receivedUpToMs ?? Date.parse(loggedInAt)) - OVERLAP_MS
  }

  private async waitAfter(reason: string, failures: number, signal: AbortSignal): Promise<void> {
    const { health, log, account, clock, random } = this.parts
    // Some lines break every minute: that alone is no outage.
    health.not(this.wasUp && failures < SOCKETS_PER_LOGIN ? 'degraded' : 'down', reason)
    log.warn({ reason, failures }, 'zalo-personal: connection broken')
    if (failures >= SOCKETS_PER_LOGIN) account.forget()
    // Half of the time is sure, the other half by chance.
    await clock.sleep(Math.round((backoffMs(failures) * (1 + random())) / 2), signal)
  }

  /**
   * Waits until somebody has logged in anew; never fights for the account. It is told once, and not at once: a login
   * anew throws out the old one some seconds before it is stored.
   */
  private async standDown(kind: LossKind, signal: AbortSignal): Promise<void> {
    const { account, health, log, lease, clock } = this.parts
    const isNews = account.lose(kind)
    if (isNews) log.error({ kind }, 'zalo-personal: stood down')
    this.wasUp = false
    health.not('down', WORDS[kind])
    for (let looks = 1; !signal.aborted; looks++) {
      await clock.sleep(LOOK_FOR_LOGIN_MS, signal)
      if (signal.aborted) return
      // The lease is kept: another process would begin the fight that is avoided here.
      await lease.take()
      if (await this.takeLaterLogin()) return
      if (isNews && looks === LOOKS_BEFORE_TELLING) this.tell(account.lost)
    }
  }

  private tell(loss: AccountLoss | null): void {
    try {
      if (loss !== null) this.parts.onLost(loss)
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'error'
      this.parts.log.error({ reason }, 'zalo-personal: nobody could be told')
    }
  }

  private async takeLaterLogin(): Promise<boolean> {
    const { store, keeper, account, health, log } = this.parts
    const stored = await store.load().catch(() => null)
    if (stored?.kind !== 'found' || stored.session.loggedInAt === keeper.session.loggedInAt) return false
    if (stored.session.uid !== account.uid) {
      health.not('down', 'another account is logged in now: start the program anew')
      return false
    }
    keeper.replace(stored.session)
    account.regain()
    this.refusals = 0
    log.info({}, 'zalo-personal: a new login is there')
    return true
  }

  private async standBy(signal: AbortSignal): Promise<void> {
    this.parts.account.forget()
    this.parts.health.not('degraded', 'standing by: another process is logged in with the account')
    await this.parts.clock.sleep(STANDBY_MS, signal)
  }
}

const WORDS: Readonly<Record<LossKind, string>> = {
  'session-expired': 'Zalo does not accept the session any more: npm run zalo:login',
  duplicate: 'the account was opened somewhere else; npm run zalo:login takes it back',
  kicked: 'Zalo ended the login: npm run zalo:login',
}
