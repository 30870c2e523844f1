/**
 * The program as a process that can die at a chosen point: real channel, real database, time by messages of its parent.
 * Environment: PLAY_API_ROOT, PLAY_TOKEN, PLAY_JOURNAL, DATA_DIR, DATABASE_URL.
 */
import { Temporal } from 'temporal-polyfill'
import { type App, createApp } from '../../bot/app.ts'
import { createTelegramChannel } from '../../bot/channels/telegram/telegram-channel.ts'
import { createStandingClock } from '../../jobs/clocks.ts'
import { openDatabase } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { type Order, order, type Word } from './crash-protocol.ts'
import { createFaultPoints } from './fault-points.ts'

const env = (name: string): string => process.env[name] ?? ''
const say = (said: Word) => process.send?.(said)
const UNLIMITED = { perSecond: 10_000, perThreadPerSecond: 10_000, perGroupPerMinute: 10_000 }

async function main(): Promise<void> {
  const log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    error: (fields: object, message: string) => process.stderr.write(`${message} ${show(fields)}\n`),
  }
  const databaseUrl = env('DATABASE_URL') || null
  const opened = await openDatabase({ databaseUrl, dataDir: env('DATA_DIR'), log })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  const { db } = opened
  const clock = createStandingClock(Temporal.Instant.fromEpochMilliseconds(0))
  const points = createFaultPoints(env('PLAY_JOURNAL'))
  const app = createApp({
    db,
    evidence: await openEvidenceFiles(env('DATA_DIR')),
    channels: [
      createTelegramChannel({
        token: env('PLAY_TOKEN'),
        apiRoot: env('PLAY_API_ROOT'),
        webhook: null,
        readFile: () => Promise.reject(new Error('nothing is sent out here')),
        clock: { now: () => clock.now(), sleep },
        log,
        longPollSeconds: 2,
      }),
    ],
    clock,
    zone: 'Asia/Ho_Chi_Minh',
    setupCode: null,
    log,
    limits: UNLIMITED,
    wrap: points.wrap,
  })

  const waiting = async () =>
    (await db.client.inboxMessage.count({ where: { state: 'pending' } })) +
    (await db.client.outboxMessage.count({ where: { state: { in: ['pending', 'sending'] } } }))

  let isStarted = false
  const obey = async (given: Order, started: App): Promise<void> => {
    switch (given.kind) {
      case 'begin':
        clock.set(Temporal.Instant.from(given.at))
        points.restart(given.killAt)
        if (!isStarted) await started.start()
        isStarted = true
        await started.tick()
        say({ kind: 'begun' })
        return
      case 'look':
        clock.set(Temporal.Instant.from(given.at))
        say({ kind: 'looked', isQuiet: (await waiting()) === 0, points: points.passed() })
        return
      case 'leave':
        await started.stop()
        await db.close()
        process.exit(0)
    }
  }
  let work = Promise.resolve()
  process.on('message', (message) => {
    work = work.then(() => obey(order.parse(message), app)).catch(fail)
  })
  // The parent is gone: nobody would end this process otherwise.
  process.on('disconnect', () => process.exit(3))
  say({ kind: 'opened' })
}

function show(fields: object): string {
  return JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? value.stack : value))
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(2)
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

main().catch(fail)
