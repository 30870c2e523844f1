import { type API, Zalo, ZaloApiError } from 'zca-js'
import { type CallTrace, withTrace } from './call-trace.ts'
import type { ZaloSession } from './session.ts'
import { type Fetch, systemCode } from './zalo-fetch.ts'

/** A login that did not succeed: Zalo does not accept the session, or could not be asked. */
export class LoginFailed extends Error {
  constructor(
    readonly kind: 'refused' | 'unanswered',
    reason: string,
  ) {
    super(reason)
    this.name = 'LoginFailed'
  }
}

/** zca-js with its talk, its look-ups and its own reconnecting switched off. */
export function createZalo(fetch: Fetch): Zalo {
  return new Zalo({ checkUpdate: false, logging: false, selfListen: false, polyfill: fetch })
}

/** Logs in with a stored session. Rejects with LoginFailed; given up when the signal is aborted. */
export async function logIn(session: ZaloSession, fetch: Fetch, signal: AbortSignal): Promise<API> {
  const { imei, userAgent, language } = session
  // zca-js changes the cookies it is given.
  const cookie = structuredClone(session.cookies)
  const trace: CallTrace = { signal, delivery: 'not-made' }
  try {
    const api = await orAborted(
      withTrace(trace, () => createZalo(fetch).login({ imei, userAgent, language, cookie })),
      signal,
    )
    // An emitter without a listener for errors throws them.
    api.listener.on('error', () => undefined)
    return api
  } catch (error) {
    throw readLoginFailure(error, signal)
  }
}

/** zca-js says nothing but these words when Zalo does not accept the session. */
const REFUSED = ['Đăng nhập thất bại', 'Khởi tạo ngữ cảnh thất bại.']

function readLoginFailure(error: unknown, signal: AbortSignal): LoginFailed {
  if (error instanceof ZaloApiError && REFUSED.includes(error.message))
    return new LoginFailed('refused', 'Zalo does not accept the stored session')
  if (signal.aborted) return new LoginFailed('unanswered', 'the login was not answered in time')
  const why = systemCode(error)
  return new LoginFailed('unanswered', `the login could not be made${why === '' ? '' : ` (${why})`}`)
}

/** The promise, or a rejection as soon as the signal is aborted: some of the client's waits end with nothing else. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(signal.reason)
    signal.addEventListener('abort', give, { once: true })
    stop = () => signal.removeEventListener('abort', give)
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    stop()
    promise.catch(() => undefined)
  }
}
