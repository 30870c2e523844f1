import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDownload } from '../../../bot/channels/download-media.ts'
import { isAllowedHost, ZALO_MEDIA_HOSTS } from '../../../bot/channels/media-hosts.ts'
import { isPublicAddress, publicLookup } from '../../../bot/channels/public-address.ts'
import { bytesOf, pictureBytes } from '../../contract/channel-rig.ts'
import { MediaServer } from '../../fakes/zalo-bot/media-server.ts'

let media: MediaServer

beforeEach(async () => {
  media = await MediaServer.start()
})
afterEach(() => media.stop())

const rules = { hosts: ZALO_MEDIA_HOSTS, maxBytes: 10_000 }
const fetchIn = createDownload(rules)
const fetchHere = createDownload({ ...rules, allowsLoopback: true })
const soon = () => AbortSignal.timeout(5000)
const failureOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error)

describe('an address is refused without a single packet', () => {
  test.each([
    ['http://f1.zdn.vn/a.jpg', 'it is not https'],
    ['https://evil.example/a.jpg', 'its host is not known'],
    ['https://zdn.vn.evil.example/a.jpg', 'its host is not known'],
    ['https://evilzdn.vn/a.jpg', 'its host is not known'],
    ['https://127.0.0.1/a.jpg', 'its host is not known'],
    ['https://[::1]/a.jpg', 'its host is not known'],
    ['https://169.254.169.254/latest/meta-data', 'its host is not known'],
    ['https://f1.zdn.vn:8443/a.jpg', 'it names a port'],
    ['https://user:password@f1.zdn.vn/a.jpg', 'it holds a password'],
    ['https://evil.example\\@f1.zdn.vn/a.jpg', 'its host is not known'],
    ['file:///etc/passwd', 'it is not https'],
    ['data:image/png;base64,AAAA', 'it is not https'],
    ['not an address', 'it is none'],
  ])('%s', async (url, why) => {
    const failure = await failureOf(fetchIn(url, soon()))
    expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting: 'gone' })
    expect(String(failure)).toContain(why)
  })

  test('plain http to this machine, unless a test allows it', async () => {
    const url = media.put(pictureBytes(500))
    expect(await failureOf(fetchIn(url, soon()))).toMatchObject({ lasting: 'gone' })
    expect(media.fetched).toEqual([])
    expect((await bytesOf(await fetchHere(url, soon()))).length).toBe(500)
  })
})

test.each(['f1.zdn.vn', 'F1.ZDN.VN', 'f1.zdn.vn.', 'a.b.zadn.vn', 'file-stal-16.dlfl.vn'])(
  'Zalo keeps files on %s',
  (host) => {
    expect(isAllowedHost(host, ZALO_MEDIA_HOSTS)).toBe(true)
  },
)

describe('redirects', () => {
  test('are followed to an allowed address', async () => {
    const bytes = pictureBytes(800)
    const url = media.redirect(media.redirect(media.put(bytes)))
    expect((await bytesOf(await fetchHere(url, soon()))).equals(bytes)).toBe(true)
  })

  test.each(['http://10.0.0.5/secret', 'https://evil.example/x', 'file:///etc/passwd', 'http://localhost/x'])(
    'to %s are refused',
    async (target) => {
      const failure = await failureOf(fetchHere(media.redirect(target), soon()))
      expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting: 'gone' })
    },
  )

  test('without end are given up', async () => {
    let url = media.put(pictureBytes(10))
    for (let hop = 0; hop < 5; hop++) url = media.redirect(url)
    expect(await failureOf(fetchHere(url, soon()))).toMatchObject({ lasting: 'gone' })
    expect(media.fetched).toHaveLength(4)
  })
})

describe('size', () => {
  test('up to the limit is taken, above it the file is gone', async () => {
    expect((await bytesOf(await fetchHere(media.put(pictureBytes(10_000)), soon()))).length).toBe(10_000)
    const failure = await failureOf(fetchHere(media.put(pictureBytes(10_001)), soon()).then(bytesOf))
    expect(failure).toMatchObject({
      name: 'MediaUnavailable',
      lasting: 'gone',
      message: 'the file is too big',
    })
  })
})

describe('a server that misbehaves', () => {
  test.each([
    [{ kind: 'server-error', status: 502 }, 'temporary'],
    [{ kind: 'reset' }, 'temporary'],
    [{ kind: 'answer-lost' }, 'temporary'],
    [{ kind: 'refuse', code: 403, description: '' }, 'gone'],
    [{ kind: 'refuse', code: 410, description: '' }, 'gone'],
  ] as const)('by %j leaves the file %s', async (fault, lasting) => {
    media.faults.plan('download', fault, 1)
    const failure = await failureOf(fetchHere(media.put(pictureBytes(5000)), soon()).then(bytesOf))
    expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting })
  })

  test('by silence is given up with the signal', async () => {
    media.faults.plan('download', { kind: 'hang' }, 1)
    const failure = await failureOf(fetchHere(media.put(pictureBytes(5000)), AbortSignal.timeout(50)))
    expect(failure).toMatchObject({ name: 'MediaUnavailable', lasting: 'temporary' })
  })
})

describe('only addresses of the public internet are public', () => {
  test.each([
    ['8.8.8.8', true],
    ['118.102.1.10', true],
    ['2404:6800:4005::200e', true],
    ['0.0.0.0', false],
    ['10.1.2.3', false],
    ['100.64.0.1', false],
    ['127.0.0.1', false],
    ['127.255.255.254', false],
    ['169.254.169.254', false],
    ['172.16.0.1', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['224.0.0.1', false],
    ['255.255.255.255', false],
    ['::1', false],
    ['::', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::a00:1', false],
    ['2002:a00:1::', false],
    ['fc00::1', false],
    ['fd12:3456::1', false],
    ['fe80::1', false],
    ['ff02::1', false],
    ['localhost', false],
    ['', false],
  ])('%s: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic)
  })

  test('and a name that leads to this machine is not connected to', async () => {
    for (const all of [true, false]) {
      const error = await new Promise((resolve) =>
        publicLookup('localhost', { all }, (found) => resolve(found)),
      )
      expect(error).toMatchObject({ code: 'ENOTPUBLIC' })
    }
  })
})
