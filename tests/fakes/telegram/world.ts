import { randomBytes } from 'node:crypto'
import type { Attachment, FakeButton, FakeChat, FakeMessage, FakePerson, StoredFile } from './model.ts'
import { badRequest, forbidden, Refusal } from './refusal.ts'
import { type ApiObject, apiMessage, apiUser } from './to-api.ts'

export interface NewMessage {
  readonly text: string
  readonly attachment?: Attachment | null
  readonly buttons?: readonly (readonly FakeButton[])[]
  readonly replyTo?: number | null
  readonly albumId?: string | null
  readonly forwardedFrom?: string | null
}

/** Chats, people, messages and files of one bot, with the platform's own numbering. */
export class World {
  readonly people = new Map<number, FakePerson>()
  readonly chats = new Map<number, FakeChat>()
  readonly messages: FakeMessage[] = []
  readonly files = new Map<string, StoredFile>()
  private nextPersonId = 700_000_001
  private nextGroupId = 4_000_001
  private nextMessageId = 101
  private readonly nextInSupergroup = new Map<number, number>()

  constructor(
    readonly bot: { readonly id: number; readonly username: string },
    readonly nowMs: () => number,
    private readonly changed: () => void,
  ) {}

  addPerson(firstName: string, username: string | null): FakePerson {
    const id = this.nextPersonId++
    const person = { id, firstName, username, started: false, blocked: false, deactivated: false }
    this.people.set(id, person)
    this.chats.set(id, {
      id,
      type: 'private',
      title: firstName,
      members: new Set([id]),
      botIsMember: true,
      migratedTo: null,
    })
    return person
  }

  addGroup(title: string, type: 'group' | 'supergroup', members: readonly number[]): FakeChat {
    const number = this.nextGroupId++
    const id = type === 'group' ? -number : -(1_000_000_000_000 + number)
    const chat: FakeChat = {
      id,
      type,
      title,
      members: new Set(members),
      botIsMember: true,
      migratedTo: null,
    }
    this.chats.set(id, chat)
    return chat
  }

  /** A chat the bot may write to now, else the refusal the server gives. */
  writableChat(chatId: number): FakeChat {
    const chat = this.chats.get(chatId)
    if (chat === undefined) throw badRequest('chat not found')
    if (chat.migratedTo !== null)
      throw new Refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
        migrate_to_chat_id: chat.migratedTo,
      })
    if (chat.type !== 'private') {
      if (!chat.botIsMember) throw forbidden(`bot was kicked from the ${chat.type} chat`)
      return chat
    }
    const person = this.people.get(chatId)
    if (person === undefined || !person.started) throw badRequest('chat not found')
    if (person.deactivated) throw forbidden('user is deactivated')
    if (person.blocked) throw forbidden('bot was blocked by the user')
    return chat
  }

  addMessage(chat: FakeChat, senderId: number, content: NewMessage): FakeMessage {
    const message: FakeMessage = {
      chatId: chat.id,
      messageId: this.takeMessageId(chat),
      senderId,
      byBot: senderId === this.bot.id,
      date: Math.floor(this.nowMs() / 1000),
      editDate: null,
      text: content.text,
      buttons: content.buttons ?? [],
      replyTo: content.replyTo ?? null,
      albumId: content.albumId ?? null,
      forwardedFrom: content.forwardedFrom ?? null,
      attachment: content.attachment ?? null,
      deleted: false,
      pinned: false,
      reaction: null,
      earlier: [],
    }
    this.messages.push(message)
    this.changed()
    return message
  }

  /** Private chats and basic groups share one numbering, every supergroup has its own. */
  private takeMessageId(chat: FakeChat): number {
    if (chat.type !== 'supergroup') return this.nextMessageId++
    const id = this.nextInSupergroup.get(chat.id) ?? 1
    this.nextInSupergroup.set(chat.id, id + 1)
    return id
  }

  message(chatId: number, messageId: number): FakeMessage | null {
    const found = this.messages.find((one) => one.chatId === chatId && one.messageId === messageId)
    return found === undefined || found.deleted ? null : found
  }

  storeFile(bytes: Buffer, folder: string, name: string | null, mime: string | null, announced?: number) {
    const number = this.files.size
    const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name ?? '')?.[0] ?? '.jpg'
    const file: StoredFile = {
      fileId: `AgACAgUAAxkB${number}x${randomBytes(12).toString('base64url')}`,
      name,
      mime,
      bytes,
      announcedSize: announced ?? bytes.length,
      path: `${folder}/file_${number}${extension}`,
      gone: false,
    }
    this.files.set(file.fileId, file)
    return file
  }

  /** Three sizes as the server makes them, the whole picture last; the small ones hold other bytes. */
  storePhoto(bytes: Buffer): Attachment {
    const small = this.storeFile(Buffer.from(`thumbnail of ${bytes.length}`), 'thumbnails', null, null)
    const middle = this.storeFile(Buffer.from(`middle size of ${bytes.length}`), 'thumbnails', null, null)
    return { kind: 'photo', sizes: [small, middle, this.storeFile(bytes, 'photos', null, null)] }
  }

  toApi(message: FakeMessage, withReply = true): ApiObject {
    const chat = this.chats.get(message.chatId)
    if (chat === undefined) throw new Error(`fake: no chat ${message.chatId}`)
    const replied =
      withReply && message.replyTo !== null ? this.message(message.chatId, message.replyTo) : null
    return apiMessage(message, {
      chat,
      sender: this.sender(message.senderId),
      replied: replied === null ? null : this.toApi(replied, false),
      botUsername: this.bot.username,
    })
  }

  sender(id: number): ApiObject {
    const person = this.people.get(id)
    return person === undefined ? this.botUser() : apiUser(person)
  }

  botUser(): ApiObject {
    return { id: this.bot.id, is_bot: true, first_name: 'Đầu Mối', username: this.bot.username }
  }

  touch(): void {
    this.changed()
  }
}
