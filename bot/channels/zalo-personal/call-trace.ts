import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * What is certain about one call of the client, seen from the wire below it: zca-js makes several requests for one
 * message, and its errors do not say how far it came.
 */
export interface CallTrace {
  /** Ends every request of the call. */
  readonly signal: AbortSignal
  /**
   * The request that puts the message into the chat: not made yet, never arrived, without an answer so far, or
   * answered with this HTTP status.
   */
  delivery: 'not-made' | 'not-sent' | 'no-answer' | number
}

const traces = new AsyncLocalStorage<CallTrace>()

export function currentTrace(): CallTrace | null {
  return traces.getStore() ?? null
}

/** Runs a call of the client; every request it makes is ended by the trace's signal and noted in the trace. */
export function withTrace<T>(trace: CallTrace, call: () => Promise<T>): Promise<T> {
  return traces.run(trace, call)
}
