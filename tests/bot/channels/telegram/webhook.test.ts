import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { longText } from '../../../contract/channel-rig.ts'
import { makeTelegramRig, SECRET, type TelegramRig } from './telegram-rig.ts'

let rig: TelegramRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

async function started(): Promise<TelegramRig & { readonly url: string }> {
  const made = await makeTelegramRig({ mode: 'webhook' })
  rig = made
  await made.channel.start(made.store.take)
  const set = await made.telegram.waitFor(() => made.telegram.callsOf('setWebhook')[0])
  return { ...made, url: String(set.parameters['url']) }
}

interface Delivery {
  readonly body?: string | Buffer
  readonly secret?: string | null
  readonly method?: string
}

/** Delivers by hand and tells the status. */
function deliver(url: string, { body = '', secret = SECRET, method = 'POST' }: Delivery): Promise<number> {
  const headers = secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret }
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    call.on('error', reject)
    call.end(body)
  })
}

const update = (id: number, text: string) =>
  JSON.stringify({
    update_id: id,
    message: {
      message_id: id,
      date: 1795424400,
      chat: { id: 5, type: 'private' },
      from: { id: 5, is_bot: false, first_name: 'Lan' },
      text,
    },
  })

test('the webhook is set with our address, secret and kinds of updates', async () => {
  const { telegram, url } = await started()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/telegram$/)
  expect(telegram.callsOf('setWebhook')[0]?.parameters).toEqual({
    url,
    secret_token: SECRET,
    allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
  })
})

test.each([1, 3, 7, 1021])(
  'a long Vietnamese message in TCP segments of %d bytes arrives letter for letter',
  async (splitEvery) => {
    const { telegram, store } = await started()
    telegram.delivery.splitEvery = splitEvery
    const text = longText(4000)
      .slice(0, splitEvery === 1 ? 400 : 4096)
      .trim()
    telegram.user('Lan').sends(text)
    await telegram.waitFor(() => store.texts.length > 0, 15_000)
    expect(store.texts).toEqual([text])
  },
)

test('200 is answered only after the update was stored', async () => {
  const { url, store, telegram } = await started()
  let release: (() => void) | null = null
  store.before = () =>
    new Promise<void>((resolve) => {
      release = resolve
    })
  let status = 0
  const answered = deliver(url, { body: update(1, 'NV07') }).then((code) => {
    status = code
  })
  const finishStoring = await telegram.waitFor(() => release)
  await new Promise((resolve) => setTimeout(resolve, 80))
  expect(status).toBe(0)
  finishStoring()
  await answered
  expect(status).toBe(200)
  expect(store.texts).toEqual(['NV07'])
})

test('when storing fails, the chat waits in order and other chats go on', async () => {
  const { telegram, store, log } = await started()
  const lan = telegram.user('Lan')
  const minh = telegram.user('Minh')
  store.before = (batch) => {
    if (batch[0]?.text === 'Lan 1' && !store.texts.includes('Minh 1')) throw new Error('the database is away')
  }
  for (const text of ['Lan 1', 'Lan 2', 'Lan 3']) lan.sends(text)
  await telegram.waitFor(() => log.lines.length >= 2)
  minh.sends('Minh 1')
  await telegram.waitFor(() => store.all.length === 4)
  expect(store.texts.filter((text) => text.startsWith('Lan'))).toEqual(['Lan 1', 'Lan 2', 'Lan 3'])
  await telegram.waitFor(() => telegram.queue.pending().length === 0)
})

test('an update is taken in again when its 200 got lost', async () => {
  const { telegram, store } = await started()
  telegram.delivery.copies = 3
  const { updateId } = telegram.user('Lan').sends('NV07 81%')
  await telegram.waitFor(() => store.all.length === 3)
  expect(store.all.map((one) => one.providerId)).toEqual(Array(3).fill(String(updateId)))
})

describe('a delivery is refused', () => {
  test.each([
    ['without the secret', { secret: null, body: update(1, 'x') }, 401],
    ['with another secret', { secret: `${SECRET}x`, body: update(1, 'x') }, 401],
    ['with an empty secret', { secret: '', body: update(1, 'x') }, 401],
    ['by another method', { method: 'GET' }, 405],
    ['when it is no JSON', { body: '{"update_id": 1' }, 400],
    ['when it is empty', { body: '' }, 400],
    ['when it is no UTF-8', { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }, 400],
    ['when it has no update id', { body: '{"message": {}}' }, 400],
    ['when it is null', { body: 'null' }, 400],
    ['above one MiB', { body: update(1, 'x'.repeat(1024 * 1024)) }, 413],
  ])('%s', async (_, delivery, status) => {
    const { url, store } = await started()
    expect(await deliver(url, delivery)).toBe(status)
    expect(store.all).toEqual([])
    expect(await deliver(url, { body: update(2, 'sau đó') })).toBe(200)
  })

  test('before the start and after the stop, so that Telegram keeps it', async () => {
    const { url, channel, store, another } = await started()
    await channel.stop()
    expect(await deliver(url, { body: update(1, 'x') })).toBe(503)
    const next = another()
    expect(await deliver(url, { body: update(1, 'x') })).toBe(503)
    await next.start(store.take)
    expect(await deliver(url, { body: update(1, 'x') })).toBe(200)
    expect(store.texts).toEqual(['x'])
  })
})

test('an update of unknown shape is kept as unsupported, logged, and blocks nobody', async () => {
  const { url, store, log } = await started()
  const odd = { update_id: 3, message: { message_id: 'three', chat: { id: 5, type: 'private' } } }
  expect(await deliver(url, { body: JSON.stringify(odd) })).toBe(200)
  expect(store.all).toMatchObject([{ kind: 'unsupported', providerId: '3', thread: { threadId: '5' } }])
  expect(log.lines.join('\n')).toContain('message.message_id')
})

test('without a webhook there is nothing to deliver to', async () => {
  rig = await makeTelegramRig({ mode: 'webhook', overrides: { webhook: null } })
  await rig.channel.start(rig.store.take)
  const { createServer } = await import('node:http')
  const channel = rig.channel
  const server = createServer((req, res) => void channel.handleWebhook(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  expect(await deliver(`http://127.0.0.1:${address.port}/telegram`, { body: update(1, 'x') })).toBe(404)
  server.close()
})

test('a webhook that somebody took away is set again', async () => {
  const { telegram, channel, store } = await started()
  await fetch(`${telegram.apiRoot}/bot${telegram.token}/deleteWebhook`)
  await telegram.waitFor(() => telegram.callsOf('setWebhook').length === 2)
  telegram.user('Lan').sends('NV07')
  await telegram.waitFor(() => store.texts.includes('NV07'))
  await telegram.waitFor(() => channel.health().state === 'up')
})

test('deliveries that fail show in the health', async () => {
  const { telegram, channel, store } = await started()
  store.before = () => {
    throw new Error('the database is away')
  }
  telegram.user('Lan').sends('NV07')
  const health = await telegram.waitFor(() => {
    const now = channel.health()
    return now.state === 'degraded' ? now : null
  })
  expect(health.reason).toContain('503')
})
