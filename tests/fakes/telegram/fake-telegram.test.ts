import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pictureBytes } from '../../contract/channel-rig.ts'
import { FakeTelegram } from './fake-telegram.ts'
import type { FakeUser } from './fake-user.ts'

let nowMs = 1_795_424_400_000
let telegram: FakeTelegram
let lan: FakeUser

beforeEach(async () => {
  telegram = await FakeTelegram.start({ now: () => nowMs, limits: true })
  lan = telegram.user('Lan')
  lan.person.started = true
})
afterEach(() => telegram.stop())

interface Answer {
  readonly ok: boolean
  readonly result?: unknown
  readonly error_code?: number
  readonly description?: string
  readonly parameters?: { readonly retry_after?: number }
}

async function call(
  method: string,
  body?: string | URLSearchParams | FormData,
  contentType?: string,
): Promise<Answer> {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  const init = body === undefined ? {} : { method: 'POST', body, headers }
  const response = await fetch(`${telegram.apiRoot}/bot${telegram.token}/${method}`, init)
  const answer: unknown = await response.json()
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) throw new Error('no answer')
  return { ...answer, ok: answer.ok === true }
}

const json = (method: string, payload: object) => call(method, JSON.stringify(payload), 'application/json')
const say = (text: string, more: object = {}) => json('sendMessage', { chat_id: lan.chatId, text, ...more })

describe('a call is understood', () => {
  test('as a query, urlencoded, JSON and multipart alike', async () => {
    const markup = JSON.stringify({ inline_keyboard: [[{ text: 'Xong', callback_data: 'd' }]] })
    const fields = { chat_id: String(lan.chatId), text: 'Việc & số', reply_markup: markup }
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    const ways = [
      () => call(`sendMessage?${new URLSearchParams(fields)}`),
      () => call('sendMessage', new URLSearchParams(fields)),
      () => json('sendMessage', { ...fields, reply_markup: JSON.parse(markup) }),
      () => call('SendMessage', form),
    ]
    for (const way of ways) {
      nowMs += 2000
      expect(await way()).toMatchObject({ ok: true, result: { text: 'Việc & số' } })
    }
    expect(lan.hears().map((one) => one.buttons)).toEqual(Array(4).fill([['Xong']]))
  })

  test('not with another token, a malformed one, or a method that does not exist', async () => {
    const at = async (path: string) => (await fetch(`${telegram.apiRoot}/${path}`)).json()
    expect(await at('bot1:other/getMe')).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' })
    expect(await at('botnone/getMe')).toMatchObject({ error_code: 404, description: 'Not Found' })
    expect(await call('sendNothing')).toMatchObject({ error_code: 404 })
    expect(await call('sendMessage', '{"chat_id"', 'application/json')).toMatchObject({ error_code: 400 })
  })
})

describe("a message is refused in Telegram's words", () => {
  const long = 'x'.repeat(4097)
  test.each([
    ['Bad Request: message is too long', { text: long }],
    ['Bad Request: message text is empty', { text: '  ' }],
    ['Bad Request: chat not found', { chat_id: 1 }],
    ['Bad Request: message to be replied not found', { reply_parameters: { message_id: 99 } }],
    [
      'Bad Request: BUTTON_DATA_INVALID',
      { reply_markup: { inline_keyboard: [[{ text: 'a', callback_data: 'ệ'.repeat(22) }]] } },
    ],
    [
      'Bad Request: can\'t parse entities: Unsupported start tag "chưa" at byte offset 4',
      { text: 'NV1 <chưa>', parse_mode: 'HTML' },
    ],
    [
      'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
      { text: '<b>NV1', parse_mode: 'HTML' },
    ],
  ])('%s', async (description, more) => {
    expect(await say('NV1', more)).toEqual({ ok: false, error_code: 400, description })
    expect(lan.hears()).toEqual([])
  })

  test('a caption beyond 1024, a picture that is none, an album of one', async () => {
    const photo = (caption: string, bytes: Buffer) => {
      const form = new FormData()
      form.set('chat_id', String(lan.chatId))
      form.set('caption', caption)
      form.set('photo', new Blob([new Uint8Array(bytes)]), 'a.jpg')
      return call('sendPhoto', form)
    }
    expect(await photo('x'.repeat(1025), pictureBytes(50))).toMatchObject({
      description: 'Bad Request: message caption is too long',
    })
    expect(await photo('x', Buffer.from('text'))).toMatchObject({
      description: 'Bad Request: IMAGE_PROCESS_FAILED',
    })
    expect(await json('sendMediaGroup', { chat_id: lan.chatId, media: [] })).toMatchObject({ ok: false })
    expect(await photo('x'.repeat(1024), pictureBytes(50))).toMatchObject({ ok: true })
  })

  test('an edit that changes nothing, or of nothing', async () => {
    await say('thẻ')
    const message_id = lan.lastHeard()?.messageId
    const edit = (more: object) =>
      json('editMessageText', { chat_id: lan.chatId, message_id, text: 'thẻ', ...more })
    expect((await edit({})).description).toContain('Bad Request: message is not modified')
    expect((await edit({ message_id: 5 })).description).toBe('Bad Request: message to edit not found')
    expect(await edit({ text: 'thẻ mới' })).toMatchObject({ ok: true, result: { text: 'thẻ mới' } })
    expect(lan.lastHeard()?.earlier).toEqual(['thẻ'])
  })
})

describe('limits on the clock of the test', () => {
  test('one message per second and chat', async () => {
    expect((await say('một')).ok).toBe(true)
    nowMs += 400
    expect(await say('hai')).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
    nowMs += 601
    expect((await say('hai')).ok).toBe(true)
  })

  test('thirty per second in all', async () => {
    const people = Array.from({ length: 31 }, (_, index) => telegram.user(`Người ${index}`))
    const answers: (number | undefined)[] = []
    for (const person of people) {
      person.person.started = true
      answers.push((await say('nhắc', { chat_id: person.chatId })).error_code)
    }
    expect(answers).toEqual([...Array(30).fill(undefined), 429])
  })

  test('twenty per minute and group', async () => {
    const group = telegram.group('Tổ công tác', [lan])
    const answers: Answer[] = []
    for (let sent = 0; sent < 21; sent++) {
      answers.push(await say(`${sent}`, { chat_id: group.id }))
      nowMs += 1001
    }
    expect(answers.filter((answer) => answer.ok)).toHaveLength(20)
    expect(answers.at(-1)).toMatchObject({ error_code: 429, parameters: { retry_after: 40 } })
  })
})

describe('updates', () => {
  test('stay until an offset confirms them, and for a day at most', async () => {
    const first = lan.sends('một')
    lan.sends('hai')
    const poll = async (query: string) => {
      const { result } = await call(`getUpdates?${query}`)
      return Array.isArray(result) ? result.length : -1
    }
    expect([await poll(''), await poll('limit=1'), await poll('')]).toEqual([2, 1, 2])
    expect(await poll(`offset=${first.updateId + 1}`)).toBe(1)
    nowMs += 25 * 3600 * 1000
    expect(await poll('')).toBe(0)
  })

  test('come to one poller only: the earlier one is told so', async () => {
    const early = call('getUpdates?timeout=10')
    await telegram.waitFor(() => telegram.queue.isPolled)
    const late = call('getUpdates?timeout=10')
    expect(await early).toMatchObject({ error_code: 409 })
    lan.sends('một')
    expect(await late).toMatchObject({ ok: true, result: [{ message: { text: 'một' } }] })
  })

  test('a kind not asked for never comes', async () => {
    await json('getUpdates', { allowed_updates: ['callback_query'] })
    lan.sends('một')
    expect(await call('getUpdates')).toMatchObject({ ok: true, result: [] })
  })

  test('webhook information names the failure and what is pending', async () => {
    const url = 'http://127.0.0.1:9/nowhere'
    expect(await json('setWebhook', { url: 'http://example.org/x' })).toMatchObject({
      description: 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    })
    expect((await json('setWebhook', { url, secret_token: 'has blanks' })).ok).toBe(false)
    expect((await json('setWebhook', { url, max_connections: 3 })).ok).toBe(true)
    lan.sends('một')
    await telegram.waitFor(() => telegram.api.updates.delivery?.lastError)
    expect(await call('getWebhookInfo')).toMatchObject({
      result: { url, pending_update_count: 1, max_connections: 3, last_error_message: expect.any(String) },
    })
    expect(await call('getUpdates')).toMatchObject({ error_code: 409 })
    expect((await json('deleteWebhook', { drop_pending_updates: true })).ok).toBe(true)
    expect(await call('getUpdates')).toMatchObject({ ok: true, result: [] })
  })
})

test('pins, reactions, deletions and typing show on the phone', async () => {
  await say('biên nhận')
  const place = { chat_id: lan.chatId, message_id: lan.lastHeard()?.messageId }
  expect((await json('pinChatMessage', place)).ok).toBe(true)
  const reaction = [{ type: 'emoji', emoji: '👍' }]
  expect((await json('setMessageReaction', { ...place, reaction })).ok).toBe(true)
  expect(lan.lastHeard()).toMatchObject({ pinned: true, reaction: '👍' })
  expect((await json('sendChatAction', { chat_id: lan.chatId, action: 'typing' })).ok).toBe(true)
  expect((await json('deleteMessage', place)).ok).toBe(true)
  expect(lan.hears()).toEqual([])
  expect(await json('deleteMessage', place)).toMatchObject({
    description: 'Bad Request: message to delete not found',
  })
})

test('the transcript shows every chat with files, buttons and edits', async () => {
  lan.sendsPhoto(pictureBytes(40), 'NV07 81%')
  await say('Đã ghi', { reply_markup: { inline_keyboard: [[{ text: 'Sửa', callback_data: 'a' }]] } })
  const message_id = lan.lastHeard()?.messageId
  const markup = { inline_keyboard: [[{ text: 'Hủy', callback_data: 'b' }]] }
  await json('editMessageText', {
    chat_id: lan.chatId,
    message_id,
    text: 'Đã ghi NV07',
    reply_markup: markup,
  })
  expect(telegram.transcript()).toBe(
    'Lan | Lan: [photo ] NV07 81%\nLan | bot: Đã ghi NV07 (edited)\n    [Hủy]',
  )
  expect(() => lan.taps('Sửa')).toThrow('no button "Sửa"')
})

test('waiting in vain shows the transcript', async () => {
  lan.sends('NV07 81%')
  await expect(telegram.waitFor(() => false, 30)).rejects.toThrow('NV07 81%')
})
