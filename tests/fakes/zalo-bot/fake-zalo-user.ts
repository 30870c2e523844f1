import type { FakeZaloBot } from './fake-zalo-bot.ts'
import { type FakeZaloMessage, type FakeZaloPerson, newId, type Update } from './model.ts'

/** One person's phone, open in the private chat with the bot. */
export class FakeZaloUser {
  constructor(
    private readonly zalo: FakeZaloBot,
    readonly person: FakeZaloPerson,
  ) {}

  get id(): string {
    return this.person.id
  }

  says(text: string): string {
    return this.post('message.text.received', { text }, text)
  }

  sendsPhoto(bytes: Buffer, caption = ''): string {
    const url = this.zalo.media.put(bytes)
    const words = caption === '' ? {} : { caption }
    return this.post('message.image.received', { [this.zalo.shape.photoIn]: url, ...words }, caption, [bytes])
  }

  /** An album: so many events, nothing that ties them together. */
  sendsAlbum(pictures: readonly Buffer[]): string[] {
    return pictures.map((bytes) => this.sendsPhoto(bytes))
  }

  sendsVoice(bytes: Buffer): string {
    const voice_url = this.zalo.media.put(bytes, 'audio/aac', 'voice.aac')
    return this.post('message.voice.received', { voice_url }, '', [bytes])
  }

  sendsSticker(): string {
    return this.post('message.sticker.received', { sticker: '0e078a2fb66a5f34067b', url: 'https://x' }, '')
  }

  /** Something the platform does not hand on, as from people whose data the law protects. */
  sendsUnsupported(): string {
    return this.post('message.unsupported.received', {}, '')
  }

  /** In a group with the bot, for plans that allow it. */
  saysInGroup(groupId: string, text: string): string {
    return this.post('message.text.received', { text, chat: { id: groupId, chat_type: 'GROUP' } }, text)
  }

  blocks(): void {
    this.person.blocked = true
  }

  sees(): FakeZaloMessage[] {
    return this.zalo.seen(this.person.id)
  }

  hears(): FakeZaloMessage[] {
    return this.sees().filter((message) => message.byBot)
  }

  /** The message's id. */
  private post(event: string, content: Update, text: string, files: readonly Buffer[] = []): string {
    const id = newId()
    this.person.started = true
    this.zalo.messages.push({ id, chatId: this.person.id, byBot: false, text, files })
    this.zalo.announce(this.person.id, event, {
      from: { id: this.person.id, display_name: this.person.name, is_bot: false },
      chat: { id: this.person.id, chat_type: 'PRIVATE' },
      message_id: id,
      date: this.zalo.nowMs(),
      ...content,
    })
    return id
  }
}
