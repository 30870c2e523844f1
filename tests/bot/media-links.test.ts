import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMediaLinks, type MediaLinks } from '../../bot/media-links.ts'
import { type Listening, listen } from '../fakes/zalo-bot/http-kit.ts'

const START = Temporal.Instant.from('2026-11-23T09:30:00Z')
const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
const sha256 = createHash('sha256').update(picture).digest('hex')
const file = { sha256, mime: 'image/jpeg', name: 'Tiến độ NV07.jpg' }

let server: Listening
let links: MediaLinks
let now = START

const make = (key: number) =>
  createMediaLinks({
    publicUrl: server.root,
    key: new Uint8Array(32).fill(key),
    readFile: async (wanted) => (wanted === sha256 ? picture : null),
    now: () => now,
    lifeHours: 24,
  })

beforeEach(async () => {
  now = START
  server = await listen((request, response) => links.handle(request, response))
  links = make(1)
})
afterEach(() => server.stop())

const status = async (url: string, init?: RequestInit) => (await fetch(url, init)).status

describe('a link', () => {
  test('gives the bytes with their kind and name, as often as they are asked for', async () => {
    const { url, expiresAt } = links.linkTo(file)
    for (const method of ['HEAD', 'GET', 'GET']) {
      const response = await fetch(url, { method })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('image/jpeg')
      expect(response.headers.get('content-length')).toBe('7')
      expect(response.headers.get('content-disposition')).toContain(encodeURIComponent('Tiến độ NV07.jpg'))
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      const bytes = Buffer.from(await response.arrayBuffer())
      expect(bytes.equals(method === 'HEAD' ? Buffer.alloc(0) : picture)).toBe(true)
    }
    expect(expiresAt.toString()).toBe('2026-11-24T09:30:00Z')
  })

  test('ends at its end, which is excluded', async () => {
    const { url, expiresAt } = links.linkTo(file)
    now = expiresAt.subtract({ seconds: 1 })
    expect(await status(url)).toBe(200)
    now = expiresAt
    expect(await status(url)).toBe(404)
  })

  test('outlives a restart with the same key, and no change of key', async () => {
    const { url } = links.linkTo(file)
    links = make(1)
    expect(await status(url)).toBe(200)
    links = make(2)
    expect(await status(url)).toBe(404)
  })

  test('cannot be changed in any letter', async () => {
    const { url } = links.linkTo(file)
    const start = url.indexOf('/m/') + 3
    const answers = await Promise.all(
      Array.from({ length: url.length - start }, (_, index) => {
        const at = start + index
        const other = url.charAt(at) === 'A' ? 'B' : 'A'
        return url.charAt(at) === '/' ? 404 : status(url.slice(0, at) + other + url.slice(at + 1))
      }),
    )
    expect(new Set(answers)).toEqual(new Set([404]))
  })

  test('tells nothing of other files: to a forged one, none, a folder and a gone file the answer is the same', async () => {
    const gone = links.linkTo({ ...file, sha256: 'ab'.repeat(32) }).url
    const paths = [
      '/m/',
      '/m',
      '/m/../../etc/passwd',
      `/m/${sha256}`,
      `/m/${'A'.repeat(95)}/x.jpg`,
      `/m/${'A'.repeat(9000)}`,
    ]
    const answers = await Promise.all(
      [gone, ...paths.map((path) => `${server.root}${path}`)].map(async (url) => {
        const response = await fetch(url)
        return `${response.status} ${await response.text()}`
      }),
    )
    expect(new Set(answers)).toEqual(new Set(['404 not found\n']))
  })

  test('is only read: other methods are refused', async () => {
    const { url } = links.linkTo(file)
    for (const method of ['POST', 'PUT', 'DELETE']) expect(await status(url, { method })).toBe(405)
  })

  test.each([
    ['text/html', 'x.html'],
    ['image/svg+xml', 'x.svg'],
    ['text/javascript', 'x.js'],
  ])('%s is handed out as bytes to be saved, never as something to run', async (mime, name) => {
    const response = await fetch(links.linkTo({ sha256, mime, name }).url)
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  test.each(['', '..', '../../x', 'a/b\\c.pdf', `${'ệ'.repeat(300)}.pdf`, 'x"\r\ny.pdf', '👩‍👩‍👧‍👦.pdf'])(
    'works whatever the file is called: %j',
    async (name) => {
      const { url } = links.linkTo({ sha256, mime: 'application/pdf', name })
      expect(await status(url)).toBe(200)
      expect(url.length).toBeLessThan(800)
    },
  )
})
