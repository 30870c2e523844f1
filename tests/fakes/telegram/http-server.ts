import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { BotApi } from './bot-api.ts'
import type { Fault, Faults } from './faults.ts'
import { type Parameters, readParameters } from './parameters.ts'
import { Refusal } from './refusal.ts'
import type { World } from './world.ts'

/** One call as it came in; for tests that count or look at parameters. */
export interface RecordedCall {
  readonly method: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly contentType: string
}

export interface ServerParts {
  readonly token: string
  readonly world: World
  readonly api: BotApi
  readonly faults: Faults
  readonly calls: RecordedCall[]
}

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export function createBotApiServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch((error: unknown) => {
      if (error instanceof Refusal) refuse(response, error)
      else response.destroy()
    })
  })
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? '/', 'http://fake')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
  const call = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname)
  const token = decodeURIComponent((download ?? call)?.[1] ?? '')
  if (!/^\d+:.+/.test(token)) throw new Refusal(404, 'Not Found')
  if (token !== parts.token) throw new Refusal(401, 'Unauthorized')
  if (download !== null) return serveFile(parts, response, download[2] ?? '')
  const method = call?.[2] ?? ''
  const contentType = request.headers['content-type'] ?? ''
  const parameters = readParameters(contentType, url.searchParams, Buffer.concat(chunks))
  parts.calls.push({ method, parameters: parameters.toRecord(), contentType })
  await answer(parts, response, method, parameters)
}

async function answer(
  parts: ServerParts,
  response: ServerResponse,
  method: string,
  parameters: Parameters,
): Promise<void> {
  const fault = parts.faults.take(method)
  if (fault !== null && faultBefore(fault, response)) return
  const result = await parts.api.answer(method, parameters, (end) => response.on('close', end))
  if (fault?.kind === 'answer-hangs') return
  if (fault?.kind === 'answer-lost') response.destroy()
  else reply(response, 200, { ok: true, result })
}

function serveFile(parts: ServerParts, response: ServerResponse, path: string): void {
  const fault = parts.faults.take('download')
  parts.calls.push({ method: 'download', parameters: { path }, contentType: '' })
  const file = [...parts.world.files.values()].find((one) => one.path === path)
  if (file === undefined || file.gone) throw new Refusal(404, 'Not Found')
  if (fault !== null && faultBefore(fault, response)) return
  const headers = { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length }
  response.writeHead(200, headers)
  if (fault === null) {
    response.end(file.bytes)
    return
  }
  response.write(file.bytes.subarray(0, Math.floor(file.bytes.length / 2)))
  if (fault.kind === 'answer-lost') setTimeout(() => response.destroy(), 20)
}

/** True when the fault was the whole answer and nothing is to be done. */
function faultBefore(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'too-many-requests': {
      const seconds = fault.retryAfter
      throw new Refusal(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })
    }
    case 'refuse':
      throw new Refusal(fault.code, fault.description)
    case 'server-error':
    case 'garbage':
      response.writeHead(fault.status, { 'content-type': 'text/html' })
      response.end(`<html><head><title>${fault.status}</title></head><body>nginx</body></html>`)
      return true
    case 'reset':
      response.socket?.resetAndDestroy()
      return true
    case 'hang':
      return true
    case 'answer-lost':
    case 'answer-hangs':
      return false
  }
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const { code, description, parameters } = refusal
  reply(response, code, {
    ok: false,
    error_code: code,
    description,
    ...(parameters === null ? {} : { parameters }),
  })
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
