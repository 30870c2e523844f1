/**
 * What goes in and out of a chat channel, in the words of this product. No platform type appears here:
 * an adapter in bot/channels/ translates, everything behind it reads only these.
 */
import type { Temporal } from 'temporal-polyfill'

export type ChannelName = 'console' | 'telegram' | 'zalo-bot' | 'zalo-oa' | 'zalo-personal'

/** One conversation: a bot account on a channel, and a thread (private chat or group) with it. */
export interface Thread {
  readonly channel: ChannelName
  /** The bot's own account on the channel (a province may run several). */
  readonly account: string
  readonly threadId: string
  readonly isGroup: boolean
}

export type IncomingKind =
  | 'text'
  | 'photo'
  | 'file'
  | 'voice'
  | 'location'
  | 'tap'
  | 'edited'
  | 'unsupported'
  | 'membership'

/** A photo or file as the channel announces it; its bytes are fetched by the same channel's `fetchMedia(ref)`. */
export interface MediaRef {
  /** Opaque to everyone but the channel. Never a URL that holds a token. */
  readonly ref: string
  readonly kind: 'photo' | 'file'
  readonly fileName: string | null
  readonly mime: string | null
  readonly sizeBytes: number | null
}

/** One update from a channel; JSON-safe, stored whole in the inbox before the platform is told "received". */
export interface Incoming {
  readonly thread: Thread
  /** Unique per (channel, account): the inbox refuses a second one. */
  readonly providerId: string
  /** The sender's id on the channel. */
  readonly senderId: string
  /** As the channel shows it; for greeting only, never an identity. */
  readonly senderName: string | null
  /** ISO instant the channel says the message was sent. */
  readonly sentAt: string
  readonly kind: IncomingKind
  /** Text or caption; empty string when there is none. NFC is not guaranteed. */
  readonly text: string
  readonly media: readonly MediaRef[]
  /** Equal for all parts of one album. */
  readonly albumId: string | null
  /** Provider id of the message (ours or another's) this one answers, is an edit of, or whose button was tapped. */
  readonly refersTo: string | null
  /** The provider's id of this message itself, as `refersTo` of later ones will name it. */
  readonly messageId: string | null
  /** For `tap`: the button's data. */
  readonly tapData: string | null
  /** For `tap`: what `answerTap` needs to stop the spinner. */
  readonly tapId: string | null
  /** For `membership`: whether we may write to this thread now. */
  readonly membership: 'joined' | 'left' | null
  /** In a group: the bot was mentioned, replied to, or given a command. Always true in private. */
  readonly addressed: boolean
  /** The sender passed on somebody else's message. */
  readonly isForwarded: boolean
}

export interface Button {
  readonly label: string
  /** At most 64 bytes of UTF-8. */
  readonly data: string
}

export interface OutgoingFile {
  readonly name: string
  readonly mime: string
  /** Content address in the evidence files (SHA-256, hex). */
  readonly sha256: string
  readonly sizeBytes: number
}

/** A message ready to leave. Plain text: no markup a channel might misread. JSON-safe, stored in the outbox. */
export interface Outgoing {
  readonly text: string
  /** Rows of buttons; a channel without buttons shows them as a numbered menu below the text. */
  readonly buttons: readonly (readonly Button[])[]
  readonly files: readonly OutgoingFile[]
  /** Provider message id this one replaces in place where the channel can edit; otherwise it is sent anew. */
  readonly edits: string | null
  /** Provider message id this one answers. */
  readonly replyTo: string | null
  /** Duties ("taskId.unitId") in the order in which the text numbers them from 1; absent: it numbers none. */
  readonly list?: readonly string[] | undefined
}

/** A message of ours as it reached a thread. */
export interface SentMessage {
  readonly message: Outgoing
  readonly sentAt: Temporal.Instant
}

/** What a channel can do; wording and menus are chosen by it. */
export interface Capabilities {
  readonly buttons: boolean
  readonly edit: boolean
  readonly filesOut: boolean
  readonly replyTo: boolean
  readonly typing: boolean
  readonly commandMenu: boolean
  /** Characters (UTF-16 code units, as the platforms count) of one text message. */
  readonly textLimit: number
  readonly captionLimit: number
}

export type SendOutcome =
  | { readonly kind: 'accepted'; readonly providerIds: readonly string[] }
  | {
      readonly kind: 'refused'
      /** `permanent`: never try this recipient or content again; `temporary`: try later. */
      readonly lasting: 'permanent' | 'temporary'
      /** The recipient cannot be reached by this account at all (blocked the bot, deleted, never started it). */
      readonly unreachable: boolean
      readonly retryAfterSeconds: number | null
      /** For the log and /suckhoe; holds no token and no message text. */
      readonly reason: string
    }
  /** The platform may or may not have taken it (answer lost, time limit). */
  | { readonly kind: 'unknown'; readonly reason: string }

export type ChannelHealth =
  | { readonly state: 'up' }
  | { readonly state: 'degraded' | 'down'; readonly reason: string; readonly since: Temporal.Instant }
