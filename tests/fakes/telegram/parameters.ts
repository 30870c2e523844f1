import { badRequest, Refusal } from './refusal.ts'

export interface UploadedFile {
  readonly field: string
  readonly name: string
  readonly mime: string
  readonly bytes: Buffer
}

/**
 * The parameters of one call, read as the Bot API reads them: in forms every value is a string and objects are
 * JSON inside it, in JSON bodies they are themselves; `attach://x` names an uploaded part.
 */
export class Parameters {
  constructor(
    private readonly values: ReadonlyMap<string, unknown>,
    private readonly files: readonly UploadedFile[],
  ) {}

  text(name: string): string | null {
    const value = this.values.get(name)
    if (value === undefined || value === null) return null
    return typeof value === 'string' ? value : String(value)
  }

  integer(name: string): number | null {
    const text = this.text(name)
    if (text === null || text === '') return null
    const number = Number(text)
    return Number.isSafeInteger(number) ? number : null
  }

  flag(name: string): boolean {
    const text = this.text(name)
    return text === 'true' || text === 'True' || text === '1'
  }

  /** A structured parameter; text that is no JSON is refused as the real server does. */
  json(name: string, what: string): unknown {
    const value = this.values.get(name)
    if (typeof value !== 'string') return value ?? null
    if (value === '') return null
    try {
      return JSON.parse(value)
    } catch {
      throw badRequest(`can't parse ${what}`)
    }
  }

  file(field: string): UploadedFile | null {
    return this.files.find((file) => file.field === field) ?? null
  }

  /** The uploaded part a value refers to: `attach://field`, or the part named like the parameter itself. */
  attached(value: string): UploadedFile | null {
    return value.startsWith('attach://') ? this.file(value.slice('attach://'.length)) : null
  }

  toRecord(): Record<string, unknown> {
    return Object.fromEntries(this.values)
  }
}

/** Reads a request body by its content type: JSON, urlencoded or multipart; anything else has no parameters. */
export function readParameters(contentType: string, query: URLSearchParams, body: Buffer): Parameters {
  const values = new Map<string, unknown>(query)
  if (contentType.startsWith('application/json')) {
    for (const [name, value] of jsonEntries(body)) values.set(name, value)
    return new Parameters(values, [])
  }
  if (contentType.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body.toString('utf8'))) values.set(name, value)
    return new Parameters(values, [])
  }
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/.exec(contentType)?.[1]
  if (boundary === undefined) return new Parameters(values, [])
  const files: UploadedFile[] = []
  for (const part of multipartParts(body, boundary)) {
    if (part.fileName === null) values.set(part.field, part.bytes.toString('utf8'))
    else files.push({ field: part.field, name: part.fileName, mime: part.mime, bytes: part.bytes })
  }
  return new Parameters(values, files)
}

function jsonEntries(body: Buffer): [string, unknown][] {
  if (body.length === 0) return []
  let parsed: unknown
  try {
    parsed = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refusal(400, "Bad Request: can't parse request body JSON object")
  }
  return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []
}

interface Part {
  readonly field: string
  readonly fileName: string | null
  readonly mime: string
  readonly bytes: Buffer
}

function multipartParts(body: Buffer, boundary: string): Part[] {
  const parts: Part[] = []
  const delimiter = Buffer.from(`--${boundary}`)
  let at = body.indexOf(delimiter)
  while (at >= 0) {
    const start = at + delimiter.length
    const next = body.indexOf(delimiter, start)
    if (next < 0) break
    const part = readPart(body.subarray(start + 2, next - 2))
    if (part !== null) parts.push(part)
    at = next
  }
  return parts
}

function readPart(raw: Buffer): Part | null {
  const split = raw.indexOf('\r\n\r\n')
  if (split < 0) return null
  const head = raw.subarray(0, split).toString('utf8')
  const field = /name="([^"]*)"/.exec(head)?.[1]
  if (field === undefined) return null
  return {
    field,
    fileName: /filename="([^"]*)"/.exec(head)?.[1] ?? null,
    mime: /content-type:\s*(\S+)/i.exec(head)?.[1] ?? 'application/octet-stream',
    bytes: Buffer.from(raw.subarray(split + 4)),
  }
}
