import type { API } from 'zca-js'
import { z } from 'zod'
import { type SessionStore, sessionSchema, type ZaloSession } from './session.ts'
import type { Log } from './surroundings.ts'

/** The session in use; what changes in it is stored soon, one write at a time. */
export class SessionKeeper {
  private isChanged = false
  private writing: Promise<void> = Promise.resolve()
  private isWriting = false

  constructor(
    private current: ZaloSession,
    private readonly store: SessionStore,
    private readonly log: Log,
  ) {}

  get session(): ZaloSession {
    return this.current
  }

  /** Cookies rotate: looked at after every call. */
  noteCookies(api: API): void {
    const parsed = cookiesSchema.safeParse(readCookies(api))
    if (!parsed.success || parsed.data.length === 0) return
    if (JSON.stringify(parsed.data) === JSON.stringify(this.current.cookies)) return
    this.change({ ...this.current, cookies: parsed.data })
  }

  /** Time of the newest message stored, in ms. */
  noteReceived(upToMs: number): void {
    if (upToMs <= (this.current.receivedUpToMs ?? 0)) return
    this.change({ ...this.current, receivedUpToMs: upToMs })
  }

  /** Goes on with a later login of the same account; what was received stays known. */
  replace(session: ZaloSession): void {
    const receivedUpToMs = this.current.receivedUpToMs ?? session.receivedUpToMs
    this.current = { ...session, receivedUpToMs }
  }

  /** Resolves when everything noted so far is stored, or could not be. */
  async settled(): Promise<void> {
    await this.writing
  }

  private change(session: ZaloSession): void {
    this.current = session
    this.isChanged = true
    if (!this.isWriting) this.writing = this.write()
  }

  private async write(): Promise<void> {
    this.isWriting = true
    try {
      while (this.isChanged) {
        this.isChanged = false
        const isStored = await this.store.save(this.current)
        if (!isStored) this.log.info({}, 'zalo-personal: a later login is stored, this one is not kept')
      }
    } catch (error) {
      const reason = error instanceof Error ? error.name : 'error'
      this.log.error({ reason }, 'zalo-personal: session not stored')
    } finally {
      this.isWriting = false
    }
  }
}

const cookiesSchema = z.array(sessionSchema.shape.cookies.element)

/** Plain JSON, as it will be read again. */
function readCookies(api: API): unknown {
  return JSON.parse(JSON.stringify(api.getCookie().toJSON()?.cookies ?? []))
}
