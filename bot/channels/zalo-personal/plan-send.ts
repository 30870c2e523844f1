import type { Outgoing, OutgoingFile } from '../../../core/talk/message.ts'
import { withNumberedMenu } from '../../replies/numbered-menu.ts'
import { splitText } from '../split-text.ts'

/** Zalo refuses longer texts (code 118). */
export const TEXT_LIMIT = 2000
/** Longer captions are hard to read below a picture: the text follows it. */
export const CAPTION_LIMIT = 1000
const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp'])

/** One message on Zalo. */
export type SendStep =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file'
      readonly file: OutgoingFile
      readonly isPicture: boolean
      /** Only a picture can have one. */
      readonly caption: string
    }

/**
 * The messages that bring one of ours to the chat, in order: files first, then the text with its choices as a numbered
 * menu. Each is sent by itself, so that each has an outcome; a short text rides with a single picture.
 */
export function planSend(message: Outgoing): SendStep[] {
  const { text } = withNumberedMenu(message)
  const [only] = message.files
  if (only !== undefined && message.files.length === 1 && isPicture(only) && text.length <= CAPTION_LIMIT)
    return [fileStep(only, text.trim())]
  const parts = splitText(text, TEXT_LIMIT)
  return [
    ...message.files.map((file) => fileStep(file, '')),
    ...parts.map((part): SendStep => ({ kind: 'text', text: part })),
  ]
}

function fileStep(file: OutgoingFile, caption: string): SendStep {
  return { kind: 'file', file, isPicture: isPicture(file), caption }
}

function isPicture(file: OutgoingFile): boolean {
  return PICTURES.has(file.mime)
}
