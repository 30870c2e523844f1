import type { Channel } from '../../core/talk/courier.ts'
import type { Incoming, Outgoing, OutgoingFile, Thread } from '../../core/talk/message.ts'

/** A message of the bot as the person's screen shows it now. */
export interface Heard {
  readonly text: string
  /** Labels of buttons that can be pressed; empty on a channel without buttons. */
  readonly buttons: readonly string[]
  readonly files: readonly Buffer[]
}

/** What the platform behind an adapter can be made to do; for the next send or fetch only, unless it says otherwise. */
export interface Trouble {
  /** Refuses for this many seconds. */
  refusesFor(seconds: number): void
  /** Carries the message out, but the answer never arrives: the line breaks. */
  losesAnswer(): void
  /** Takes the call and stays silent. */
  staysSilent(): void
  /** Brings every update twice, from now on. */
  repeatsUpdates(): void
  /** Files sent so far are gone. */
  forgetsMedia(): void
  /** The bytes break off half-way. */
  breaksDownload(): void
  /** Fails all calls until `comesBack`. */
  goesAway(): void
  comesBack(): void
}

/** One person's phone on the platform. */
export interface PersonAtPhone {
  says(text: string): void | Promise<void>
  sendsPhoto(bytes: Buffer, caption: string): void | Promise<void>
  taps(label: string): void | Promise<void>
}

/**
 * An adapter before its fake platform, not started yet, with a person who may be written to. Made anew for each case.
 */
export interface ChannelRig {
  readonly channel: Channel
  readonly thread: Thread
  readonly person: PersonAtPhone
  /** Somebody this account cannot write to. */
  readonly unreachable: Thread
  readonly trouble: Trouble
  /** What the sender is told to wait where the platform itself names no time. */
  readonly ownPauseSeconds?: number
  heard(): readonly Heard[]
  /** Makes bytes readable for the adapter and names them. */
  offerFile(bytes: Buffer, name: string, mime: string): OutgoingFile
  /** Stops the channel and gives a new object on the same account, not started: the program after a restart. */
  restart(): Promise<Channel>
  close(): Promise<void>
}

/** The names of the cases that a channel may be unable to take part in. */
export type ContractCase =
  | 'tap'
  | 'photo'
  | 'redelivery'
  | 'kept while away'
  | 'duplicate'
  | 'unreachable'
  | 'refused for a while'
  | 'answer lost'
  | 'silence'
  | 'edit'
  | 'files'
  | 'media'
  | 'health'

export type Inabilities = Partial<Record<ContractCase, string>>

/** Keeps what an adapter hands over; `before` may throw or wait. */
export class Taken {
  readonly batches: (readonly Incoming[])[] = []
  before: (batch: readonly Incoming[]) => Promise<void> | void = () => {}

  readonly take = async (batch: readonly Incoming[]): Promise<void> => {
    await this.before(batch)
    this.batches.push(batch)
  }

  get all(): Incoming[] {
    return this.batches.flat()
  }

  /** What was said, without what only says who joined. */
  get texts(): string[] {
    return this.all.filter((one) => one.kind !== 'membership').map((one) => one.text)
  }
}

export async function until(what: string, holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const end = performance.now() + timeoutMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

export function plain(text: string, more: Partial<Outgoing> = {}): Outgoing {
  return { text, buttons: [], files: [], edits: null, replyTo: null, ...more }
}

export async function bytesOf(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A picture's first bytes and then every byte value, so that a wrong decoding shows. */
export function pictureBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size, 0)
  for (let at = 0; at < size; at++) bytes[at] = (at * 31 + 7) % 256
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]).copy(bytes)
  return bytes
}

/** Vietnamese paragraphs with numbered sentences, composed and decomposed accents, and emoji; about `length` long. */
export function longText(length: number): string {
  const paragraphs: string[] = []
  let size = 0
  for (let number = 1; size < length; number++) {
    const sentence = `${number}. Xã Vĩnh Thuận đã kéo cáp đến ${number} thôn, còn vướng giải phóng mặt bằng 👩‍👩‍👧‍👦.`
    const paragraph = number % 2 === 0 ? sentence.normalize('NFD') : sentence
    paragraphs.push(number % 5 === 0 ? `${paragraph}\n` : paragraph)
    size += paragraph.length + 1
  }
  return paragraphs.join('\n').trim()
}

export function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
