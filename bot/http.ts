/** The HTTP server: webhooks of the channels, and whether the program is well. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

export interface HttpOptions {
  readonly port: number
  /** By path; one that ends with a slash answers for everything below it. */
  readonly handlers: ReadonlyMap<string, Handler>
  /** Null: ready; otherwise why not. */
  readonly notReady: () => Promise<string | null>
}

export type OpenedHttp =
  | { readonly ok: true; readonly port: number; close(): Promise<void> }
  | { readonly ok: false; readonly reason: string }

export async function openHttp(options: HttpOptions): Promise<OpenedHttp> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch(() => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.requestTimeout = 30_000
  server.headersTimeout = 10_000
  try {
    await listen(server, options.port)
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
  const address = server.address()
  return {
    ok: true,
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const handler = options.handlers.get(path) ?? options.handlers.get(`/${path.split('/')[1]}/`)
  if (handler !== undefined) return handler(request, response)
  if (path === '/healthz') return say(response, 200, 'ok')
  if (path === '/readyz') {
    const reason = await options.notReady()
    return say(response, reason === null ? 200 : 503, reason ?? 'ready')
  }
  return say(response, 404, 'not found')
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}
