import type { FakeTelegram } from './fake-telegram.ts'
import type { FakeChat, FakeMessage, FakePerson } from './model.ts'
import { attachmentBytes } from './model.ts'

/** A message as a phone shows it. */
export interface SeenMessage {
  readonly chatId: number
  readonly messageId: number
  readonly from: 'bot' | 'person'
  readonly senderName: string
  readonly text: string
  readonly buttons: readonly (readonly string[])[]
  readonly file: {
    readonly kind: 'photo' | 'file'
    readonly name: string | null
    readonly bytes: Buffer
  } | null
  readonly albumId: string | null
  readonly replyTo: number | null
  /** Wordings before the present one, oldest first. */
  readonly earlier: readonly string[]
  readonly pinned: boolean
  readonly reaction: string | null
}

/** What one act of a person put into the queue of updates. */
export interface SentByPerson {
  readonly updateId: number
  readonly chatId: number
  readonly messageId: number
}

export interface Tap {
  readonly updateId: number
  readonly queryId: string
  /** The bot's notice once it has answered; null before, empty when it answered without words. */
  answer(): string | null
}

export interface SendingOptions {
  readonly replyTo?: { readonly messageId: number }
  readonly forwardedFrom?: string
}

export interface AlbumPart {
  readonly bytes: Buffer
  readonly caption?: string
}

/** One person's phone, open in one chat: the private one with the bot, or a group. */
export class FakeUser {
  constructor(
    private readonly telegram: FakeTelegram,
    readonly person: FakePerson,
    private readonly chat: FakeChat,
  ) {}

  get id(): number {
    return this.person.id
  }

  get chatId(): number {
    return this.chat.id
  }

  /** The same person in another chat. */
  in(group: FakeChat): FakeUser {
    return new FakeUser(this.telegram, this.person, group)
  }

  sends(text: string, options: SendingOptions = {}): SentByPerson {
    return this.post({ text, ...this.shared(options) })
  }

  starts(code = ''): SentByPerson {
    return this.sends(code === '' ? '/start' : `/start ${code}`)
  }

  sendsPhoto(bytes: Buffer, caption = '', options: SendingOptions = {}): SentByPerson {
    const attachment = this.telegram.world.storePhoto(bytes)
    return this.post({ text: caption, attachment, ...this.shared(options) })
  }

  sendsDocument(
    bytes: Buffer,
    name: string,
    mime: string,
    caption = '',
    announcedSize: number = bytes.length,
  ): SentByPerson {
    const file = this.telegram.world.storeFile(bytes, 'documents', name, mime, announcedSize)
    return this.post({ text: caption, attachment: { kind: 'document', file } })
  }

  sendsVoice(bytes: Buffer): SentByPerson {
    const file = this.telegram.world.storeFile(bytes, 'voice', null, 'audio/ogg')
    return this.post({ text: '', attachment: { kind: 'voice', file } })
  }

  sendsLocation(latitude: number, longitude: number): SentByPerson {
    return this.post({ text: '', attachment: { kind: 'location', latitude, longitude } })
  }

  sendsSticker(): SentByPerson {
    return this.post({ text: '', attachment: { kind: 'sticker' } })
  }

  /** An album: one update per picture; with a delay the later ones straggle in one by one. */
  async sendsAlbum(parts: readonly AlbumPart[], stragglerDelayMs = 0): Promise<SentByPerson[]> {
    const albumId = String(13_900_000_000_000 + this.telegram.world.messages.length)
    const sent: SentByPerson[] = []
    for (const part of parts) {
      if (sent.length > 0 && stragglerDelayMs > 0)
        await new Promise((resolve) => setTimeout(resolve, stragglerDelayMs))
      const attachment = this.telegram.world.storePhoto(part.bytes)
      sent.push(this.post({ text: part.caption ?? '', attachment, albumId }))
    }
    return sent
  }

  /** Presses the button with this label on the newest message of the chat that has it. */
  taps(label: string): Tap {
    const message = this.telegram.world.messages.findLast(
      (one) =>
        one.chatId === this.chat.id &&
        !one.deleted &&
        one.buttons.some((row) => row.some((button) => button.text === label)),
    )
    const button = message?.buttons.flat().find((one) => one.text === label)
    if (message === undefined || button === undefined || button.data === null)
      throw new Error(
        `fake: no button "${label}" in the chat of ${this.person.firstName}\n${this.telegram.transcript()}`,
      )
    return this.tapsData(message, button.data)
  }

  /** Presses a button by its data, also one that an edit has taken away meanwhile. */
  tapsData(message: { readonly messageId: number }, data: string): Tap {
    const target = this.telegram.world.message(this.chat.id, message.messageId)
    const queryId = this.telegram.api.queries.open()
    const updateId = this.telegram.queue.push('callback_query', this.chat.id, {
      id: queryId,
      from: this.telegram.world.sender(this.person.id),
      message:
        target === null
          ? { chat: { id: this.chat.id, type: this.chat.type }, message_id: message.messageId, date: 0 }
          : this.telegram.world.toApi(target),
      chat_instance: '-1',
      data,
    })
    return {
      updateId,
      queryId,
      answer: () => {
        const state = this.telegram.api.queries.state(queryId)
        return state.answered ? (state.notice ?? '') : null
      },
    }
  }

  edits(sent: { readonly messageId: number }, text: string): SentByPerson {
    const message = this.telegram.world.message(this.chat.id, sent.messageId)
    if (message === null) throw new Error('fake: nothing to edit')
    message.earlier.push(message.text)
    message.text = text
    message.editDate = Math.floor(this.telegram.world.nowMs() / 1000)
    this.telegram.world.touch()
    const payload = this.telegram.world.toApi(message)
    const updateId = this.telegram.queue.push('edited_message', this.chat.id, payload)
    return { updateId, chatId: this.chat.id, messageId: message.messageId }
  }

  blocks(): void {
    this.person.blocked = true
    this.telegram.announceMembership(this.person, this.chat, 'member', 'kicked')
  }

  unblocks(): void {
    this.person.blocked = false
    this.telegram.announceMembership(this.person, this.chat, 'kicked', 'member')
  }

  /** Everything the chat shows now, oldest first. */
  sees(): SeenMessage[] {
    return this.telegram.seen(this.chat.id)
  }

  /** The bot's messages only. */
  hears(): SeenMessage[] {
    return this.sees().filter((message) => message.from === 'bot')
  }

  lastHeard(): SeenMessage | null {
    return this.hears().at(-1) ?? null
  }

  private shared(options: SendingOptions) {
    return { replyTo: options.replyTo?.messageId ?? null, forwardedFrom: options.forwardedFrom ?? null }
  }

  private post(content: Parameters<FakeTelegram['world']['addMessage']>[2]): SentByPerson {
    if (this.person.blocked) throw new Error(`fake: ${this.person.firstName} has blocked the bot`)
    this.person.started ||= this.chat.type === 'private'
    const message = this.telegram.world.addMessage(this.chat, this.person.id, content)
    const payload = this.telegram.world.toApi(message)
    const updateId = this.telegram.queue.push('message', this.chat.id, payload)
    return { updateId, chatId: this.chat.id, messageId: message.messageId }
  }
}

export function seenMessage(message: FakeMessage, senderName: string): SeenMessage {
  const file = attachmentBytes(message.attachment)
  return {
    chatId: message.chatId,
    messageId: message.messageId,
    from: message.byBot ? 'bot' : 'person',
    senderName,
    text: message.text,
    buttons: message.buttons.map((row) => row.map((button) => button.text)),
    file:
      file === null
        ? null
        : {
            kind: message.attachment?.kind === 'photo' ? 'photo' : 'file',
            name: file.name,
            bytes: file.bytes,
          },
    albumId: message.albumId,
    replyTo: message.replyTo,
    earlier: [...message.earlier],
    pinned: message.pinned,
    reaction: message.reaction,
  }
}
