/** One call over HTTP as the fake's endpoints read it. */
export interface Call {
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  /** Form of an urlencoded body; empty for others. */
  readonly form: URLSearchParams
  readonly contentType: string
  readonly body: Buffer
  readonly cookie: string
}

/** What an endpoint answers; `json` is written as it is. */
export interface Answer {
  readonly status?: number
  readonly json?: unknown
  readonly html?: string
  readonly bytes?: Buffer
  readonly location?: string
  readonly setCookies?: readonly string[]
}

/** Decrypted `params`: JSON of which the fake reads single fields. */
export class Params {
  private constructor(private readonly fields: ReadonlyMap<string, unknown>) {}

  static parse(json: string): Params {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) throw new Error('fake: params are no object')
    return new Params(new Map(Object.entries(value)))
  }

  /** '' when the field is missing. */
  text(name: string): string {
    const found = this.fields.get(name)
    return found === undefined || found === null ? '' : String(found)
  }

  has(name: string): boolean {
    return this.fields.has(name)
  }

  toRecord(): Record<string, unknown> {
    return Object.fromEntries(this.fields)
  }
}

/** The file in a multipart body with a single part. */
export function readChunk(contentType: string, body: Buffer): Buffer {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType)
  const mark = Buffer.from(`\r\n--${boundary?.[1] ?? boundary?.[2] ?? ''}--`, 'utf8')
  const start = body.indexOf('\r\n\r\n') + 4
  const end = body.indexOf(mark)
  if (start < 4 || end < start) throw new Error('fake: no file in the upload')
  return body.subarray(start, end)
}
