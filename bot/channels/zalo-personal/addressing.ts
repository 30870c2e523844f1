export interface Mention {
  readonly uid: string
  /** UTF-16 code units, as the platform counts. */
  readonly pos: number
  readonly len: number
}

export interface AddressedText {
  /** Without mentions of our account. */
  readonly text: string
  readonly addressed: boolean
}

/**
 * Whether a text in a group is meant for the bot: it mentions our account, or begins with a slash. A mention of all
 * (uid -1) addresses nobody in particular.
 */
export function readAddressing(text: string, mentions: readonly Mention[], account: string): AddressedText {
  const ours = mentions.filter((mention) => mention.uid === account).sort((a, b) => b.pos - a.pos)
  const rest = ours.reduce((left, { pos, len }) => without(left, pos, pos + len), text)
  return { text: rest, addressed: ours.length > 0 || rest.startsWith('/') }
}

/** Cuts [start, end) and one of the two blanks around it, and a comma or colon of address (`@bot, …`). */
function without(text: string, start: number, end: number): string {
  const before = text.slice(0, start)
  const after = text.slice(end)
  if (before.trim() === '') return after.replace(/^\s*[,:]?\s*/, '')
  return after.trim() === '' ? before.trimEnd() : `${before.trimEnd()} ${after.trimStart()}`
}
