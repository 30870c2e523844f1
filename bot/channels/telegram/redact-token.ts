const ANY_TOKEN = /\b(\d{5,}):[A-Za-z0-9_-]{20,}/g

/** The text without the bot's token, plain or percent-encoded, and without anything shaped like one. */
export function redactToken(text: string, token: string): string {
  return text
    .replaceAll(token, '[token]')
    .replaceAll(encodeURIComponent(token), '[token]')
    .replaceAll(token.slice(token.indexOf(':') + 1), '[token]')
    .replace(ANY_TOKEN, '[token]')
}
