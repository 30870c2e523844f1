import { Temporal } from 'temporal-polyfill'
import type { Incoming, IncomingKind, MediaRef } from '../../../core/talk/message.ts'
import { wellFormed } from '../well-formed.ts'
import { readAddressing } from './addressing.ts'
import { writeMediaRef } from './media-ref.ts'
import { type Attachment, fieldOf, messageSchema, type ZaloMessage } from './message-schema.ts'

export interface ParseContext {
  /** Our own account's id. */
  readonly account: string
  readonly receivedAt: Temporal.Instant
}

/** `problem` says why a message could only be kept as `unsupported`; null when it was read. */
export interface ParsedMessage {
  readonly incoming: Incoming
  readonly problem: string | null
}

/**
 * One message as the product reads it. Never throws; null for what we said ourselves and for anything without ids.
 * Zalo gives no sign of forwarding.
 */
export function parseMessage(raw: unknown, context: ParseContext): ParsedMessage | null {
  const plain = wellFormed(plainJson(raw))
  const parsed = messageSchema.safeParse(plain)
  if (parsed.success)
    return parsed.data.isSelf ? null : { incoming: readMessage(parsed.data, context), problem: null }
  const incoming = salvage(plain, context)
  const issue = parsed.error.issues[0]
  return incoming === null ? null : { incoming, problem: `${issue?.path.join('.')}: ${issue?.code}` }
}

/** Large numbers come as objects that JSON writes as texts. */
function plainJson(raw: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(raw))
  } catch {
    return null
  }
}

function readMessage(message: ZaloMessage, context: ParseContext): Incoming {
  const { data } = message
  const isGroup = message.type === 1
  const { text, addressed } = readAddressing(textOf(message), data.mentions ?? [], context.account)
  // "0" is ourselves, as everywhere in what Zalo's socket brings.
  const quotesUs = data.quote?.ownerId === context.account || data.quote?.ownerId === '0'
  const quoted = data.quote?.globalMsgId ?? '0'
  return {
    ...emptyIncoming(message.threadId, isGroup, data.msgId, context),
    senderId: data.uidFrom,
    senderName: data.dName === '' ? null : (data.dName ?? null),
    sentAt: isoOfMs(data.ts, context),
    kind: kindOf(message),
    text,
    media: mediaOf(message),
    albumId: albumOf(message),
    refersTo: quoted === '0' ? null : quoted,
    messageId: data.msgId,
    addressed: !isGroup || addressed || quotesUs,
  }
}

const KINDS: Readonly<Record<string, IncomingKind>> = {
  webchat: 'text',
  'chat.recommended': 'text',
  'chat.link': 'text',
  'chat.photo': 'photo',
  'chat.gif': 'photo',
  'share.file': 'file',
  'chat.video.msg': 'file',
  'chat.voice': 'voice',
  'chat.location.new': 'location',
}

/** A text stays a text whatever its type is called; a picture or file without an address is nothing to us. */
function kindOf(message: ZaloMessage): IncomingKind {
  const { msgType, content } = message.data
  const kind = KINDS[msgType] ?? (typeof content === 'string' ? 'text' : 'unsupported')
  const needsMedia = kind === 'photo' || kind === 'file' || kind === 'voice'
  return needsMedia && mediaOf(message).length === 0 ? 'unsupported' : kind
}

/** Of a link the words with the address; of a photo or video the caption; a file's title is its name. */
function textOf(message: ZaloMessage): string {
  const { msgType, content } = message.data
  if (typeof content === 'string') return content
  const title = content.title ?? ''
  if (msgType === 'chat.recommended' || msgType === 'chat.link') {
    const href = content.href ?? ''
    return href === '' || title.includes(href) ? title : `${title} ${href}`.trim()
  }
  return msgType === 'chat.photo' || msgType === 'chat.video.msg' ? title : ''
}

const MIMES: Readonly<Record<string, string>> = {
  'chat.photo': 'image/jpeg',
  'chat.gif': 'image/gif',
  'chat.video.msg': 'video/mp4',
  'chat.voice': 'audio/mp4',
}

function mediaOf({ data }: ZaloMessage): MediaRef[] {
  const { content, msgType } = data
  const kind = KINDS[msgType]
  if (typeof content === 'string' || (kind !== 'photo' && kind !== 'file' && kind !== 'voice')) return []
  const ref = writeMediaRef([textField(content.params, 'hd'), content.href])
  if (ref === null) return []
  return [
    {
      ref,
      kind: kind === 'photo' ? 'photo' : 'file',
      fileName: msgType === 'share.file' ? fileName(content) : null,
      mime: MIMES[msgType] ?? null,
      sizeBytes: sizeOf(content),
    },
  ]
}

function fileName({ title }: Attachment): string | null {
  return title === undefined || title === '' ? null : title
}

function sizeOf({ params }: Attachment): number | null {
  const size = Number(fieldOf(params, 'fileSize') ?? fieldOf(params, 'hdSize') ?? Number.NaN)
  return Number.isSafeInteger(size) && size > 0 ? size : null
}

/** Photos sent at once are marked in one of two places. */
function albumOf({ data }: ZaloMessage): string | null {
  if (typeof data.content === 'string') return null
  const inParams = idField(data.content.params, 'group_layout_id')
  const extra = data.extraData ?? data.content.extraData
  return inParams ?? idField(fieldOf(extra, 'groupMediaMsg'), 'groupLayoutId')
}

function textField(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name)
  return typeof found === 'string' ? found : undefined
}

function idField(value: unknown, name: string): string | null {
  const found = fieldOf(value, name)
  const isId = typeof found === 'string' || typeof found === 'number'
  return !isId || String(found) === '' || String(found) === '0' ? null : String(found)
}

/** An instant outside what Temporal holds counts as received now. */
function isoOfMs(text: string, { receivedAt }: ParseContext): string {
  const ms = Number(text)
  if (!Number.isSafeInteger(ms) || ms <= 0 || ms > 8.64e15) return receivedAt.toString()
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

/** What can be kept of a message of another shape; null without ids, or when it is our own. */
function salvage(plain: unknown, context: ParseContext): Incoming | null {
  const data = fieldOf(plain, 'data')
  const msgId = idField(data, 'msgId')
  const threadId = idField(plain, 'threadId')
  const sender = idField(data, 'uidFrom')
  if (msgId === null || threadId === null || sender === null || fieldOf(plain, 'isSelf') === true) return null
  const isGroup = fieldOf(plain, 'type') !== 0
  return {
    ...emptyIncoming(threadId, isGroup, msgId, context),
    senderId: sender,
    sentAt: isoOfMs(idField(data, 'ts') ?? '', context),
    messageId: msgId,
    addressed: !isGroup,
  }
}

function emptyIncoming(
  threadId: string,
  isGroup: boolean,
  providerId: string,
  { account, receivedAt }: ParseContext,
): Incoming {
  return {
    thread: { channel: 'zalo-personal', account, threadId, isGroup },
    providerId,
    senderId: threadId,
    senderName: null,
    sentAt: receivedAt.toString(),
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

/** Somebody became a friend of our account: he can be written to from now on. */
export function friendIncoming(uid: string, context: ParseContext): Incoming {
  return {
    ...emptyIncoming(uid, false, `friend:${uid}:${context.receivedAt.epochMilliseconds}`, context),
    kind: 'membership',
    membership: 'joined',
    addressed: true,
  }
}
