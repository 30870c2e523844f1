import { readFile } from 'node:fs/promises'
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils'
import type { MigrationProblem } from './database-problem.ts'
import { MIGRATIONS_DIR, type Migration, readMigrations } from './migration-files.ts'
import { applyByEngine, openSchemaEngine, SCHEMA_FILE } from './schema-engine.ts'

/** A database as the migrations need it: one session, so that a lock held on it covers everything done. */
export interface MigrationTarget {
  readonly adapter: SqlMigrationAwareDriverAdapterFactory
  query(sql: string): Promise<readonly Record<string, unknown>[]>
  /** Keeps other processes from migrating until released; null after waiting in vain. */
  lock(waitSeconds: number): Promise<(() => Promise<void>) | null>
}

export type Migrated =
  /** Names applied now, oldest first; empty when the database was up to date. */
  | { readonly ok: true; readonly applied: readonly string[] }
  | { readonly ok: false; readonly problem: MigrationProblem }

const LOCK_WAIT_SECONDS = 60

/**
 * Brings a database to the state of the migrations folder. Each migration is applied as a whole or not at all, also
 * when the process is killed; the record is the `_prisma_migrations` table that `prisma migrate deploy` keeps.
 * Problems: migrations_unreadable, database_newer, migration_locked, migration_failed.
 */
export async function migrate(target: MigrationTarget, dir: string = MIGRATIONS_DIR): Promise<Migrated> {
  const read = await readMigrations(dir)
  if (!read.ok) return read
  const early = await compare(target, read.migrations)
  if (early.newer.length > 0) return newer(early.newer)
  if (early.missing.length === 0) return { ok: true, applied: [] }

  const release = await target.lock(LOCK_WAIT_SECONDS)
  if (!release) {
    return { ok: false, problem: { code: 'migration_locked', waitedSeconds: LOCK_WAIT_SECONDS } }
  }
  try {
    return await applyMissing(target, dir, read.migrations, read.lockfile)
  } finally {
    await release()
  }
}

async function applyMissing(
  target: MigrationTarget,
  dir: string,
  migrations: readonly Migration[],
  lockfile: string | null,
): Promise<Migrated> {
  const state = await compare(target, migrations)
  if (state.newer.length > 0) return newer(state.newer)
  const engine = await openSchemaEngine(target.adapter, await readFile(SCHEMA_FILE, 'utf8'))
  try {
    // Scripts are applied atomically and marked finished in the same transaction (see adapters), so an unfinished
    // row is a script that left nothing behind.
    for (const migrationName of state.unfinished) await engine.markMigrationRolledBack({ migrationName })
    return { ok: true, applied: await applyByEngine(engine, dir, lockfile, migrations) }
  } catch (error) {
    const failed = await compare(target, migrations).catch(() => state)
    const migration = failed.unfinished[0] ?? null
    return { ok: false, problem: { code: 'migration_failed', migration, reason: reasonOf(error) } }
  } finally {
    engine.free()
  }
}

interface Comparison {
  /** Known to the program, not applied. */
  readonly missing: readonly string[]
  /** Applied, unknown to the program. */
  readonly newer: readonly string[]
  readonly unfinished: readonly string[]
}

async function compare(target: MigrationTarget, migrations: readonly Migration[]): Promise<Comparison> {
  const known = new Set(migrations.map((migration) => migration.name))
  const [table] = await target.query(`SELECT to_regclass('_prisma_migrations')::text AS name`)
  if (typeof table?.['name'] !== 'string') return { missing: [...known], newer: [], unfinished: [] }
  const rows = await target.query(
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  )
  const named = rows.map((row) => ({ name: String(row['name']), isFinished: row['finished'] === true }))
  const applied = new Set(named.filter((row) => row.isFinished).map((row) => row.name))
  return {
    missing: [...known].filter((name) => !applied.has(name)),
    newer: [...applied].filter((name) => !known.has(name)),
    unfinished: named.filter((row) => !row.isFinished).map((row) => row.name),
  }
}

function newer(migrations: readonly string[]): Migrated {
  return { ok: false, problem: { code: 'database_newer', migrations } }
}

/** The database's own words, without the engine's frame and trace around them. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const own = text.replace(/^[\s\S]*Error querying the database:\s*/, '').replace(/\n\s*0: [\s\S]*$/, '')
  return own.replace(/\s+/g, ' ').trim()
}
