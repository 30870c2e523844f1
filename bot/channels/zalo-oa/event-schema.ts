/** The part of the account's events that this product reads (developers.zalo.me, "Sự kiện người dùng gửi tin nhắn"). */
import { z } from 'zod'

const id = z.union([z.string().min(1), z.number()]).transform(String)

const attachment = z.object({
  type: z.string().optional(),
  payload: z
    .object({
      url: z.string().optional(),
      name: z.string().optional(),
      size: z.coerce.number().int().nonnegative().optional().catch(undefined),
      type: z.string().optional(),
    })
    .optional(),
})

export const eventSchema = z.object({
  event_name: z.string(),
  /** Milliseconds, as text. */
  timestamp: z.coerce.number().optional(),
  oa_id: id.optional(),
  sender: z.object({ id }).optional(),
  recipient: z.object({ id }).optional(),
  follower: z.object({ id }).optional(),
  message: z
    .object({
      msg_id: id,
      text: z.string().optional(),
      quote_msg_id: id.optional(),
      attachments: z.array(attachment).optional(),
    })
    .optional(),
})

export type OaEvent = z.infer<typeof eventSchema>
export type OaAttachment = z.infer<typeof attachment>

/** What is signed beside the body: the event's time exactly as it is written. */
export const signedSchema = z.object({ timestamp: z.union([z.string(), z.number()]).transform(String) })
