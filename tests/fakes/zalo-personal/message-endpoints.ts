import type { Account } from './account.ts'
import { type Answer, type Call, Params, readChunk } from './call.ts'
import { decryptCbc, encryptCbc } from './crypt.ts'
import type { Fault } from './faults.ts'
import type { FakeMessage, StoredMedia } from './model.ts'
import { refusal, ZaloRefusal } from './refusal.ts'
import type { World } from './world.ts'

const TEXT_LIMIT = 2000

interface Upload {
  readonly chunks: Map<number, Buffer>
  readonly total: number
}

export interface MessageParts {
  readonly account: Account
  readonly world: World
  /** Tells our account's sockets that an upload is ready. */
  readonly fileDone: (fileId: string, url: string) => void
}

/** The calls that need a login: `params` and answers are encrypted under the key of that login. */
export class MessageEndpoints {
  private readonly uploads = new Map<string, Upload>()
  private readonly ready = new Map<string, StoredMedia>()

  constructor(private readonly parts: MessageParts) {}

  /** Throws ZaloRefusal for what Zalo refuses. */
  answer(call: Call, fault: Fault | null): Answer {
    const { params, key } = this.open(call)
    if (call.path === '/keepalive') return { json: { error_code: 0, error_message: '', data: {} } }
    const data = this.carryOut(call, params, fault)
    const inner = JSON.stringify({ error_code: 0, error_message: 'Successful.', data })
    return {
      json: { error_code: 0, error_message: 'Successful.', data: encryptCbc(key, inner) },
      setCookies: this.parts.account.nextSetCookie(),
    }
  }

  private open(call: Call): { params: Params; key: Buffer } {
    const { account } = this.parts
    if (!account.accepts(call.cookie)) throw refusal(102)
    const sealed = call.query.get('params') ?? call.form.get('params') ?? ''
    for (const key of account.validKeys) {
      try {
        return { params: Params.parse(decryptCbc(key, sealed)), key }
      } catch {
        // A key of another login.
      }
    }
    throw refusal(102)
  }

  private carryOut(call: Call, params: Params, fault: Fault | null): unknown {
    const isGroup = call.path.startsWith('/api/group/')
    const [, , , ...rest] = call.path.split('/')
    switch (rest.join('/')) {
      case 'sms':
      case 'sendmsg':
      case 'mention':
        return this.sendText(params, isGroup, null)
      case 'quote':
        return this.sendText(params, isGroup, params.text('qmsgId'))
      case 'typing':
        return {}
      case 'photo_original/upload':
        return this.upload(call, params, true, fault)
      case 'asyncfile/upload':
        return this.upload(call, params, false, fault)
      case 'photo_original/send':
        return this.sendMedia(params, isGroup, params.text('photoId'), 'chat.photo')
      case 'asyncfile/msg':
        return this.sendMedia(params, isGroup, params.text('fileId'), 'share.file')
      default:
        throw new ZaloRefusal(404, `fake: no ${call.path}`)
    }
  }

  private sendText(params: Params, isGroup: boolean, quotes: string | null) {
    const text = params.text('message')
    const threadId = this.recipient(params, isGroup)
    if (text.length > TEXT_LIMIT) throw refusal(118)
    return sent(
      this.parts.world.addMessage({
        threadId,
        isGroup,
        fromUid: this.parts.world.ownUid,
        msgType: 'webchat',
        content: text,
        text,
        quotes,
      }),
    )
  }

  private sendMedia(params: Params, isGroup: boolean, mediaId: string, msgType: string) {
    const threadId = this.recipient(params, isGroup)
    const media = this.ready.get(mediaId)
    if (media === undefined) throw new ZaloRefusal(114, 'Tham số không hợp lệ')
    const text = params.text('desc')
    return sent(
      this.parts.world.addMessage({
        threadId,
        isGroup,
        fromUid: this.parts.world.ownUid,
        msgType,
        content: { title: text === '' ? params.text('fileName') : text, href: '', thumb: '', params: '{}' },
        text,
        media,
      }),
    )
  }

  /** Chunks may come in any order; the one that completes the file gets its id, the others -1. */
  private upload(call: Call, params: Params, isPhoto: boolean, fault: Fault | null) {
    this.recipient(params, call.path.startsWith('/api/group/'))
    const clientId = params.text('clientId')
    const upload = this.uploads.get(clientId) ?? {
      chunks: new Map<number, Buffer>(),
      total: Number(params.text('totalChunk')),
    }
    this.uploads.set(clientId, upload)
    const chunkId = Number(params.text('chunkId'))
    upload.chunks.set(chunkId, readChunk(call.contentType, call.body))
    const common = { clientFileId: clientId, chunkId }
    if (upload.chunks.size < upload.total)
      return {
        ...common,
        finished: 0,
        photoId: isPhoto ? '-1' : undefined,
        fileId: isPhoto ? undefined : '-1',
      }
    const ordered = [...upload.chunks].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)
    const media = this.parts.world.storeMedia(Buffer.concat(ordered), params.text('fileName'))
    this.uploads.delete(clientId)
    this.ready.set(media.id, media)
    const url = `https://file-stal-1.dlfl.vn/${media.id}`
    if (isPhoto)
      return { ...common, finished: 1, photoId: media.id, normalUrl: url, hdUrl: url, thumbUrl: url }
    if (fault?.kind !== 'no-file-done') setTimeout(() => this.parts.fileDone(media.id, url), 30)
    return { ...common, finished: 1, fileId: media.id }
  }

  private recipient(params: Params, isGroup: boolean): string {
    const threadId = params.text(isGroup ? 'grid' : 'toid')
    const { people, groups } = this.parts.world
    if (isGroup) {
      if (!groups.has(threadId)) throw refusal(216)
      return threadId
    }
    const person = people.get(threadId)
    if (person === undefined) throw refusal(216)
    if (person.blocksStrangers) throw refusal(122)
    if (person.cannotReceive) throw refusal(123)
    return threadId
  }
}

function sent(message: FakeMessage): { msgId: number } {
  return { msgId: Number(message.msgId) }
}
