import type { Attachment, FakeChat, FakeMessage, FakePerson, StoredFile } from './model.ts'

/** The Bot API's JSON for the fake's state. */
export type ApiObject = Record<string, unknown>

export function apiUser(person: FakePerson): ApiObject {
  return {
    id: person.id,
    is_bot: false,
    first_name: person.firstName,
    ...(person.username === null ? {} : { username: person.username }),
    language_code: 'vi',
  }
}

export function apiChat(chat: FakeChat): ApiObject {
  return chat.type === 'private'
    ? { id: chat.id, type: chat.type, first_name: chat.title }
    : { id: chat.id, type: chat.type, title: chat.title }
}

export interface ApiContext {
  readonly chat: FakeChat
  readonly sender: ApiObject
  readonly replied: ApiObject | null
  readonly botUsername: string
}

export function apiMessage(message: FakeMessage, context: ApiContext): ApiObject {
  const caption = message.attachment !== null
  return {
    message_id: message.messageId,
    from: context.sender,
    chat: apiChat(context.chat),
    date: message.date,
    ...(message.editDate === null ? {} : { edit_date: message.editDate }),
    ...(context.replied === null ? {} : { reply_to_message: context.replied }),
    ...(message.albumId === null ? {} : { media_group_id: message.albumId }),
    ...(message.forwardedFrom === null ? {} : { forward_origin: forwardOrigin(message) }),
    ...(message.attachment === null ? {} : apiAttachment(message.attachment)),
    ...apiText(message.text, caption),
    ...(message.buttons.length === 0 ? {} : { reply_markup: apiKeyboard(message) }),
  }
}

function forwardOrigin(message: FakeMessage): ApiObject {
  return { type: 'hidden_user', sender_user_name: message.forwardedFrom, date: message.date }
}

function apiKeyboard(message: FakeMessage): ApiObject {
  return {
    inline_keyboard: message.buttons.map((row) =>
      row.map((button) => ({
        text: button.text,
        ...(button.data === null ? {} : { callback_data: button.data }),
        ...(button.url === null ? {} : { url: button.url }),
      })),
    ),
  }
}

function apiText(text: string, caption: boolean): ApiObject {
  if (text === '') return {}
  const entities = autoEntities(text)
  const found = entities.length > 0
  return caption
    ? { caption: text, ...(found ? { caption_entities: entities } : {}) }
    : { text, ...(found ? { entities } : {}) }
}

/** Commands and mentions as the server marks them; offsets in UTF-16 code units. */
function autoEntities(text: string): ApiObject[] {
  const entities: ApiObject[] = []
  for (const match of text.matchAll(/(?<=^|\s)(\/[A-Za-z0-9_]{1,32}(?:@\w+)?|@\w{4,32})/g)) {
    const type = match[0].startsWith('/') ? 'bot_command' : 'mention'
    entities.push({ type, offset: match.index, length: match[0].length })
  }
  return entities
}

function apiAttachment(attachment: Attachment): ApiObject {
  switch (attachment.kind) {
    case 'photo':
      return {
        photo: attachment.sizes.map((size, index) => ({
          ...apiFile(size),
          width: 90 * 4 ** index,
          height: 67 * 4 ** index,
        })),
      }
    case 'document':
      return { document: namedFile(attachment.file) }
    case 'voice':
      return { voice: { ...namedFile(attachment.file), duration: 3 } }
    case 'location':
      return { location: { latitude: attachment.latitude, longitude: attachment.longitude } }
    case 'sticker':
      return { sticker: { file_id: 'CAACAgUAA', file_unique_id: 'AgADs', type: 'regular', emoji: '👍' } }
  }
}

export function apiFile(file: StoredFile): ApiObject {
  return { file_id: file.fileId, file_unique_id: `u${file.fileId.slice(-12)}`, file_size: file.announcedSize }
}

function namedFile(file: StoredFile): ApiObject {
  return {
    ...apiFile(file),
    ...(file.name === null ? {} : { file_name: file.name }),
    ...(file.mime === null ? {} : { mime_type: file.mime }),
  }
}
