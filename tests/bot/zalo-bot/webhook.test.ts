import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { bytesOf, longText, pictureBytes } from '../../contract/channel-rig.ts'
import { makeZaloBotRig, patience, SECRET, type ZaloBotRig } from './zalo-bot-rig.ts'

let rig: ZaloBotRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

async function started(): Promise<ZaloBotRig & { readonly url: string }> {
  const made = await makeZaloBotRig({ mode: 'webhook' })
  rig = made
  await made.channel.start(made.store.take)
  const { url } = await made.zalo.waitFor(() => made.zalo.webhook)
  await made.zalo.waitFor(() => made.channel.health().state === 'up')
  return { ...made, url }
}

interface Delivery {
  readonly body?: string | Buffer
  readonly secret?: string | null
  readonly method?: string
}

/** Delivers by hand and tells the status. */
function deliver(url: string, { body = '', secret = SECRET, method = 'POST' }: Delivery): Promise<number> {
  const headers = secret === null ? {} : { 'x-bot-api-secret-token': secret }
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    call.on('error', reject)
    call.end(body)
  })
}

const event = (id: string, text: string, more: object = {}) =>
  JSON.stringify({
    event_name: 'message.text.received',
    message: {
      message_id: id,
      date: 1795424400000,
      chat: { id: 'c5', chat_type: 'PRIVATE' },
      from: { id: 'c5', display_name: 'Lan', is_bot: false },
      text,
      ...more,
    },
  })

test('the webhook is set with our address and secret, after Zalo has tried it', async () => {
  const { zalo, url, store } = await started()
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/zalo\/webhook$/)
  expect(zalo.callsOf('setWebhook').map((call) => call.parameters)).toEqual([{ url, secret_token: SECRET }])
  expect(store.all).toEqual([])
})

describe('an event is read', () => {
  test.each([
    ['wrapped', 'photo'],
    ['wrapped', 'photo_url'],
    ['flat', 'photo'],
    ['flat', 'photo_url'],
  ] as const)('%s, with its picture in %s', async (envelope, photoIn) => {
    const { zalo, store, channel } = await started()
    Object.assign(zalo.shape, { envelope, photoIn })
    const bytes = pictureBytes(4000)
    zalo.user('Lan').sendsPhoto(bytes, 'NV07 81%')
    await zalo.waitFor(() => store.all.length === 1)
    const [photo] = store.all
    expect(photo).toMatchObject({ kind: 'photo', text: 'NV07 81%', senderName: 'Lan', addressed: true })
    const media = photo?.media[0]
    if (media === undefined) throw new Error('no media')
    expect((await bytesOf(await channel.fetchMedia(media, patience()))).equals(bytes)).toBe(true)
  })

  test('with its voice as a file', async () => {
    const { zalo, store } = await started()
    zalo.user('Lan').sendsVoice(Buffer.from('voice'))
    await zalo.waitFor(() => store.all.length === 1)
    expect(store.all[0]).toMatchObject({ kind: 'voice', media: [{ kind: 'file' }] })
  })

  test('as unsupported when it is a sticker or nothing the platform hands on', async () => {
    const { zalo, store } = await started()
    const lan = zalo.user('Lan')
    lan.sendsSticker()
    lan.sendsUnsupported()
    await zalo.waitFor(() => store.all.length === 2)
    expect(store.all.map((one) => one.kind)).toEqual(['unsupported', 'unsupported'])
  })

  test.each([1, 3, 7, 1021])('letter for letter in TCP segments of %d bytes', async (splitEvery) => {
    const { zalo, store } = await started()
    zalo.manners.splitEvery = splitEvery
    const text = longText(2000)
      .slice(0, splitEvery === 1 ? 300 : 2000)
      .trim()
    zalo.user('Lan').says(text)
    await zalo.waitFor(() => store.texts.length > 0, 15_000)
    expect(store.texts).toEqual([text])
  })

  test('without what a database cannot hold', async () => {
    const { url, store } = await started()
    expect(await deliver(url, { body: event('m1', 'a\u0000b\ud800c') })).toBe(200)
    expect(store.texts).toEqual(['ab\ufffdc'])
  })
})

describe('200 is answered', () => {
  test('only after the message was stored', async () => {
    const { url, store, zalo } = await started()
    let release: (() => void) | null = null
    store.before = () =>
      new Promise<void>((resolve) => {
        release = resolve
      })
    let status = 0
    const answered = deliver(url, { body: event('m1', 'NV07') }).then((code) => {
      status = code
    })
    const finishStoring = await zalo.waitFor(() => release)
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(status).toBe(0)
    finishStoring()
    await answered
    expect(status).toBe(200)
    expect(store.texts).toEqual(['NV07'])
  })

  test('after a database that was away for a moment, in the order of the conversation', async () => {
    const { zalo, store, channel } = await started()
    let failures = 4
    store.before = () => {
      if (failures-- > 0) throw new Error('the database is away')
    }
    const lan = zalo.user('Lan')
    for (const text of ['một', 'hai', 'ba']) lan.says(text)
    await zalo.waitFor(() => store.texts.length === 3)
    expect(store.texts).toEqual(['một', 'hai', 'ba'])
    await zalo.courier.quiet()
    expect(zalo.courier.answers).toEqual([200, 200, 200])
    await zalo.waitFor(() => channel.health().state === 'up')
  })

  test('while another conversation cannot be stored', async () => {
    const { zalo, store } = await started()
    let isStuck = true
    store.before = (batch) => {
      if (isStuck && batch[0]?.text === 'kẹt') throw new Error('cannot be stored')
    }
    zalo.user('Lan').says('kẹt')
    zalo.user('Minh').says('trôi')
    await zalo.waitFor(() => store.texts.includes('trôi'))
    expect(store.texts).toEqual(['trôi'])
    isStuck = false
    await zalo.waitFor(() => store.texts.includes('kẹt'))
  })

  test("to what is nobody's message, and nothing is stored", async () => {
    const { url, store } = await started()
    const bodies = [
      '',
      'ping',
      '{"message": {',
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
      '{}',
      '[]',
      'null',
      JSON.stringify({ ok: true, result: {} }),
      JSON.stringify({ event_name: 'user.follow', message: JSON.parse(event('m1', '')).message }),
      event('m2', 'Tôi là bot', { from: { id: 'b', is_bot: true } }),
    ]
    for (const body of bodies) expect(await deliver(url, { body }), String(body)).toBe(200)
    expect(store.all).toEqual([])
  })
})

test('a delivery whose 200 got lost is taken in again under the same id', async () => {
  const { zalo, store } = await started()
  zalo.manners.copies = 3
  const id = zalo.user('Lan').says('NV07 81%')
  await zalo.waitFor(() => store.all.length === 3)
  expect(store.all.map((one) => one.providerId)).toEqual([id, id, id])
})

test('copies that come while the first is being stored wait for it', async () => {
  const { url, store, zalo } = await started()
  let release = () => {}
  store.before = () =>
    new Promise<void>((resolve) => {
      release = resolve
    })
  const answers = [1, 2, 3].map(() => deliver(url, { body: event('m1', 'NV07') }))
  await new Promise((resolve) => setTimeout(resolve, 60))
  release()
  expect(await Promise.all(answers)).toEqual([200, 200, 200])
  expect(store.texts).toEqual(['NV07'])
  expect(zalo.messages).toEqual([])
})

describe('a delivery is refused', () => {
  test.each([
    ['without the secret', { secret: null, body: event('m1', 'x') }, 401],
    ['with another secret', { secret: `${SECRET}x`, body: event('m1', 'x') }, 401],
    ['with an empty secret', { secret: '', body: event('m1', 'x') }, 401],
    ['by another method', { method: 'GET' }, 405],
    ['above one MiB', { body: event('m1', 'x'.repeat(1024 * 1024)) }, 413],
  ])('%s', async (_, delivery, status) => {
    const { url, store } = await started()
    expect(await deliver(url, delivery)).toBe(status)
    expect(store.all).toEqual([])
    expect(await deliver(url, { body: event('m2', 'sau đó') })).toBe(200)
  })

  test('before the start and after the stop', async () => {
    const { url, channel, store, another } = await started()
    await channel.stop()
    expect(await deliver(url, { body: event('m1', 'x') })).toBe(503)
    const next = another()
    expect(await deliver(url, { body: event('m1', 'x') })).toBe(503)
    await next.start(store.take)
    expect(await deliver(url, { body: event('m1', 'x') })).toBe(200)
    expect(store.texts).toEqual(['x'])
  })
})

test('a message of unknown shape is kept as unsupported, logged, and blocks nobody', async () => {
  const { url, store, log } = await started()
  const odd = { message: { message_id: 'm3', from: 7, chat: { id: 'c5' } } }
  expect(await deliver(url, { body: JSON.stringify(odd) })).toBe(200)
  expect(store.all).toMatchObject([{ kind: 'unsupported', providerId: 'm3', thread: { threadId: 'c5' } }])
  expect(log.lines.join('\n')).toContain('message.from')
})

test('a webhook that somebody took away is set again', async () => {
  const { zalo, store } = await started()
  zalo.webhook = null
  await zalo.waitFor(() => zalo.webhook, 8000)
  zalo.user('Lan').says('NV07')
  await zalo.waitFor(() => store.texts.includes('NV07'))
}, 15_000)

test('an address that Zalo cannot reach shows in the health, and is tried again', async () => {
  const made = await makeZaloBotRig({
    mode: 'webhook',
    overrides: { webhook: { publicUrl: 'http://127.0.0.1:9', secret: SECRET, path: '/x' } },
  })
  rig = made
  await made.channel.start(made.store.take)
  await made.zalo.waitFor(() => made.zalo.callsOf('setWebhook').length >= 2)
  expect(made.channel.health()).toMatchObject({
    state: 'down',
    reason: 'Zalo cannot reach the webhook: webhook.err.unreachable',
  })
})

test('a delivery that comes all the same proves that the address is reached', async () => {
  const { zalo, channel, store, url } = await started()
  zalo.fails('getWebhookInfo', { kind: 'server-error', status: 502 })
  zalo.fails('getWebhookInfo', { kind: 'hang' }, 100)
  await zalo.waitFor(() => channel.health().state === 'degraded', 8000)
  expect(await deliver(url, { body: event('m1', 'NV07') })).toBe(200)
  expect(store.texts).toEqual(['NV07'])
  expect(channel.health()).toEqual({ state: 'up' })
}, 15_000)

test('without a webhook there is nothing to deliver to', async () => {
  const made = await makeZaloBotRig({ mode: 'polling' })
  rig = made
  await made.channel.start(made.store.take)
  expect(await deliver(`${made.server.url}/zalo/webhook`, { body: event('m1', 'x') })).toBe(404)
})
