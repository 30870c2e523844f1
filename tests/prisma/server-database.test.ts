import { createServer, type Server } from 'node:net'
import pg from 'pg'
import { afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { openDatabase } from '../../prisma/database.ts'
import { describeDatabaseProblem } from '../../prisma/database-problem.ts'
import { emptyServerUrl, freshServerUrl, openFreshServer } from '../harness/databases.ts'

const SILENT = { info: () => undefined, warn: () => undefined }
const SECRET = 'mật-khẩu!'

const open = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: ':memory:', log: SILENT })

async function problemOf(databaseUrl: string) {
  const opened = await open(databaseUrl)
  if (opened.ok) throw new Error('opened')
  const text = JSON.stringify(opened.problem) + describeDatabaseProblem(opened.problem)
  expect(text).not.toContain(SECRET)
  expect(text).not.toContain(encodeURIComponent(SECRET))
  return opened.problem
}

const withSecret = (rest: string) => `postgresql://admin:${encodeURIComponent(SECRET)}@${rest}`

let server: Server | null = null
afterEach(() => {
  server?.close()
  server = null
})

function listen(onConnection: (end: () => void) => void): Promise<number> {
  return new Promise((resolve) => {
    server = createServer((socket) => onConnection(() => socket.end()))
    server.listen(0, '127.0.0.1', () => {
      const address = server?.address()
      resolve(typeof address === 'object' && address ? address.port : 0)
    })
  })
}

describe('a wrong DATABASE_URL is told apart, without its password', () => {
  test.each([
    ['no URL', `${SECRET}@somewhere`, 'it is no URL'],
    ['a forgotten protocol', `admin:${SECRET}@127.0.0.1/x`, 'does not begin with "postgresql://"'],
    ['another protocol', `mysql://admin:${SECRET}@127.0.0.1/x`, 'does not begin with "postgresql://"'],
    ['no database', withSecret('127.0.0.1:5432'), 'it names no database'],
    ['a stray percent sign', 'postgresql://admin:50%@127.0.0.1/x', 'not followed by two hex digits'],
    ['another schema', withSecret('127.0.0.1/x?schema=other'), 'schema "other" is not supported'],
  ])('%s', async (_, url, reason) => {
    expect(await problemOf(url)).toEqual({
      code: 'database_url_invalid',
      reason: expect.stringContaining(reason),
    })
  })

  test('nobody listens', async () => {
    const port = await listen((end) => end())
    server?.close()
    expect(await problemOf(withSecret(`127.0.0.1:${port}/x`))).toEqual({
      code: 'database_unreachable',
      server: `127.0.0.1:${port}`,
      reason: 'connection refused',
    })
  })

  test('something else listens', async () => {
    const port = await listen((end) => end())
    const problem = await problemOf(withSecret(`127.0.0.1:${port}/x`))
    expect(problem).toMatchObject({ code: 'database_unreachable', server: `127.0.0.1:${port}` })
  })

  test('a host that does not exist', async () => {
    const problem = await problemOf(withSecret('no-such-host.invalid/x'))
    expect(problem).toMatchObject({ code: 'database_unreachable', server: 'no-such-host.invalid:5432' })
  })
})

describe.runIf(inject('hasPostgres'))('on a PostgreSQL server', () => {
  let url: URL
  beforeAll(async () => {
    url = new URL(await freshServerUrl())
  })

  test('a wrong password names the user', async () => {
    const wrong = withSecret(`${url.host}${url.pathname}`).replace('admin', 'postgres')
    expect(await problemOf(wrong)).toEqual({
      code: 'database_refused_login',
      server: url.host,
      user: 'postgres',
    })
  })

  test('a missing database is named', async () => {
    const missing = new URL(url)
    missing.pathname = '/no_such'
    expect(await problemOf(missing.href)).toEqual({
      code: 'database_missing',
      server: url.host,
      name: 'no_such',
    })
  })

  test('a database that cannot hold Vietnamese is refused', async () => {
    const admin = new pg.Client({ connectionString: url.href })
    await admin.connect()
    await admin.query(`CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'`)
    await admin.end()
    const ascii = new URL(url)
    ascii.pathname = '/ascii'
    expect(await problemOf(ascii.href)).toMatchObject({
      code: 'database_unsuitable',
      reason: 'its encoding is SQL_ASCII, not UTF8',
    })
  })

  test('an empty database is migrated by whoever comes first of several', async () => {
    const empty = await emptyServerUrl()
    const opened = await Promise.all([open(empty), open(empty), open(empty)])
    for (const each of opened) {
      if (!each.ok) throw new Error(JSON.stringify(each.problem))
      expect(await each.db.client.counter.count()).toBe(0)
      await each.db.close()
    }
  })

  test('connections cut by the server are replaced', async () => {
    const db = await openFreshServer()
    await Promise.all([1, 2, 3].map(() => db.client.$queryRaw`SELECT pg_sleep(0.05)::text`))
    const killed = await db.client.$queryRaw<{ n: number }[]>`
      SELECT count(pg_terminate_backend(pid))::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`
    expect(killed[0]?.n).toBeGreaterThan(0)
    for (let n = 0; n < 5; n++) expect(await db.client.counter.count()).toBe(0)
    await db.close()
  })

  test('other options of the URL are kept beside the zone', async () => {
    const own = new URL(url)
    own.searchParams.set('options', '-c statement_timeout=12345')
    const opened = await open(own.href)
    if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
    const rows = await opened.db.client.$queryRaw`
      SELECT current_setting('statement_timeout') AS timeout, current_setting('TimeZone') AS zone`
    expect(rows).toEqual([{ timeout: '12345ms', zone: 'UTC' }])
    await opened.db.close()
  })
})
