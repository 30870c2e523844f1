/** The environment, read once at start. Every variable has its line in .env.example. */
import { type Environment, environmentSchema, isSecret, type VariableName } from './environment.ts'

export interface Config {
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  /** IANA name; the zone of cut-offs and days. */
  readonly timeZone: string
  /** Of the HTTP server; 0: any free one; null: no HTTP server. */
  readonly port: number | null
  /** Where the world reaches `port`; no slash at its end. */
  readonly publicUrl: string | null
  /** 32 bytes. */
  readonly appKey: Uint8Array | null
  readonly adminSetupCode: string | null
  readonly logLevel: Environment['LOG_LEVEL']
  readonly telegram: BotConfig | null
  readonly zaloBot: BotConfig | null
  readonly zaloOa: ZaloOaConfig | null
  readonly zaloPersonal: boolean
  readonly evidenceBucket: string | null
  readonly heartbeatUrl: string | null
}

export interface BotConfig {
  readonly token: string
  readonly apiRoot: string
  /** With `publicUrl`: updates come by webhook. Null: polling. */
  readonly webhookSecret: string | null
}

export interface ZaloOaConfig {
  readonly appId: string
  readonly appSecret: string
  /** The OA's secret key; signs what its webhook is sent. */
  readonly webhookSecret: string
  /** For the first start; later ones are kept encrypted in the database. */
  readonly refreshToken: string
}

export type Env = Readonly<Record<string, string | undefined>>

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  /** One line per wrong variable: its name, what was read (secrets hidden), what is allowed. */
  | { readonly ok: false; readonly lines: readonly string[] }

const OA_NAMES = [
  'ZALO_OA_APP_ID',
  'ZALO_OA_APP_SECRET',
  'ZALO_OA_WEBHOOK_SECRET',
  'ZALO_OA_REFRESH_TOKEN',
] as const

/** Reads the variables this program knows; blank ones count as not set, others are passed over. */
export function readConfig(env: Env): ReadConfig {
  const known = Object.fromEntries(
    Object.keys(environmentSchema.shape).map((name) => [name, env[name]?.trim() || undefined]),
  )
  const parsed = environmentSchema.safeParse(known)
  const wrong = new Map(parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message]))
  const lines = [
    ...[...wrong].map(
      ([name, allowed]) => `${name}: read ${shown(name, known[name])}; allowed is ${allowed}`,
    ),
    ...missingTogether(known),
  ]
  if (!parsed.success || lines.length > 0) return { ok: false, lines }
  return { ok: true, config: configOf(parsed.data) }
}

/** Values that no log may show: tokens, keys, passwords as they stand in the environment. */
export function secretsOf(env: Env): readonly string[] {
  const values = Object.entries(env).flatMap(([name, value]) =>
    isSecret(name) && value ? [value.trim()] : [],
  )
  const url = env['DATABASE_URL'] ?? ''
  const password = URL.canParse(url) ? new URL(url).password : ''
  return [...values, password].filter((value) => value !== '')
}

function configOf(env: Environment): Config {
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir: env.DATA_DIR,
    timeZone: env.TIME_ZONE,
    port: env.PORT ?? null,
    publicUrl: env.PUBLIC_URL ?? null,
    appKey: env.APP_KEY ?? null,
    adminSetupCode: env.ADMIN_SETUP_CODE ?? null,
    logLevel: env.LOG_LEVEL,
    telegram: botOf(env.TELEGRAM_BOT_TOKEN, env.TELEGRAM_API_ROOT, env.TELEGRAM_WEBHOOK_SECRET),
    zaloBot: botOf(env.ZALO_BOT_TOKEN, env.ZALO_BOT_API_ROOT, env.ZALO_BOT_WEBHOOK_SECRET),
    zaloOa: zaloOaOf(env),
    zaloPersonal: env.ZALO_PERSONAL === 'on',
    evidenceBucket: env.EVIDENCE_BUCKET ?? null,
    heartbeatUrl: env.HEARTBEAT_URL ?? null,
  }
}

function botOf(token: string | undefined, apiRoot: string, secret: string | undefined): BotConfig | null {
  return token === undefined ? null : { token, apiRoot, webhookSecret: secret ?? null }
}

function zaloOaOf(env: Environment): ZaloOaConfig | null {
  const [appId, appSecret, webhookSecret, refreshToken] = OA_NAMES.map((name) => env[name])
  if (!appId || !appSecret || !webhookSecret || !refreshToken) return null
  return { appId, appSecret, webhookSecret, refreshToken }
}

/** A line for each variable that another one needs. */
function missingTogether(env: Env): string[] {
  const lines: string[] = []
  const need = (name: VariableName, because: string) => {
    if (env[name] === undefined) lines.push(`${name}: not set; needed because ${because}`)
  }
  for (const channel of ['TELEGRAM', 'ZALO_BOT'] as const) {
    const secret = `${channel}_WEBHOOK_SECRET` as const
    if (env[secret] === undefined) continue
    need('PUBLIC_URL', `${secret} is set: the webhook needs an address (leave both out for polling)`)
    need(channel === 'TELEGRAM' ? 'TELEGRAM_BOT_TOKEN' : 'ZALO_BOT_TOKEN', `${secret} is set`)
  }
  const oa = OA_NAMES.find((name) => env[name] !== undefined)
  if (oa) {
    for (const name of [...OA_NAMES, 'PUBLIC_URL'] as const) need(name, `${oa} is set`)
    need('APP_KEY', `${oa} is set: its tokens are stored encrypted`)
  } else if (env['ZALO_PERSONAL'] === 'on')
    need('APP_KEY', 'ZALO_PERSONAL is on: its session is stored encrypted')
  if (env['PUBLIC_URL'] !== undefined) need('PORT', 'PUBLIC_URL is set: something must listen behind it')
  return lines
}

function shown(name: string, value: string | undefined): string {
  if (value === undefined) return 'nothing'
  return isSecret(name) ? `a hidden value of ${value.length} characters` : JSON.stringify(value)
}
