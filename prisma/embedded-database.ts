import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PrismaPGlite } from 'pglite-prisma-adapter'
import type { DatabaseProblem } from './database-problem.ts'
import { lockFolder } from './folder-lock.ts'
import { PrismaClient } from './generated/client.ts'
import { migrate } from './migrate.ts'
import { embeddedTarget } from './migration-target.ts'
import { CLIENT_OPTIONS, type Database, type DatabaseLog, type OpenedDatabase } from './opened-database.ts'

/** In place of a data folder: keeps nothing. */
export const IN_MEMORY = ':memory:'

const FOLDER = 'db'
/** A first initialisation under way; whatever bears this name at a start was interrupted. */
const UNFINISHED = 'db.new-'

/**
 * The embedded database in `dataDir/db`, made when missing. One process at a time: `dataDir/db.lock` names it.
 * Problems: data_dir_unusable, database_in_use, database_damaged and those of migrate.
 */
export async function openEmbedded(dataDir: string, log: DatabaseLog): Promise<OpenedDatabase> {
  if (dataDir === IN_MEMORY) return openAndMigrate(undefined, log, async () => undefined)
  const locked = await lockDataDir(dataDir)
  if (!locked.ok) return locked
  const path = join(dataDir, FOLDER)
  const failed = existsSync(join(path, 'PG_VERSION')) ? null : await initialise(dataDir, path, log)
  const opened: OpenedDatabase = failed ?? (await openAndMigrate(path, log, locked.release))
  if (!opened.ok) await locked.release()
  return opened
}

/** Makes a PGlite that is open and migrated into a Database; closing it ends the client, then runs `release`. */
export function embeddedDatabase(pglite: PGlite, release: () => Promise<void>): Database {
  const client = new PrismaClient({ ...CLIENT_OPTIONS, adapter: new PrismaPGlite(pglite) })
  let closing: Promise<void> | null = null
  const close = async () => {
    await client.$disconnect()
    await release()
  }
  return {
    client,
    kind: 'embedded',
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

type Locked = { ok: true; release(): Promise<void> } | { ok: false; problem: DatabaseProblem }

async function lockDataDir(dataDir: string): Promise<Locked> {
  try {
    await mkdir(dataDir, { recursive: true })
    const lock = await lockFolder(join(dataDir, `${FOLDER}.lock`))
    if (lock.ok) return lock
    const { pid, host } = lock.holder
    return { ok: false, problem: { code: 'database_in_use', path: join(dataDir, FOLDER), pid, host } }
  } catch (error) {
    return { ok: false, problem: { code: 'data_dir_unusable', path: dataDir, reason: reasonOf(error) } }
  }
}

/** Null when `path` is now a complete, migrated database. Killed on the way, it leaves only a folder to sweep. */
async function initialise(
  dataDir: string,
  path: string,
  log: DatabaseLog,
): Promise<Extract<OpenedDatabase, { ok: false }> | null> {
  log.info({ path }, 'first start: making the embedded database, a few seconds')
  const draft = join(dataDir, `${UNFINISHED}${process.pid}`)
  try {
    if (existsSync(path) && (await readdir(path)).length > 0) {
      const reason = 'it has files, but is no PostgreSQL data folder'
      return { ok: false, problem: { code: 'database_damaged', path, reason } }
    }
    for (const name of await readdir(dataDir)) {
      if (name.startsWith(UNFINISHED)) await rm(join(dataDir, name), { recursive: true })
    }
    const opened = await openAndMigrate(draft, log, async () => undefined)
    if (!opened.ok) return opened
    await opened.db.close()
    await rename(draft, path)
    return null
  } catch (error) {
    return { ok: false, problem: { code: 'data_dir_unusable', path: dataDir, reason: reasonOf(error) } }
  }
}

async function openAndMigrate(
  path: string | undefined,
  log: DatabaseLog,
  afterClose: () => Promise<void>,
): Promise<OpenedDatabase> {
  let pglite: PGlite
  try {
    pglite = await PGlite.create(path === undefined ? {} : { dataDir: path })
  } catch (error) {
    return {
      ok: false,
      problem: { code: 'database_damaged', path: path ?? IN_MEMORY, reason: reasonOf(error) },
    }
  }
  const migrated = await migrate(embeddedTarget(pglite))
  if (!migrated.ok) {
    await pglite.close()
    return migrated
  }
  if (migrated.applied.length > 0) log.info({ applied: migrated.applied }, 'database migrated')
  const release = async () => {
    await pglite.close()
    await afterClose()
  }
  return { ok: true, db: embeddedDatabase(pglite, release) }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
