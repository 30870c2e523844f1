/**
 * The Official Account API: JSON or multipart with the header `access_token`, answered by `{error, message, data}`, where
 * 0 alone is success whatever the status says (channels.md; developers.zalo.me, "Mã lỗi").
 */
import { z } from 'zod'
import type { Log } from '../surroundings.ts'
import { type Line, request } from './line.ts'
import type { TokenKeeper } from './token-keeper.ts'

export type OaAnswer =
  | { readonly kind: 'done'; readonly data: unknown }
  /** The API itself refused: nothing was done. */
  | {
      readonly kind: 'refused'
      readonly code: number
      readonly reason: string
      readonly retryAfterSeconds: number | null
    }
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'unclear'; readonly reason: string }
  /** Not even asked, for want of an access token. */
  | { readonly kind: 'no-token'; readonly lasting: 'permanent' | 'temporary'; readonly reason: string }

export interface ZaloOaApi {
  get(path: string, signal: AbortSignal): Promise<OaAnswer>
  post(path: string, payload: object, signal: AbortSignal): Promise<OaAnswer>
  upload(path: string, file: Upload, signal: AbortSignal): Promise<OaAnswer>
}

export interface Upload {
  readonly bytes: Uint8Array
  readonly name: string
  readonly mime: string
}

const REASON_CHARACTERS = 120
/** -216: invalid, -220: expired; 401 and the positive forms have been seen for the same. */
const TOKEN_CODES: ReadonlySet<number> = new Set([-216, -220, 216, 220, -401, 401])
const RATE = -32

const answerSchema = z.object({
  error: z.coerce.number().int(),
  message: z.string().optional(),
  data: z.unknown().optional(),
})

export function isTokenRefusal(code: number): boolean {
  return TOKEN_CODES.has(code)
}

export function openZaloOaApi(
  apiRoot: string,
  keeper: Pick<TokenKeeper, 'token' | 'replace'>,
  log: Pick<Log, 'debug'>,
): ZaloOaApi {
  /** A refused token is replaced once, and the call made again: the refusal proves that nothing was done. */
  const call = async (path: string, init: RequestInit, signal: AbortSignal): Promise<OaAnswer> => {
    let token = await keeper.token(signal)
    for (let tries = 1; ; tries++) {
      if (!token.ok) return { kind: 'no-token', lasting: token.lasting, reason: token.reason }
      const began = performance.now()
      const answer = await ask(`${apiRoot}${path}`, init, token.accessToken, signal)
      const fields = { path, ms: Math.round(performance.now() - began), outcome: answer.kind }
      log.debug(fields, 'zalo-oa: call')
      if (tries > 1 || answer.kind !== 'refused' || !isTokenRefusal(answer.code)) return answer
      token = await keeper.replace(token.accessToken, signal)
    }
  }
  return {
    get: (path, signal) => call(path, { method: 'GET' }, signal),
    post: (path, payload, signal) => {
      const headers = { 'content-type': 'application/json' }
      return call(path, { method: 'POST', headers, body: JSON.stringify(payload) }, signal)
    },
    upload: (path, { bytes, name, mime }, signal) => {
      const body = new FormData()
      body.append('file', new Blob([Uint8Array.from(bytes)], { type: mime }), name)
      return call(path, { method: 'POST', body }, signal)
    },
  }
}

async function ask(
  url: string,
  init: RequestInit,
  accessToken: string,
  signal: AbortSignal,
): Promise<OaAnswer> {
  const headers = { ...Object.fromEntries(new Headers(init.headers)), access_token: accessToken }
  const line = await request(url, { ...init, headers }, signal)
  return judge(line, accessToken)
}

function judge(line: Line, accessToken: string): OaAnswer {
  if (line.kind !== 'answered') return line
  const { status, retryAfter } = line
  const parsed = answerSchema.safeParse(line.json)
  if (!parsed.success) {
    if (status === 401) return { kind: 'refused', code: 401, reason: '401', retryAfterSeconds: null }
    const reason = `${status} unreadable answer`
    return { kind: status < 400 ? 'unclear' : 'not-sent', reason }
  }
  const { error, message = '', data } = parsed.data
  if (error === 0) return { kind: 'done', data: data ?? null }
  const code = status === 429 ? RATE : error
  const reason = `${code} ${message}`.replaceAll(accessToken, '[token]').slice(0, REASON_CHARACTERS)
  return { kind: 'refused', code, reason, retryAfterSeconds: secondsOf(retryAfter) }
}

function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null
}
