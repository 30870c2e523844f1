import { Temporal } from 'temporal-polyfill'
import type { Incoming, IncomingKind, MediaRef, Thread } from '../../../core/talk/message.ts'
import { wellFormed } from '../well-formed.ts'
import { type Bot, readAddressing } from './addressing.ts'
import { providerMessageId } from './message-id.ts'
import { salvageUpdate } from './salvage-update.ts'
import {
  type Update,
  type UpdateChat,
  type UpdateFile,
  type UpdateMembership,
  type UpdateMessage,
  type UpdateTap,
  updateSchema,
} from './update-schema.ts'

export interface ParseContext {
  readonly account: string
  readonly bot: Bot
  /** When we received it: taps carry no time of their own. */
  readonly receivedAt: Temporal.Instant
}

/** `problem` says why an update could only be kept as `unsupported`; null when it was read. */
export interface ParsedUpdate {
  readonly incoming: Incoming
  readonly problem: string | null
}

/**
 * One update as the product reads it. Never throws: what has an update id but another shape becomes `unsupported`,
 * so that it cannot block the queue; null for anything without an id.
 */
export function parseUpdate(raw: unknown, context: ParseContext): ParsedUpdate | null {
  const parsed = updateSchema.safeParse(wellFormed(raw))
  if (!parsed.success) {
    const incoming = salvageUpdate(raw, context)
    const issue = parsed.error.issues[0]
    return incoming === null ? null : { incoming, problem: `${issue?.path.join('.')}: ${issue?.message}` }
  }
  const incoming = readUpdate(parsed.data, context)
  if (incoming !== null) return { incoming, problem: null }
  const salvaged = salvageUpdate(raw, context)
  return salvaged === null ? null : { incoming: salvaged, problem: 'a kind of update not asked for' }
}

function readUpdate(update: Update, context: ParseContext): Incoming | null {
  const providerId = String(update.update_id)
  if (update.message !== undefined) return readMessage(update.message, providerId, context)
  if (update.edited_message !== undefined) return readEdit(update.edited_message, providerId, context)
  if (update.callback_query !== undefined) return readTap(update.callback_query, providerId, context)
  if (update.my_chat_member !== undefined) return readMembership(update.my_chat_member, providerId, context)
  return null
}

function readMessage(message: UpdateMessage, providerId: string, context: ParseContext): Incoming {
  const { text, addressed } = readAddressing(
    message.text ?? message.caption ?? '',
    message.entities ?? message.caption_entities ?? [],
    context.bot,
  )
  const replied = repliedTo(message)
  const moved = message.migrate_to_chat_id !== undefined || message.migrate_from_chat_id !== undefined
  return {
    ...emptyIncoming(threadOf(message.chat, context), providerId),
    ...senderOf(message),
    sentAt: isoOfSeconds(message.date, context),
    kind: moved ? 'membership' : kindOf(message),
    membership: !moved ? null : message.migrate_to_chat_id === undefined ? 'joined' : 'left',
    text,
    media: mediaOf(message),
    albumId: message.media_group_id ?? null,
    refersTo: replied === null ? null : providerMessageId(message.chat.id, replied.message_id),
    messageId: providerMessageId(message.chat.id, message.message_id),
    addressed: isPrivate(message.chat) || addressed || replied?.from?.id === context.bot.id,
    isForwarded: message.forward_origin !== undefined || message.forward_date !== undefined,
  }
}

/** An edit refers to the message itself; an edit of what we could not read before (a moving location) stays so. */
function readEdit(message: UpdateMessage, providerId: string, context: ParseContext): Incoming {
  const read = readMessage(message, providerId, context)
  const readable = read.kind !== 'unsupported' && read.kind !== 'location'
  return {
    ...read,
    kind: readable ? 'edited' : 'unsupported',
    refersTo: read.messageId,
    sentAt: isoOfSeconds(message.edit_date ?? message.date, context),
  }
}

function readTap(tap: UpdateTap, providerId: string, context: ParseContext): Incoming | null {
  if (tap.message === undefined) return null
  const { chat, message_id } = tap.message
  return {
    ...emptyIncoming(threadOf(chat, context), providerId),
    senderId: String(tap.from.id),
    senderName: nameOf(tap.from),
    sentAt: context.receivedAt.toString(),
    kind: 'tap',
    refersTo: providerMessageId(chat.id, message_id),
    tapData: tap.data ?? '',
    tapId: tap.id,
    addressed: true,
  }
}

function readMembership(change: UpdateMembership, providerId: string, context: ParseContext): Incoming {
  const { status, is_member, can_send_messages } = change.new_chat_member
  const restricted = status === 'restricted'
  const inside = restricted
    ? is_member === true && can_send_messages !== false
    : status !== 'left' && status !== 'kicked'
  return {
    ...emptyIncoming(threadOf(change.chat, context), providerId),
    senderId: String(change.from.id),
    senderName: nameOf(change.from),
    sentAt: isoOfSeconds(change.date, context),
    kind: 'membership',
    membership: inside ? 'joined' : 'left',
    addressed: isPrivate(change.chat),
  }
}

/** In a topic the first message of a thread seems to answer the topic's opening; that is no reply. */
function repliedTo(message: UpdateMessage) {
  const replied = message.reply_to_message
  if (replied === undefined) return null
  const opening = message.is_topic_message === true && replied.message_id === message.message_thread_id
  return opening ? null : replied
}

function kindOf(message: UpdateMessage): IncomingKind {
  if (message.photo !== undefined && message.photo.length > 0) return 'photo'
  if (message.voice !== undefined) return 'voice'
  if (fileOf(message) !== undefined) return 'file'
  if (message.location !== undefined) return 'location'
  return message.text === undefined ? 'unsupported' : 'text'
}

function fileOf(message: UpdateMessage): UpdateFile | undefined {
  return message.document ?? message.video ?? message.video_note ?? message.audio
}

/** Of a photo the largest size; Telegram lists sizes in no promised order. */
function mediaOf(message: UpdateMessage): MediaRef[] {
  const sizes = [...(message.photo ?? [])].sort((a, b) => (a.file_size ?? 0) - (b.file_size ?? 0))
  const photo = sizes.at(-1)
  if (photo !== undefined) return [{ ...mediaRef(photo), kind: 'photo', mime: 'image/jpeg' }]
  const file = message.voice ?? fileOf(message)
  return file === undefined ? [] : [mediaRef(file)]
}

function mediaRef(file: UpdateFile): MediaRef {
  return {
    ref: file.file_id,
    kind: 'file',
    fileName: file.file_name ?? null,
    mime: file.mime_type ?? null,
    sizeBytes: file.file_size ?? null,
  }
}

/** Who speaks; in the name of a chat (anonymous administrators) the chat, which is no person's account. */
function senderOf(message: UpdateMessage): { senderId: string; senderName: string | null } {
  if (message.sender_chat !== undefined)
    return { senderId: String(message.sender_chat.id), senderName: message.sender_chat.title ?? null }
  if (message.from === undefined) return { senderId: String(message.chat.id), senderName: null }
  return { senderId: String(message.from.id), senderName: nameOf(message.from) }
}

function nameOf(user: { first_name?: string | undefined; last_name?: string | undefined }): string | null {
  const name = [user.first_name, user.last_name].filter((part) => part !== undefined && part !== '').join(' ')
  return name === '' ? null : name
}

function isPrivate(chat: UpdateChat): boolean {
  return chat.type === 'private'
}

function threadOf(chat: UpdateChat, context: ParseContext): Thread {
  return {
    channel: 'telegram',
    account: context.account,
    threadId: String(chat.id),
    isGroup: !isPrivate(chat),
  }
}

/** An instant outside what Temporal holds counts as received now. */
function isoOfSeconds(seconds: number, context: ParseContext): string {
  const ms = Math.trunc(seconds * 1000)
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return context.receivedAt.toString()
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

function emptyIncoming(thread: Thread, providerId: string): Incoming {
  return {
    thread,
    providerId,
    senderId: '0',
    senderName: null,
    sentAt: '',
    kind: 'unsupported',
    text: '',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: null,
    tapData: null,
    tapId: null,
    membership: null,
    addressed: false,
    isForwarded: false,
  }
}
