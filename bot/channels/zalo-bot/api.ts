/**
 * The Zalo Bot API as this folder uses it: `POST <root>/bot<token>/<method>` with JSON, answered by
 * `{ok, result, error_code, description}` (docs.zaloplatforms.com/docs/BOT).
 */
import { z } from 'zod'
import { readLineFailure } from '../line-failure.ts'
import { readJson } from '../read-body.ts'
import type { Log } from '../surroundings.ts'
import type { CallFailure } from './call-failure.ts'

/** A call that did not end in a result. Its message holds no token and no message text. */
export class ZaloBotCallFailed extends Error {
  constructor(readonly failure: CallFailure) {
    super(failure.reason)
    this.name = 'ZaloBotCallFailed'
  }
}

export interface ZaloBotApi {
  /**
   * The unread result; rejects with ZaloBotCallFailed. The signal counts until the answer begins; what has begun is
   * read to its end within five seconds, for it may hold a message that comes only once.
   */
  call(method: string, payload: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>
}

const BODY_MS = 5_000
const REASON_CHARACTERS = 120

const answerSchema = z.object({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.coerce.number().int().optional(),
  description: z.string().optional(),
})

export function openZaloBotApi(token: string, apiRoot: string, log: Pick<Log, 'debug'>): ZaloBotApi {
  const root = apiRoot.replace(/\/+$/, '')
  return {
    async call(method, payload, signal) {
      const began = performance.now()
      const answer = await ask(`${root}/bot${token}/${method}`, payload, signal)
      const judged = 'kind' in answer ? answer : judge(answer, token)
      const fields = { method, ms: Math.round(performance.now() - began), outcome: judged.kind }
      log.debug(fields, 'zalo-bot: call')
      if (judged.kind === 'done') return judged.result
      throw new ZaloBotCallFailed(judged)
    },
  }
}

interface Answer {
  readonly status: number
  readonly retryAfter: string | null
  readonly body: Uint8Array
}

async function ask(url: string, payload: object, signal: AbortSignal): Promise<Answer | CallFailure> {
  const line = new AbortController()
  const giveUp = () => line.abort()
  if (signal.aborted) return { kind: 'unclear', reason: 'aborted before the call' }
  signal.addEventListener('abort', giveUp)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
      redirect: 'manual',
      signal: line.signal,
    })
    signal.removeEventListener('abort', giveUp)
    const timer = setTimeout(giveUp, BODY_MS)
    const body = await response.arrayBuffer().finally(() => clearTimeout(timer))
    const { status, headers } = response
    return { status, retryAfter: headers.get('retry-after'), body: new Uint8Array(body) }
  } catch (error) {
    return readLineFailure(error, line.signal)
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

type Judged = { readonly kind: 'done'; readonly result: unknown } | CallFailure

/** 5xx but 503 is unclear: the machine in front may have passed the call on. */
function judge({ status, retryAfter, body }: Answer, token: string): Judged {
  const parsed = answerSchema.safeParse(readJson(body))
  if (parsed.success && parsed.data.ok) return { kind: 'done', result: parsed.data.result ?? null }
  const code = parsed.data?.error_code ?? status
  const reason = withoutToken(`${code} ${parsed.data?.description ?? 'not from the API'}`, token)
  if (!parsed.success && status < 300) return { kind: 'unclear', reason: `${status} unreadable answer` }
  if (code === 503 || (status >= 300 && status < 400)) return { kind: 'not-sent', reason }
  if (code >= 500 || code < 400) return { kind: 'unclear', reason }
  if (!parsed.success) return { kind: 'not-sent', reason }
  return { kind: 'refused', code, reason, retryAfterSeconds: secondsOf(retryAfter) }
}

/** Zalo names no waiting time; a machine in front of it may. */
function secondsOf(retryAfter: string | null): number | null {
  return retryAfter !== null && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : null
}

function withoutToken(text: string, token: string): string {
  const secret = token.slice(token.indexOf(':') + 1)
  return text.replaceAll(token, '[token]').replaceAll(secret, '[token]').slice(0, REASON_CHARACTERS)
}
