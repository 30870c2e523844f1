/** What the fakes of Zalo's servers share: listening, reading, and misbehaving to order. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Fault } from '../telegram/faults.ts'

export interface Listening {
  readonly root: string
  stop(): Promise<void>
}

/** On a free port of the loopback; what a handler throws ends the connection. */
export async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  port = 0,
): Promise<Listening> {
  const server: Server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('fake: not listening')
  return {
    root: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

export function reply(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** True when the fault was the whole answer and nothing is to be done; refusals are the caller's own words. */
export function misbehave(
  fault: Fault | null,
  response: ServerResponse,
  refuse: (code: number, description: string, retryAfter: number | null) => void,
): boolean {
  switch (fault?.kind) {
    case 'too-many-requests':
      refuse(429, 'Quota exceeded', fault.retryAfter)
      return true
    case 'refuse':
      refuse(fault.code, fault.description, null)
      return true
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
    default:
      return false
  }
}
