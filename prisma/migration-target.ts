import type { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import { DriverAdapterError, type SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { MigrationTarget } from './migrate.ts'

/** The advisory lock that `prisma migrate deploy` takes, so that both exclude each other. */
const ADVISORY_LOCK = 72707369
const LOCK_NOT_AVAILABLE = '55P03'

/** An open PGlite: one session, and one process by its lock file, so no lock is needed. */
export function embeddedTarget(pglite: PGlite): MigrationTarget {
  return {
    adapter: withWholeScripts(new PrismaPGlite(pglite), async (script) => {
      await pglite.exec(script)
    }),
    query: async (sql) => (await pglite.query<Record<string, unknown>>(sql)).rows,
    lock: async () => async () => undefined,
  }
}

/** A pool of exactly one connection (`max: 1`); the caller ends it. */
export function serverTarget(pool: pg.Pool): MigrationTarget {
  const query = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows
  return {
    adapter: withWholeScripts(new PrismaPg(pool), async (script) => {
      await pool.query(script)
    }),
    query,
    async lock(waitSeconds) {
      await query(`SET lock_timeout = '${waitSeconds}s'`)
      try {
        await query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`)
      } catch (error) {
        if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) return null
        throw error
      } finally {
        await query('RESET lock_timeout')
      }
      return async () => {
        // All: the engine takes the same lock again, several times, in the same session.
        await query('SELECT pg_advisory_unlock_all()')
      }
    },
  }
}

/**
 * The adapter with scripts run as one message of the simple protocol, which the server takes as one transaction.
 * The adapters' own executeScript will not do: adapter-pg splits at every semicolon (also inside strings and
 * function bodies) and commits each part alone, pglite-prisma-adapter does not wait for the end.
 */
function withWholeScripts(
  factory: SqlMigrationAwareDriverAdapterFactory,
  run: (script: string) => Promise<void>,
): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connectToShadowDb: () => factory.connectToShadowDb(),
    async connect() {
      const adapter = await factory.connect()
      return {
        provider: adapter.provider,
        adapterName: adapter.adapterName,
        queryRaw: (query) => adapter.queryRaw(query),
        executeRaw: (query) => adapter.executeRaw(query),
        startTransaction: (isolation) => adapter.startTransaction(isolation),
        getConnectionInfo: () => adapter.getConnectionInfo?.() ?? { supportsRelationJoins: true },
        dispose: () => adapter.dispose(),
        executeScript: (script) => run(finishing(script)).catch((error: unknown) => raise(error)),
      }
    },
  }
}

/**
 * The script of a migration with its record marked as finished in the same transaction: killed at any point, the
 * database holds both or neither. The engine creates its own table by a script too; that one stays as it is.
 */
function finishing(script: string): string {
  if (/^\s*CREATE TABLE "?_prisma_migrations"?/.test(script)) return script
  return `${script}
;UPDATE _prisma_migrations SET finished_at = now()
WHERE finished_at IS NULL AND rolled_back_at IS NULL;`
}

function raise(error: unknown): never {
  if (!(error instanceof Error) || !('severity' in error) || !('code' in error)) throw error
  throw new DriverAdapterError({
    kind: 'postgres',
    code: String(error.code),
    severity: String(error.severity),
    message: error.message,
    detail: 'detail' in error && typeof error.detail === 'string' ? error.detail : undefined,
    column: 'column' in error && typeof error.column === 'string' ? error.column : undefined,
    hint: 'hint' in error && typeof error.hint === 'string' ? error.hint : undefined,
  })
}
