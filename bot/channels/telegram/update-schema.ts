/**
 * The part of the Bot API's updates that this product reads. Everything else is ignored; a field of an
 * unexpected shape makes the whole update unreadable, which parse-update.ts turns into `unsupported`.
 */
import { z } from 'zod'

const id = z.number().int()

const user = z.object({
  id,
  first_name: z.string().optional(),
  last_name: z.string().optional(),
})

const chat = z.object({ id, type: z.string(), title: z.string().optional() })

const entity = z.object({
  type: z.string(),
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  user: z.object({ id }).optional(),
})

const file = z.object({
  file_id: z.string(),
  file_size: z.number().optional(),
  file_name: z.string().optional(),
  mime_type: z.string().optional(),
})

const repliedMessage = z.object({
  message_id: id,
  chat: chat.optional(),
  from: z.object({ id }).optional(),
})

const message = z.object({
  message_id: id,
  message_thread_id: id.optional(),
  is_topic_message: z.boolean().optional(),
  from: user.optional(),
  sender_chat: chat.optional(),
  chat,
  date: z.number(),
  edit_date: z.number().optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: z.array(entity).optional(),
  caption_entities: z.array(entity).optional(),
  photo: z.array(file).optional(),
  document: file.optional(),
  video: file.optional(),
  video_note: file.optional(),
  audio: file.optional(),
  voice: file.optional(),
  location: z.unknown().optional(),
  media_group_id: z.string().optional(),
  reply_to_message: repliedMessage.optional(),
  forward_origin: z.unknown().optional(),
  forward_date: z.number().optional(),
  migrate_to_chat_id: id.optional(),
  migrate_from_chat_id: id.optional(),
})

const callbackQuery = z.object({
  id: z.string(),
  from: user,
  message: z.object({ message_id: id, chat }).optional(),
  data: z.string().optional(),
})

const membershipChange = z.object({
  chat,
  from: user,
  date: z.number(),
  new_chat_member: z.object({
    status: z.string(),
    is_member: z.boolean().optional(),
    can_send_messages: z.boolean().optional(),
  }),
})

export const updateSchema = z.object({
  update_id: id,
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: callbackQuery.optional(),
  my_chat_member: membershipChange.optional(),
})

export type Update = z.infer<typeof updateSchema>
export type UpdateMessage = z.infer<typeof message>
export type UpdateTap = z.infer<typeof callbackQuery>
export type UpdateMembership = z.infer<typeof membershipChange>
export type UpdateChat = z.infer<typeof chat>
export type UpdateEntity = z.infer<typeof entity>
export type UpdateFile = z.infer<typeof file>

/** The kinds asked for; others never come. */
export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const
