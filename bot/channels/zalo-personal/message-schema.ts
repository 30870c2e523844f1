/**
 * The part of zca-js's messages that this product reads, after a trip through JSON. Everything else is ignored; a
 * field of an unexpected shape makes the message unreadable, which parse-message.ts turns into `unsupported`.
 */
import { z } from 'zod'

/** Ids come as texts, or as numbers that JSON may have written either way. */
const id = z.union([z.string(), z.number().int()]).transform(String)

/** Attachments: the caption or name in `title`, the address in `href`, more in `params`, JSON in a text. */
const attachment = z.looseObject({
  title: z.string().optional(),
  href: z.string().optional(),
  params: z.unknown().optional(),
  extraData: z.unknown().optional(),
})

const quote = z.object({ ownerId: id, globalMsgId: id })

const mention = z.object({
  uid: id,
  pos: z.number().int(),
  len: z.number().int(),
  type: z.number().optional(),
})

export const messageSchema = z.object({
  /** 0 private, 1 group. */
  type: z.union([z.literal(0), z.literal(1)]),
  threadId: id,
  isSelf: z.boolean(),
  data: z.looseObject({
    msgId: id,
    cliMsgId: id,
    uidFrom: id,
    dName: z.string().nullish(),
    ts: id,
    ttl: z.number().optional(),
    msgType: z.string(),
    content: z.union([z.string(), attachment]),
    propertyExt: z.unknown().optional(),
    extraData: z.unknown().optional(),
    quote: quote.nullish().catch(null),
    mentions: z.array(mention).nullish().catch(null),
  }),
})

export type ZaloMessage = z.infer<typeof messageSchema>
export type Attachment = z.infer<typeof attachment>

/** A field of JSON that stands in a text or is an object already; null when it is neither or has no such field. */
export function fieldOf(value: unknown, name: string): unknown {
  const object = typeof value === 'string' ? readJson(value) : value
  if (typeof object !== 'object' || object === null) return null
  return Object.entries(object).find(([key]) => key === name)?.[1] ?? null
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
