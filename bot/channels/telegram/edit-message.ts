import type { Outgoing } from '../../../core/talk/message.ts'
import { type TelegramApi, TelegramCallFailed } from './api.ts'
import type { CallFailure } from './call-failure.ts'
import { type ApiCall, keyboardMarkup } from './calls.ts'
import { readMessageId } from './message-id.ts'
import { CAPTION_LIMIT, type SendStep, textSteps } from './plan-send.ts'

export type EditResult =
  /** The message shows the new wording; `left` are the parts that found no room in it. */
  | { readonly kind: 'edited'; readonly left: SendStep[] }
  /** There is nothing to edit any more: send anew. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: CallFailure }

/**
 * Changes a message in place: text and buttons, the caption where it is a file, or with a blank text the buttons alone.
 * "message is not modified" is success.
 */
export async function editInPlace(
  api: TelegramApi,
  edits: string,
  message: Outgoing,
  signal: AbortSignal,
): Promise<EditResult> {
  const target = readMessageId(edits)
  if (target === null) return { kind: 'gone' }
  const place = { chat_id: target.chatId, message_id: target.messageId }
  const [first, ...left] = message.text.trim() === '' ? [] : textSteps(message.text, message.buttons)
  if (first?.kind !== 'text') return attempt(api, buttonsCall(place, message), [], signal)
  const markup = { reply_markup: keyboardMarkup(first.buttons) }
  const asText: ApiCall = {
    method: 'editMessageText',
    payload: { ...place, text: first.text, link_preview_options: { is_disabled: true }, ...markup },
  }
  const result = await attempt(api, asText, left, signal)
  if (!isFileMessage(result)) return result
  if (message.text.length > CAPTION_LIMIT) return { kind: 'gone' }
  return attempt(
    api,
    { method: 'editMessageCaption', payload: { ...place, caption: first.text, ...markup } },
    [],
    signal,
  )
}

function buttonsCall(place: object, message: Outgoing): ApiCall {
  return {
    method: 'editMessageReplyMarkup',
    payload: { ...place, reply_markup: keyboardMarkup(message.buttons) },
  }
}

const GONE = /message to edit not found|message can't be edited|message_id_invalid|chat was upgraded/i

async function attempt(
  api: TelegramApi,
  call: ApiCall,
  left: SendStep[],
  signal: AbortSignal,
): Promise<EditResult> {
  try {
    await api.call(call.method, call.payload, signal)
    return { kind: 'edited', left }
  } catch (error) {
    if (!(error instanceof TelegramCallFailed)) throw error
    const { failure } = error
    if (failure.kind !== 'refused' || failure.code !== 400) return { kind: 'failed', failure }
    if (failure.reason.includes('message is not modified')) return { kind: 'edited', left }
    return GONE.test(failure.reason) ? { kind: 'gone' } : { kind: 'failed', failure }
  }
}

function isFileMessage(result: EditResult): boolean {
  return result.kind === 'failed' && result.failure.reason.includes('there is no text in the message')
}
