import { IN_MEMORY, openEmbedded } from './embedded-database.ts'
import type { DatabaseLog, OpenedDatabase } from './opened-database.ts'
import { openServer } from './server-database.ts'

export type { Database } from './opened-database.ts'
export { IN_MEMORY }

export interface DatabasePlace {
  /** `postgresql://…`; null: embedded. */
  readonly databaseUrl: string | null
  /** Folder of the embedded database; `:memory:` keeps nothing. */
  readonly dataDir: string
  readonly log: DatabaseLog
}

/** Opens the database of this installation and brings it to the newest migration. Problems: database-problem.ts. */
export function openDatabase({ databaseUrl, dataDir, log }: DatabasePlace): Promise<OpenedDatabase> {
  return databaseUrl === null ? openEmbedded(dataDir, log) : openServer(databaseUrl, log)
}
