import type { API, Message } from 'zca-js'
import { type Limits, within } from './surroundings.ts'

/** Codes with which Zalo says that the account is used elsewhere, or no longer wanted. */
export const DUPLICATE = 3000
export const KICKED = 3003

export interface LineHandlers {
  /** A message as it comes. None of these may throw: zca-js would drop the rest of the frame. */
  readonly onMessage: (message: Message) => void
  /** A page of older messages, asked for. */
  readonly onOld: (messages: readonly Message[]) => void
  readonly onFriend: (uid: string) => void
  /** Anything at all came in. */
  readonly onSign: () => void
}

/** One socket of our account, from its opening to its end; the client's listener can have one at a time. */
export interface Line {
  /** True once messages can come; false when it ended before. */
  readonly ready: Promise<boolean>
  /** The close code, when the socket is closed and the listener may be started again. */
  readonly closed: Promise<number>
  /** A page of older messages, newest page for null; null when no answer came in time. */
  askOld(type: 0 | 1, below: string | null): Promise<readonly Message[] | null>
  /** Asks for a sign of life of the WebSocket itself. */
  ping(): void
  /** Closes it, with force when the other side does not answer. False: it may still be open somewhere. */
  close(): Promise<boolean>
}

/** The WebSocket inside zca-js's listener: private there, but nothing else can cut or probe a half-open line. */
interface RawSocket {
  on(event: string, listener: (data: unknown) => void): unknown
  ping(): void
  terminate(): void
}

/** Opens the socket; never reconnects by itself. Throws when the client cannot even begin. */
export function openLine(api: API, handlers: LineHandlers, limits: Limits): Line {
  const { listener } = api
  const events = hearEvents(listener, handlers)
  listener.start({ retryOnClose: false })
  const raw = rawSocket(listener)
  let isDuplicate = false
  if (raw !== null) readInTurn(raw)
  raw?.on('pong', () => handlers.onSign())
  raw?.on('message', (data) => {
    handlers.onSign()
    if (commandOf(data) === DUPLICATE) isDuplicate = true
  })
  return {
    ready: events.ready,
    closed: events.closed.then((code) => (isDuplicate ? DUPLICATE : code)),
    askOld(type, below) {
      const answer = events.nextOld(type)
      listener.requestOldMessages(type, below)
      return within(answer, limits.answerMs)
    },
    ping: () => raw?.ping(),
    async close() {
      listener.stop()
      if ((await within(events.closed, limits.closeMs)) !== null) return true
      raw?.terminate()
      return (await within(events.closed, limits.closeMs)) !== null
    },
  }
}

interface LineEvents {
  readonly ready: Promise<boolean>
  readonly closed: Promise<number>
  /** The next page of older messages of that kind of thread. */
  nextOld(type: 0 | 1): Promise<readonly Message[]>
}

/** Listens until the socket is closed. */
function hearEvents(listener: API['listener'], handlers: LineHandlers): LineEvents {
  const asked = new Map<number, (messages: readonly Message[]) => void>()
  const ready = settling<boolean>()
  const closed = settling<number>()
  const onMessage = (message: Message) => handlers.onMessage(message)
  const onOld = (messages: Message[], type: number) => {
    handlers.onOld(messages)
    asked.get(type)?.(messages)
  }
  const onFriend = (event: { type: number; threadId: string }) => {
    if (event.type === FRIEND_ADDED) handlers.onFriend(event.threadId)
  }
  const onKey = () => ready.settle(true)
  const onClosed = (code: number) => {
    listener.off('message', onMessage).off('old_messages', onOld).off('friend_event', onFriend)
    listener.off('cipher_key', onKey).off('closed', onClosed)
    ready.settle(false)
    closed.settle(code)
  }
  listener.on('message', onMessage).on('old_messages', onOld).on('friend_event', onFriend)
  listener.on('cipher_key', onKey).on('closed', onClosed)
  const nextOld = (type: 0 | 1) => new Promise<readonly Message[]>((resolve) => void asked.set(type, resolve))
  return { ready: ready.promise, closed: closed.promise, nextOld }
}

/** A promise that is settled from outside, by the first value. */
function settling<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => {}
  const promise = new Promise<T>((resolve) => {
    settle = resolve
  })
  return { promise, settle }
}

/** zca-js's FriendEventType.ADD. */
const FRIEND_ADDED = 0

function rawSocket(listener: object): RawSocket | null {
  const found: unknown = Reflect.get(listener, 'ws')
  return isRawSocket(found) ? found : null
}

function isRawSocket(value: unknown): value is RawSocket {
  if (typeof value !== 'object' || value === null) return false
  return ['on', 'ping', 'terminate'].every((name) => typeof Reflect.get(value, name) === 'function')
}

/** zca-js decrypts frames side by side, and they overtake each other; from here on they take turns. */
function readInTurn(raw: RawSocket): void {
  const read: unknown = Reflect.get(raw, 'onmessage')
  if (typeof read !== 'function') return
  let last: Promise<unknown> = Promise.resolve()
  Reflect.set(raw, 'onmessage', (event: unknown) => {
    last = last.then(() => Reflect.apply(read, raw, [event])).catch(() => undefined)
  })
}

/** The command of a frame: bytes 1 and 2, little endian. */
function commandOf(data: unknown): number | null {
  return Buffer.isBuffer(data) && data.length >= 4 ? data.readUInt16LE(1) : null
}
