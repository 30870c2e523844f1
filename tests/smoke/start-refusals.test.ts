/** Starts that cannot be: one clear line each on stderr, nothing on stdout, an exit code that is not 0. */
import { createServer } from 'node:net'
import { afterEach, describe, expect, inject, test, vi } from 'vitest'
import { FakeTelegram } from '../fakes/telegram/fake-telegram.ts'
import { emptyServerUrl } from '../harness/databases.ts'
import { emptyPlace, type Place } from '../harness/places.ts'
import { type ProgramRun, runProgram, type StartedProgram, startProgram } from '../harness/run-program.ts'

vi.setConfig({ testTimeout: 240_000 })

const TOKEN = '7012345678:AAFakeTokenOfNoBotAtAll-0123456789abc'
const cleanups: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function place(): Promise<Place> {
  const made = await emptyPlace('embedded')
  cleanups.push(made.remove)
  return made
}

async function start(env: Readonly<Record<string, string>>): Promise<ProgramRun> {
  return runProgram({ args: ['--json'], env, timeoutMs: 120_000 })
}

/** The one line, checked to be alone. */
function onlyLine(run: ProgramRun): string {
  expect(run.code).toBe(1)
  expect(run.stdout).toBe('')
  const lines = run.stderr.split('\n').filter((line) => line !== '')
  expect(lines).toHaveLength(1)
  return lines[0]!
}

/** A loopback port that something listens on, or, after `close`, that nothing does. */
async function listenSomewhere(): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, () => resolve()))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return { port: address.port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

async function telegram(token = TOKEN): Promise<FakeTelegram> {
  const fake = await FakeTelegram.start({ token })
  cleanups.push(() => fake.stop())
  return fake
}

/** A program that runs until it is told to stop; `isUp` looks at what it has logged. */
async function running(env: Readonly<Record<string, string>>): Promise<StartedProgram> {
  const started = await startProgram({ env })
  cleanups.push(() => started.end())
  await new Promise<void>((resolve, reject) => {
    let log = ''
    started.child.stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8')
      if (log.includes('"msg":"running"')) resolve()
    })
    void started.ended.then((run) => reject(new Error(`ended early: ${run.stderr}`)))
  })
  return started
}

describe('a start is refused with one line', () => {
  test('on an embedded folder that another process has open, which goes on undisturbed', async () => {
    const { env, dataDir } = await place()
    const fake = await telegram()
    const first = await running({ ...env, TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: fake.apiRoot })
    const line = onlyLine(await start(env))
    expect(line).toContain(dataDir)
    expect(line).toContain(`process ${first.child.pid}`)
    expect(line).toMatch(/in use/)
    first.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
  })

  test('when nothing listens where DATABASE_URL points, without the password', async () => {
    const gone = await listenSomewhere()
    await gone.close()
    const { env } = await place()
    const url = `postgresql://dau_moi:s3cret-word@127.0.0.1:${gone.port}/dau_moi`
    const line = onlyLine(await start({ ...env, DATABASE_URL: url }))
    expect(line).toMatch(/^DATABASE_URL: no answer from the PostgreSQL server at 127\.0\.0\.1:/)
    expect(line).not.toContain('s3cret-word')
  })

  test.runIf(inject('hasPostgres'))('when the server has no such database', async () => {
    const { env } = await place()
    const url = new URL(await emptyServerUrl())
    url.pathname = '/khong_co'
    const line = onlyLine(await start({ ...env, DATABASE_URL: url.href }))
    expect(line).toMatch(/^DATABASE_URL: .* has no database "khong_co"/)
    expect(line).not.toContain(url.password)
  })

  test.runIf(inject('hasPostgres'))('when the server refuses the login', async () => {
    const { env } = await place()
    const url = new URL(await emptyServerUrl())
    url.password = 'not-the-word'
    const line = onlyLine(await start({ ...env, DATABASE_URL: url.href }))
    expect(line).toMatch(/^DATABASE_URL: .* refused the login of user/)
    expect(line).not.toContain('not-the-word')
  })

  test('when DATABASE_URL is no such address', async () => {
    const { env } = await place()
    const line = onlyLine(await start({ ...env, DATABASE_URL: 'mysql://root:s3cret-word@127.0.0.1/x' }))
    expect(line).toMatch(/^DATABASE_URL: .*postgresql:\/\/USER:PASSWORD@HOST:PORT\/NAME/)
    expect(line).not.toContain('s3cret-word')
  })

  test('when Telegram does not know the token, without the token', async () => {
    const fake = await telegram()
    const { env } = await place()
    const wrong = '7012345678:AAWrongTokenOfNoBotAtAll-0123456789ab'
    const line = onlyLine(
      await start({
        ...env,
        LOG_LEVEL: 'error',
        TELEGRAM_BOT_TOKEN: wrong,
        TELEGRAM_API_ROOT: fake.apiRoot,
      }),
    )
    expect(line).toMatch(/TELEGRAM_BOT_TOKEN/)
    expect(line).toMatch(/401|Unauthorized|rejected|refused/)
    expect(line).not.toContain('AAWrongToken')
  })

  test('when the token is not of the form of one', async () => {
    const { env } = await place()
    const line = onlyLine(await start({ ...env, TELEGRAM_BOT_TOKEN: 'khong-phai-token' }))
    expect(line).toMatch(/^TELEGRAM_BOT_TOKEN: .*@BotFather/)
    expect(line).not.toContain('khong-phai-token')
  })

  test('when a Zalo account is to be used without the key that keeps its session', async () => {
    const { env } = await place()
    const line = onlyLine(await start({ ...env, ZALO_PERSONAL: 'on' }))
    expect(line).toMatch(/^APP_KEY: not set; needed because ZALO_PERSONAL is on/)
  })

  test('when the port is taken', async () => {
    const taken = await listenSomewhere()
    cleanups.push(taken.close)
    const fake = await telegram()
    const { env } = await place()
    const line = onlyLine(
      await start({
        ...env,
        LOG_LEVEL: 'error',
        PORT: String(taken.port),
        TELEGRAM_BOT_TOKEN: TOKEN,
        TELEGRAM_API_ROOT: fake.apiRoot,
      }),
    )
    expect(line).toMatch(new RegExp(`^PORT: port ${taken.port} cannot be listened on: .*EADDRINUSE`))
  })

  test('when the time zone does not exist', async () => {
    const { env } = await place()
    const line = onlyLine(await start({ ...env, TIME_ZONE: 'Asia/Binh_Dinh' }))
    expect(line).toMatch(/^TIME_ZONE: read "Asia\/Binh_Dinh"; allowed is .*Asia\/Ho_Chi_Minh/)
  })

  test('with a line for each variable when several are wrong', async () => {
    const { env } = await place()
    const run = await start({ ...env, TIME_ZONE: 'nirgends', PORT: '99999', ZALO_PERSONAL: 'on' })
    expect(run.code).toBe(1)
    expect(
      run.stderr
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['TIME_ZONE', 'PORT', 'APP_KEY'])
  })
})
