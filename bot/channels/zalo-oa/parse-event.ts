import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Incoming, IncomingKind, MediaRef } from '../../../core/talk/message.ts'
import { eventSchema, type OaAttachment, type OaEvent } from './event-schema.ts'

export interface ParseContext {
  readonly account: string
  readonly receivedAt: Temporal.Instant
  /** The Official Account's own id; null while Zalo has not told it. */
  readonly oaId: string | null
}

export type ParsedEvent =
  /** `problem` says why it could only be kept as `unsupported`; null when it was read. */
  | { readonly kind: 'message'; readonly incoming: Incoming; readonly problem: string | null }
  /** Nothing a person said to this account: a delivery notice, our own message, another account's. */
  | { readonly kind: 'nothing'; readonly why: string }

const KINDS: ReadonlyMap<string, IncomingKind> = new Map([
  ['user_send_text', 'text'],
  ['user_send_link', 'text'],
  ['user_send_image', 'photo'],
  ['user_send_file', 'file'],
  ['user_send_video', 'file'],
  ['user_send_audio', 'voice'],
  ['user_send_location', 'location'],
])

const remainsSchema = z.object({
  event_name: z.string().startsWith('user_send_'),
  sender: z.object({ id: z.coerce.string() }),
  message: z.object({ msg_id: z.union([z.string().min(1), z.number()]).transform(String) }),
})

/** One event as the product reads it. Never throws: a message of another shape becomes `unsupported`. */
export function parseEvent(raw: unknown, context: ParseContext): ParsedEvent {
  const parsed = eventSchema.safeParse(raw)
  if (!parsed.success) return salvage(raw, parsed.error, context)
  const event = parsed.data
  const accountId = event.recipient?.id ?? event.oa_id
  const isForUs = context.oaId === null || accountId === undefined || accountId === context.oaId
  if (event.event_name === 'follow' || event.event_name === 'unfollow')
    return isForUs ? readMembership(event, context) : { kind: 'nothing', why: 'for another account' }
  if (!event.event_name.startsWith('user_send_') || event.event_name.startsWith('user_send_group_'))
    return { kind: 'nothing', why: 'an event of another kind' }
  if (!isForUs) return { kind: 'nothing', why: 'for another account' }
  if (event.sender === undefined || event.message === undefined)
    return { kind: 'nothing', why: 'no message in it' }
  return readMessage(event, event.sender.id, event.message, context)
}

function readMessage(
  event: OaEvent,
  senderId: string,
  message: NonNullable<OaEvent['message']>,
  context: ParseContext,
): ParsedEvent {
  const text = message.text ?? ''
  const media = (message.attachments ?? []).flatMap((one) => mediaOf(event.event_name, one))
  const kind = KINDS.get(event.event_name) ?? 'unsupported'
  const needsMedia = kind === 'photo' || kind === 'file'
  const isEmpty = (needsMedia && media.length === 0) || (kind === 'text' && text === '')
  const incoming: Incoming = {
    ...empty(message.msg_id, senderId, context),
    sentAt: isoOf(event.timestamp, context),
    kind: isEmpty ? 'unsupported' : kind,
    text,
    media,
    refersTo: message.quote_msg_id ?? null,
    messageId: message.msg_id,
  }
  return { kind: 'message', incoming, problem: null }
}

/** Stickers, links and places carry addresses too, which are no evidence. */
function mediaOf(eventName: string, { payload }: OaAttachment): MediaRef[] {
  const kind = KINDS.get(eventName)
  if (payload?.url === undefined || (kind !== 'photo' && kind !== 'file' && kind !== 'voice')) return []
  return [
    {
      ref: payload.url,
      kind: kind === 'photo' ? 'photo' : 'file',
      fileName: payload.name ?? null,
      mime: null,
      sizeBytes: payload.size ?? null,
    },
  ]
}

/** These events have no id: who, what and when is one. */
function readMembership(event: OaEvent, context: ParseContext): ParsedEvent {
  const personId = event.follower?.id ?? event.sender?.id
  if (personId === undefined) return { kind: 'nothing', why: 'nobody in it' }
  const sentAt = isoOf(event.timestamp, context)
  const incoming: Incoming = {
    ...empty(`${event.event_name}:${personId}:${event.timestamp ?? sentAt}`, personId, context),
    sentAt,
    kind: 'membership',
    membership: event.event_name === 'follow' ? 'joined' : 'left',
  }
  return { kind: 'message', incoming, problem: null }
}

function salvage(raw: unknown, error: z.ZodError, context: ParseContext): ParsedEvent {
  const remains = remainsSchema.safeParse(raw)
  if (!remains.success) return { kind: 'nothing', why: 'no event in it' }
  const { sender, message } = remains.data
  const issue = error.issues[0]
  const incoming = { ...empty(message.msg_id, sender.id, context), messageId: message.msg_id }
  return { kind: 'message', incoming, problem: `${issue?.path.join('.')}: ${issue?.message}` }
}

/** An instant outside what Temporal holds, or none, counts as received now. */
function isoOf(timestamp: number | undefined, context: ParseContext): string {
  const ms = Math.trunc(timestamp ?? Number.NaN)
  if (!Number.isFinite(ms) || ms <= 0 || ms > 8.64e15) return context.receivedAt.toString()
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

function empty(providerId: string, personId: string, context: ParseContext): Incoming {
  return {
    thread: { channel: 'zalo-oa', account: context.account, threadId: personId, isGroup: false },
    providerId,
    senderId: personId,
    senderName: null,
    sentAt: context.receivedAt.toString(),
    kind: 'unsupported',
    text: '',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: null,
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
  }
}
