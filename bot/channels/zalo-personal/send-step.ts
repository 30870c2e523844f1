import type { API, AttachmentSource, MessageContent, SendMessageQuote } from 'zca-js'
import { z } from 'zod'
import { type PictureSize, readPictureSize } from './picture-size.ts'
import type { SendStep } from './plan-send.ts'

/** The client's call for one step; its answer is unread. `quote` goes with a text only. */
export async function sendStep(
  api: API,
  step: SendStep,
  threadId: string,
  isGroup: boolean,
  quote: SendMessageQuote | null,
  bytes: Buffer,
): Promise<unknown> {
  const type = isGroup ? 1 : 0
  if (step.kind === 'text') {
    const content: MessageContent = { msg: step.text, ...(quote === null ? {} : { quote }) }
    return api.sendMessage(content, threadId, type)
  }
  const size = step.isPicture ? await readPictureSize(bytes) : null
  return api.sendMessage({ msg: step.caption, attachments: [attachment(step, bytes, size)] }, threadId, type)
}

type FileStep = Extract<SendStep, { kind: 'file' }>

function attachment(step: FileStep, data: Buffer, size: PictureSize | null): AttachmentSource {
  return { data, filename: fileName(step), metadata: { totalSize: data.length, ...(size ?? {}) } }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
}

/**
 * zca-js goes by the extension: small letters for a picture, or its caption becomes a message of its own; and for a
 * file anything but the extension of a picture, or it would leave recompressed.
 */
function fileName({ file, isPicture }: FileStep): `${string}.${string}` {
  const plain = file.name.replace(/["\r\n\\/]/g, '_')
  const dot = plain.lastIndexOf('.')
  const stem = dot > 0 ? plain.slice(0, dot) : plain
  if (isPicture) return `${stem}.${EXTENSIONS[file.mime] ?? 'jpg'}`
  const extension = dot > 0 ? plain.slice(dot + 1) : 'bin'
  return /^(jpe?g|png|webp|gif|mp4)$/i.test(extension) ? `${plain}.bin` : `${stem}.${extension}`
}

const idSchema = z.object({ msgId: z.union([z.number(), z.string()]).transform(String) })
const answerSchema = z.object({ message: idSchema.nullable(), attachment: z.array(idSchema) })

/** The ids of the messages an answer names; null when it is of another shape. */
export function readSent(answer: unknown): readonly string[] | null {
  const parsed = answerSchema.safeParse(answer)
  if (!parsed.success) return null
  const { message, attachment } = parsed.data
  const ids = [...attachment, ...(message === null ? [] : [message])].map((one) => one.msgId)
  return ids.length === 0 ? null : ids
}
