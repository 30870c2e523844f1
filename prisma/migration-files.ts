import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MigrationProblem } from './database-problem.ts'

export const MIGRATIONS_DIR = fileURLToPath(new URL('./migrations/', import.meta.url))
export const MIGRATION_LOCKFILE = 'migration_lock.toml'

export interface Migration {
  /** Name of its folder: `20261122184200_reports`; the order of names is the order of application. */
  readonly name: string
  readonly script: string
  /** SHA-256 of the script, hex, as `_prisma_migrations` keeps it. */
  readonly checksum: string
}

export type ReadMigrations =
  | { readonly ok: true; readonly migrations: readonly Migration[]; readonly lockfile: string | null }
  | { readonly ok: false; readonly problem: MigrationProblem }

/** All migrations of a folder, oldest first. A missing folder holds none. Problem: migrations_unreadable. */
export async function readMigrations(dir: string = MIGRATIONS_DIR): Promise<ReadMigrations> {
  try {
    const entries = await readdir(dir, { withFileTypes: true })
    const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
    const migrations = await Promise.all(names.sort().map((name) => readMigration(dir, name)))
    const hasLockfile = entries.some((entry) => entry.name === MIGRATION_LOCKFILE)
    const lockfile = hasLockfile ? await readFile(join(dir, MIGRATION_LOCKFILE), 'utf8') : null
    return { ok: true, migrations, lockfile }
  } catch (error) {
    if (isMissing(error)) return { ok: true, migrations: [], lockfile: null }
    const reason = error instanceof Error ? error.message : String(error)
    return { ok: false, problem: { code: 'migrations_unreadable', path: dir, reason } }
  }
}

async function readMigration(dir: string, name: string): Promise<Migration> {
  const path = join(dir, name, 'migration.sql')
  const script = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) throw new Error(`${name} has no migration.sql`)
    throw error
  })
  return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
