/** Where a fake keeps what people send: bytes under addresses of their own, as Zalo's content servers do. */
import { randomBytes } from 'node:crypto'
import { Faults } from '../telegram/faults.ts'
import { type Listening, listen, misbehave } from './http-kit.ts'

export class MediaServer {
  readonly faults = new Faults()
  readonly fetched: string[] = []
  private readonly files = new Map<string, { readonly bytes: Buffer; readonly mime: string }>()
  private readonly redirects = new Map<string, string>()
  private listening: Listening | null = null

  static async start(): Promise<MediaServer> {
    const media = new MediaServer()
    media.listening = await listen(async (request, response) => {
      const path = request.url ?? ''
      media.fetched.push(path)
      const target = media.redirects.get(path)
      if (target !== undefined) {
        response.writeHead(302, { location: target }).end()
        return
      }
      const file = media.files.get(path)
      if (file === undefined) {
        response.writeHead(404).end()
        return
      }
      const fault = media.faults.take('download')
      const refuse = (code: number) => response.writeHead(code).end()
      if (misbehave(fault, response, refuse)) return
      response.writeHead(200, { 'content-type': file.mime, 'content-length': file.bytes.length })
      if (fault === null) {
        response.end(file.bytes)
        return
      }
      response.write(file.bytes.subarray(0, Math.floor(file.bytes.length / 2)))
      if (fault.kind === 'answer-lost') setTimeout(() => response.destroy(), 20)
    })
    return media
  }

  get root(): string {
    if (this.listening === null) throw new Error('fake: the media server is not listening')
    return this.listening.root
  }

  put(bytes: Buffer, mime = 'image/jpeg', name = 'photo.jpg'): string {
    const path = `/${randomBytes(8).toString('hex')}/${encodeURIComponent(name)}`
    this.files.set(path, { bytes, mime })
    return `${this.root}${path}`
  }

  /** An address that leads to another. */
  redirect(to: string): string {
    const path = `/r/${randomBytes(8).toString('hex')}`
    this.redirects.set(path, to)
    return `${this.root}${path}`
  }

  forget(): void {
    this.files.clear()
  }

  async stop(): Promise<void> {
    await this.listening?.stop()
  }
}

/** What a client sees behind a link: the picture it shows, or the file it saves. Fetched twice, as Zalo's clients do. */
export async function openLink(url: string): Promise<{ bytes: Buffer; mime: string } | null> {
  if (!URL.canParse(url) || new URL(url).hostname !== '127.0.0.1') return null
  try {
    const head = await fetch(url, { method: 'HEAD' })
    const response = await fetch(url)
    if (!head.ok || !response.ok) return null
    const bytes = Buffer.from(await response.arrayBuffer())
    return { bytes, mime: response.headers.get('content-type') ?? '' }
  } catch {
    return null
  }
}
