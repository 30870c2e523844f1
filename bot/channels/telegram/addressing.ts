import type { UpdateEntity } from './update-schema.ts'

export interface Bot {
  readonly id: number
  /** Without the @. */
  readonly username: string
}

export interface AddressedText {
  /** Without `@bot` after a command and without mentions of the bot. */
  readonly text: string
  readonly addressed: boolean
}

/**
 * The text as meant for the bot: whether a command or mention in it addresses the bot, and the text without those
 * marks. A command for another bot (`/start@other`) addresses nobody here and stays as it is.
 */
export function readAddressing(text: string, entities: readonly UpdateEntity[], bot: Bot): AddressedText {
  let addressed = false
  let rest = text
  const backwards = [...entities].sort((a, b) => b.offset - a.offset)
  for (const entity of backwards) {
    const end = entity.offset + entity.length
    const marked = text.slice(entity.offset, end)
    if (entity.type === 'bot_command' && entity.offset === 0) {
      const [command, target] = marked.split('@')
      if (target !== undefined && !isName(target, bot)) return { text, addressed: false }
      rest = `${command ?? ''}${rest.slice(end)}`
      addressed = true
    } else if (isMention(entity, marked, bot)) {
      rest = without(rest, entity.offset, end)
      addressed = true
    }
  }
  return { text: rest, addressed }
}

function isMention(entity: UpdateEntity, marked: string, bot: Bot): boolean {
  if (entity.type === 'text_mention') return entity.user?.id === bot.id
  return entity.type === 'mention' && marked.startsWith('@') && isName(marked.slice(1), bot)
}

function isName(name: string, bot: Bot): boolean {
  return name.toLowerCase() === bot.username.toLowerCase()
}

/** Cuts [start, end) and one of the two blanks around it, and a comma or colon of address (`@bot, …`). */
function without(text: string, start: number, end: number): string {
  const before = text.slice(0, start)
  const after = text.slice(end)
  if (before.trim() === '') return after.replace(/^\s*[,:]?\s*/, '')
  return after.trim() === '' ? before.trimEnd() : `${before.trimEnd()} ${after.trimStart()}`
}
