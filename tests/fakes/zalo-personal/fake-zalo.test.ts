/** The fake against zca-js alone, without our adapter: what it takes for Zalo is what the client takes for Zalo. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type API, Zalo } from 'zca-js'
import { createZaloFetch } from '../../../bot/channels/zalo-personal/zalo-fetch.ts'
import { decryptCbc, encryptCbc, requestKey, signKey } from './crypt.ts'
import { FakeZalo } from './fake-zalo.ts'
import { decodeFrame, encodeFrame } from './frame.ts'

let zalo: FakeZalo
let opened: API[]

beforeEach(async () => {
  zalo = await FakeZalo.start()
  opened = []
})
afterEach(async () => {
  for (const api of opened) api.listener.stop()
  await zalo.stop()
})

async function logIn(): Promise<API> {
  const client = new Zalo({ checkUpdate: false, logging: false, polyfill: createZaloFetch(zalo.baseUrl) })
  const { imei, userAgent, cookies } = zalo.account
  const api = await client.login({ imei, userAgent, cookie: cookies.map((cookie) => ({ ...cookie })) })
  api.listener.on('error', () => undefined)
  opened.push(api)
  return api
}

async function listening(): Promise<API> {
  const api = await logIn()
  const ready = new Promise((resolve) => api.listener.once('cipher_key', resolve))
  api.listener.start({ retryOnClose: false })
  await ready
  return api
}

const closeOf = (api: API) => new Promise<number>((resolve) => api.listener.once('closed', resolve))
const failureOf = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

describe('a login', () => {
  test('tells the client who it is and where everything lives', async () => {
    const api = await logIn()
    expect(api.getOwnId()).toBe(zalo.account.uid)
    expect(api.zpwServiceMap.chat[0]).toBe('https://tt-chat-wpa.chat.zalo.me')
  })

  test('that has expired fails without a code, in these words', async () => {
    zalo.account.expire()
    const { imei, userAgent } = zalo.account
    const client = new Zalo({ checkUpdate: false, logging: false, polyfill: createZaloFetch(zalo.baseUrl) })
    const cookie = [{ key: 'zpsid', value: 'old', domain: 'zalo.me', path: '/' }]
    expect(await failureOf(client.login({ imei, userAgent, cookie }))).toMatchObject({
      code: null,
      message: 'Đăng nhập thất bại',
    })
  })

  test('with a wrong signature is refused', async () => {
    const url = `${zalo.baseUrl}/wpa.chat.zalo.me/api/login/getLoginInfo?zcid=AB&zcid_ext=cd&enc_ver=v2&params=x&type=30&client_version=1&signkey=bad`
    expect(await (await fetch(url)).json()).toMatchObject({ error_code: -200 })
  })
})

describe('a message', () => {
  test('arrives under each of the four encryptions, in private and in a group', async () => {
    const api = await listening()
    const lan = zalo.person('Lan')
    const group = zalo.group('Tổ', [lan])
    const heard: unknown[] = []
    api.listener.on('message', ({ type, threadId, data }) => heard.push([type, threadId, data.content]))
    for (const text of ['không', 'một', 'hai', 'ba']) lan.says(text)
    for (const text of ['bốn', 'năm', 'sáu', 'bảy']) lan.says(text, { group })
    await zalo.waitFor(() => heard.length === 8)
    expect(heard).toEqual(
      expect.arrayContaining([
        ...['không', 'một', 'hai', 'ba'].map((text) => [0, lan.uid, text]),
        ...['bốn', 'năm', 'sáu', 'bảy'].map((text) => [1, group.id, text]),
      ]),
    )
  })

  test('of 2000 characters is taken, a longer one refused with 118', async () => {
    const api = await logIn()
    const lan = zalo.person('Lan')
    await api.sendMessage('x'.repeat(2000), lan.uid)
    expect(await failureOf(api.sendMessage('x'.repeat(2001), lan.uid))).toMatchObject({ code: 118 })
    expect(lan.hears()).toHaveLength(1)
  })

  test('to nobody is refused with 216, to a group that exists taken', async () => {
    const api = await logIn()
    expect(await failureOf(api.sendMessage('x', '1'))).toMatchObject({ code: 216 })
    const group = zalo.group('Tổ', [])
    await api.sendMessage('x', group.id, 1)
    expect(zalo.seen(group.id).map((one) => one.text)).toEqual(['x'])
  })

  test('after the login has expired is refused with 102', async () => {
    const api = await logIn()
    zalo.account.expire()
    expect(await failureOf(api.sendMessage('x', zalo.person('Lan').uid))).toMatchObject({ code: 102 })
  })

  test('that meets an error page fails without a code', async () => {
    const api = await logIn()
    zalo.fails('sms', { kind: 'http', status: 502 })
    expect(await failureOf(api.sendMessage('x', zalo.person('Lan').uid))).toMatchObject({ code: null })
  })

  test('from before can be asked for, newest page first', async () => {
    const lan = zalo.person('Lan')
    for (let number = 1; number <= 25; number++) lan.says(String(number))
    const api = await listening()
    const pages: string[][] = []
    let below = ''
    api.listener.on('old_messages', (messages) => {
      pages.push(messages.map((one) => String(one.data.content)))
      below = messages.at(-1)?.data.actionId ?? ''
    })
    api.listener.requestOldMessages(0, null)
    await zalo.waitFor(() => pages.length === 1)
    api.listener.requestOldMessages(0, below)
    await zalo.waitFor(() => pages.length === 2)
    expect(pages.map((page) => [page.length, page[0], page.at(-1)])).toEqual([
      [20, '25', '6'],
      [5, '5', '1'],
    ])
  })
})

test('a file in several pieces is put together, and told of over the socket', async () => {
  const api = await listening()
  const lan = zalo.person('Lan')
  const data = Buffer.from(Array.from({ length: 400_000 }, (_, index) => index % 251))
  const attachment = { data, filename: 'a.bin' as const, metadata: { totalSize: data.length } }
  await api.sendMessage({ msg: '', attachments: [attachment] }, lan.uid)
  expect(lan.hears()[0]?.media?.bytes.equals(data)).toBe(true)
  expect(zalo.callsOf('file/upload').length).toBeGreaterThan(2)
})

describe('a socket', () => {
  test('closes with 3000 when another one is opened, 3003 when thrown out, 1006 when it breaks', async () => {
    const first = await listening()
    const duplicate = closeOf(first)
    const second = await listening()
    expect(await duplicate).toBe(3000)
    const kicked = closeOf(second)
    zalo.sockets.kick()
    expect(await kicked).toBe(3003)
    const third = await listening()
    const broken = closeOf(third)
    zalo.sockets.drop()
    expect(await broken).toBe(1006)
  })

  test('is not opened for an expired login', async () => {
    const api = await logIn()
    zalo.account.expire()
    const closed = closeOf(api)
    api.listener.start({ retryOnClose: false })
    expect(await closed).toBe(1006)
    expect(zalo.sockets.opened).toBe(0)
  })
})

describe('the encryptions', () => {
  test('the key of a login request is made of 8, 12 and 12 characters', () => {
    const key = requestKey('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdef').toString('utf8')
    expect(key).toHaveLength(32)
    // MD5 of "abcdef" is E80B5017098950FC58AAD83C8C14978E: its even places, then those of the first text.
    expect(key.slice(0, 8)).toBe('E051085F')
    expect(key.slice(8, 20)).toBe('02468ACEGIKM')
    expect(key.slice(20)).toBe('ZXVTRPNLJHFD')
  })

  test('CBC goes there and back under keys of both lengths', () => {
    for (const size of [16, 32]) {
      const key = Buffer.alloc(size, 7)
      expect(decryptCbc(key, encryptCbc(key, 'báo cáo'))).toBe('báo cáo')
    }
  })

  test('a signature follows the order of the names, not of writing', () => {
    expect(signKey('x', { b: '2', a: '1' })).toBe(signKey('x', { a: '1', b: '2' }))
    expect(signKey('x', { a: '1' })).not.toBe(signKey('y', { a: '1' }))
  })

  test('a frame carries its command in two bytes, low one first', () => {
    const bytes = encodeFrame({ command: 521, subCommand: 3, data: { a: 'ạ' } })
    expect([...bytes.subarray(0, 4)]).toEqual([1, 0x09, 0x02, 3])
    expect(decodeFrame(bytes)).toEqual({ command: 521, subCommand: 3, data: { a: 'ạ' } })
  })
})
