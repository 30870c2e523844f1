import type { FakeZalo } from './fake-zalo.ts'
import type { FakeGroup, FakeMessage, FakePerson, StoredMedia } from './model.ts'

/** A message as a phone shows it. */
export interface SeenMessage {
  readonly msgId: string
  readonly fromBot: boolean
  readonly text: string
  readonly media: { readonly name: string; readonly bytes: Buffer } | null
  /** msgId of the message it quotes. */
  readonly quotes: string | null
}

export interface Manner {
  /** Said in this group instead of in private. */
  readonly group?: FakeGroup
  /** Quotes this message. */
  readonly quotes?: string
  /** How often the platform brings it. */
  readonly copies?: number
  /** Mentions our account at the beginning. */
  readonly mentions?: 'bot' | 'all'
}

/** Where the platform writes which photos belong together. */
export type AlbumMark = 'params' | 'extraData'

/** Somebody with Zalo on his telephone. */
export class FakeZaloPerson {
  constructor(
    private readonly zalo: FakeZalo,
    readonly person: FakePerson,
  ) {}

  get uid(): string {
    return this.person.uid
  }

  says(text: string, manner: Manner = {}): FakeMessage {
    if (manner.mentions === undefined) return this.post('webchat', text, text, manner)
    const name = manner.mentions === 'all' ? '@All' : `@${this.zalo.account.name}`
    const uid = manner.mentions === 'all' ? '-1' : this.zalo.account.uid
    const mentions = [{ uid, pos: 0, len: name.length, type: manner.mentions === 'all' ? 1 : 0 }]
    return this.post('webchat', `${name} ${text}`, `${name} ${text}`, manner, { mentions })
  }

  /** A text with an address in it comes as a link with a preview. */
  sharesLink(text: string, href: string, manner: Manner = {}): FakeMessage {
    const content = { title: text, description: 'xem trước', href, thumb: '', params: '{}', type: '' }
    return this.post('chat.recommended', content, text, manner)
  }

  sendsPhoto(bytes: Buffer, caption = '', manner: Manner = {}): FakeMessage {
    return this.photo(bytes, caption, manner, {}, {})
  }

  /** Photos sent at once: as many messages, with one mark; the words, if any, stand with the first. */
  sendsAlbum(
    photos: readonly Buffer[],
    mark: AlbumMark = 'params',
    { caption = '', ...manner }: Manner & { readonly caption?: string } = {},
  ): FakeMessage[] {
    const layout = String(this.zalo.world.nowMs())
    const common = { total_item_in_group: photos.length, is_group_layout: 1 }
    return photos.map((bytes, index) => {
      const words = index === 0 ? caption : ''
      if (mark === 'extraData') {
        const extraData = JSON.stringify({ groupMediaMsg: { groupLayoutId: layout } })
        return this.photo(bytes, words, manner, {}, { extraData })
      }
      return this.photo(bytes, words, manner, { ...common, group_layout_id: layout, id_in_group: index }, {})
    })
  }

  sendsFile(bytes: Buffer, name: string, manner: Manner = {}): FakeMessage {
    const media = this.zalo.world.storeMedia(bytes, name)
    const params = JSON.stringify({ fileSize: String(bytes.length), fileExt: name.split('.').at(-1) })
    const content = {
      title: name,
      description: '',
      href: `https://file-stal-1.dlfl.vn/${media.id}`,
      thumb: '',
      params,
    }
    return this.post('share.file', content, '', manner, {}, media)
  }

  sendsVoice(bytes: Buffer): FakeMessage {
    const media = this.zalo.world.storeMedia(bytes, 'voice.m4a')
    const content = {
      title: '',
      href: `https://voice-aac-dl.zdn.vn/${media.id}.m4a`,
      thumb: '',
      params: '{}',
    }
    return this.post('chat.voice', content, '', {}, {}, media)
  }

  sendsSticker(): FakeMessage {
    return this.post('chat.sticker', { id: 21_979, catId: 10_230, type: 7 }, '', {})
  }

  sharesLocation(): FakeMessage {
    const params = JSON.stringify({ longitude: 109.2196, latitude: 13.776 })
    return this.post('chat.location.new', { title: '', href: '', thumb: '', params }, '', {})
  }

  /** Takes a message back. */
  recalls(message: FakeMessage): void {
    const content = { globalMsgId: Number(message.msgId), cliMsgId: Number(message.cliMsgId), deleteMsg: 1 }
    this.post('chat.undo', content, '', {})
  }

  /** Becomes a friend of our account. */
  befriends(): void {
    this.zalo.sockets.control({ act_type: 'fr', act: 'add', data: JSON.stringify(this.uid) })
  }

  /** What our account wrote to him, oldest first. */
  hears(): SeenMessage[] {
    return this.zalo.seen(this.uid).filter((one) => one.fromBot)
  }

  private photo(
    bytes: Buffer,
    caption: string,
    manner: Manner,
    params: Record<string, unknown>,
    more: Record<string, unknown>,
  ): FakeMessage {
    const media = this.zalo.world.storeMedia(bytes, 'photo.jpg')
    const small = this.zalo.world.storeMedia(Buffer.from(`small size of ${bytes.length}`), 'small.jpg')
    const hd = `https://photo-stal-1.zdn.vn/${media.id}.jpg`
    const content = {
      title: caption,
      description: '',
      href: `https://photo-stal-1.zdn.vn/${small.id}.jpg`,
      thumb: `https://photo-stal-1.zdn.vn/${small.id}.jpg`,
      params: JSON.stringify({ width: 1280, height: 960, hd, hdSize: String(bytes.length), ...params }),
    }
    return this.post('chat.photo', content, caption, manner, more, media)
  }

  private post(
    msgType: string,
    content: FakeMessage['content'],
    text: string,
    manner: Manner,
    more: Record<string, unknown> = {},
    media: StoredMedia | null = null,
  ): FakeMessage {
    const message = this.zalo.world.addMessage({
      threadId: manner.group?.id ?? this.uid,
      isGroup: manner.group !== undefined,
      fromUid: this.uid,
      msgType,
      content,
      text,
      media,
      quotes: manner.quotes ?? null,
      more: manner.quotes === undefined ? more : { ...more, quote: this.zalo.quoteOf(manner.quotes) },
    })
    for (let copy = 0; copy < (manner.copies ?? this.zalo.copies); copy++) this.zalo.sockets.push([message])
    return message
  }
}
