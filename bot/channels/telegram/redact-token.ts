const ANY_TOKEN = /\b\d{5,}:[A-Za-z0-9_-]{20,}/g
/** Shorter secrets exist in tests only, and would tear ordinary words apart. */
const SHORTEST_SECRET = 10

/** The text without the bot's token, plain or percent-encoded, its secret half, and anything shaped like a token. */
export function redactToken(text: string, token: string): string {
  const secret = token.slice(token.indexOf(':') + 1)
  const known = [token, encodeURIComponent(token), ...(secret.length < SHORTEST_SECRET ? [] : [secret])]
  return known.reduce((rest, part) => rest.replaceAll(part, '[token]'), text).replace(ANY_TOKEN, '[token]')
}
