import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import QRCode from 'qrcode'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LoginQRCallbackEventType } from 'zca-js'
import { createZalo } from '../../../bot/channels/zalo-personal/log-in.ts'
import { drawModules } from '../../../bot/channels/zalo-personal/login/draw-modules.ts'
import { logInByQr, type QrClient } from '../../../bot/channels/zalo-personal/login/log-in-by-qr.ts'
import { readModules } from '../../../bot/channels/zalo-personal/login/read-modules.ts'
import { openSessionFile } from '../../../bot/channels/zalo-personal/session-file.ts'
import { createZaloFetch } from '../../../bot/channels/zalo-personal/zalo-fetch.ts'
import { createZaloPersonalChannel } from '../../../bot/channels/zalo-personal/zalo-personal-channel.ts'
import { FakeZalo } from '../../fakes/zalo-personal/fake-zalo.ts'
import { TSX } from '../../harness/run-program.ts'
import { FastClock, IncomingStore, KeptLog, MemoryLeases, sessionOf } from './zalo-rig.ts'

const run = promisify(execFile)
const KEY = Uint8Array.from({ length: 32 }, (_, index) => index)
const NOW = Temporal.Instant.from('2026-11-23T02:00:00Z')

let dataDir: string
let zalo: FakeZalo
let said: string[]
let stopping: AbortController

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-qr-'))
  zalo = await FakeZalo.start()
  said = []
  stopping = new AbortController()
})
afterEach(async () => {
  stopping.abort()
  await zalo.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const store = () => openSessionFile(dataDir, KEY)
const heard = (words: string) => zalo.waitFor(() => said.some((line) => line.includes(words)))

function logIn(
  client: QrClient = createZalo(createZaloFetch(zalo.baseUrl)),
  canDraw = true,
): Promise<boolean> {
  return logInByQr({
    client,
    store: store(),
    folder: join(dataDir, 'zalo-personal'),
    say: (line) => said.push(line),
    canDraw,
    now: () => NOW,
    signal: stopping.signal,
  })
}

describe('a login by QR', () => {
  test('shows the code, follows the telephone, and leaves a session the channel can use', async () => {
    const running = logIn()
    await heard('quét mã trong vòng 100 giây')
    const picture = await readFile(join(dataDir, 'zalo-personal', 'qr.png'))
    expect(await readModules(picture)).toEqual(modulesOf(zalo.qr.content))
    expect(said.join('\n')).toContain(drawModules(modulesOf(zalo.qr.content)))
    zalo.qr.scan()
    await heard('Đã quét bằng tài khoản “Đầu Mối Bình Định”')
    zalo.qr.confirm()
    await heard('Điện thoại đã đồng ý')
    expect(await running).toBe(true)
    expect(said.at(-1)).toContain('Đã đăng nhập tài khoản “Đầu Mối Bình Định”')
    expect(await readdir(join(dataDir, 'zalo-personal'))).toEqual(['session.sealed'])

    const incoming = new IncomingStore()
    const channel = await createZaloPersonalChannel({
      store: store(),
      lease: { leases: new MemoryLeases(), holder: 'x', name: (account) => account },
      readFile: async () => Buffer.alloc(0),
      clock: new FastClock(),
      log: new KeptLog(),
      onLost: () => undefined,
      baseUrl: zalo.baseUrl,
    })
    expect(channel.account).toBe(zalo.account.uid)
    await channel.start(incoming.take)
    expect(channel.health().state).toBe('up')
    await channel.stop()
  })

  test('that is declined says so, ends, and stores nothing', async () => {
    const running = logIn()
    await heard('quét mã')
    zalo.qr.scan()
    await heard('Đã quét')
    zalo.qr.decline()
    expect(await running).toBe(false)
    expect(said.at(-1)).toContain('từ chối')
    expect(await store().load()).toEqual({ kind: 'none' })
    expect(await readdir(join(dataDir, 'zalo-personal'))).toEqual([])
  })

  test('without a terminal that draws names the picture alone', async () => {
    const running = logIn(undefined, false)
    await heard('qr.png')
    expect(said.join('\n')).not.toContain('█')
    stopping.abort()
    expect(await running).toBe(false)
    expect(said.at(-1)).toContain('Đã dừng')
  })

  test.each(['http', 'garbage', 'reset'] as const)(
    'that meets %s says what to do, and no token',
    async (kind) => {
      zalo.fails('qr', kind === 'http' ? { kind, status: 502 } : { kind }, 20)
      expect(await logIn()).toBe(false)
      expect(said.at(-1)).toContain('npm run zalo:login')
      expect(said.join('\n')).not.toMatch(/token|Response|zpsid/)
    },
  )

  test('of another account says what follows from it; of the same one keeps what was received', async () => {
    const before = { ...sessionOf(zalo, NOW.add({ hours: 1 })), receivedUpToMs: 5 }
    await store().save(before)
    await completed()
    expect(await store().load()).toMatchObject({
      session: { uid: zalo.account.uid, receivedUpToMs: 5, loggedInAt: '2026-11-23T03:00:00.001Z' },
    })
    expect(said.join('\n')).not.toContain('tài khoản khác')

    await rm(join(dataDir, 'zalo-personal'), { recursive: true })
    await store().save({ ...before, uid: '1' })
    await completed()
    expect(said.join('\n')).toContain('tài khoản khác với lần trước')
    expect(await store().load()).toMatchObject({ session: { receivedUpToMs: null } })
  })
})

describe('a code that nobody scans', () => {
  test('is renewed, and given up after five', async () => {
    const actions = { saveToFile: async () => undefined, retry: () => {}, abort: () => {} }
    const image = (await QRCode.toDataURL('x')).replace(/^data:image\/png;base64,/, '')
    const asked: string[] = []
    const client: QrClient = {
      loginQR: (_, callback) =>
        new Promise((_resolve, reject) => {
          const show = () => {
            asked.push('code')
            const data = {
              code: 'c',
              image,
              options: { enabledCheckOCR: false, enabledMultiLayer: false },
              token: 't',
            }
            callback({ type: LoginQRCallbackEventType.QRCodeGenerated, data, actions })
            setTimeout(expire, 5)
          }
          const abort = () => reject(new Error('aborted'))
          const expire = () =>
            callback({
              type: LoginQRCallbackEventType.QRCodeExpired,
              data: null,
              actions: { retry: show, abort },
            })
          show()
        }),
    }
    expect(await logIn(client)).toBe(false)
    expect(asked).toHaveLength(5)
    expect(said.filter((line) => line.includes('đã hết hạn. Đang xin mã mới'))).toHaveLength(4)
    expect(said.at(-1)).toContain('nhiều lần')
  })
})

describe('the squares of a picture', () => {
  test.each([
    ['a small code', { scale: 2, margin: 4 }],
    ['a large code', { scale: 11, margin: 1 }],
    ['a code without margin', { scale: 5, margin: 0 }],
  ])('are read from %s', async (_, options) => {
    const content = 'https://id.zalo.me/qr/xin-chao'
    const png = await QRCode.toBuffer(content, { errorCorrectionLevel: 'M', ...options })
    expect(await readModules(png)).toEqual(modulesOf(content))
  })

  test('are read from a picture that was scaled', async () => {
    const content = 'https://id.zalo.me/qr/xin-chao'
    const png = await QRCode.toBuffer(content, { errorCorrectionLevel: 'M', scale: 8, margin: 4 })
    expect(await readModules(await sharp(png).resize(263).png().toBuffer())).toEqual(modulesOf(content))
  })

  test.each([
    ['no picture', async () => Buffer.from('không phải ảnh')],
    ['a blank picture', () => plainPicture('#ffffff')],
    ['a dark picture', () => plainPicture('#000000')],
  ])('are none in %s', async (_, make) => {
    expect(await readModules(await make())).toBeNull()
  })
})

function plainPicture(background: string): Promise<Buffer> {
  return sharp({ create: { width: 60, height: 60, channels: 3, background } })
    .png()
    .toBuffer()
}

function modulesOf(content: string): boolean[][] {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (__, column) => modules.get(row, column) === 1),
  )
}

async function completed(): Promise<void> {
  const running = logIn()
  const seen = said.length
  await zalo.waitFor(() => said.slice(seen).some((line) => line.includes('quét mã')))
  zalo.qr.scan()
  zalo.qr.confirm()
  expect(await running).toBe(true)
}

test('without APP_KEY the program says how to make one, and asks Zalo nothing', async () => {
  const program = fileURLToPath(new URL('../../../bot/zalo-login.ts', import.meta.url))
  const env = { PATH: process.env['PATH'] ?? '', HOME: dataDir, DATA_DIR: dataDir }
  const ran = await run(process.execPath, ['--import', TSX, program], { cwd: dataDir, env }).catch(
    (error: unknown) => error,
  )
  expect(ran).toMatchObject({ code: 1, stdout: expect.stringContaining('openssl rand -base64 32') })
  expect(await readdir(dataDir)).toEqual([])
})
