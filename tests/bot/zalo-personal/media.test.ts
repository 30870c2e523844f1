import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchMedia } from '../../../bot/channels/zalo-personal/fetch-media.ts'
import { createZaloFetch } from '../../../bot/channels/zalo-personal/zalo-fetch.ts'
import { isZaloUrl } from '../../../bot/channels/zalo-personal/zalo-hosts.ts'
import type { MediaRef } from '../../../core/talk/message.ts'
import { makeZaloRig, patience, type ZaloRig } from './zalo-rig.ts'

let rig: ZaloRig

beforeEach(async () => {
  rig = await makeZaloRig()
})
afterEach(() => rig.close())

function mediaOf(...addresses: string[]): MediaRef {
  return { ref: JSON.stringify(addresses), kind: 'photo', fileName: null, mime: null, sizeBytes: null }
}

async function read(media: MediaRef): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await rig.channel.fetchMedia(media, patience())) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const failureOf = (media: MediaRef) => read(media).catch((error: unknown) => error)

test('a file is followed through the hosts that Zalo hands it on to', async () => {
  const { id } = rig.zalo.world.storeMedia(Buffer.from('PK'), 'a.xlsx')
  expect(await read(mediaOf(`https://file-stal-1.dlfl.vn/${id}`))).toBe('PK')
  expect(rig.zalo.callsOf('download').map((call) => call.host)).toEqual([
    'file-stal-1.dlfl.vn',
    'file-stal-1.flchat.vn',
    'te-1.dlmd.me',
  ])
})

test('when the best quality is gone the other one is taken', async () => {
  const { id } = rig.zalo.world.storeMedia(Buffer.from('nhỏ'), 'small.jpg')
  const media = mediaOf('https://photo-stal-1.zdn.vn/none.jpg', `https://photo-stal-1.zdn.vn/${id}.jpg`)
  expect(await read(media)).toBe('nhỏ')
})

test.each([
  ['somebody else', 'https://example.com/a.jpg'],
  ['a look-alike', 'https://zdn.vn.example.com/a.jpg'],
  ['another look-alike', 'https://evilzdn.vn/a.jpg'],
  ['plain http', 'http://photo-stal-1.zdn.vn/a.jpg'],
  ['another port', 'https://photo-stal-1.zdn.vn:8443/a.jpg'],
  ['credentials', 'https://a:b@photo-stal-1.zdn.vn/a.jpg'],
  ['this machine', 'https://127.0.0.1/a.jpg'],
  ['no address', 'file:///etc/passwd'],
])('nothing is fetched from %s', async (_, address) => {
  expect(isZaloUrl(new URL(address))).toBe(false)
  expect(await failureOf(mediaOf(address))).toMatchObject({ name: 'MediaUnavailable', lasting: 'gone' })
  expect(rig.zalo.calls).toEqual([])
  await expect(createZaloFetch(null)(address)).rejects.toMatchObject({ name: 'NotZalo' })
})

test('a message that names an address elsewhere has no media at all', async () => {
  await rig.channel.start(rig.store.take)
  const lan = rig.zalo.person('Lan')
  const message = rig.zalo.world.addMessage({
    threadId: lan.uid,
    isGroup: false,
    fromUid: lan.uid,
    msgType: 'chat.photo',
    content: { title: 'xem nhé', href: 'https://example.com/a.jpg', thumb: '', params: '{}' },
    text: 'xem nhé',
  })
  rig.zalo.sockets.push([message])
  await rig.zalo.waitFor(() => rig.store.all.length === 1)
  expect(rig.store.all[0]).toMatchObject({ kind: 'unsupported', media: [], text: 'xem nhé' })
})

test.each([
  ['a redirect out of Zalo', 'gone', () => redirect('https://example.com/a.jpg')],
  ['a redirect in circles', 'gone', () => redirect('https://photo-stal-1.zdn.vn/a.jpg')],
  ['a redirect to plain http', 'gone', () => redirect('http://photo-stal-1.zdn.vn/a.jpg')],
  ['an expired address', 'gone', () => new Response('no', { status: 403 })],
  ['an error page', 'temporary', () => new Response('no', { status: 502 })],
  ['a file that announces too much', 'gone', () => announcing(101 * 1024 * 1024)],
  ['a file that is too much', 'gone', () => new Response(endless())],
])('%s is %s', async (_, lasting, answer) => {
  const media = mediaOf('https://photo-stal-1.zdn.vn/a.jpg')
  const failure = await fetchMedia(async () => answer(), media, patience())
    .then(async (stream) => {
      for await (const chunk of stream) expect(chunk.byteLength).toBeGreaterThan(0)
    })
    .catch((error: unknown) => error)
  expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting })
})

test('another base URL than this machine is refused', () => {
  expect(() => createZaloFetch('https://example.com')).toThrow('on this machine')
  expect(() => createZaloFetch('http://10.0.0.1:80')).toThrow('on this machine')
})

test('with a base URL nothing leaves this machine, redirects included', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(302, { location: 'https://chat.zalo.me/' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const response = await createZaloFetch(`http://127.0.0.1:${port}`)('https://id.zalo.me/account?x=1')
  expect(response.status).toBe(302)
  expect(asked).toEqual(['/id.zalo.me/account?x=1'])
  await new Promise((resolve) => server.close(resolve))
})

function redirect(location: string): Response {
  return new Response(null, { status: 302, headers: { location } })
}

function announcing(bytes: number): Response {
  return new Response('x', { headers: { 'content-length': String(bytes) } })
}

function endless(): ReadableStream<Uint8Array> {
  const chunk = new Uint8Array(8 * 1024 * 1024)
  return new ReadableStream({ pull: (controller) => controller.enqueue(chunk) })
}
