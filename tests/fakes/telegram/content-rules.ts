import type { FakeButton } from './model.ts'
import type { Parameters } from './parameters.ts'
import { badRequest } from './refusal.ts'

/** The server's checks on what a bot sends, refused in its own words. Lengths in UTF-16 code units. */
export const TEXT_LIMIT = 4096
export const CAPTION_LIMIT = 1024
const CALLBACK_DATA_BYTES = 64

/** Text of a message: trimmed as the server does, not empty, not too long. */
export function readText(parameters: Parameters): string {
  const text = plainText(parameters, parameters.text('text') ?? '')
  if (text === '') throw badRequest('message text is empty')
  if (text.length > TEXT_LIMIT) throw badRequest('message is too long')
  return text
}

export function readCaption(parameters: Parameters): string {
  const text = plainText(parameters, parameters.text('caption') ?? '')
  if (text.length > CAPTION_LIMIT) throw badRequest('message caption is too long')
  return text
}

function plainText(parameters: Parameters, text: string): string {
  const mode = parameters.text('parse_mode')?.toLowerCase() ?? ''
  if (mode === '') return text.trim()
  if (mode !== 'html') throw badRequest('unsupported parse_mode')
  return stripHtml(text).trim()
}

const TAGS = new Set(['b', 'strong', 'i', 'em', 'u', 's', 'code', 'pre', 'a', 'blockquote', 'tg-spoiler'])

/** Removes the tags the server knows; others and unbalanced ones are refused with their byte offset. */
function stripHtml(text: string): string {
  const open: string[] = []
  const plain = text.replace(/<(\/?)([^\s>]*)[^>]*>?/g, (_, slash: string, tag: string, at: number) => {
    const offset = Buffer.byteLength(text.slice(0, at))
    if (!TAGS.has(tag))
      throw badRequest(`can't parse entities: Unsupported start tag "${tag}" at byte offset ${offset}`)
    if (slash === '') open.push(tag)
    else if (open.pop() !== tag)
      throw badRequest(`can't parse entities: Unexpected end tag at byte offset ${offset}`)
    return ''
  })
  const left = open.at(-1)
  if (left !== undefined)
    throw badRequest(`can't parse entities: Can't find end tag corresponding to start tag "${left}"`)
  return plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** Rows of inline buttons; null when the call names none. */
export function readButtons(parameters: Parameters): FakeButton[][] | null {
  const markup = parameters.json('reply_markup', 'reply keyboard markup JSON object')
  if (markup === null) return null
  const rows = isRecord(markup) ? markup['inline_keyboard'] : undefined
  if (!Array.isArray(rows)) throw badRequest('object expected as reply markup')
  return rows.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('object expected as reply markup')
    return row.map(readButton)
  })
}

function readButton(button: unknown): FakeButton {
  if (!isRecord(button) || typeof button['text'] !== 'string' || button['text'] === '')
    throw badRequest("can't parse inline keyboard button: Text must be non-empty")
  const data = typeof button['callback_data'] === 'string' ? button['callback_data'] : null
  const url = typeof button['url'] === 'string' ? button['url'] : null
  if (data === null && url === null)
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  if (data !== null && (data === '' || Buffer.byteLength(data) > CALLBACK_DATA_BYTES))
    throw badRequest('BUTTON_DATA_INVALID')
  return { text: button['text'], data, url }
}

export function sameButtons(a: readonly (readonly FakeButton[])[], b: readonly (readonly FakeButton[])[]) {
  return JSON.stringify(a) === JSON.stringify(b)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
