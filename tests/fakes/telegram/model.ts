/** The state behind the fake: chats, people and messages, as the platform would keep them. */

export interface FakePerson {
  readonly id: number
  readonly firstName: string
  readonly username: string | null
  /** Has written to the bot at least once; before that the bot finds no chat. */
  started: boolean
  blocked: boolean
  deactivated: boolean
}

export interface FakeChat {
  id: number
  readonly type: 'private' | 'group' | 'supergroup'
  readonly title: string
  readonly members: Set<number>
  botIsMember: boolean
  migratedTo: number | null
}

export interface StoredFile {
  readonly fileId: string
  readonly name: string | null
  readonly mime: string | null
  readonly bytes: Buffer
  /** What the sender announces; may differ from the bytes in tests of the 20 MB limit. */
  readonly announcedSize: number
  readonly path: string
  gone: boolean
}

export interface FakeButton {
  readonly text: string
  readonly data: string | null
  readonly url: string | null
}

export interface FakeMessage {
  readonly chatId: number
  readonly messageId: number
  /** A person's id, or the bot's. */
  readonly senderId: number
  readonly byBot: boolean
  readonly date: number
  editDate: number | null
  text: string
  buttons: readonly (readonly FakeButton[])[]
  readonly replyTo: number | null
  readonly albumId: string | null
  readonly forwardedFrom: string | null
  readonly attachment: Attachment | null
  deleted: boolean
  pinned: boolean
  reaction: string | null
  /** Earlier wordings, oldest first. */
  readonly earlier: string[]
}

export type Attachment =
  | { readonly kind: 'photo'; readonly sizes: readonly StoredFile[] }
  | { readonly kind: 'document'; readonly file: StoredFile }
  | { readonly kind: 'voice'; readonly file: StoredFile }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'sticker' }

/** The bytes a phone would show for a message; of a photo its largest size. */
export function attachmentBytes(attachment: Attachment | null): StoredFile | null {
  if (attachment === null) return null
  if (attachment.kind === 'photo') return attachment.sizes.at(-1) ?? null
  return attachment.kind === 'document' || attachment.kind === 'voice' ? attachment.file : null
}
