import type { Outgoing, OutgoingFile } from '../../../core/talk/message.ts'
import { withNumberedMenu } from '../../replies/numbered-menu.ts'
import { splitText } from '../split-text.ts'

/** docs.zaloplatforms.com/docs/BOT: `text` and `caption` of 1 to 2000 characters. */
export const TEXT_LIMIT = 2000

/** One call to the platform. */
export type SendStep =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'photo'; readonly file: OutgoingFile; readonly caption: string }
  /** A file that is no picture goes as a link to it. */
  | { readonly kind: 'link'; readonly file: OutgoingFile }
  | { readonly kind: 'left-out'; readonly files: readonly OutgoingFile[] }

/**
 * The calls that bring a message to the chat, in order: files first, then the text with its numbered menu. A text
 * that fits rides with a single picture. Without links no file can be sent, which the person is told.
 */
export function planSend(message: Outgoing, hasLinks: boolean): SendStep[] {
  const { text } = withNumberedMenu(message)
  const { files } = message
  const only = files.length === 1 ? files[0] : undefined
  if (hasLinks && only !== undefined && isPicture(only) && text.length <= TEXT_LIMIT)
    return [{ kind: 'photo', file: only, caption: text.trim() }]
  const texts = splitText(text, TEXT_LIMIT).map((part) => ({ kind: 'text' as const, text: part }))
  if (files.length === 0) return texts
  if (!hasLinks) return [...texts, { kind: 'left-out', files }]
  return [...files.map(fileStep), ...texts]
}

function fileStep(file: OutgoingFile): SendStep {
  return isPicture(file) ? { kind: 'photo', file, caption: '' } : { kind: 'link', file }
}

function isPicture({ mime }: OutgoingFile): boolean {
  return mime === 'image/jpeg' || mime === 'image/png'
}
