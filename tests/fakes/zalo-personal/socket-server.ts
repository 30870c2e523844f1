import { randomBytes } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Account } from './account.ts'
import { type EventEncryption, sealEvent } from './crypt.ts'
import { decodeFrame, encodeFrame, type Frame } from './frame.ts'
import type { FakeMessage } from './model.ts'
import type { World } from './world.ts'

/** A socket of our account. */
interface Line {
  readonly socket: WebSocket
  readonly key: Buffer
  /** Nothing goes in or out any more, and nobody is told. */
  isFrozen: boolean
}

const PAGE = 20

/** The sockets at `/ws/`: the newest one lives, an older one is told 3000. */
export class SocketServer {
  private readonly server = new WebSocketServer({ noServer: true })
  private readonly lines = new Set<Line>()
  private nextEncryption = 0
  /** Null: each of them in turn. */
  encryption: EventEncryption | null = null
  /** How many sockets were opened so far. */
  opened = 0
  /** Frames asked for by the client, oldest first: command numbers. */
  readonly asked: number[] = []
  /** New sockets are refused while this is set. */
  isAway = false
  /** Answers 510 and 511 not at all. */
  keepsOldMessages = false

  constructor(
    private readonly world: World,
    private readonly account: Account,
  ) {}

  attach(http: Server): void {
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const allowed = !this.isAway && this.account.acceptsLogin(request.headers.cookie ?? '')
      if (!allowed || !(request.url ?? '').startsWith('/ws/')) socket.destroy()
      else this.server.handleUpgrade(request, socket, head, (opened) => this.welcome(opened))
    })
  }

  get live(): number {
    return this.lines.size
  }

  /** Brings messages to the account in one frame per kind of thread. */
  push(messages: readonly FakeMessage[]): void {
    const direct = messages.filter((one) => !one.isGroup).map((one) => this.world.toWire(one))
    const group = messages.filter((one) => one.isGroup).map((one) => this.world.toWire(one))
    if (direct.length > 0) this.event(501, 0, { msgs: direct })
    if (group.length > 0) this.event(521, 0, { groupMsgs: group })
  }

  control(content: Record<string, unknown>): void {
    this.event(601, 0, { controls: [{ content }] })
  }

  event(command: number, subCommand: number, data: unknown): void {
    for (const line of this.lines) this.eventTo(line, command, subCommand, data)
  }

  /** Another login has opened a socket: ours is told 3000. */
  duplicate(): void {
    for (const line of this.lines) this.send(line, { command: 3000, subCommand: 0, data: {} })
  }

  /** Zalo ends the login on its side. */
  kick(): void {
    for (const { socket } of this.lines) socket.close(3003, 'kicked')
  }

  /** The connection breaks: the client sees 1006. */
  drop(): void {
    for (const { socket } of this.lines) socket.terminate()
  }

  /** The line is dead, but nobody is told. */
  freeze(): void {
    for (const line of this.lines) {
      line.isFrozen = true
      line.socket.pause()
    }
  }

  /** A frame that is none. */
  babble(): void {
    for (const { socket } of this.lines) socket.send(Buffer.from('\u0001\u00f5\u0001\u0000{', 'latin1'))
  }

  close(): void {
    for (const { socket } of this.lines) socket.terminate()
    this.server.close()
  }

  private welcome(socket: WebSocket): void {
    this.opened += 1
    for (const older of this.lines) this.send(older, { command: 3000, subCommand: 0, data: {} })
    const line: Line = { socket, key: randomBytes(16), isFrozen: false }
    this.lines.add(line)
    socket.on('close', () => this.lines.delete(line))
    socket.on('error', () => undefined)
    socket.on('message', (bytes) => {
      if (Buffer.isBuffer(bytes)) this.hear(line, decodeFrame(bytes))
    })
    this.send(line, { command: 1, subCommand: 1, data: { key: line.key.toString('base64') } })
  }

  private hear(line: Line, { command, data }: Frame): void {
    this.asked.push(command)
    if (command === 2) this.send(line, { command: 2, subCommand: 1, data: { error_code: 0 } })
    if ((command !== 510 && command !== 511) || this.keepsOldMessages) return
    const lastId = typeof data === 'object' && data !== null && 'lastId' in data ? data.lastId : null
    const isGroup = command === 511
    const page = this.page(isGroup, lastId === null ? null : String(lastId))
    this.eventTo(line, command, 1, isGroup ? { groupMsgs: page } : { msgs: page })
  }

  /** Newest first, below the message with that action id. */
  private page(isGroup: boolean, below: string | null): unknown[] {
    const all = this.world.messages.filter((one) => one.isGroup === isGroup).toReversed()
    const from = below === null ? 0 : all.findIndex((one) => one.actionId === below) + 1
    return all.slice(from, from + PAGE).map((one) => this.world.toWire(one))
  }

  private eventTo(line: Line, command: number, subCommand: number, data: unknown): void {
    const kinds: readonly EventEncryption[] = [0, 1, 2, 3]
    const encrypt = this.encryption ?? kinds[this.nextEncryption++ % kinds.length] ?? 0
    const sealed = sealEvent(JSON.stringify({ data }), encrypt, line.key)
    this.send(line, { command, subCommand, data: { data: sealed, encrypt } })
  }

  private send(line: Line, frame: Frame): void {
    if (line.isFrozen || line.socket.readyState !== WebSocket.OPEN) return
    line.socket.send(encodeFrame(frame))
  }
}
