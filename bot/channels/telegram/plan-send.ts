import type { Button, Outgoing, OutgoingFile } from '../../../core/talk/message.ts'
import { splitText } from '../split-text.ts'

export const TEXT_LIMIT = 4096
export const CAPTION_LIMIT = 1024
const ALBUM_SIZE = 10
const PHOTO_BYTES = 10 * 1024 * 1024

type Rows = readonly (readonly Button[])[]

/** One call to the platform. */
export type SendStep =
  | { readonly kind: 'text'; readonly text: string; readonly buttons: Rows }
  | {
      readonly kind: 'file'
      readonly as: 'photo' | 'document'
      readonly file: OutgoingFile
      readonly caption: string
      readonly buttons: Rows
    }
  | {
      readonly kind: 'album'
      readonly as: 'photo' | 'document'
      readonly files: readonly OutgoingFile[]
      readonly caption: string
    }

/**
 * The calls that bring a message to the chat, in order: files first, then the text, so that the buttons sit on the last
 * part.
 * A text that fits a caption rides with a single file, or with a single album that needs no buttons.
 */
export function planSend(message: Outgoing): SendStep[] {
  const groups = groupFiles(message.files)
  const only = groups.length === 1 ? groups[0] : undefined
  const fits = message.text.length <= CAPTION_LIMIT
  if (only !== undefined && fits && (only.files.length === 1 || message.buttons.length === 0))
    return [fileStep(only, message.text, message.buttons)]
  if (groups.length > 0 && message.text.trim() === '' && message.buttons.length > 0)
    return withButtonsOnLastFile(groups, message.buttons)
  return [...groups.map((group) => fileStep(group, '', [])), ...textSteps(message.text, message.buttons)]
}

/** The parts of a text; a blank one is still one step, for the platform to refuse. */
export function textSteps(text: string, buttons: Rows): SendStep[] {
  const parts = splitText(text, TEXT_LIMIT)
  if (parts.length === 0) return buttons.length === 0 ? [] : [{ kind: 'text', text, buttons }]
  return parts.map((part, index) => ({
    kind: 'text',
    text: part,
    buttons: index === parts.length - 1 ? buttons : [],
  }))
}

interface Group {
  readonly as: 'photo' | 'document'
  readonly files: readonly OutgoingFile[]
}

/** Runs of equal kind, at most ten each: albums cannot mix photos and documents. */
function groupFiles(files: readonly OutgoingFile[]): Group[] {
  const groups: { as: 'photo' | 'document'; files: OutgoingFile[] }[] = []
  for (const file of files) {
    const as = sendsAs(file)
    const last = groups.at(-1)
    if (last !== undefined && last.as === as && last.files.length < ALBUM_SIZE) last.files.push(file)
    else groups.push({ as, files: [file] })
  }
  return groups
}

function sendsAs(file: OutgoingFile): 'photo' | 'document' {
  const picture = file.mime === 'image/jpeg' || file.mime === 'image/png'
  return picture && file.sizeBytes <= PHOTO_BYTES ? 'photo' : 'document'
}

function fileStep(group: Group, caption: string, buttons: Rows): SendStep {
  const [first, ...more] = group.files
  if (first !== undefined && more.length === 0)
    return { kind: 'file', as: group.as, file: first, caption, buttons }
  return { kind: 'album', as: group.as, files: group.files, caption }
}

/** Albums carry no buttons: the last file leaves its album and takes them. */
function withButtonsOnLastFile(groups: readonly Group[], buttons: Rows): SendStep[] {
  const last = groups.at(-1)
  const file = last?.files.at(-1)
  if (last === undefined || file === undefined) return []
  const before = [...groups.slice(0, -1), { as: last.as, files: last.files.slice(0, -1) }]
  return [
    ...before.filter((group) => group.files.length > 0).map((group) => fileStep(group, '', [])),
    { kind: 'file', as: last.as, file, caption: '', buttons },
  ]
}
