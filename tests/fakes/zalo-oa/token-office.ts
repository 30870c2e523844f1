import { randomBytes } from 'node:crypto'
import { OaRefusal } from './model.ts'

const ACCESS_SECONDS = 25 * 3600
const REFRESH_SECONDS = 90 * 24 * 3600

/** Gives tokens as Zalo does: one valid pair; a refresh token can be used once; an old access token dies at once. */
export class TokenOffice {
  refreshes = 0
  private refreshToken = newToken()
  private refreshEndsMs: number
  private accessToken: string | null = null
  private accessEndsMs = 0
  private readonly used = new Set<string>()

  constructor(private readonly nowMs: () => number) {
    this.refreshEndsMs = nowMs() + REFRESH_SECONDS * 1000
  }

  /** What somebody who authorises the application gets now; whatever was given before is dead. */
  authorise(): string {
    this.used.add(this.refreshToken)
    this.refreshToken = newToken()
    this.refreshEndsMs = this.nowMs() + REFRESH_SECONDS * 1000
    this.accessToken = null
    return this.refreshToken
  }

  /** The refresh token that would be taken now. */
  get current(): string {
    return this.refreshToken
  }

  refresh(given: string): { access_token: string; refresh_token: string; expires_in: string } {
    if (this.used.has(given)) throw new OaRefusal(-14020, 'Refresh token has been used')
    if (given !== this.refreshToken || this.nowMs() >= this.refreshEndsMs)
      throw new OaRefusal(-14014, 'Invalid refresh token')
    this.refreshes += 1
    this.used.add(given)
    this.refreshToken = newToken()
    this.refreshEndsMs = this.nowMs() + REFRESH_SECONDS * 1000
    this.accessToken = newToken()
    this.accessEndsMs = this.nowMs() + ACCESS_SECONDS * 1000
    return {
      access_token: this.accessToken,
      refresh_token: this.refreshToken,
      expires_in: String(ACCESS_SECONDS),
    }
  }

  check(given: string): void {
    if (given === '' || given !== this.accessToken) throw new OaRefusal(-216, 'Access token is invalid')
    if (this.nowMs() >= this.accessEndsMs) throw new OaRefusal(-220, 'Access token is expired')
  }

  /** Somebody else, or Zalo itself, makes the access token worthless. */
  revokeAccess(): void {
    this.accessToken = null
  }

  get access(): string | null {
    return this.accessToken
  }
}

function newToken(): string {
  return `FakeOaToken${randomBytes(24).toString('base64url')}`
}
