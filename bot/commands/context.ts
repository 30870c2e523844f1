/** What a command runs on. */
import type { Conversation, Sender, Setting } from '../../core/conversation.ts'
import type { Library } from '../../core/ports.ts'

export interface CommandContext {
  readonly conversation: Conversation
  readonly setting: Setting
  readonly library: Library
  readonly args: string
}

/** A command of somebody who is linked. */
export interface LinkedContext extends CommandContext {
  readonly sender: Sender
}
