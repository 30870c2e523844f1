/** Fresh databases for benches: on a throw-away cluster, or on a server of the caller's. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { openDatabase } from '../../prisma/database.ts'
import { migrate } from '../../prisma/migrate.ts'
import { serverTarget } from '../../prisma/migration-target.ts'
import { findPostgres, startCluster } from '../harness/postgres.ts'
import type { FreshDatabase } from './bench.ts'

const SILENT = { info: () => undefined, warn: () => undefined }
/** As many as the busiest bare loop has senders at once. */
const POOL_SIZE = 30

export interface BenchCluster {
  /** "PostgreSQL 15.14, fsync off, synchronous_commit off" */
  readonly description: string
  freshDatabase(): Promise<FreshDatabase>
  stop(): Promise<void>
}

/** `serverUrl`: where databases may be made and dropped; null: a throw-away cluster of our own. */
export async function openBenchCluster(serverUrl: string | null): Promise<BenchCluster> {
  const own = serverUrl === null ? await startOwn() : null
  const adminUrl = serverUrl ?? own?.adminUrl ?? ''
  const template = `bench_template_${randomUUID().slice(0, 8)}`
  try {
    await query(adminUrl, `CREATE DATABASE ${template}`)
    await migrateDatabase(urlOf(adminUrl, template))
  } catch (error) {
    await own?.stop()
    throw error
  }
  return {
    description: await describe(adminUrl),
    freshDatabase: () => freshDatabase(adminUrl, template),
    async stop() {
      if (own === null) await query(adminUrl, `DROP DATABASE ${template}`)
      await own?.stop()
    },
  }
}

async function startOwn() {
  const bin = findPostgres()
  if (bin === null)
    throw new Error('No PostgreSQL binaries (initdb, postgres) found. Set PG_BIN, or --database URL.')
  return startCluster(bin)
}

async function freshDatabase(adminUrl: string, template: string): Promise<FreshDatabase> {
  const name = `bench_${randomUUID().replaceAll('-', '')}`
  await query(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = urlOf(adminUrl, name)
  const opened = await openDatabase({ databaseUrl: url, dataDir: ':memory:', log: SILENT })
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE })
  return {
    db: opened.db,
    pool,
    url,
    async close() {
      await pool.end()
      await opened.db.close()
      await query(adminUrl, `DROP DATABASE ${name}`)
    },
  }
}

async function migrateDatabase(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const migrated = await migrate(serverTarget(pool))
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.problem))
  } finally {
    await pool.end()
  }
}

function urlOf(adminUrl: string, name: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return url.href
}

async function describe(adminUrl: string): Promise<string> {
  const [row] = await query(
    adminUrl,
    `SELECT 'PostgreSQL ' || current_setting('server_version') || ', fsync ' || current_setting('fsync')
       || ', synchronous_commit ' || current_setting('synchronous_commit') AS text`,
  )
  return String(row?.['text'])
}

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
