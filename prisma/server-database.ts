import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { DatabaseProblem } from './database-problem.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'
import { serverTarget } from './migration-target.ts'
import { CLIENT_OPTIONS, type Database, type DatabaseLog, type OpenedDatabase } from './opened-database.ts'
import { readServerAddress, type ServerAddress } from './server-address.ts'

const CONNECT_TIMEOUT_MS = 10_000
const POOL_SIZE = 10

/**
 * A PostgreSQL server's database, reached and migrated. Problems: database_url_invalid, database_unreachable,
 * database_refused_login, database_missing, database_unsuitable and those of migrate.
 */
export async function openServer(databaseUrl: string, log: DatabaseLog): Promise<OpenedDatabase> {
  const read = readServerAddress(databaseUrl)
  if (!read.ok) return read
  const { address } = read
  const config = {
    connectionString: address.url.href,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'dau-moi',
  }
  const single = new pg.Pool({ ...config, max: 1 })
  single.on('error', () => undefined)
  try {
    const problem = await examine(single, address)
    if (problem) return { ok: false, problem }
    const migrated = await migrate(serverTarget(single))
    if (!migrated.ok) return migrated
    if (migrated.applied.length > 0) log.info({ applied: migrated.applied }, 'database migrated')
  } finally {
    await single.end()
  }
  return { ok: true, db: serverDatabase(new pg.Pool({ ...config, max: POOL_SIZE }), address, log) }
}

function serverDatabase(pool: pg.Pool, address: ServerAddress, log: DatabaseLog): Database {
  // A connection that breaks while idle is replaced by the pool; unheard, the event would end the process.
  const onBroken = (error: Error) =>
    log.warn({ server: address.server, reason: error.message }, 'database connection lost')
  const client = new PrismaClient({
    ...CLIENT_OPTIONS,
    adapter: new PrismaPg(pool, {
      disposeExternalPool: true,
      onPoolError: onBroken,
      onConnectionError: onBroken,
    }),
  })
  pool.on('error', onBroken)
  let closing: Promise<void> | null = null
  const close = async () => {
    await client.$disconnect()
    if (!pool.ended) await pool.end()
  }
  return {
    client,
    kind: 'server',
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** Null when the server can be reached and the database holds Vietnamese text. */
async function examine(pool: pg.Pool, address: ServerAddress): Promise<DatabaseProblem | null> {
  const { server } = address
  try {
    const { rows } = await pool.query<{ encoding: string; zone: string; readonly: string }>(
      `SELECT current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone,
              current_setting('transaction_read_only') AS readonly`,
    )
    const found = rows[0]
    if (found?.encoding !== 'UTF8') {
      return { code: 'database_unsuitable', server, reason: `its encoding is ${found?.encoding}, not UTF8` }
    }
    if (found.zone !== 'UTC') {
      const reason = `the session speaks ${found.zone} although UTC was asked for (a pooler that drops "options"?)`
      return { code: 'database_unsuitable', server, reason }
    }
    if (found.readonly === 'on') {
      return { code: 'database_unsuitable', server, reason: 'it is read-only (a replica?)' }
    }
    return null
  } catch (error) {
    return connectionProblem(error, address)
  }
}

function connectionProblem(error: unknown, address: ServerAddress): DatabaseProblem {
  const { server, user, name } = address
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  switch (code) {
    case '28P01':
    case '28000':
      return { code: 'database_refused_login', server, user }
    case '3D000':
      return { code: 'database_missing', server, name }
    case 'ECONNREFUSED':
      return { code: 'database_unreachable', server, reason: 'connection refused' }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { code: 'database_unreachable', server, reason: 'the host name is unknown' }
    case '42501':
      return { code: 'database_unsuitable', server, reason: message }
    default:
      return { code: 'database_unreachable', server, reason: withoutPassword(message || code, address) }
  }
}

function withoutPassword(text: string, { url }: ServerAddress): string {
  const secrets = [url.password, decodeURIComponent(url.password)].filter((secret) => secret !== '')
  return secrets.reduce((kept, secret) => kept.replaceAll(secret, '***'), text)
}
