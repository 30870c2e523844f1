import { readButtons, readCaption, readText, sameButtons } from './content-rules.ts'
import type { FakeButton, FakeMessage } from './model.ts'
import type { Parameters } from './parameters.ts'
import { badRequest } from './refusal.ts'
import type { ApiObject } from './to-api.ts'
import type { World } from './world.ts'

/** Answers of the methods that change a message already in the chat. */
export class EditMethods {
  constructor(private readonly world: World) {}

  editMessageText(parameters: Parameters): ApiObject {
    const message = this.editable(parameters)
    const text = readText(parameters)
    if (message.attachment !== null) throw badRequest('there is no text in the message to edit')
    return this.change(message, text, readButtons(parameters) ?? [])
  }

  editMessageCaption(parameters: Parameters): ApiObject {
    const message = this.editable(parameters)
    if (message.attachment === null) throw badRequest('there is no caption in the message to edit')
    return this.change(message, readCaption(parameters), readButtons(parameters) ?? [])
  }

  editMessageReplyMarkup(parameters: Parameters): ApiObject {
    const message = this.editable(parameters)
    return this.change(message, message.text, readButtons(parameters) ?? [])
  }

  deleteMessage(parameters: Parameters): true {
    const message = this.find(parameters, 'message to delete not found')
    message.deleted = true
    this.world.touch()
    return true
  }

  pinChatMessage(parameters: Parameters): true {
    this.find(parameters, 'message to pin not found').pinned = true
    this.world.touch()
    return true
  }

  unpinChatMessage(parameters: Parameters): true {
    this.find(parameters, 'message to unpin not found').pinned = false
    this.world.touch()
    return true
  }

  setMessageReaction(parameters: Parameters): true {
    const message = this.find(parameters, 'message to react not found')
    const reaction = parameters.json('reaction', 'reaction JSON object')
    const first: unknown = Array.isArray(reaction) ? reaction[0] : undefined
    message.reaction = emojiOf(first)
    this.world.touch()
    return true
  }

  private editable(parameters: Parameters): FakeMessage {
    const message = this.find(parameters, 'message to edit not found')
    if (!message.byBot) throw badRequest("message can't be edited")
    return message
  }

  private find(parameters: Parameters, missing: string): FakeMessage {
    const chatId = parameters.integer('chat_id')
    if (chatId === null) throw badRequest('chat_id is empty')
    this.world.writableChat(chatId)
    const messageId = parameters.integer('message_id')
    const message = messageId === null ? null : this.world.message(chatId, messageId)
    if (message === null) throw badRequest(missing)
    return message
  }

  private change(message: FakeMessage, text: string, buttons: FakeButton[][]): ApiObject {
    if (message.text === text && sameButtons(message.buttons, buttons))
      throw badRequest(
        'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
      )
    if (message.text !== text) message.earlier.push(message.text)
    message.text = text
    message.buttons = buttons
    message.editDate = Math.floor(this.world.nowMs() / 1000)
    this.world.touch()
    return this.world.toApi(message)
  }
}

function emojiOf(reaction: unknown): string | null {
  if (typeof reaction !== 'object' || reaction === null || !('emoji' in reaction)) return null
  return typeof reaction.emoji === 'string' ? reaction.emoji : null
}
