/** What each variable may hold. The message of a check says what is allowed; it ends the line the user reads. */
import { z } from 'zod'

const SECRETS: ReadonlySet<string> = new Set<VariableName>([
  'DATABASE_URL',
  'APP_KEY',
  'ADMIN_SETUP_CODE',
  'TELEGRAM_BOT_TOKEN',
  'TELEGRAM_WEBHOOK_SECRET',
  'ZALO_BOT_TOKEN',
  'ZALO_BOT_WEBHOOK_SECRET',
  'ZALO_OA_APP_SECRET',
  'ZALO_OA_WEBHOOK_SECRET',
  'ZALO_OA_REFRESH_TOKEN',
  // Its path is the key to the monitor.
  'HEARTBEAT_URL',
])

/** Whether the variable's value must not be shown. */
export function isSecret(name: string): boolean {
  return SECRETS.has(name)
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const text = (pattern: RegExp, allowed: string) => z.string().regex(pattern, allowed)

const webhookSecret = text(/^[\w-]{16,256}$/, '16 to 256 letters, digits, _ and -')

/** An http(s) URL, without the slash at its end. */
const url = (allowed: string, isAllowed: (url: URL) => boolean) =>
  z
    .string()
    .refine((value) => URL.canParse(value) && isAllowed(new URL(value)), allowed)
    .transform((value) => value.replace(/\/+$/, ''))

const apiRoot = (standard: string) =>
  url(`an https URL such as ${standard} (http only on this machine)`, isSafe).default(standard)

export const environmentSchema = z.object({
  DATABASE_URL: text(
    /^postgres(ql)?:\/\//,
    'postgresql://USER:PASSWORD@HOST:PORT/NAME, or nothing for the embedded database',
  ).optional(),
  DATA_DIR: z.string().default('./data'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'the IANA name of a time zone, such as Asia/Ho_Chi_Minh')
    .default('Asia/Ho_Chi_Minh'),
  PORT: text(/^\d{1,5}$/, 'a whole number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'a whole number from 0 to 65535')
    .optional(),
  PUBLIC_URL: url(
    'an https URL such as https://daumoi.example.vn (http only on this machine)',
    isSafe,
  ).optional(),
  APP_KEY: z
    .string()
    .transform((value) => Buffer.from(value, /^[0-9a-f]{64}$/i.test(value) ? 'hex' : 'base64'))
    .refine((key) => key.length === 32, '32 random bytes in base64 or hex: openssl rand -base64 32')
    .transform((key) => Uint8Array.from(key))
    .optional(),
  ADMIN_SETUP_CODE: text(/^[A-Za-z0-9-]{8,64}$/, '8 to 64 letters, digits and -').optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
  TELEGRAM_BOT_TOKEN: text(
    /^\d+:[\w-]{10,}$/,
    'the token @BotFather gave, such as 7012345678:AA…',
  ).optional(),
  TELEGRAM_API_ROOT: apiRoot('https://api.telegram.org'),
  TELEGRAM_WEBHOOK_SECRET: webhookSecret.optional(),
  ZALO_BOT_TOKEN: text(/^\S{10,}$/, 'the token Zalo Bot Platform gave, without spaces').optional(),
  ZALO_BOT_API_ROOT: apiRoot('https://bot-api.zaloplatforms.com'),
  ZALO_BOT_WEBHOOK_SECRET: webhookSecret.optional(),
  ZALO_OA_APP_ID: text(/^\d+$/, 'the number of the Zalo application').optional(),
  ZALO_OA_APP_SECRET: text(/^\S{8,}$/, 'the secret key of the Zalo application').optional(),
  ZALO_OA_WEBHOOK_SECRET: text(/^\S{8,}$/, 'the secret key of the Official Account').optional(),
  ZALO_OA_REFRESH_TOKEN: text(/^\S{8,}$/, 'a refresh token of the Official Account').optional(),
  ZALO_PERSONAL: z.enum(['off', 'on'], 'on or off').default('off'),
  EVIDENCE_BUCKET: text(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'the name of a bucket: 3 to 63 small letters, digits, dots and dashes',
  ).optional(),
  HEARTBEAT_URL: url('an http or https URL', (value) => /^https?:$/.test(value.protocol)).optional(),
})

export type Environment = z.infer<typeof environmentSchema>
export type VariableName = keyof Environment

function isSafe({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
