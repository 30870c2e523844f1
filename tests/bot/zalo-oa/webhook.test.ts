import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { bytesOf, longText, pictureBytes } from '../../contract/channel-rig.ts'
import { patience } from '../zalo-bot/zalo-bot-rig.ts'
import { makeZaloOaRig, type ZaloOaRig } from './zalo-oa-rig.ts'

let rig: ZaloOaRig | null = null

afterEach(async () => {
  await rig?.close()
  rig = null
})

async function started(): Promise<ZaloOaRig & { readonly url: string }> {
  const made = await makeZaloOaRig()
  rig = made
  await made.channel.start(made.store.take)
  await made.oa.waitFor(() => made.channel.officialAccount())
  return { ...made, url: made.oa.webhookUrl ?? '' }
}

function deliver(
  url: string,
  body: string | Buffer,
  signature: string | null,
  method = 'POST',
): Promise<number> {
  const headers = signature === null ? {} : { 'x-zevent-signature': signature }
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode ?? 0))
    })
    call.on('error', reject)
    call.end(body)
  })
}

const event = (more: object = {}) =>
  JSON.stringify({
    app_id: '360846524940903967',
    event_name: 'user_send_text',
    sender: { id: '246845883529197922' },
    recipient: { id: '388613280878808645' },
    message: { msg_id: 'm1', text: 'NV07 81%' },
    timestamp: '1795424400000',
    ...more,
  })

/** The documented signature, made by hand. */
const signed = (body: string, timestamp = '1795424400000') =>
  createHash('sha256')
    .update(`360846524940903967${body}${timestamp}FakeOaSecretKey0001`, 'utf8')
    .digest('hex')

describe('an event is believed', () => {
  test.each([
    ['as documented', (hex: string) => `mac=${hex}`],
    ['without the prefix', (hex: string) => hex],
    ['in capitals', (hex: string) => `mac=${hex.toUpperCase()}`],
  ])('%s', async (_, write) => {
    const { url, store } = await started()
    expect(await deliver(url, event(), write(signed(event())))).toBe(200)
    expect(store.texts).toEqual(['NV07 81%'])
  })

  test('with its time as a number', async () => {
    const { url, store } = await started()
    const body = event({ timestamp: 1795424400000 })
    expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(200)
    expect(store.all[0]?.sentAt).toBe('2026-11-23T09:00:00Z')
  })

  test('with blanks and escapes in the body, which is signed as it came', async () => {
    const { url, store } = await started()
    const body = ` { "event_name" : "user_send_text", "sender":{"id":"5"}, "message":{"msg_id":"m9","text":"ti\\u1ebfn \\u0111\\u1ed9"}, "timestamp":"1795424400000" }\n`
    expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(200)
    expect(store.texts).toEqual(['tiến độ'])
  })

  test.each([1, 3, 1021])('in TCP segments of %d bytes, letter for letter', async (splitEvery) => {
    const { oa, store } = await started()
    oa.manners.splitEvery = splitEvery
    const text = longText(2000)
      .slice(0, splitEvery === 1 ? 300 : 2000)
      .trim()
    oa.user('Lan').says(text)
    await oa.waitFor(() => store.texts.length > 0, 15_000)
    expect(store.texts).toEqual([text])
  })
})

describe('an event is refused', () => {
  const good = `mac=${signed(event())}`
  test.each([
    ['without a signature', event(), null, 401],
    ['with an empty one', event(), '', 401],
    ['with one of another body', event({ timestamp: '1795424400001' }), good, 401],
    ["with one made from the application's secret", event(), `mac=${'0'.repeat(64)}`, 401],
    ['without a time', JSON.stringify({ event_name: 'user_send_text' }), good, 401],
    ['when it is no JSON', '{', good, 400],
    ['when it is no UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), good, 400],
    ['above one MiB', Buffer.alloc(1024 * 1024 + 1, 32), good, 413],
  ])('%s', async (_, body, signature, status) => {
    const { url, store } = await started()
    expect(await deliver(url, body, signature)).toBe(status)
    expect(store.all).toEqual([])
  })

  test('by another method', async () => {
    const { url } = await started()
    expect(await deliver(url, '', null, 'GET')).toBe(405)
  })

  test('before the start and after the stop', async () => {
    const { url, channel, another, store } = await started()
    await channel.stop()
    expect(await deliver(url, event(), good)).toBe(503)
    const next = another()
    expect(await deliver(url, event(), good)).toBe(503)
    await next.start(store.take)
    expect(await deliver(url, event(), good)).toBe(200)
  })
})

describe('what people send', () => {
  test('a text that quotes names the message it answers', async () => {
    const { oa, store } = await started()
    const lan = oa.user('Lan')
    const id = lan.says('xong', 'the-quoted-message')
    await oa.waitFor(() => store.all.length === 1)
    expect(store.all[0]).toMatchObject({
      kind: 'text',
      text: 'xong',
      providerId: id,
      messageId: id,
      refersTo: 'the-quoted-message',
      senderId: lan.id,
      thread: { channel: 'zalo-oa', account: oa.appId, threadId: lan.id, isGroup: false },
      addressed: true,
    })
  })

  test('pictures of one event are one message, byte for byte', async () => {
    const { oa, store, channel } = await started()
    const pictures = [pictureBytes(3000), pictureBytes(4000)]
    oa.user('Lan').sendsPhotos(pictures, 'NV09 65%')
    await oa.waitFor(() => store.all.length === 1)
    const [photo] = store.all
    expect(photo).toMatchObject({ kind: 'photo', text: 'NV09 65%' })
    const fetched = await Promise.all(
      (photo?.media ?? []).map(async (media) => bytesOf(await channel.fetchMedia(media, patience()))),
    )
    expect(fetched.map((bytes) => bytes.length)).toEqual([3000, 4000])
    expect(fetched.every((bytes, index) => bytes.equals(pictures[index]!))).toBe(true)
  })

  test('pictures of several events sent together are one album', async () => {
    const { oa, store } = await started()
    const lan = oa.user('Lan')
    for (const size of [1000, 2000, 3000]) lan.sendsPhotos([pictureBytes(size)])
    await oa.waitFor(() => store.all.length === 3)
    expect(new Set(store.all.map((one) => one.albumId)).size).toBe(1)
    expect(store.all[0]?.albumId).not.toBeNull()
  })

  test('a file comes with its name and size', async () => {
    const { oa, store, channel } = await started()
    const bytes = Buffer.from('%PDF-1.7 báo cáo')
    oa.user('Lan').sendsFile(bytes, 'Báo cáo.pdf', 'application/pdf')
    await oa.waitFor(() => store.all.length === 1)
    const media = store.all[0]?.media[0]
    expect(media).toMatchObject({ kind: 'file', fileName: 'Báo cáo.pdf', sizeBytes: bytes.length })
    expect((await bytesOf(await channel.fetchMedia(media!, patience()))).equals(bytes)).toBe(true)
  })

  test('a sticker is unsupported, a place is a place, and neither carries a file', async () => {
    const { oa, store } = await started()
    const lan = oa.user('Lan')
    lan.sendsSticker()
    lan.sendsLocation()
    await oa.waitFor(() => store.all.length === 2)
    expect(store.all.map(({ kind, media }) => [kind, media.length])).toEqual([
      ['unsupported', 0],
      ['location', 0],
    ])
  })

  test('following and leaving are told', async () => {
    const { oa, store } = await started()
    const lan = oa.user('Lan')
    lan.follows()
    lan.unfollows()
    await oa.waitFor(() => store.all.length === 2)
    expect(store.all).toMatchObject([
      { kind: 'membership', membership: 'joined', senderId: lan.id },
      { kind: 'membership', membership: 'left', senderId: lan.id },
    ])
    expect(new Set(store.all.map((one) => one.providerId)).size).toBe(2)
  })

  test('an address outside Zalo is not fetched', async () => {
    const { url, store, channel } = await started()
    const payload = { url: 'http://169.254.169.254/latest/meta-data' }
    const body = event({
      event_name: 'user_send_image',
      message: { msg_id: 'm2', attachments: [{ type: 'image', payload }] },
    })
    expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(200)
    const media = store.all[0]?.media[0]
    const failure = await channel.fetchMedia(media!, patience()).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting: 'gone' })
  })
})

describe('what nobody said is answered 200 and not stored', () => {
  test.each([
    ['our own message', { event_name: 'oa_send_text', sender: { id: '388613280878808645' } }],
    ['a delivery notice', { event_name: 'user_received_message', message: { msg_id: 'm1' } }],
    ['a glance', { event_name: 'user_seen_message', message: { msg_ids: ['m1'] } }],
    ['a message in a group', { event_name: 'user_send_group_text' }],
    ['a message to another account of the application', { recipient: { id: '1' } }],
    ['a follower of another account', { event_name: 'follow', oa_id: '1', recipient: undefined }],
    ['an event of tomorrow', { event_name: 'something_new' }],
    ['an event without a name', { event_name: undefined }],
  ])('%s', async (_, more) => {
    const { url, store } = await started()
    const body = event(more)
    expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(200)
    expect(store.all).toEqual([])
  })
})

test('a message of unknown shape is kept as unsupported and logged', async () => {
  const { url, store, log } = await started()
  const body = event({ message: { msg_id: 'm7', text: 7 } })
  expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(200)
  expect(store.all).toMatchObject([{ kind: 'unsupported', providerId: 'm7' }])
  expect(log.lines.join('\n')).toContain('message.text')
})

describe('within two seconds', () => {
  test('an event that cannot be stored in time is answered 503, stored all the same, and its copy joins it', async () => {
    const { url, store } = await started()
    let release = () => {}
    store.before = () =>
      new Promise<void>((resolve) => {
        release = resolve
      })
    const began = performance.now()
    const body = event()
    expect(await deliver(url, body, `mac=${signed(body)}`)).toBe(503)
    expect(performance.now() - began).toBeLessThan(2000)
    const again = deliver(url, body, `mac=${signed(body)}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    release()
    expect(await again).toBe(200)
    expect(store.texts).toEqual(['NV07 81%'])
  })

  test('a database that was away for a moment costs nothing', async () => {
    const { oa, store, channel } = await started()
    let failures = 4
    store.before = () => {
      if (failures-- > 0) throw new Error('the database is away')
    }
    const lan = oa.user('Lan')
    for (const text of ['một', 'hai', 'ba']) lan.says(text)
    await oa.waitFor(() => store.texts.length === 3)
    expect(store.texts).toEqual(['một', 'hai', 'ba'])
    await oa.courier.quiet()
    expect(oa.courier.answers).toEqual([200, 200, 200])
    await oa.waitFor(() => channel.health().state === 'up')
  })
})

test("what was said while the program was away comes with Zalo's own retries", async () => {
  const { oa, channel, store, another } = await started()
  oa.manners.retryAfterMs = [50, 100, 200, 400]
  await channel.stop()
  const lan = oa.user('Lan')
  lan.says('trong lúc nghỉ 1')
  lan.says('trong lúc nghỉ 2')
  await oa.courier.quiet()
  await another().start(store.take)
  await oa.waitFor(() => store.texts.length === 2)
  expect(new Set(store.texts)).toEqual(new Set(['trong lúc nghỉ 1', 'trong lúc nghỉ 2']))
})
