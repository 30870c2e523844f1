import type { API, Message } from 'zca-js'
import type { ZaloAccount } from './account.ts'
import type { AccountLease } from './account-lease.ts'
import { readFailure } from './call-failure.ts'
import type { CallTrace } from './call-trace.ts'
import { catchUp } from './catch-up.ts'
import { DUPLICATE, KICKED, type Line, openLine } from './line.ts'
import { type Clock, type Limits, type Log, within } from './surroundings.ts'
import { Watchdog } from './watchdog.ts'

/** How a connection ended. */
export type Ending =
  | { readonly kind: 'stopped' }
  /** To be tried again; `wasUp` when messages could come over it. */
  | { readonly kind: 'broken'; readonly reason: string; readonly wasUp: boolean }
  | { readonly kind: 'lease-lost' }
  /** The account is used elsewhere, or was thrown out: not to be tried again. */
  | { readonly kind: 'lost'; readonly loss: 'duplicate' | 'kicked' }

export interface ConnectionParts {
  readonly account: ZaloAccount
  readonly lease: AccountLease
  readonly clock: Clock
  readonly log: Log
  readonly limits: Limits
  /** Messages older than this, in ms, are not asked for. */
  readonly sinceMs: () => number
  readonly onMessages: (messages: readonly Message[]) => void
  readonly onFriend: (uid: string) => void
  /** Messages come, and the older ones have been asked for. */
  readonly onUp: () => void
}

const KEEP_ALIVE_MS = 5 * 60_000

/** Opens a socket, asks for what was missed, and listens until it ends or the signal is aborted; then it is closed. */
export async function listenOnce(parts: ConnectionParts, api: API, signal: AbortSignal): Promise<Ending> {
  const { account, clock, limits, onMessages, onFriend } = parts
  const watchdog = new Watchdog(clock)
  const line = openLine(
    api,
    {
      onMessage: (message) => onMessages([message]),
      onOld: (messages) => {
        const since = parts.sinceMs()
        onMessages(messages.filter((one) => Number(one.data.ts) >= since))
      },
      onFriend,
      onSign: () => watchdog.sign(),
    },
    limits,
  )
  const over = new AbortController()
  try {
    return await listen(parts, api, line, watchdog, AbortSignal.any([signal, over.signal]))
  } finally {
    over.abort()
    account.connected = null
    if (!(await line.close())) account.forget()
  }
}

async function listen(
  parts: ConnectionParts,
  api: API,
  line: Line,
  watchdog: Watchdog,
  signal: AbortSignal,
): Promise<Ending> {
  const { account, lease, limits } = parts
  let isUp = false
  const closed = line.closed.then((code) => readClose(code, isUp))
  const stopped = aborted(signal).then((): Ending => ({ kind: 'stopped' }))
  const isReady = await Promise.race([within(line.ready, limits.connectMs), stopped.then(() => null)])
  if (signal.aborted) return { kind: 'stopped' }
  if (isReady === null) return broken('the socket did not open in time', false)
  if (!isReady) return closed
  account.connected = api
  const ending = Promise.race([
    closed,
    stopped,
    watchdog.watch(() => probe(line), signal).then(() => broken('the line was dead', true)),
    lease.keep(signal).then((): Ending => ({ kind: 'lease-lost' })),
    account.whenDoubted(signal).then(() => broken('the login is no longer accepted', true)),
  ])
  void keepAlive(parts, api, signal)
  const first = await Promise.race([askForMissed(parts, line), ending])
  if (first !== null) return first
  isUp = true
  parts.onUp()
  return ending
}

function readClose(code: number, wasUp: boolean): Ending {
  if (code === DUPLICATE) return { kind: 'lost', loss: 'duplicate' }
  if (code === KICKED) return { kind: 'lost', loss: 'kicked' }
  return broken(`the socket closed with ${code}`, wasUp)
}

async function askForMissed({ log, sinceMs }: ConnectionParts, line: Line): Promise<null> {
  const since = sinceMs()
  const answered = await Promise.all([catchUp(line, 0, since), catchUp(line, 1, since)])
  if (answered.includes(false)) log.warn({}, 'zalo-personal: older messages were not told in time')
  return null
}

/** Tells Zalo now and then that we are there, and hears whether the login is still accepted. */
async function keepAlive(
  { account, clock, limits }: ConnectionParts,
  api: API,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(KEEP_ALIVE_MS, signal)
    if (signal.aborted) return
    const trace: CallTrace = {
      signal: AbortSignal.any([signal, AbortSignal.timeout(limits.answerMs)]),
      delivery: 'not-made',
    }
    try {
      await account.call(api, trace, (client) => client.keepAlive())
    } catch (error) {
      if (readFailure(error, trace).kind === 'logged-out') account.doubt()
    }
  }
}

function broken(reason: string, wasUp: boolean): Ending {
  return { kind: 'broken', reason, wasUp }
}

function probe(line: Line): void {
  line.ping()
  void line.askOld(0, null)
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
