import { expect, test } from 'vitest'
import { createLogger } from '../../bot/logger.ts'

const TOKEN = '7012345678:AAH-real_looking-token_of_a_bot_123456'
const APP_SECRET = 'khoá "bí mật"/+=='
const PHONES = ['0912345678', '+84 912 345 678', '84912345678', '024.3825.1234', '0912-345-678']
const TEXT = 'NV07 81%, còn 29 xã vướng kéo cáp'
const COOKIE = 'zpsid=Abc.123-def; zpw_sek=Xyz789'
const PLAIN = [
  APP_SECRET,
  ...PHONES,
  TEXT,
  'Abc.123-def',
  'Xyz789',
  TOKEN,
  TOKEN.slice(11),
  'hunter2',
  'AB12-CD34',
]

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  write(createLogger('trace', [APP_SECRET], { write: (line: string) => lines.push(line) }))
  expect(lines.length).toBeGreaterThan(0)
  return lines.join('')
}

function expectNothingPlain(output: string): void {
  for (const secret of PLAIN) {
    expect(output).not.toContain(secret)
    expect(output).not.toContain(JSON.stringify(secret).slice(1, -1))
  }
}

const delicate = () => ({
  url: `https://api.telegram.org/file/bot${TOKEN}/photos/1.jpg`,
  database: 'postgresql://admin:hunter2@db/x',
  phone: PHONES[0],
  note: `gọi ${PHONES.join(', ')} nhé`,
  key: APP_SECRET,
  [`of ${PHONES[0]}`]: 1,
  incoming: { text: TEXT, senderName: 'Lan' },
  deep: { list: [{ headers: { cookie: COOKIE }, caption: TEXT, invite: { code: 'AB12-CD34' } }] },
  line: `Set-Cookie: ${COOKIE.split(';')[0]}`,
  bytes: Buffer.from(TEXT),
  map: { toJSON: () => ({ body: TEXT, token: TOKEN }) },
})

test.each(LEVELS)(
  'a %s line shows none of the tokens, phone numbers, texts and cookies in its fields',
  (level) => {
    expectNothingPlain(logged((log) => log[level](delicate(), 'handled')))
  },
)

test.each(LEVELS)('nor does a %s line in its message, as it stands or put in by a placeholder', (level) => {
  const output = logged((log) => {
    log[level](`token ${TOKEN} of ${PHONES[1]}`)
    log[level]('called %s with %s and %o', PHONES[0], APP_SECRET, delicate())
  })
  expectNothingPlain(output)
})

test('nor does a child logger by what it is bound to', () => {
  expectNothingPlain(logged((log) => log.child(delicate()).child({ phone: PHONES[1] }).info('bound')))
})

test('nor does an error by its message, its stack, its causes or what a library hung on it', () => {
  const cause = new Error(`login of ${PHONES[0]} with ${APP_SECRET}`)
  const error = Object.assign(new Error(`getFile failed: bot${TOKEN}`, { cause }), {
    on: { method: 'sendMessage', payload: { text: TEXT, chat_id: PHONES[2] } },
    response: { description: TEXT },
  })
  const output = logged((log) => {
    log.error(error)
    log.error({ err: error }, 'failed')
    log.error({ failure: { inner: error } }, 'failed')
    log.error(error, 'failed')
  })
  expectNothingPlain(output)
  expect(output).toContain('getFile failed')
})

test('what an administrator needs stays: names, codes of errors and tasks, counts, instants, digests', () => {
  const sha256 = '9e9d4d9eec1a8f0c5fd5fd9ba3eb1fa2ee8be32d2ad3bc75ca41ad5d6c0f2ad1'
  const fields = {
    channel: 'telegram',
    count: 1234567890,
    at: '2026-11-23T09:30:00.123Z',
    report: 'BC-261123-0042',
    id: '019345ab-0912-7345-8678-0912345678ab',
    sha256,
    problem: { code: 'database_in_use', pid: 84123 },
    task: { code: 'NV07' },
    failure: { code: 'ECONNREFUSED' },
    nothing: null,
  }
  const line: unknown = JSON.parse(logged((log) => log.warn(fields, 'handled in 812 ms')))
  expect(line).toMatchObject({ ...fields, level: 'warn', msg: 'handled in 812 ms' })
})

test('a field that contains itself does not hang the log', () => {
  const knot: Record<string, unknown> = { name: 'knot' }
  knot['self'] = knot
  expect(logged((log) => log.info(knot, 'tied'))).toContain('knot')
})
