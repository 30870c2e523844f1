import { isRecord, readButtons, readCaption, readText } from './content-rules.ts'
import type { Limiter } from './limiter.ts'
import type { Attachment, FakeChat } from './model.ts'
import type { Parameters, UploadedFile } from './parameters.ts'
import { badRequest, Refusal } from './refusal.ts'
import type { ApiObject } from './to-api.ts'
import type { World } from './world.ts'

const PHOTO_BYTES = 10 * 1024 * 1024
const UPLOAD_BYTES = 50 * 1024 * 1024

/** Answers of the send* methods. */
export class SendMethods {
  constructor(
    private readonly world: World,
    private readonly limiter: Limiter | null,
  ) {}

  sendMessage(parameters: Parameters): ApiObject {
    const chat = this.target(parameters)
    const text = readText(parameters)
    const buttons = readButtons(parameters) ?? []
    const replyTo = this.replyTo(parameters, chat)
    this.admit(chat, 1)
    return this.world.toApi(this.world.addMessage(chat, this.world.bot.id, { text, buttons, replyTo }))
  }

  sendPhoto(parameters: Parameters): ApiObject {
    return this.sendFile(parameters, 'photo')
  }

  sendDocument(parameters: Parameters): ApiObject {
    return this.sendFile(parameters, 'document')
  }

  sendMediaGroup(parameters: Parameters): ApiObject[] {
    const chat = this.target(parameters)
    const media = parameters.json('media', 'media JSON object')
    if (!Array.isArray(media)) throw badRequest('media must be an array')
    if (media.length < 2 || media.length > 10)
      throw badRequest('wrong number of messages to send as an album')
    const items = media.map((one: unknown) => this.albumItem(parameters, one))
    if (new Set(items.map((item) => item.attachment.kind)).size > 1)
      throw badRequest("document can't be mixed with other media types")
    const replyTo = this.replyTo(parameters, chat)
    this.admit(chat, items.length)
    const albumId = String(13_000_000_000_000 + this.world.messages.length)
    return items.map(({ attachment, caption }) =>
      this.world.toApi(
        this.world.addMessage(chat, this.world.bot.id, { text: caption, attachment, albumId, replyTo }),
      ),
    )
  }

  sendChatAction(parameters: Parameters): true {
    this.target(parameters)
    const action = parameters.text('action') ?? ''
    if (!/^(typing|upload_photo|upload_document)$/.test(action))
      throw badRequest('wrong parameter action in request')
    return true
  }

  private sendFile(parameters: Parameters, kind: 'photo' | 'document'): ApiObject {
    const chat = this.target(parameters)
    const attachment = this.attachment(parameters, kind, parameters.text(kind), parameters.file(kind))
    const text = readCaption(parameters)
    const buttons = readButtons(parameters) ?? []
    const replyTo = this.replyTo(parameters, chat)
    this.admit(chat, 1)
    return this.world.toApi(
      this.world.addMessage(chat, this.world.bot.id, { text, attachment, buttons, replyTo }),
    )
  }

  private albumItem(parameters: Parameters, item: unknown) {
    if (!isRecord(item) || (item['type'] !== 'photo' && item['type'] !== 'document'))
      throw badRequest("can't parse InputMedia: type must be specified")
    const source = typeof item['media'] === 'string' ? item['media'] : null
    const caption = typeof item['caption'] === 'string' ? item['caption'].trim() : ''
    if (caption.length > 1024) throw badRequest('message caption is too long')
    const upload = source === null ? null : parameters.attached(source)
    return { attachment: this.attachment(parameters, item['type'], source, upload), caption }
  }

  private attachment(
    parameters: Parameters,
    kind: 'photo' | 'document',
    reference: string | null,
    upload: UploadedFile | null,
  ): Attachment {
    const file = upload ?? (reference === null ? null : parameters.attached(reference))
    if (file !== null) return this.storeUpload(kind, file)
    if (reference === null) throw badRequest(`there is no ${kind} in the request`)
    if (/^https?:/.test(reference)) throw badRequest('failed to get HTTP URL content')
    const known = this.world.files.get(reference)
    if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified')
    return kind === 'photo' ? { kind, sizes: [known] } : { kind, file: known }
  }

  private storeUpload(kind: 'photo' | 'document', file: UploadedFile): Attachment {
    if (file.bytes.length === 0) throw badRequest('file must be non-empty')
    if (file.bytes.length > UPLOAD_BYTES) throw new Refusal(413, 'Request Entity Too Large')
    if (kind === 'document')
      return {
        kind,
        file: this.world.storeFile(file.bytes, 'documents', file.name, file.mime),
      }
    if (file.bytes.length > PHOTO_BYTES) throw badRequest('file is too big for a photo')
    if (!looksLikePicture(file.bytes)) throw badRequest('IMAGE_PROCESS_FAILED')
    return this.world.storePhoto(file.bytes)
  }

  private target(parameters: Parameters): FakeChat {
    const chatId = parameters.integer('chat_id')
    if (chatId === null) throw badRequest('chat_id is empty')
    return this.world.writableChat(chatId)
  }

  /** `reply_parameters`, or the older `reply_to_message_id`; null when allowed to go without the missing one. */
  private replyTo(parameters: Parameters, chat: FakeChat): number | null {
    const structured = parameters.json('reply_parameters', 'reply parameters JSON object')
    const id = isRecord(structured)
      ? Number(structured['message_id'])
      : parameters.integer('reply_to_message_id')
    if (id === null || Number.isNaN(id)) return null
    if (this.world.message(chat.id, id) !== null) return id
    const lenient = isRecord(structured)
      ? structured['allow_sending_without_reply'] === true
      : parameters.flag('allow_sending_without_reply')
    if (lenient) return null
    throw badRequest('message to be replied not found')
  }

  private admit(chat: FakeChat, messages: number): void {
    this.limiter?.admit(chat.id, chat.type !== 'private', messages)
  }
}

function looksLikePicture(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4).toString('hex')
  return head.startsWith('ffd8ff') || head === '89504e47' || head === '52494646'
}
