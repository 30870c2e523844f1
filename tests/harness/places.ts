/** Places for the memory of a program in a process of its own: an empty folder, and a server's empty database. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { emptyServerUrl } from './databases.ts'

export interface Place {
  readonly name: 'embedded' | 'server'
  readonly dataDir: string
  /** Null: the embedded database in `dataDir`. */
  readonly databaseUrl: string | null
  /** The variables that make the program use it. */
  readonly env: Readonly<Record<string, string>>
  remove(): Promise<void>
}

/** Nothing is in it yet, not even a table. */
export async function emptyPlace(name: Place['name']): Promise<Place> {
  return placeAt(name, name === 'server' ? await emptyServerUrl() : null)
}

export async function placeAt(name: Place['name'], databaseUrl: string | null): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-data-'))
  return {
    name,
    dataDir,
    databaseUrl,
    env: { DATA_DIR: dataDir, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) },
    remove: () => rm(dataDir, { recursive: true, force: true }),
  }
}
