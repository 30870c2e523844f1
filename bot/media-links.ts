/**
 * Links under which whoever has one can fetch a file for a while: for platforms that take files as URLs only. A link
 * names its file, its kind and its end, and is signed; nothing is kept in memory, so it outlives a restart and any
 * process can answer it. Whatever is wrong with a link, the answer is the same.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Temporal } from 'temporal-polyfill'
import type { OutgoingFile } from '../core/talk/message.ts'

/** Every path below this one is answered here; it is no directory and lists nothing. */
export const MEDIA_PATH = '/m/'

export interface MediaLink {
  readonly url: string
  /** Excluded. */
  readonly expiresAt: Temporal.Instant
}

export interface MediaLinks {
  linkTo(file: Pick<OutgoingFile, 'sha256' | 'mime' | 'name'>): MediaLink
  /** Answers GET and HEAD below MEDIA_PATH; 404 for everything but a valid link to a file that is there. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

export interface MediaLinkOptions {
  /** https, without a slash at its end. */
  readonly publicUrl: string
  /** 32 bytes: APP_KEY, or random ones, with which links end when the program does. */
  readonly key: Uint8Array
  /** Null when there is no such file. */
  readonly readFile: (sha256: string) => Promise<Uint8Array | null>
  readonly now: () => Temporal.Instant
  readonly lifeHours?: number
}

/**
 * Zalo's clients fetch a picture more than once, and not only when it is sent: a link that ended with the first fetch
 * showed a black picture (github.com/openclaw/openclaw/issues/141415).
 */
const LIFE_HOURS = 7 * 24

/** By its number in a link: never change the order. What is not listed, and what a browser could run, is 0. */
const KINDS: readonly string[] = [
  'application/octet-stream',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/zip',
]

const CLAIM_BYTES = 6 + 1 + 32
const MAC_BYTES = 32

export function createMediaLinks(options: MediaLinkOptions): MediaLinks {
  const { publicUrl, readFile, now, lifeHours = LIFE_HOURS } = options
  const key = Buffer.from(hkdfSync('sha256', options.key, '', 'media links v1', 32))
  return {
    linkTo(file) {
      const expiresAt = now().round('second').add({ hours: lifeHours })
      const claim = Buffer.alloc(CLAIM_BYTES)
      claim.writeUIntBE(Math.floor(expiresAt.epochMilliseconds / 1000), 0, 6)
      claim.writeUInt8(kindOf(file.mime), 6)
      claim.write(file.sha256, 7, 'hex')
      const name = nameInPath(file.name)
      const token = Buffer.concat([claim, sign(key, claim, name)]).toString('base64url')
      return { url: `${publicUrl}${MEDIA_PATH}${token}/${name}`, expiresAt }
    },
    async handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
      const claim = readLink(request.url ?? '', key)
      if (claim === null || Temporal.Instant.compare(now(), claim.expiresAt) >= 0)
        return refuse(response, 404)
      const bytes = await readFile(claim.sha256)
      if (bytes === null) return refuse(response, 404)
      response.writeHead(200, headers(claim, bytes.length))
      response.end(request.method === 'HEAD' ? undefined : bytes)
    },
  }
}

interface Claim {
  readonly sha256: string
  readonly mime: string
  readonly expiresAt: Temporal.Instant
  /** Percent-encoded. */
  readonly name: string
}

/** What a link of ours says; null for any other. */
function readLink(url: string, key: Buffer): Claim | null {
  const path = url.split('?')[0] ?? ''
  const [, token = '', name = ''] = /^\/m\/([\w-]{95})\/([\w.%~-]{1,600})$/.exec(path) ?? []
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== CLAIM_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) return null
  const claim = bytes.subarray(0, CLAIM_BYTES)
  if (!timingSafeEqual(bytes.subarray(CLAIM_BYTES), sign(key, claim, name))) return null
  return {
    expiresAt: Temporal.Instant.fromEpochMilliseconds(claim.readUIntBE(0, 6) * 1000),
    mime: KINDS[claim.readUInt8(6)] ?? 'application/octet-stream',
    sha256: claim.subarray(7).toString('hex'),
    name,
  }
}

function sign(key: Buffer, claim: Buffer, name: string): Buffer {
  return createHmac('sha256', key).update(claim).update(name).digest()
}

function kindOf(mime: string): number {
  const index = KINDS.indexOf(mime)
  return Math.max(0, index)
}

/** At most 60 characters, so that the link stays short; never empty, never only dots. */
function nameInPath(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const cut = last.length <= 60 ? last : `${last.slice(0, 40)}~${last.slice(-16)}`
  const plain = cut.normalize('NFC').replace(/[\p{C}"]/gu, '')
  const encoded = encodeURIComponent(plain).replace(/[!'()*]/g, '_')
  return /^\.*$/.test(encoded) ? 'tep' : encoded
}

function headers(claim: Claim, bytes: number): Record<string, string> {
  const shown = claim.mime.startsWith('image/') ? 'inline' : 'attachment'
  return {
    'content-type': claim.mime,
    'content-length': String(bytes),
    'content-disposition': `${shown}; filename*=UTF-8''${claim.name}`,
    'cache-control': 'private, max-age=3600',
    'content-security-policy': "default-src 'none'; sandbox",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  }
}

function refuse(response: ServerResponse, status: 404 | 405): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(status === 404 ? 'not found\n' : 'method not allowed\n')
}
