import type { Log as BasicLog } from '../surroundings.ts'

export { backoffMs, type Clock } from '../surroundings.ts'

/** The part of pino's logger that is used here. Fields never hold a cookie, a key, a phone number or a message text. */
export interface Log extends BasicLog {
  debug(fields: object, message: string): void
}

/** Time limits of single calls, in real milliseconds; a test shortens them. */
export interface Limits {
  /** zca-js has none for a login. */
  readonly loginMs: number
  /** From the opening of the socket to its key. */
  readonly connectMs: number
  /** For the messages asked for after a gap. */
  readonly answerMs: number
  /** From the closing handshake to cutting the line. */
  readonly closeMs: number
  /** One part of a message, upload included. */
  readonly sendMs: number
}

export const LIMITS: Limits = {
  loginMs: 20_000,
  connectMs: 20_000,
  answerMs: 10_000,
  closeMs: 2_000,
  sendMs: 60_000,
}

/** Resolves to the promise's value, or to null when it has not come after `ms`. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
