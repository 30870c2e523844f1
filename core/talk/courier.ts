import type { ChannelLimits } from './health-view.ts'
import type {
  Capabilities,
  ChannelHealth,
  ChannelName,
  Incoming,
  MediaRef,
  Outgoing,
  SendOutcome,
  Thread,
} from './message.ts'

/** The sending half of a channel: all that jobs/sender needs to know of it. */
export interface Courier {
  readonly channel: ChannelName
  readonly account: string
  readonly capabilities: Capabilities
  /**
   * Sends one message. Text beyond the limits is split at paragraphs by the channel. Never throws for what the
   * platform answers; an aborted signal yields `unknown`.
   */
  send(thread: Thread, message: Outgoing, signal: AbortSignal): Promise<SendOutcome>
}

/** What a channel adapter offers; one contract suite (tests/contract/channel.ts) runs on every one. */
export interface Channel extends Courier {
  /**
   * Begins to receive. `onIncoming` resolves once the batch is stored; only then may the platform be told so
   * (offset advanced, 200 answered). If it rejects, the same updates must come again.
   */
  start(onIncoming: (batch: readonly Incoming[]) => Promise<void>): Promise<void>
  /** Stops receiving; resolves when no callback is under way any more. Sending stays possible. */
  stop(): Promise<void>
  health(): ChannelHealth
  /** What its platform counts or bills; null: nothing is known. */
  limits?(): ChannelLimits | null
  /** Bytes of a photo or file; rejects with MediaUnavailable. The caller caps the size. */
  fetchMedia(ref: MediaRef, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
  /** Stops a button's spinner, with a short notice or none. Harmless when too late. */
  answerTap?(tapId: string, notice: string | null, signal: AbortSignal): Promise<void>
  showTyping?(thread: Thread, signal: AbortSignal): Promise<void>
  setCommands?(thread: Thread, commands: readonly { name: string; description: string }[]): Promise<void>
}

/** The platform cannot give the bytes: `gone` for ever (expired, too big), or `temporary`. */
export class MediaUnavailable extends Error {
  constructor(
    readonly lasting: 'gone' | 'temporary',
    reason: string,
  ) {
    super(reason)
    this.name = 'MediaUnavailable'
  }
}
