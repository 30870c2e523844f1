import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Account } from './account.ts'
import type { Answer, Call } from './call.ts'
import type { Fault, Faults, Method } from './faults.ts'
import { getLoginInfo, getServerInfo } from './login-endpoints.ts'
import type { MessageEndpoints } from './message-endpoints.ts'
import type { QrEndpoints } from './qr-endpoints.ts'
import { refusal, ZaloRefusal } from './refusal.ts'
import type { World } from './world.ts'

/** One call as it came in; for tests that count. */
export interface RecordedCall {
  readonly method: Method
  readonly host: string
  readonly path: string
}

export interface ServerParts {
  readonly account: Account
  readonly world: World
  readonly messages: MessageEndpoints
  readonly qr: QrEndpoints
  readonly faults: Faults
  readonly calls: RecordedCall[]
  readonly socketUrl: () => string
  readonly chunkSize: number
}

/** Every host of Zalo on one port: `/<host>/<path>`. */
export function createZaloServer(parts: ServerParts): Server {
  return createServer((request, response) => {
    handle(parts, request, response).catch(() => response.destroy())
  })
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
  const call = await readCall(request)
  const method = methodOf(call)
  parts.calls.push({ method, host: call.host, path: call.path })
  const fault = parts.faults.take(method)
  if (method === 'download') {
    serveMedia(parts, call, fault, response)
    return
  }
  if (fault !== null && faultBefore(fault, response)) return
  const answer = await answerOf(parts, call, method, fault)
  if (fault?.kind === 'answer-lost') response.destroy()
  else write(response, answer)
}

async function answerOf(
  parts: ServerParts,
  call: Call,
  method: Method,
  fault: Fault | null,
): Promise<Answer> {
  try {
    if (fault?.kind === 'code') throw refusal(fault.code)
    if (method === 'getLoginInfo') return getLoginInfo(call, parts.account, parts.socketUrl())
    if (method === 'getServerInfo') return getServerInfo(parts.chunkSize)
    if (method === 'qr') return await parts.qr.answer(call)
    return parts.messages.answer(call, fault)
  } catch (error) {
    if (!(error instanceof ZaloRefusal)) throw error
    return { json: { error_code: error.code, error_message: error.message, data: null } }
  }
}

async function readCall(request: IncomingMessage): Promise<Call> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const [, host = '', ...path] = url.pathname.split('/')
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const contentType = request.headers['content-type'] ?? ''
  return {
    host,
    path: `/${path.join('/')}`,
    query: url.searchParams,
    form: new URLSearchParams(contentType.includes('urlencoded') ? body.toString('utf8') : ''),
    contentType,
    body,
    cookie: request.headers.cookie ?? '',
  }
}

const BY_TAIL: Readonly<Record<string, Method>> = {
  getLoginInfo: 'getLoginInfo',
  getServerInfo: 'getServerInfo',
  sms: 'sms',
  sendmsg: 'sendmsg',
  mention: 'sendmsg',
  quote: 'quote',
  typing: 'typing',
  'photo_original/upload': 'photo/upload',
  'photo_original/send': 'photo/send',
  'asyncfile/upload': 'file/upload',
  'asyncfile/msg': 'file/msg',
  keepalive: 'keepalive',
}

function methodOf({ host, path }: Call): Method {
  if (host === 'id.zalo.me' || host === 'jr.chat.zalo.me' || host === 'chat.zalo.me') return 'qr'
  if (!host.endsWith('.zalo.me')) return 'download'
  const tail = path.split('/')
  return BY_TAIL[tail.slice(-2).join('/')] ?? BY_TAIL[tail.at(-1) ?? ''] ?? '*'
}

/** Files are handed on from host to host, as Zalo does: dlfl.vn, flchat.vn, dlmd.me. */
const NEXT_HOST: Readonly<Record<string, string>> = {
  'file-stal-1.dlfl.vn': 'file-stal-1.flchat.vn',
  'file-stal-1.flchat.vn': 'te-1.dlmd.me',
}

function serveMedia(parts: ServerParts, call: Call, fault: Fault | null, response: ServerResponse): void {
  const media = parts.world.media.get(call.path.slice(1).replace(/\.\w+$/, ''))
  const next = NEXT_HOST[call.host]
  if (media === undefined || media.gone) write(response, { status: 404, html: 'gone' })
  else if (next !== undefined) write(response, { status: 302, location: `https://${next}${call.path}` })
  else if (fault === null) write(response, { bytes: media.bytes })
  else if (!faultBefore(fault, response)) writeHalf(response, media.bytes)
}

function writeHalf(response: ServerResponse, bytes: Buffer): void {
  response.writeHead(200, { 'content-length': bytes.length })
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
  setTimeout(() => response.destroy(), 20)
}

/** True when the fault was the whole answer and nothing is to be done. */
function faultBefore(fault: Fault, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'http':
      write(response, { status: fault.status, html: `<html><body>${fault.status} nginx</body></html>` })
      return true
    case 'garbage':
      write(response, { html: '<html>maintenance</html>' })
      return true
    case 'reset':
      response.socket?.resetAndDestroy()
      return true
    case 'hang':
      return true
    case 'code':
    case 'answer-lost':
    case 'no-file-done':
      return false
  }
}

function write(response: ServerResponse, answer: Answer): void {
  if (response.destroyed) return
  const type = answer.json !== undefined ? 'application/json' : answer.bytes ? 'image/jpeg' : 'text/html'
  response.writeHead(answer.status ?? 200, {
    'content-type': type,
    ...(answer.location === undefined ? {} : { location: answer.location }),
    ...(answer.setCookies === undefined ? {} : { 'set-cookie': [...answer.setCookies] }),
  })
  response.end(answer.json !== undefined ? JSON.stringify(answer.json) : (answer.bytes ?? answer.html ?? ''))
}
