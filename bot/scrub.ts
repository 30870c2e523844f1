/** What a log line may not hold, by the name of the field or by the look of the text. */
const HIDDEN = '[hidden]'
const DEPTH = 6

/** Parts of names, after small letters and without _ and -. */
const SECRET_NAMES =
  /token|secret|passw|cookie|authorization|credential|apikey|appkey|phone|mobile|setupcode|imei/
/** What people write, under the names it has in this program and on the platforms. */
const TEXT_NAMES = new Set([
  'text',
  'caption',
  'raw',
  'body',
  'payload',
  'content',
  'msg',
  'excerpt',
  'obstacle',
  'proposal',
  'result',
  'nextstep',
  'answer',
  'quote',
  'update',
  'incoming',
  'sendername',
  'code',
])
/** `code` is hidden when it may be a one-time code, and shown when it is the code of an error or a task. */
const PLAIN_CODE = /^([A-Z]{1,3}\d{1,4}|E[A-Z_]+|P\d{4}|[0-9A-Z]{5}|[a-z]+(_[a-z]+)*)$/

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Telegram bot tokens, also inside of file URLs.
  [/\d{5,}:[\w-]{20,}/g, HIDDEN],
  [/(\w+:\/\/)[^\s/@]*:[^\s@]*@/g, `$1${HIDDEN}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${HIDDEN}`],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [
    /\b((?:set-)?cookie|zpsid|zpw_sek|access_token|refresh_token|secret_key|token)(["']?\s*[:=]\s*)[^\s,}]+/gi,
    `$1$2${HIDDEN}`,
  ],
  // Vietnamese telephone numbers, with or without separators.
  [/(?<![\w.:+-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\w)/g, HIDDEN],
]

export interface Scrubber {
  fields(value: object): Record<string, unknown>
  /** One argument of a log call. */
  argument(value: unknown): unknown
}

export function createScrubber(secrets: readonly string[]): Scrubber {
  const known = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]).filter((s) => s.length >= 4)
  const text = (value: string) => {
    const shown = known.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), value)
    return PATTERNS.reduce((rest, [pattern, by]) => rest.replace(pattern, by), shown)
  }

  const value = (name: string, found: unknown, depth: number): unknown => {
    if (found === null || typeof found === 'boolean' || typeof found === 'undefined') return found
    if (isHidden(name, found)) return HIDDEN
    if (typeof found === 'string') return text(found)
    if (typeof found !== 'object') return typeof found === 'number' ? found : text(String(found))
    if (found instanceof Error) return errorFields(found, depth)
    if (depth === 0 || ArrayBuffer.isView(found)) return HIDDEN
    if (found instanceof Date) return found
    if (Array.isArray(found)) return found.map((each) => value('', each, depth - 1))
    if ('toJSON' in found && typeof found.toJSON === 'function') return value(name, found.toJSON(), depth - 1)
    return entries(found, depth - 1)
  }

  const entries = (found: object, depth: number): Record<string, unknown> =>
    Object.fromEntries(Object.entries(found).map(([name, each]) => [text(name), value(name, each, depth)]))

  /** Not the properties a library hung on it: they quote requests. */
  const errorFields = (error: Error, depth: number): Record<string, unknown> => ({
    type: error.name,
    message: text(error.message),
    stack: text(error.stack ?? ''),
    ...('code' in error ? { code: value('code', error.code, depth) } : {}),
    ...(error.cause === undefined || depth === 0 ? {} : { cause: value('cause', error.cause, depth - 1) }),
  })

  return {
    fields: (found) => entries(found, DEPTH),
    argument: (found) => {
      if (found instanceof Error) return { err: errorFields(found, DEPTH) }
      return value('', found, DEPTH)
    },
  }
}

function isHidden(name: string, found: unknown): boolean {
  const plain = name.toLowerCase().replace(/[_-]/g, '')
  if (SECRET_NAMES.test(plain)) return true
  if (plain === 'code') return typeof found === 'string' && !PLAIN_CODE.test(found)
  return TEXT_NAMES.has(plain)
}
