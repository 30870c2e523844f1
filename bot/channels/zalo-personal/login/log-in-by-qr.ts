import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { type API, type LoginQRCallback, type LoginQRCallbackEvent, LoginQRCallbackEventType } from 'zca-js'
import { withTrace } from '../call-trace.ts'
import { orAborted } from '../log-in.ts'
import { type SessionStore, sessionSchema, type ZaloSession } from '../session.ts'
import { drawModules } from './draw-modules.ts'
import { readModules } from './read-modules.ts'
import * as words from './wording.ts'

/** The part of zca-js's client that logs in by QR. */
export interface QrClient {
  loginQR(options: { userAgent: string; language: string }, callback: LoginQRCallback): Promise<API>
}

export interface QrLoginParts {
  readonly client: QrClient
  readonly store: SessionStore
  /** Where the picture stands while somebody may scan it. */
  readonly folder: string
  readonly say: (line: string) => void
  /** Whether the terminal can show the code itself. */
  readonly canDraw: boolean
  readonly now: () => Temporal.Instant
  /** Ends it from outside. */
  readonly signal: AbortSignal
}

/** Codes asked for before we give up; each lives 100 seconds. */
const CODES = 5
const LANGUAGE = 'vi'
const USER_AGENT = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0'

/** Shows codes until one is scanned and confirmed, and stores the session. False: nothing was stored, and it was said. */
export async function logInByQr(parts: QrLoginParts): Promise<boolean> {
  const begun = parts.now()
  const attempt = new QrAttempt(parts)
  try {
    const api = await orAborted(
      withTrace({ signal: parts.signal, delivery: 'not-made' }, () =>
        parts.client.loginQR({ userAgent: USER_AGENT, language: LANGUAGE }, (event) => attempt.hear(event)),
      ),
      parts.signal,
    )
    const session = attempt.sessionOf(api)
    if (session === null) throw new Error('no login info')
    await storeSession(parts, session)
    parts.say(words.done(attempt.name, Math.round(begun.until(parts.now()).total('seconds'))))
    return true
  } catch {
    await attempt.shown()
    // What zca-js throws quotes answers with tokens in them: it is not shown.
    parts.say(attempt.lastWord ?? (parts.signal.aborted ? words.STOPPED : words.OUT_OF_REACH))
    return false
  } finally {
    await attempt.end()
  }
}

/** One run of the client: what its events told so far. */
class QrAttempt {
  /** As Zalo shows the account. */
  name: string | null = null
  /** Why it ended, when an event said so. */
  lastWord: string | null = null
  private codes = 0
  private login: { readonly imei: string; readonly userAgent: string } | null = null
  private showing: Promise<void> = Promise.resolve()
  private readonly path: string

  constructor(private readonly parts: QrLoginParts) {
    this.path = join(parts.folder, 'qr.png')
  }

  hear(event: LoginQRCallbackEvent): void {
    const { say } = this.parts
    switch (event.type) {
      case LoginQRCallbackEventType.QRCodeGenerated:
        this.codes += 1
        this.showing = this.showing.then(() => this.show(Buffer.from(event.data.image, 'base64')))
        return
      case LoginQRCallbackEventType.QRCodeExpired:
        this.expire(event.actions)
        return
      case LoginQRCallbackEventType.QRCodeScanned:
        this.name = event.data.display_name
        say(words.scanned(event.data.display_name))
        return
      case LoginQRCallbackEventType.QRCodeDeclined:
        this.lastWord = words.DECLINED
        // Without it the client would wait for ever.
        event.actions.abort()
        return
      case LoginQRCallbackEventType.GotLoginInfo:
        this.login = { imei: event.data.imei, userAgent: event.data.userAgent }
        say(words.CONFIRMED)
        return
    }
  }

  sessionOf(api: API): ZaloSession | null {
    if (this.login === null) return null
    const parsed = sessionSchema.safeParse({
      ...this.login,
      uid: api.getOwnId(),
      language: LANGUAGE,
      cookies: JSON.parse(JSON.stringify(api.getCookie().toJSON()?.cookies ?? [])),
      loggedInAt: this.parts.now().toString(),
      receivedUpToMs: null,
    })
    return parsed.success ? parsed.data : null
  }

  /** Resolves when the last code stands on the screen and on the disk. */
  async shown(): Promise<void> {
    await this.showing
  }

  /** Takes the picture away: whoever scans it is asked to let the bot into his account. */
  async end(): Promise<void> {
    await this.showing
    await rm(this.path, { force: true })
  }

  private expire(actions: { retry: () => unknown; abort: () => unknown }): void {
    if (this.codes < CODES) {
      this.parts.say(words.expired(this.codes + 1, CODES))
      actions.retry()
      return
    }
    this.lastWord = words.EXPIRED_FOR_GOOD
    actions.abort()
  }

  /** A terminal or disk that cannot show it is no reason to stop: the other one may. */
  private async show(png: Buffer): Promise<void> {
    const { folder, canDraw, say } = this.parts
    const modules = canDraw ? await readModules(png) : null
    if (modules !== null) say(drawModules(modules))
    const path = await this.write(png, folder)
    say(words.scanThis(path, modules !== null))
  }

  private async write(png: Buffer, folder: string): Promise<string | null> {
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeFile(this.path, png, { mode: 0o600 })
      return this.path
    } catch {
      return null
    }
  }
}

/** The newest login wins, whatever the machine's clock says; what was received before stays known. */
async function storeSession({ store, say }: QrLoginParts, session: ZaloSession): Promise<void> {
  const stored = await store.load()
  if (stored.kind !== 'found') {
    await store.save(session)
    return
  }
  const { uid, receivedUpToMs, loggedInAt } = stored.session
  const isSame = uid === session.uid
  const atLeast = Date.parse(loggedInAt) + 1
  await store.save({
    ...session,
    receivedUpToMs: isSame ? receivedUpToMs : null,
    loggedInAt:
      Date.parse(session.loggedInAt) >= atLeast
        ? session.loggedInAt
        : Temporal.Instant.fromEpochMilliseconds(atLeast).toString(),
  })
  if (!isSame) say(words.OTHER_ACCOUNT)
}
