import type { DatabaseProblem } from './database-problem.ts'
import type { PrismaClient } from './generated/client.ts'

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

export type OpenedDatabase =
  | { readonly ok: true; readonly db: Database }
  | { readonly ok: false; readonly problem: DatabaseProblem }

/**
 * Of every client. Waiting for a transaction (ms) is long because the embedded database has one session:
 * transactions queue there behind each other. Errors are minimal because full ones quote the values written.
 */
export const CLIENT_OPTIONS = {
  transactionOptions: { maxWait: 30_000, timeout: 60_000 },
  errorFormat: 'minimal',
} as const
