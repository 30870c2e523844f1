import { createHash, randomBytes } from 'node:crypto'

/** Cookies as zca-js keeps them. */
export interface StoredCookie {
  readonly key: string
  readonly value: string
  readonly domain: string
  readonly path: string
}

/** Our account: who it is, which login is valid, and the keys given out under it. */
export class Account {
  readonly uid = '3900111222333444555'
  readonly name = 'Đầu Mối Bình Định'
  readonly phone = '84905111222'
  imei = '5b2f7f0e-3e8a-4f0b-9d1c-51d1f3f2a111-0a1b2c3d4e5f60718293a4b5c6d7e8f9'
  readonly userAgent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0'
  /** Rotate on every answer; only the two newest are accepted. */
  rotatesCookies = false
  private takesNewImei = false
  private loginCookie = secret()
  private rotating = [secret()]
  private keys: Buffer[] = []
  private readonly former: string[] = []

  /** What a former QR login left behind, as the product stores it. */
  get cookies(): StoredCookie[] {
    return [
      { key: 'zpsid', value: this.loginCookie, domain: 'zalo.me', path: '/' },
      { key: 'zpw_sek', value: this.newestCookie, domain: 'chat.zalo.me', path: '/' },
    ]
  }

  get newestCookie(): string {
    return this.rotating.at(-1) ?? ''
  }

  /** Everything that may stand in no log, of former logins too. */
  get secrets(): string[] {
    return [
      this.imei,
      this.phone,
      this.loginCookie,
      ...this.rotating,
      ...this.keys.map((key) => key.toString('base64')),
      ...this.former,
    ]
  }

  /** Forgets the login: every cookie and key given so far is worthless. */
  expire(): void {
    this.former.push(...this.secrets)
    this.loginCookie = secret()
    this.rotating = [secret()]
    this.keys = []
  }

  accepts(cookieHeader: string): boolean {
    const rotating = readCookies(cookieHeader).get('zpw_sek') ?? ''
    return this.acceptsLogin(cookieHeader) && this.rotating.slice(-2).includes(rotating)
  }

  /** A login by QR brings an imei of its own, which is ours from then on. */
  awaitsNewImei(): void {
    this.takesNewImei = true
  }

  knowsImei(imei: string): boolean {
    if (this.takesNewImei) this.imei = imei
    this.takesNewImei = false
    return imei === this.imei
  }

  /** As the socket is checked: by the cookie that does not rotate. */
  acceptsLogin(cookieHeader: string): boolean {
    return readCookies(cookieHeader).get('zpsid') === this.loginCookie
  }

  newKey(): Buffer {
    const key = randomBytes(16)
    this.keys.push(key)
    return key
  }

  /** Keys of this login, newest first. */
  get validKeys(): readonly Buffer[] {
    return this.keys.toReversed()
  }

  /** Set-Cookie lines of the next answer. */
  nextSetCookie(): string[] {
    if (!this.rotatesCookies) return []
    this.rotating.push(secret())
    return [this.rotatingLine()]
  }

  allSetCookies(): string[] {
    return [`zpsid=${this.loginCookie}; Domain=.zalo.me; Path=/; HttpOnly`, this.rotatingLine()]
  }

  private rotatingLine(): string {
    return `zpw_sek=${this.newestCookie}; Domain=.chat.zalo.me; Path=/; HttpOnly; Secure`
  }
}

function readCookies(header: string): ReadonlyMap<string, string> {
  return new Map(
    header.split(/;\s*/).map((pair): [string, string] => {
      const [name = '', ...value] = pair.split('=')
      return [name, value.join('=')]
    }),
  )
}

function secret(): string {
  return createHash('sha256').update(randomBytes(32)).digest('base64url')
}
