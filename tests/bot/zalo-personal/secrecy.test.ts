import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Fault, Method } from '../../fakes/zalo-personal/faults.ts'
import { makeZaloRig, outgoing, patience, sessionOf, threadOf, type ZaloRig } from './zalo-rig.ts'

const SAID = ['NV07 tám mươi mốt phần trăm', 'ảnh hiện trường xã Vĩnh Thuận', 'mật khẩu của tôi là 1234']
const SENT = ['Kính gửi anh: còn hai nhiệm vụ chưa báo cáo', 'Biểu đồ tổng hợp buổi chiều']
const PHONE = '84912345678'

let rig: ZaloRig
const shown: string[] = []

beforeEach(() => {
  shown.length = 0
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((...args) => void shown.push(args.join(' ')))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rig.close()
})

/** Everything a log, an error report or /suckhoe could show of a value, stacks and hidden fields included. */
function everythingOf(value: unknown): string {
  const stack = value instanceof Error ? `${value.stack} ${value.message}` : ''
  return `${inspect(value, { depth: 12, showHidden: true })} ${stack} ${JSON.stringify(value)}`
}

const FAULTS: readonly [Method, Fault][] = [
  ['sms', { kind: 'code', code: 118 }],
  ['sms', { kind: 'code', code: 122 }],
  ['sms', { kind: 'code', code: 221 }],
  ['sms', { kind: 'http', status: 502 }],
  ['sms', { kind: 'garbage' }],
  ['sms', { kind: 'reset' }],
  ['sms', { kind: 'answer-lost' }],
  ['sms', { kind: 'hang' }],
  ['quote', { kind: 'code', code: 123 }],
  ['photo/upload', { kind: 'http', status: 500 }],
  ['photo/send', { kind: 'garbage' }],
  ['file/upload', { kind: 'no-file-done' }],
  ['typing', { kind: 'garbage' }],
]

test('no cookie, imei, key, telephone number or text shows in anything an afternoon of faults leaves', async () => {
  rig = await makeZaloRig({ limits: { sendMs: 400, loginMs: 400, answerMs: 400 } })
  const { zalo, channel, store, log, losses, files, sessions } = rig
  const left: unknown[] = []
  const lan = zalo.person('Lan', PHONE)
  const thread = threadOf(channel, lan.uid)
  zalo.fails('getLoginInfo', { kind: 'garbage' })
  zalo.fails('getServerInfo', { kind: 'http', status: 503 })
  left.push(await channel.start(store.take).catch((error: unknown) => error), channel.health())
  await zalo.waitFor(() => channel.health().state === 'up')

  store.before = (batch) => {
    store.before = () => {}
    throw new Error(`cannot store ${JSON.stringify(batch)}`)
  }
  const [first = '', second = '', third = ''] = SAID
  lan.says(first)
  const photo = lan.sendsPhoto(Buffer.from('ảnh'), second)
  const odd = { ...photo, msgId: '77', content: { title: 7, href: third } }
  zalo.sockets.push([odd])
  zalo.sockets.babble()
  await zalo.waitFor(() => store.all.length === 3)

  files.set('a', Buffer.from('ảnh gửi đi'))
  const file = { name: 'bieu-do.jpg', mime: 'image/jpeg', sha256: 'a', sizeBytes: 10 }
  const sheet = { ...file, name: 'tong-hop.xlsx', mime: 'application/vnd.ms-excel' }
  for (const [method, fault] of FAULTS) {
    zalo.fails(method, fault)
    const more = method.startsWith('photo')
      ? { files: [file] }
      : method.startsWith('file')
        ? { files: [sheet] }
        : { replyTo: method === 'quote' ? (store.all[0]?.messageId ?? null) : null }
    left.push(await channel.send(thread, outgoing(SENT[0] ?? '', more), patience()))
    await channel.showTyping?.(thread, patience())
    zalo.faults.clear()
  }
  const media = store.all.flatMap((one) => one.media)[0]
  if (media === undefined) throw new Error('no media')
  for (const fault of [{ kind: 'http', status: 502 }, { kind: 'reset' }] as const) {
    zalo.fails('download', fault)
    left.push(await channel.fetchMedia(media, patience()).catch((error: unknown) => error))
  }
  zalo.sockets.drop()
  zalo.account.expire()
  await zalo.waitFor(() => losses.length === 1)
  left.push(losses, channel.health(), await channel.send(thread, outgoing(SENT[1] ?? ''), patience()))
  await channel.stop()
  left.push(channel.health())

  const loggedIn =
    sessions.stored.kind === 'found' ? sessions.stored.session : sessionOf(zalo, rig.clock.now())
  const secrets = [
    ...zalo.account.secrets,
    ...loggedIn.cookies.map((cookie) => cookie.value),
    PHONE,
    ...SAID,
    ...SENT,
  ]
  expect(left.length).toBeGreaterThan(FAULTS.length + 5)
  expect(log.lines.length).toBeGreaterThan(8)
  expect(log.lines.some((line) => line.startsWith('debug'))).toBe(true)
  const everything = [...left.map(everythingOf), ...log.lines, ...shown]
  for (const text of everything)
    for (const secret of secrets) expect(text.includes(secret) ? `${secret} in ${text}` : '').toBe('')
  expect(shown).toEqual([])
})
