import { z } from 'zod'
import { type Line, request } from './line.ts'

export interface OauthOptions {
  /** `https://oauth.zaloapp.com` */
  readonly oauthRoot: string
  readonly appId: string
  readonly appSecret: string
}

export type Refreshed =
  | {
      readonly kind: 'given'
      readonly accessToken: string
      readonly refreshToken: string
      readonly lifeSeconds: number
    }
  /** The refresh token is used, expired or withdrawn: somebody must authorise the application again. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Nothing is certain; the refresh token may be used up by now. */
  | { readonly kind: 'failed'; readonly reason: string }

const givenSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  /** Seconds, as text. */
  expires_in: z.coerce.number().positive(),
})
const refusalSchema = z.object({ error: z.coerce.number(), error_name: z.string().optional() })

/** Too many calls: tried again later. */
const RATE = -32

/**
 * Exchanges a refresh token for the next pair. Refusals come with status 200 and `error` in the body
 * (developers.zalo.me, "Xác thực và ủy quyền cho Ứng dụng"; -14020 for a used one: community/detail/d546eda3d1e638b861f7).
 */
export async function refreshTokens(
  { oauthRoot, appId, appSecret }: OauthOptions,
  refreshToken: string,
  signal: AbortSignal,
): Promise<Refreshed> {
  const body = new URLSearchParams({
    refresh_token: refreshToken,
    app_id: appId,
    grant_type: 'refresh_token',
  })
  const line = await request(
    `${oauthRoot}/v4/oa/access_token`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', secret_key: appSecret },
      body: body.toString(),
    },
    signal,
  )
  return read(line)
}

function read(line: Line): Refreshed {
  if (line.kind !== 'answered') return { kind: 'failed', reason: line.reason }
  const given = givenSchema.safeParse(line.json)
  if (given.success) {
    const { access_token, refresh_token, expires_in } = given.data
    return { kind: 'given', accessToken: access_token, refreshToken: refresh_token, lifeSeconds: expires_in }
  }
  const refusal = refusalSchema.safeParse(line.json)
  if (!refusal.success) return { kind: 'failed', reason: `${line.status} unreadable answer` }
  const { error, error_name } = refusal.data
  const reason = `${error} ${(error_name ?? '').slice(0, 60)}`.trim()
  return { kind: error === RATE ? 'failed' : 'refused', reason }
}
