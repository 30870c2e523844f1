import QRCode from 'qrcode'
import type { Account } from './account.ts'
import type { Answer, Call } from './call.ts'

type Step = 'waiting' | 'scanned' | 'confirmed' | 'declined'

/** A long poll that came to nothing is answered like this, and asked again. */
const NOTHING_YET = { error_code: 8, error_message: 'waiting', data: null }
const POLL_MS = 200

/** What https://id.zalo.me does for a login by QR; a test plays the telephone. */
export class QrEndpoints {
  private step: Step = 'waiting'
  private readonly watchers = new Set<() => void>()
  private made = 0

  constructor(private readonly account: Account) {}

  /** What the picture says. */
  get content(): string {
    return `https://id.zalo.me/qr/login/${this.made}?token=fake-qr-token-of-nobody-at-all`
  }

  get picturesMade(): number {
    return this.made
  }

  scan(): void {
    this.go('scanned')
  }

  confirm(): void {
    this.go('confirmed')
  }

  decline(): void {
    this.go('declined')
  }

  async answer(call: Call): Promise<Answer> {
    switch (call.path) {
      case '/account':
        return { html: '<html><script src="https://stc-zlogin.zdn.vn/main-2.44.10.js"></script></html>' }
      case '/account/logininfo':
      case '/account/verify-client':
        return { json: { error_code: 0, error_message: '', data: {} } }
      case '/account/authen/qr/generate':
        return { json: await this.generate() }
      case '/account/authen/qr/waiting-scan':
        return {
          json: await this.waitFor(
            (step) => step !== 'waiting',
            () => this.scanned(),
          ),
        }
      case '/account/authen/qr/waiting-confirm':
        return {
          json: await this.waitFor(
            (step) => step === 'confirmed' || step === 'declined',
            () => ({ error_code: this.step === 'declined' ? -13 : 0, error_message: '', data: {} }),
          ),
        }
      case '/account/checksession':
        this.account.awaitsNewImei()
        return {
          status: 302,
          location: 'https://chat.zalo.me/index.html',
          setCookies: this.account.allSetCookies(),
        }
      case '/index.html':
        return { html: '<html></html>' }
      case '/jr/userinfo':
        return {
          json: {
            error_code: 0,
            data: {
              logged: this.account.accepts(call.cookie),
              info: { name: this.account.name, avatar: '' },
            },
          },
        }
      default:
        return { status: 404, html: '' }
    }
  }

  private async generate(): Promise<unknown> {
    this.step = 'waiting'
    this.made += 1
    const image = await QRCode.toDataURL(this.content, { errorCorrectionLevel: 'M', scale: 6, margin: 3 })
    const options = { enabledCheckOCR: false, enabledMultiLayer: false }
    return {
      error_code: 0,
      error_message: '',
      data: { code: `code-${this.made}`, image, options, token: 'fake-token' },
    }
  }

  private scanned(): unknown {
    return { error_code: 0, error_message: '', data: { avatar: '', display_name: this.account.name } }
  }

  private async waitFor(holds: (step: Step) => boolean, answer: () => unknown): Promise<unknown> {
    if (!holds(this.step)) await this.change()
    return holds(this.step) ? answer() : NOTHING_YET
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer)
        this.watchers.delete(done)
        resolve()
      }
      const timer = setTimeout(done, POLL_MS)
      this.watchers.add(done)
    })
  }

  private go(step: Step): void {
    this.step = step
    for (const watcher of [...this.watchers]) watcher()
  }
}
