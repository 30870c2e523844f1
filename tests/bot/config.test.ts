import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readConfig, secretsOf } from '../../bot/config.ts'
import { environmentSchema } from '../../bot/environment.ts'

const TOKEN = '7012345678:AAH-real_looking-token_of_a_bot_123456'
const KEY = Buffer.alloc(32, 7)
const OA = {
  ZALO_OA_APP_ID: '4318657068771012646',
  ZALO_OA_APP_SECRET: 'app-secret',
  ZALO_OA_WEBHOOK_SECRET: 'oa-secret',
  ZALO_OA_REFRESH_TOKEN: 'refresh-token',
}

function linesOf(env: Record<string, string>): readonly string[] {
  const read = readConfig(env)
  return read.ok ? [] : read.lines
}

function configOf(env: Record<string, string>) {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.lines.join('\n'))
  return read.config
}

describe('.env.example', () => {
  const file = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')

  test('names every variable once, in the order of the schema, each under one comment line', () => {
    const lines = file.trimEnd().split('\n')
    const names = lines.filter((_, index) => index % 2 === 1).map((line) => line.split('=')[0])
    expect(names).toEqual(Object.keys(environmentSchema.shape))
    for (const [index, line] of lines.entries()) expect(line.startsWith('# ')).toBe(index % 2 === 0)
  })

  test('copied as it is, it means the same as no file at all', () => {
    expect(readConfig(parseEnv(file))).toEqual(readConfig({}))
    expect(readConfig({}).ok).toBe(true)
  })
})

test('nothing set: the embedded database, no channel, no HTTP server, the time of Viet Nam', () => {
  expect(configOf({})).toEqual({
    databaseUrl: null,
    dataDir: './data',
    timeZone: 'Asia/Ho_Chi_Minh',
    port: null,
    publicUrl: null,
    appKey: null,
    adminSetupCode: null,
    logLevel: 'info',
    telegram: null,
    zaloBot: null,
    zaloOa: null,
    zaloPersonal: false,
    evidenceBucket: null,
    heartbeatUrl: null,
  })
})

test('a token alone means polling; secret and public address mean webhook', () => {
  const polling = configOf({ TELEGRAM_BOT_TOKEN: TOKEN })
  expect(polling.telegram).toEqual({
    token: TOKEN,
    apiRoot: 'https://api.telegram.org',
    webhookSecret: null,
  })
  const webhook = configOf({
    TELEGRAM_BOT_TOKEN: TOKEN,
    TELEGRAM_WEBHOOK_SECRET: 'sixteen_letters_',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    PUBLIC_URL: 'https://daumoi.example.vn/',
    PORT: '8080',
  })
  expect(webhook.telegram).toMatchObject({
    apiRoot: 'http://127.0.0.1:8081',
    webhookSecret: 'sixteen_letters_',
  })
  expect(webhook).toMatchObject({ publicUrl: 'https://daumoi.example.vn', port: 8080 })
})

test('the key may be written in base64 or hex', () => {
  const expected = Uint8Array.from(KEY)
  expect(configOf({ APP_KEY: KEY.toString('base64') }).appKey).toEqual(expected)
  expect(configOf({ APP_KEY: KEY.toString('hex') }).appKey).toEqual(expected)
})

test('blanks around a value and blank values do not count', () => {
  expect(configOf({ PORT: ' 8080 ', DATABASE_URL: '  ', LOG_LEVEL: '' })).toMatchObject({
    port: 8080,
    databaseUrl: null,
    logLevel: 'info',
  })
})

test.each([
  ['PORT', 'acht', 'PORT: read "acht"; allowed is a whole number from 0 to 65535'],
  ['PORT', '65536', 'PORT: read "65536"; allowed is a whole number from 0 to 65535'],
  ['PORT', '-1', 'PORT: read "-1"; allowed is a whole number from 0 to 65535'],
  [
    'TIME_ZONE',
    'Hanoi',
    'TIME_ZONE: read "Hanoi"; allowed is the IANA name of a time zone, such as Asia/Ho_Chi_Minh',
  ],
  [
    'LOG_LEVEL',
    'loud',
    'LOG_LEVEL: read "loud"; allowed is one of fatal, error, warn, info, debug, trace, silent',
  ],
  ['ZALO_PERSONAL', 'yes', 'ZALO_PERSONAL: read "yes"; allowed is on or off'],
  [
    'HEARTBEAT_URL',
    'ftp://x',
    'HEARTBEAT_URL: read a hidden value of 7 characters; allowed is an http or https URL',
  ],
])('a wrong %s ("%s") is one clear line', (name, value, line) => {
  expect(linesOf({ [name]: value })).toEqual([line])
})

test('an address for the world is https, but on this machine http will do', () => {
  expect(linesOf({ PUBLIC_URL: 'http://daumoi.example.vn', PORT: '1' })).toHaveLength(1)
  expect(linesOf({ PUBLIC_URL: 'http://127.0.0.1:8080', PORT: '1' })).toEqual([])
})

test('every wrong variable has its line, and no secret is shown', () => {
  const env = {
    DATABASE_URL: 'mysql://root:hunter2@db/x',
    APP_KEY: 'much-too-short',
    ADMIN_SETUP_CODE: 'a b',
    TELEGRAM_BOT_TOKEN: 'AAH-only-half',
    TELEGRAM_WEBHOOK_SECRET: 'short-secret',
    ZALO_BOT_TOKEN: 'tiny-zalo',
  }
  const lines = linesOf({ ...env, PORT: 'x', PUBLIC_URL: 'https://x.vn' })
  for (const name of [...Object.keys(env), 'PORT']) {
    expect(lines.filter((line) => line.startsWith(`${name}: read `))).toHaveLength(1)
  }
  for (const secret of Object.values(env)) expect(lines.join('\n')).not.toContain(secret)
  expect(lines.join('\n')).not.toContain('hunter2')
})

describe('what belongs together', () => {
  const missing = (env: Record<string, string>) => linesOf(env).map((line) => line.split(':')[0])

  test('a stored Zalo session needs the key that encrypts it', () => {
    expect(linesOf({ ZALO_PERSONAL: 'on' })).toEqual([
      'APP_KEY: not set; needed because ZALO_PERSONAL is on: its session is stored encrypted',
    ])
    expect(configOf({ ZALO_PERSONAL: 'on', APP_KEY: KEY.toString('hex') }).zaloPersonal).toBe(true)
  })

  test('an Official Account needs all its values, the key, an address and a port', () => {
    expect(missing(OA)).toEqual(['PUBLIC_URL', 'APP_KEY'])
    expect(missing({ ZALO_OA_APP_ID: '1' })).toEqual([
      'ZALO_OA_APP_SECRET',
      'ZALO_OA_WEBHOOK_SECRET',
      'ZALO_OA_REFRESH_TOKEN',
      'PUBLIC_URL',
      'APP_KEY',
    ])
    const whole = { ...OA, PUBLIC_URL: 'https://x.vn', PORT: '8080', APP_KEY: KEY.toString('base64') }
    expect(configOf(whole).zaloOa).toEqual({
      appId: OA.ZALO_OA_APP_ID,
      appSecret: 'app-secret',
      webhookSecret: 'oa-secret',
      refreshToken: 'refresh-token',
    })
  })

  test('a webhook secret needs the bot and the address, an address needs a port', () => {
    expect(missing({ TELEGRAM_WEBHOOK_SECRET: 'sixteen_letters_' })).toEqual([
      'PUBLIC_URL',
      'TELEGRAM_BOT_TOKEN',
    ])
    expect(missing({ ZALO_BOT_WEBHOOK_SECRET: 'sixteen_letters_', ZALO_BOT_TOKEN: 'zalo-token-1' })).toEqual([
      'PUBLIC_URL',
    ])
    expect(missing({ PUBLIC_URL: 'https://x.vn' })).toEqual(['PORT'])
  })
})

test('the secrets to keep out of logs are those set, with the password of the database by itself', () => {
  const env = { TELEGRAM_BOT_TOKEN: TOKEN, DATABASE_URL: 'postgresql://a:hunter2@db/x', DATA_DIR: '/srv' }
  expect(secretsOf(env)).toEqual([TOKEN, 'postgresql://a:hunter2@db/x', 'hunter2'])
})
