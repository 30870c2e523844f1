import { isRecord } from './content-rules.ts'
import type { Parameters } from './parameters.ts'
import { badRequest } from './refusal.ts'
import type { World } from './world.ts'

export interface MenuEntry {
  readonly command: string
  readonly description: string
}

/** Command menus by scope. */
export class CommandMenus {
  private readonly menus = new Map<string, readonly MenuEntry[]>()

  constructor(private readonly world: World) {}

  set(parameters: Parameters): true {
    const commands = parameters.json('commands', 'commands JSON object')
    if (!Array.isArray(commands)) throw badRequest('commands must be an array')
    if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH')
    this.menus.set(this.scope(parameters), commands.map(readEntry))
    return true
  }

  delete(parameters: Parameters): true {
    this.menus.delete(this.scope(parameters))
    return true
  }

  get(parameters: Parameters): readonly MenuEntry[] {
    return this.menus.get(this.scope(parameters)) ?? []
  }

  /** What the person's menu button shows in the chat: the chat's own menu, else the default one. */
  shownIn(chatId: number): readonly MenuEntry[] {
    return this.menus.get(`chat:${chatId}`) ?? this.menus.get('default') ?? []
  }

  private scope(parameters: Parameters): string {
    const scope = parameters.json('scope', 'BotCommandScope')
    if (!isRecord(scope)) return 'default'
    if (scope['type'] !== 'chat') return String(scope['type'])
    const chatId = Number(scope['chat_id'])
    if (!this.world.chats.has(chatId)) throw badRequest('chat not found')
    return `chat:${chatId}`
  }
}

function readEntry(entry: unknown): MenuEntry {
  if (!isRecord(entry)) throw badRequest("can't parse BotCommand: expected an Object")
  const command = entry['command']
  const description = entry['description']
  if (typeof command !== 'string' || !/^\/?[a-z0-9_]{1,32}$/.test(command))
    throw badRequest('BOT_COMMAND_INVALID')
  if (typeof description !== 'string' || description.length < 1 || description.length > 256)
    throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command, description }
}
