/**
 * The provider id of a message: `<chat id>:<message id>`, because Telegram numbers messages per chat. The same form
 * names our own messages, those of others, and what a reply, an edit or a tap refers to.
 */
export function providerMessageId(chatId: number, messageId: number): string {
  return `${chatId}:${messageId}`
}

/** The two numbers of a provider id, or null for text of another form. */
export function readMessageId(providerId: string): { chatId: number; messageId: number } | null {
  const match = /^(-?\d+):(\d+)$/.exec(providerId)
  return match === null ? null : { chatId: Number(match[1]), messageId: Number(match[2]) }
}
