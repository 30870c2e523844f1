/** `npm start`: the configured channels, or with none the console demo. One clear line for everything that is wrong. */
import { existsSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import type { Channel } from '../core/talk/courier.ts'
import { createRunningClock, createStandingClock, realClock } from '../jobs/clocks.ts'
import { createHeartbeat } from '../jobs/heartbeat.ts'
import { openDatabase } from '../prisma/database.ts'
import { describeDatabaseProblem } from '../prisma/database-problem.ts'
import { seedDemo } from '../prisma/demo.ts'
import { openEvidenceFiles } from '../prisma/evidence-files.ts'
import { seedHolidays } from '../prisma/holidays.ts'
import { createLeases } from '../prisma/lease-store.ts'
import { listPeople } from '../prisma/people-list.ts'
import { type App, createApp, holderOf } from './app.ts'
import { CONSOLE_ACCOUNT, createConsoleChannel } from './channels/console/console-channel.ts'
import { talk, writeTo } from './channels/console/console-talk.ts'
import type { AccountLoss } from './channels/zalo-personal/account.ts'
import { type Config, readConfig, secretsOf } from './config.ts'
import { type Handler, openHttp } from './http.ts'
import { createLogger } from './logger.ts'
import { newId } from './new-id.ts'
import { openChannels } from './open-channels.ts'

/** A start that cannot be: one line for the administrator, exit code 1. */
class CannotStart extends Error {}

/** Where the demo begins: ten seconds before the reminder of a working day. */
const DEMO_START = '2026-11-23T16:29:50'

type Log = ReturnType<typeof createLogger>

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const read = readConfig(process.env)
  if (!read.ok) throw new CannotStart(read.lines.join('\n'))
  const { config } = read
  if (config.evidenceBucket !== null)
    throw new CannotStart(
      'EVIDENCE_BUCKET: is set, but this version stores evidence in DATA_DIR alone; leave it out',
    )
  const { telegram, zaloBot, zaloOa, zaloPersonal } = config
  const isDemo = telegram === null && zaloBot === null && zaloOa === null && !zaloPersonal
  const log = createLogger(
    isDemo && process.env['LOG_LEVEL'] === undefined ? 'error' : config.logLevel,
    secretsOf(process.env),
  )
  await (isDemo ? runConsole(config, log) : runChannels(config, log))
}

async function open(config: Config, log: Log) {
  const opened = await openDatabase({ databaseUrl: config.databaseUrl, dataDir: config.dataDir, log })
  if (!opened.ok) throw new CannotStart(describeDatabaseProblem(opened.problem))
  const evidence = await openEvidenceFiles(config.dataDir)
  return { db: opened.db, evidence }
}

// ───────────────────────────────────────────── the console demo

async function runConsole(config: Config, log: Log): Promise<void> {
  const isJson = process.argv.includes('--json')
  const isInteractive = process.stdin.isTTY === true && !isJson
  const zone = config.timeZone
  if (isInteractive) process.stdout.write('Đang chuẩn bị bản chạy thử, lần đầu mất vài giây…\n')
  const { db, evidence } = await open(config, log)
  const start = await demoStart(db, zone)
  const clock = isInteractive ? createRunningClock(start) : createStandingClock(start)
  const out = (line: string) => process.stdout.write(`${line}\n`)
  await seedHolidays(db.client)
  await seedDemo(db.client, { now: start, zone, botAccount: CONSOLE_ACCOUNT, newId })
  const channel = createConsoleChannel({ clock, write: writeTo({ out, isJson, clock, zone }) })
  const app = createApp({
    db,
    evidence,
    channels: [channel],
    clock,
    zone,
    setupCode: config.adminSetupCode,
    log,
  })
  await app.startReceiving()
  const settle = exclusive(async () => {
    await app.tick()
    await app.drain()
  })
  // The ten seconds before the reminder begin when the newcomer sees the screen, not while it is being prepared.
  clock.set(start)
  await settle()
  const ticking = isInteractive ? setInterval(() => void settle(), 1_000) : null
  await talk({
    channel,
    input: process.stdin,
    out,
    isJson,
    isInteractive,
    clock,
    zone,
    settle,
    who: () => listPeople(db.client, 'console', { now: clock.now(), zone }),
    moveTo: (target) => moveThrough(app, clock, target, settle),
  })
  if (ticking !== null) clearInterval(ticking)
  await settle()
  await app.stop()
  await db.close()
}

/** The demo goes on where it was left: its clock never runs backwards over what is stored. */
async function demoStart(
  db: Awaited<ReturnType<typeof open>>['db'],
  zone: string,
): Promise<Temporal.Instant> {
  const first = Temporal.PlainDateTime.from(DEMO_START).toZonedDateTime(zone).toInstant()
  const mark = await db.client.roundMark.findFirst()
  if (mark === null) return first
  const left = Temporal.Instant.fromEpochMilliseconds(mark.doneTo.getTime())
  return Temporal.Instant.compare(left, first) > 0 ? left : first
}

/** Stops at every moment on the way, so that each round runs at its own time. */
async function moveThrough(
  app: App,
  clock: { now(): Temporal.Instant; set(at: Temporal.Instant): void },
  target: Temporal.Instant,
  settle: () => Promise<void>,
): Promise<void> {
  await settle()
  for (;;) {
    const next = await app.nextMoment(target)
    if (next === null) break
    clock.set(next)
    await settle()
  }
  clock.set(target)
  await settle()
}

/** Runs one at a time; who comes meanwhile waits for a run that starts after he came. */
function exclusive(run: () => Promise<void>): () => Promise<void> {
  let tail: Promise<void> = Promise.resolve()
  return () => {
    tail = tail.then(run, run)
    return tail
  }
}

// ───────────────────────────────────────────── real channels

async function runChannels(config: Config, log: Log): Promise<void> {
  const { db, evidence } = await open(config, log)
  await seedHolidays(db.client)
  const holder = holderOf(db)
  const onLost = ({ kind, account, at }: AccountLoss) => {
    const reply = { kind: 'alert_account_lost', channel: 'zalo-personal', why: kind } as const
    app
      .tellCoordinators(`account-lost:${account}:${at}`, reply)
      .catch((error: unknown) => log.error({ err: error }, 'coordinators not told of the lost account'))
  }
  const leases = createLeases(db.client)
  const { channels, handlers } = await openChannels(config, { evidence, leases, holder, log, onLost }).catch(
    (error: unknown) => {
      throw new CannotStart(error instanceof Error ? error.message : String(error))
    },
  )
  const http = config.port === null ? null : await openServer(config.port, handlers, channels, db)
  const app = createApp({
    db,
    evidence,
    channels,
    clock: realClock,
    zone: config.timeZone,
    setupCode: config.adminSetupCode,
    holder,
    ...(config.heartbeatUrl === null ? {} : { heartbeat: createHeartbeat(config.heartbeatUrl, log) }),
    log,
  })
  try {
    await app.start()
  } catch (error) {
    await http?.close()
    throw new CannotStart(error instanceof Error ? error.message : String(error))
  }
  log.info({ channels: channels.map((one) => one.channel), port: http?.port ?? null }, 'running')
  await new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
  log.info({}, 'stopping')
  await app.stop()
  await http?.close()
  await db.close()
}

async function openServer(
  port: number,
  handlers: ReadonlyMap<string, Handler>,
  channels: readonly Channel[],
  db: Awaited<ReturnType<typeof open>>['db'],
) {
  const opened = await openHttp({
    port,
    handlers,
    notReady: async () => {
      // One channel that is down leaves the others; its people fall back to them.
      const down = channels.flatMap((one) => {
        const health = one.health()
        return health.state === 'down' ? [`${one.channel}: ${health.reason}`] : []
      })
      if (down.length === channels.length) return down.join('; ')
      return await db.client.$queryRaw`SELECT 1`.then(
        () => null,
        () => 'database does not answer',
      )
    },
  })
  if (!opened.ok) throw new CannotStart(`PORT: port ${port} cannot be listened on: ${opened.reason}`)
  return opened
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const text =
      error instanceof CannotStart
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : String(error)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  },
)
