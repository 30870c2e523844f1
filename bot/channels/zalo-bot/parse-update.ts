import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Incoming, IncomingKind, MediaRef } from '../../../core/talk/message.ts'
import type { Bot } from './identify-bot.ts'
import { type UpdateMessage, unwrap, updateSchema } from './update-schema.ts'

export interface ParseContext {
  readonly account: string
  readonly bot: Bot
  readonly receivedAt: Temporal.Instant
}

export type ParsedUpdate =
  /** `problem` says why it could only be kept as `unsupported`; null when it was read. */
  | { readonly kind: 'message'; readonly incoming: Incoming; readonly problem: string | null }
  /** Nothing that a person said: a check of the address, an event of another kind, a bot's message. */
  | { readonly kind: 'nothing'; readonly why: string }

/** What an update that cannot be read may still tell. */
const remainsSchema = z.object({
  message: z.object({
    message_id: z.union([z.string().min(1), z.number()]).transform(String),
    from: z.object({ id: z.coerce.string() }).optional().catch(undefined),
    chat: z.object({ id: z.coerce.string() }).optional().catch(undefined),
  }),
})

/** One update as the product reads it. Never throws: what has a message id but another shape becomes `unsupported`. */
export function parseUpdate(raw: unknown, context: ParseContext): ParsedUpdate {
  const update = unwrap(raw)
  const parsed = updateSchema.safeParse(update)
  if (!parsed.success) return salvage(update, parsed.error, context)
  const { event_name, message } = parsed.data
  if (event_name !== undefined && !event_name.startsWith('message.'))
    return { kind: 'nothing', why: 'an event of another kind' }
  if (message.from.is_bot === true) return { kind: 'nothing', why: 'the message of a bot' }
  return { kind: 'message', incoming: readMessage(message, context), problem: null }
}

function salvage(update: unknown, error: z.ZodError, context: ParseContext): ParsedUpdate {
  const remains = remainsSchema.safeParse(update)
  if (!remains.success) return { kind: 'nothing', why: 'no message in it' }
  const { message_id, from, chat } = remains.data.message
  const issue = error.issues[0]
  const incoming = empty(message_id, chat?.id ?? from?.id ?? '0', context)
  return {
    kind: 'message',
    incoming: { ...incoming, senderId: from?.id ?? '0', addressed: chat !== undefined },
    problem: `${issue?.path.join('.')}: ${issue?.message}`,
  }
}

function readMessage(message: UpdateMessage, context: ParseContext): Incoming {
  const { from, chat } = message
  const isGroup = chat.chat_type?.toUpperCase() === 'GROUP'
  const { text, addressed } = readAddressing(message.text ?? message.caption ?? '', context.bot)
  const incoming = empty(message.message_id, chat.id, context)
  return {
    ...incoming,
    thread: { ...incoming.thread, isGroup },
    senderId: from.id,
    senderName: from.display_name ?? from.first_name ?? from.name ?? null,
    sentAt: isoOf(message.date, context),
    kind: kindOf(message),
    text: isGroup ? text : (message.text ?? message.caption ?? ''),
    media: mediaOf(message),
    addressed: !isGroup || addressed,
  }
}

function kindOf(message: UpdateMessage): IncomingKind {
  if (photoOf(message) !== null) return 'photo'
  if (message.voice_url) return 'voice'
  return message.text === undefined ? 'unsupported' : 'text'
}

function photoOf(message: UpdateMessage): string | null {
  return message.photo ?? message.photo_url ?? null
}

function mediaOf(message: UpdateMessage): MediaRef[] {
  const unknown = { fileName: null, mime: null, sizeBytes: null }
  const photo = photoOf(message)
  if (photo !== null) return [{ ref: photo, kind: 'photo', ...unknown }]
  return message.voice_url ? [{ ref: message.voice_url, kind: 'file', ...unknown }] : []
}

/** In a group the bot is meant by a command or by its name after @; the name is taken out. */
function readAddressing(text: string, bot: Bot): { text: string; addressed: boolean } {
  const name = bot.names.find((one) => text.toLowerCase().includes(`@${one.toLowerCase()}`))
  if (name === undefined) return { text, addressed: text.startsWith('/') }
  const at = text.toLowerCase().indexOf(`@${name.toLowerCase()}`)
  const after = text.slice(at + name.length + 1).replace(/^\s*[,:]?\s*/, '')
  return { text: `${text.slice(0, at).trimEnd()} ${after}`.trim(), addressed: true }
}

/** Below this a number of milliseconds would lie in 1973: it counts seconds. */
const LEAST_MS = 100_000_000_000

/** An instant outside what Temporal holds, or none, counts as received now. */
function isoOf(date: number | undefined, context: ParseContext): string {
  const ms = Math.trunc(date === undefined ? Number.NaN : date < LEAST_MS ? date * 1000 : date)
  if (!Number.isFinite(ms) || ms <= 0 || ms > 8.64e15) return context.receivedAt.toString()
  return Temporal.Instant.fromEpochMilliseconds(ms).toString()
}

function empty(providerId: string, threadId: string, context: ParseContext): Incoming {
  return {
    thread: { channel: 'zalo-bot', account: context.account, threadId, isGroup: false },
    providerId,
    senderId: '0',
    senderName: null,
    sentAt: context.receivedAt.toString(),
    kind: 'unsupported',
    text: '',
    media: [],
    albumId: null,
    refersTo: null,
    messageId: providerId,
    tapData: null,
    tapId: null,
    membership: null,
    addressed: true,
    isForwarded: false,
  }
}
