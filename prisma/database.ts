import type { DatabaseProblem } from './database-problem.ts'
import { openEmbedded } from './embedded-database.ts'
import type { PrismaClient } from './generated/client.ts'
import { openServer } from './server-database.ts'

export interface Database {
  readonly client: PrismaClient
  /** `embedded`: PGlite in this process. `server`: PostgreSQL behind a pool. */
  readonly kind: 'embedded' | 'server'
  /** Ends connections and gives the folder free. Once is enough, twice does no harm. */
  close(): Promise<void>
}

/** What the database tells the administrator; pino's logger fits. */
export interface DatabaseLog {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
}

export interface DatabasePlace {
  /** `postgresql://…`; null: embedded. */
  readonly databaseUrl: string | null
  /** Folder of the embedded database; `:memory:` keeps nothing. */
  readonly dataDir: string
  readonly log: DatabaseLog
}

export type OpenedDatabase =
  | { readonly ok: true; readonly db: Database }
  | { readonly ok: false; readonly problem: DatabaseProblem }

export const IN_MEMORY = ':memory:'

/** Opens the database of this installation and brings it to the newest migration. Problems: database-problem.ts. */
export function openDatabase({ databaseUrl, dataDir, log }: DatabasePlace): Promise<OpenedDatabase> {
  return databaseUrl === null ? openEmbedded(dataDir, log) : openServer(databaseUrl, log)
}

/**
 * Limits of an interactive transaction, in milliseconds. Waiting is long because the embedded database has one
 * session: transactions queue there behind each other.
 */
export const TRANSACTION_LIMITS = { maxWait: 30_000, timeout: 60_000 }
