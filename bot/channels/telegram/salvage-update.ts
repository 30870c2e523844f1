import type { Incoming } from '../../../core/talk/message.ts'
import type { ParseContext } from './parse-update.ts'

/**
 * What can be kept of an update we cannot read: its id, and chat and sender where they are to be found. It is
 * `unsupported`; `addressed` only in a private chat we know, so that nobody is answered who did not ask. Null without
 * an id.
 */
export function salvageUpdate(raw: unknown, context: ParseContext): Incoming | null {
  const updateId = numberAt(raw, 'update_id')
  if (updateId === null) return null
  const body = bodyOf(raw)
  const chat = at(body, 'chat') ?? at(at(body, 'message'), 'chat')
  const chatId = numberAt(chat, 'id')
  const isPrivate = at(chat, 'type') === 'private'
  return {
    thread: {
      channel: 'telegram',
      account: context.account,
      threadId: String(chatId ?? 0),
      isGroup: chatId !== null && !isPrivate,
    },
    providerId: String(updateId),
    senderId: String(numberAt(at(body, 'from'), 'id') ?? 0),
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
    addressed: chatId !== null && isPrivate,
    isForwarded: false,
  }
}

/** The one object beside `update_id`. */
function bodyOf(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) return null
  return Object.entries(raw).find(([name]) => name !== 'update_id')?.[1] ?? null
}

function at(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function numberAt(value: unknown, name: string): number | null {
  const found = at(value, name)
  return typeof found === 'number' && Number.isSafeInteger(found) ? found : null
}
