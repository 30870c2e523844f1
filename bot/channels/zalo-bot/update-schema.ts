/**
 * The part of an update that this product reads. Polling answers `{message}`, a webhook brings `{event_name, message}`,
 * flat or wrapped in `{ok, result}`; a picture's address is in `photo` or in `photo_url`, as text or inside an object
 * (docs.zaloplatforms.com/docs/BOT; channels.md).
 */
import { z } from 'zod'

const id = z.union([z.string().min(1), z.number()]).transform(String)

const address = z
  .union([
    z.string(),
    z.object({ url: z.string() }).transform(({ url }) => url),
    z.array(z.object({ url: z.string() })).transform((sizes) => sizes.at(-1)?.url ?? ''),
  ])
  .transform((url) => (url === '' ? null : url))

const message = z.object({
  message_id: id,
  /** Milliseconds. */
  date: z.coerce.number().optional(),
  from: z.object({
    id,
    display_name: z.string().optional(),
    first_name: z.string().optional(),
    name: z.string().optional(),
    is_bot: z.boolean().optional(),
  }),
  chat: z.object({ id, chat_type: z.string().optional() }),
  text: z.string().optional(),
  caption: z.string().optional(),
  photo: address.nullish(),
  photo_url: address.nullish(),
  voice_url: address.nullish(),
})

export const updateSchema = z.object({ event_name: z.string().optional(), message })

export type UpdateMessage = z.infer<typeof message>

const wrapper = z.object({ ok: z.boolean(), result: z.unknown() })

/** The update inside of the wrapper, or what was given when there is none. */
export function unwrap(raw: unknown): unknown {
  const wrapped = wrapper.safeParse(raw)
  return wrapped.success ? wrapped.data.result : raw
}
