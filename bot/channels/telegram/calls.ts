import { z } from 'zod'
import type { Button, OutgoingFile } from '../../../core/talk/message.ts'
import { readMessageId } from './message-id.ts'
import type { SendStep } from './plan-send.ts'

export interface ApiCall {
  readonly method: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Bytes of the files of one message, by content address. */
export type FileBytes = ReadonlyMap<string, Buffer>

/** The API call of one step. `replyTo` of another chat is left out; a missing one does not stop the message. */
export function stepCall(
  step: SendStep,
  chatId: number | string,
  replyTo: string | null,
  bytes: FileBytes,
): ApiCall {
  const reply = replyParameters(chatId, replyTo)
  switch (step.kind) {
    case 'text':
      return textCall(step, chatId, reply)
    case 'file':
      return fileCall(step, chatId, reply, bytes)
    case 'album':
      return albumCall(step, chatId, reply, bytes)
  }
}

type Step<Kind extends SendStep['kind']> = Extract<SendStep, { kind: Kind }>

function textCall(step: Step<'text'>, chatId: number | string, reply: object | null): ApiCall {
  const payload = {
    chat_id: chatId,
    text: step.text,
    link_preview_options: { is_disabled: true },
    ...keyboard(step.buttons),
    ...(reply === null ? {} : { reply_parameters: reply }),
  }
  return { method: 'sendMessage', payload }
}

function fileCall(
  step: Step<'file'>,
  chatId: number | string,
  reply: object | null,
  bytes: FileBytes,
): ApiCall {
  const payload = {
    chat_id: chatId,
    [step.as]: inputFile(step.file, bytes),
    ...(step.caption === '' ? {} : { caption: step.caption }),
    ...keyboard(step.buttons),
    ...multipartReply(reply),
  }
  return { method: step.as === 'photo' ? 'sendPhoto' : 'sendDocument', payload }
}

function albumCall(
  step: Step<'album'>,
  chatId: number | string,
  reply: object | null,
  bytes: FileBytes,
): ApiCall {
  const media = step.files.map((file, index) => ({
    type: step.as,
    media: inputFile(file, bytes),
    ...(index === 0 && step.caption !== '' ? { caption: step.caption } : {}),
  }))
  return { method: 'sendMediaGroup', payload: { chat_id: chatId, media, ...multipartReply(reply) } }
}

function keyboard(rows: readonly (readonly Button[])[]): Record<string, unknown> {
  return rows.length === 0 ? {} : { reply_markup: keyboardMarkup(rows) }
}

/** No rows: the markup that takes buttons away. */
export function keyboardMarkup(rows: readonly (readonly Button[])[]) {
  return {
    inline_keyboard: rows.map((row) => row.map(({ label, data }) => ({ text: label, callback_data: data }))),
  }
}

function replyParameters(chatId: number | string, replyTo: string | null) {
  const target = replyTo === null ? null : readMessageId(replyTo)
  if (target === null || String(target.chatId) !== String(chatId)) return null
  return { message_id: target.messageId, allow_sending_without_reply: true }
}

/** telegraf drops `reply_parameters` from a multipart upload unless they are text already. */
function multipartReply(reply: object | null): Record<string, unknown> {
  return reply === null ? {} : { reply_parameters: JSON.stringify(reply) }
}

/** The name goes into a header of the upload: without quotes, line breaks and path separators. */
function inputFile(file: OutgoingFile, bytes: FileBytes): { source: Buffer; filename: string } {
  const source = bytes.get(file.sha256) ?? Buffer.alloc(0)
  return { source, filename: file.name.replace(/["\r\n\\/]/g, '_') }
}

const sentSchema = z.object({ message_id: z.number().int(), chat: z.object({ id: z.number().int() }) })
const answerSchema = z.union([z.array(sentSchema), sentSchema.transform((one) => [one])])

/** The messages an answer names; null when it is of another shape. */
export function readSent(answer: unknown): readonly { chatId: number; messageId: number }[] | null {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return null
  return parsed.data.map((sent) => ({ chatId: sent.chat.id, messageId: sent.message_id }))
}
