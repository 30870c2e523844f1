import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeZaloBot } from './fake-zalo-bot.ts'

let zalo: FakeZaloBot

beforeEach(async () => {
  zalo = await FakeZaloBot.start()
})
afterEach(() => zalo.stop())

async function call(method: string, parameters: object = {}, token = zalo.token) {
  const response = await fetch(`${zalo.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  })
  return { status: response.status, body: JSON.parse(await response.text()) }
}

test('another token is refused, and so are unknown methods, whose case counts', async () => {
  expect((await call('getMe', {}, 'other')).body).toMatchObject({ ok: false, error_code: 401 })
  expect((await call('getme')).body).toMatchObject({ ok: false, error_code: 404 })
  expect((await call('getMe')).body).toMatchObject({ ok: true, result: { account_type: 'BASIC' } })
})

test('a refusal has its number in the body, and in the status only where it is told to', async () => {
  expect((await call('getMe', {}, 'other')).status).toBe(200)
  zalo.refusesBy = 'status'
  expect((await call('getMe', {}, 'other')).status).toBe(401)
})

describe('a message', () => {
  test.each([
    [0, 400],
    [1, undefined],
    [2000, undefined],
    [2001, 400],
  ])('of %d characters is refused with %s', async (length, code) => {
    const lan = zalo.user('Lan')
    lan.says('Em chào')
    const { body } = await call('sendMessage', { chat_id: lan.id, text: 'x'.repeat(length) })
    expect(body.error_code).toBe(code)
    expect(lan.hears()).toHaveLength(code === undefined ? 1 : 0)
  })

  test('reaches only who has written, and has not blocked the bot', async () => {
    const lan = zalo.user('Lan')
    const text = { chat_id: lan.id, text: 'nhắc' }
    expect((await call('sendMessage', text)).body.error_code).toBe(400)
    lan.says('Em chào')
    expect((await call('sendMessage', text)).body).toMatchObject({
      ok: true,
      result: { message_id: expect.any(String) },
    })
    lan.blocks()
    expect((await call('sendMessage', text)).body.error_code).toBe(403)
  })

  test('beyond the quota is refused with 429', async () => {
    const lan = zalo.user('Lan')
    lan.says('Em chào')
    zalo.messagesLeft = 1
    const codes = [1, 2].map(
      async () => (await call('sendMessage', { chat_id: lan.id, text: 'x' })).body.error_code,
    )
    expect((await Promise.all(codes)).sort()).toEqual([429, undefined])
  })

  test('with a picture needs an address where one can be fetched', async () => {
    const lan = zalo.user('Lan')
    lan.says('Em chào')
    const picture = zalo.media.put(Buffer.from('ảnh'))
    const page = zalo.media.put(Buffer.from('<html>'), 'text/html')
    const send = async (photo: string) => (await call('sendPhoto', { chat_id: lan.id, photo })).body.ok
    expect([await send(picture), await send(page), await send('http://127.0.0.1:9/x')]).toEqual([
      true,
      false,
      false,
    ])
    expect(lan.hears().map(({ files }) => files[0]?.toString())).toEqual(['ảnh'])
  })
})

describe('updates', () => {
  test('come one at a time, once, and 408 when there is none', async () => {
    const lan = zalo.user('Lan')
    lan.says('một')
    lan.says('hai')
    const poll = async () => (await call('getUpdates', { timeout: '0.02' })).body
    expect((await poll()).result.message.text).toBe('một')
    expect((await poll()).result.message.text).toBe('hai')
    expect(await poll()).toMatchObject({ ok: false, error_code: 408 })
  })

  test('are not kept for long while nobody asks', async () => {
    zalo.queue.keepMs = 20
    zalo.user('Lan').says('lỡ')
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect((await call('getUpdates', { timeout: '0.02' })).body.error_code).toBe(408)
  })

  test('cannot be polled while a webhook is set', async () => {
    await call('setWebhook', { url: 'http://127.0.0.1:9/x', secret_token: '12345678' })
    expect((await call('getUpdates', { timeout: '0.02' })).body.error_code).toBe(400)
    await call('deleteWebhook')
    expect((await call('getUpdates', { timeout: '0.02' })).body.error_code).toBe(408)
  })
})

test.each([
  ['http://evil.example/x', '12345678', 400],
  ['https://example.vn/x', '1234567', 400],
  ['https://example.vn/x', 'x'.repeat(257), 400],
])('a webhook at %s with a secret of its length is refused', async (url, secret_token, code) => {
  expect((await call('setWebhook', { url, secret_token })).body.error_code).toBe(code)
  expect((await call('getWebhookInfo')).body.result.url).toBe('')
})

test('a webhook nobody answers at is said to be unreachable', async () => {
  const { body } = await call('setWebhook', { url: 'http://127.0.0.1:9/x', secret_token: '12345678' })
  expect(body.result.verification).toMatchObject({ ok: false, outcome: 'webhook.err.unreachable' })
})

test('the transcript tells who said what', async () => {
  const lan = zalo.user('Lan')
  lan.sendsPhoto(Buffer.from('x'), 'NV07')
  await call('sendMessage', { chat_id: lan.id, text: 'Đã nhận' })
  expect(zalo.transcript()).toBe('Lan: [1 file] NV07\nbot -> Lan: Đã nhận')
})
