/** The whole program in this process before the fake Bot API: one database, one moved clock for both. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { type App, type AppOptions, createApp } from '../../bot/app.ts'
import { createTelegramChannel } from '../../bot/channels/telegram/telegram-channel.ts'
import { openHttp } from '../../bot/http.ts'
import { createRunningClock } from '../../jobs/clocks.ts'
import type { Database } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { seedHolidays } from '../../prisma/holidays.ts'
import { FakeTelegram } from '../fakes/telegram/fake-telegram.ts'
import type { FakeUser, SeenMessage } from '../fakes/telegram/fake-user.ts'
import { seedOffice } from '../harness/small-office.ts'

export const ZONE = 'Asia/Ho_Chi_Minh'
export const SETUP_CODE = 'SETUP-CODE-1'
const SECRET = 'a-Secret_of-the-webhook'
const PATH = '/telegram/webhook'
/** A busy machine needs long for what an idle one does in an instant. */
export const PATIENCE_MS = 60_000

export interface Office {
  readonly telegram: FakeTelegram
  readonly app: App
  readonly log: readonly string[]
  /** Local time of 23/11/2026, a Monday, or with a date of its own; what falls due on the way is planned at once. */
  moveTo(clock: string): Promise<void>
  /** What the bot sends to somebody from now on that matches; messages edited since count too. */
  expecting(user: FakeUser, pattern: RegExp): Promise<SeenMessage>
  /** Resolves when nothing waits in inbox and outbox. */
  quiet(): Promise<void>
  close(): Promise<void>
}

export async function openOffice(
  db: Database,
  mode: 'polling' | 'webhook',
  start: string,
  wrap?: AppOptions['wrap'],
): Promise<Office> {
  const at = (clock: string) =>
    Temporal.PlainDateTime.from(clock.includes('T') ? clock : `2026-11-23T${clock}`)
      .toZonedDateTime(ZONE)
      .toInstant()
  const clock = createRunningClock(at(start))
  const telegram = await FakeTelegram.start({ now: () => clock.now().epochMilliseconds, limits: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-evidence-'))
  const evidence = await openEvidenceFiles(dataDir)
  await seedOffice(db.client)
  await seedHolidays(db.client)
  const http =
    mode === 'webhook'
      ? await openHttp({
          port: 0,
          handlers: new Map([[PATH, (request, response) => channel.handleWebhook(request, response)]]),
          notReady: async () => null,
        })
      : null
  if (http !== null && !http.ok) throw new Error(http.reason)
  const log: string[] = []
  const keep = (fields: object, message: string) => void log.push(`${message} ${JSON.stringify(fields)}`)
  const quiet = { debug: () => undefined, info: () => undefined, warn: keep, error: keep }
  const channel = createTelegramChannel({
    token: telegram.token,
    apiRoot: telegram.apiRoot,
    webhook:
      http === null ? null : { publicUrl: `http://127.0.0.1:${http.port}`, secret: SECRET, path: PATH },
    readFile: async (sha256) => Buffer.from((await evidence.readAll(sha256)) ?? Buffer.alloc(0)),
    clock: { now: () => clock.now(), sleep },
    log: quiet,
    longPollSeconds: 2,
  })
  const app = createApp({
    db,
    evidence,
    channels: [channel],
    clock,
    zone: ZONE,
    setupCode: SETUP_CODE,
    log: quiet,
    ...(wrap === undefined ? {} : { wrap }),
  })
  await app.start()
  return {
    telegram,
    app,
    log,
    async moveTo(time) {
      clock.set(at(time))
      await app.tick()
    },
    expecting: expectingIn(telegram),
    async quiet() {
      const waiting = async () => {
        const inbox = await db.client.inboxMessage.count({ where: { state: 'pending' } })
        return (
          inbox + (await db.client.outboxMessage.count({ where: { state: { in: ['pending', 'sending'] } } }))
        )
      }
      const end = performance.now() + PATIENCE_MS
      while (telegram.queue.pending().length > 0 || (await waiting()) > 0) {
        if (performance.now() > end)
          throw new Error(`never quiet\n${telegram.transcript()}\n${log.join('\n')}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
    async close() {
      await app.stop()
      if (http?.ok === true) await http.close()
      await telegram.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function expectingIn(telegram: FakeTelegram): Office['expecting'] {
  return (user, pattern) => {
    const before = new Set(user.hears().map(fingerprint))
    return telegram.waitFor(
      () => user.hears().find((seen) => !before.has(fingerprint(seen)) && pattern.test(seen.text)),
      PATIENCE_MS,
    )
  }
}

function fingerprint(seen: SeenMessage): string {
  return `${seen.messageId} ${seen.earlier.length}`
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })
}
