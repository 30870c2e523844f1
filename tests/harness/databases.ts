/** Fresh, migrated databases of both kinds, cheap enough for one per suite or even per test. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest'
import { type Database, openDatabase } from '../../prisma/database.ts'
import { embeddedDatabase } from '../../prisma/embedded-database.ts'
import { TEMPLATE_DATABASE } from './global-setup.ts'

export type OpenFresh = () => Promise<Database>

const SILENT = { info: () => undefined, warn: () => undefined }

/**
 * Runs a suite twice, on PGlite in memory and on PostgreSQL. Each `openFresh()` yields an empty migrated database
 * of its own, closed by itself after the test (or the suite, when opened in beforeAll).
 */
export function describeOnBothDatabases(name: string, suite: (openFresh: OpenFresh) => void): void {
  describe(`${name}, on the embedded database`, () => suite(closingLater(openFreshEmbedded)))
  if (inject('hasPostgres')) {
    describe(`${name}, on PostgreSQL`, () => suite(closingLater(openFreshServer)))
  } else {
    describe.skip(`${name}, on PostgreSQL (skipped: no binaries on this machine)`, () =>
      suite(openFreshServer))
  }
}

/** Opened in a test or beforeEach: closed after that test. Opened in beforeAll: closed after the suite. */
function closingLater(open: OpenFresh): OpenFresh {
  const ofSuite: Database[] = []
  const ofTest: Database[] = []
  let opened = ofSuite
  const close = (databases: Database[]) => Promise.all(databases.splice(0).map((db) => db.close()))
  beforeEach(() => {
    opened = ofTest
  })
  afterEach(async () => {
    opened = ofSuite
    await close(ofTest)
  })
  afterAll(async () => {
    await close(ofSuite)
    // An open PGlite keeps its process alive.
    await Promise.all(idle.splice(0).map((pglite) => pglite.close()))
  })
  return async () => {
    const db = await open()
    opened.push(db)
    return db
  }
}

/** Instances of the running suite whose database was closed: emptied, they serve again (a new one takes a second). */
const idle: PGlite[] = []

export async function openFreshEmbedded(): Promise<Database> {
  const used = idle.pop()
  if (used) await empty(used)
  const pglite = used ?? (await loadTemplate())
  return embeddedDatabase(pglite, async () => {
    idle.push(pglite)
  })
}

export async function openFreshServer(): Promise<Database> {
  const databaseUrl = await freshServerUrl()
  const opened = await openDatabase({ databaseUrl, dataDir: ':memory:', log: SILENT })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened.db
}

/** DATABASE_URL of a new migrated database on the throw-away cluster, gone with it at the end of the run. */
export async function freshServerUrl(): Promise<string> {
  return newDatabase(`TEMPLATE ${TEMPLATE_DATABASE}`)
}

/** DATABASE_URL of a new database without any table. */
export async function emptyServerUrl(): Promise<string> {
  return newDatabase('')
}

/** DATABASE_URL of a copy of a database of the cluster to which nobody is connected. */
export async function copyOfServer(databaseUrl: string): Promise<string> {
  return newDatabase(`TEMPLATE ${new URL(databaseUrl).pathname.slice(1)}`)
}

async function newDatabase(options: string): Promise<string> {
  const url = new URL(await ask('/postgres'))
  const admin = new pg.Client({ connectionString: url.href })
  await admin.connect()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await admin.query(`CREATE DATABASE ${name} ${options}`)
  await admin.end()
  url.pathname = `/${name}`
  return url.href
}

/** A new PGlite in memory with the migrations applied; the caller closes it. */
export async function loadTemplate(): Promise<PGlite> {
  const dump = new Blob([await readFile(await ask('/embedded'))])
  return PGlite.create({ loadDataDir: dump })
}

/** Deletes every row and starts the sequences again: four times as fast as TRUNCATE on so many small tables. */
async function empty(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query<{ sql: string }>(
    `SELECT format('DELETE FROM %I', tablename) AS sql FROM pg_tables
     WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
     UNION ALL
     SELECT format('ALTER SEQUENCE %I RESTART', sequencename) FROM pg_sequences WHERE schemaname = 'public'`,
  )
  const statements = rows.map((row) => row.sql).join('; ')
  await pglite.exec('DISCARD ALL')
  await pglite.exec(`BEGIN; SET LOCAL session_replication_role = replica; ${statements}; COMMIT`)
}

async function ask(path: '/postgres' | '/embedded'): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${inject('harnessPort')}${path}`)
  const text = await response.text()
  if (!response.ok) throw new Error(`harness: ${text}`)
  return text
}
