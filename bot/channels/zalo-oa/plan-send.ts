import type { Outgoing, OutgoingFile } from '../../../core/talk/message.ts'
import { withNumberedMenu } from '../../replies/numbered-menu.ts'
import { splitText } from '../split-text.ts'

/** developers.zalo.me, "Gửi tin Tư vấn dạng văn bản". */
export const TEXT_LIMIT = 2000
/** Uploads: pictures up to 1 MB, PDF, DOC and DOCX up to 5 MB (channels.md; -210 above). */
const PICTURE_BYTES = 1_000_000
const DOCUMENT_BYTES = 5_000_000

export type SendStep =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly file: OutgoingFile; readonly caption: string }
  | { readonly kind: 'document'; readonly file: OutgoingFile }
  /** A file the platform takes in no other way. */
  | { readonly kind: 'link'; readonly file: OutgoingFile }

const DOCUMENTS: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
])

/**
 * The messages in their order: files first, then the text with its numbered menu. A text that fits rides with a single
 * picture.
 */
export function planSend(message: Outgoing): SendStep[] {
  const { text } = withNumberedMenu(message)
  const files = message.files.map(fileStep)
  const only = files.length === 1 ? files[0] : undefined
  if (only?.kind === 'picture' && text.length <= TEXT_LIMIT) return [{ ...only, caption: text.trim() }]
  return [...files, ...splitText(text, TEXT_LIMIT).map((part) => ({ kind: 'text' as const, text: part }))]
}

function fileStep(file: OutgoingFile): SendStep {
  const { mime, sizeBytes } = file
  const isPicture = mime === 'image/jpeg' || mime === 'image/png'
  if (isPicture && sizeBytes <= PICTURE_BYTES) return { kind: 'picture', file, caption: '' }
  if (DOCUMENTS.has(mime) && sizeBytes <= DOCUMENT_BYTES) return { kind: 'document', file }
  return { kind: 'link', file }
}
