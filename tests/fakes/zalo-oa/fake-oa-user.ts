import { newId } from '../zalo-bot/model.ts'
import type { FakeZaloOa } from './fake-zalo-oa.ts'
import type { FakeOaMessage, FakeOaPerson } from './model.ts'

/** One person's phone, open in the chat with the Official Account. */
export class FakeOaUser {
  constructor(
    private readonly oa: FakeZaloOa,
    readonly person: FakeOaPerson,
  ) {}

  get id(): string {
    return this.person.id
  }

  says(text: string, quoting: string | null = null): string {
    const quote = quoting === null ? {} : { quote_msg_id: quoting }
    return this.post('user_send_text', { text, ...quote }, text)
  }

  /** One event with all the pictures. */
  sendsPhotos(pictures: readonly Buffer[], caption = ''): string {
    const attachments = pictures.map((bytes) => {
      const url = this.oa.media.put(bytes)
      return { type: 'image', payload: { thumbnail: url, url } }
    })
    return this.post('user_send_image', { ...(caption && { text: caption }), attachments }, caption, pictures)
  }

  sendsFile(bytes: Buffer, name: string, mime: string): string {
    const url = this.oa.media.put(bytes, mime, name)
    const payload = { url, name, size: String(bytes.length), type: name.split('.').at(-1), checksum: 'x' }
    return this.post('user_send_file', { attachments: [{ type: 'file', payload }] }, '', [bytes])
  }

  sendsSticker(): string {
    const payload = { url: 'https://zalo.me/sticker', id: '1' }
    return this.post('user_send_sticker', { attachments: [{ type: 'sticker', payload }] }, '')
  }

  sendsLocation(): string {
    const payload = { coordinates: { latitude: '21.02', longitude: '105.84' } }
    return this.post('user_send_location', { attachments: [{ type: 'location', payload }] }, '')
  }

  follows(): void {
    this.person.follows = true
    this.announce('follow', { follower: { id: this.id }, oa_id: this.oa.oaId })
  }

  unfollows(): void {
    this.person.follows = false
    this.announce('unfollow', { follower: { id: this.id }, oa_id: this.oa.oaId })
  }

  /** Looks at what the account has sent: an event that says nothing. */
  reads(msgId: string): void {
    this.announce('user_seen_message', {
      sender: { id: this.id },
      recipient: { id: this.oa.oaId },
      message: { msg_ids: [msgId] },
    })
  }

  sees(): FakeOaMessage[] {
    return this.oa.seen(this.id)
  }

  hears(): FakeOaMessage[] {
    return this.sees().filter((message) => message.byOa)
  }

  private announce(event_name: string, more: Readonly<Record<string, unknown>>): void {
    this.oa.announce(this.id, { event_name, user_id_by_app: `9${this.id}`, ...more })
  }

  /** The message's id. */
  private post(
    event: string,
    content: Readonly<Record<string, unknown>>,
    text: string,
    files: readonly Buffer[] = [],
  ): string {
    const id = newId()
    this.person.lastMessageMs = this.oa.nowMs()
    this.oa.messages.push({ id, personId: this.id, byOa: false, text, files, quotes: null, paidBy: '' })
    this.announce(event, {
      sender: { id: this.id },
      recipient: { id: this.oa.oaId },
      message: { msg_id: id, ...content },
    })
    return id
  }
}
