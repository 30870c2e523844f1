/** Why the database cannot be used. Holds no password. */
export type DatabaseProblem =
  /** Another living process has the embedded database open. */
  | { readonly code: 'database_in_use'; readonly path: string; readonly pid: number; readonly host: string }
  | { readonly code: 'data_dir_unusable'; readonly path: string; readonly reason: string }
  | { readonly code: 'database_damaged'; readonly path: string; readonly reason: string }
  | { readonly code: 'database_url_invalid'; readonly reason: string }
  | { readonly code: 'database_unreachable'; readonly server: string; readonly reason: string }
  | { readonly code: 'database_refused_login'; readonly server: string; readonly user: string }
  | { readonly code: 'database_missing'; readonly server: string; readonly name: string }
  | { readonly code: 'database_unsuitable'; readonly server: string; readonly reason: string }
  | MigrationProblem

export type MigrationProblem =
  /** The folder of migrations cannot be read, or holds something that is none. */
  | { readonly code: 'migrations_unreadable'; readonly path: string; readonly reason: string }
  /** The database was migrated by a newer program than this one. */
  | { readonly code: 'database_newer'; readonly migrations: readonly string[] }
  /** Another process has been migrating for longer than we wait. */
  | { readonly code: 'migration_locked'; readonly waitedSeconds: number }
  /** Rolled back; the database is as it was before this migration. */
  | { readonly code: 'migration_failed'; readonly migration: string | null; readonly reason: string }

/** One line for the administrator: what is wrong and what to do. */
export function describeDatabaseProblem(problem: DatabaseProblem): string {
  switch (problem.code) {
    case 'database_in_use':
      return `The database in ${problem.path} is in use by process ${problem.pid} on ${problem.host}. Stop it first, or set another DATA_DIR.`
    case 'data_dir_unusable':
      return `DATA_DIR ${problem.path} cannot be used: ${problem.reason}`
    case 'database_damaged':
      return `The database in ${problem.path} cannot be opened: ${problem.reason}. Restore a backup, or move the folder away to start empty.`
    case 'database_url_invalid':
      return `DATABASE_URL is not usable: ${problem.reason}. Expected postgresql://USER:PASSWORD@HOST:PORT/NAME`
    case 'database_unreachable':
      return `DATABASE_URL: no answer from the PostgreSQL server at ${problem.server}: ${problem.reason}`
    case 'database_refused_login':
      return `DATABASE_URL: the server at ${problem.server} refused the login of user "${problem.user}". Check user and password.`
    case 'database_missing':
      return `DATABASE_URL: the server at ${problem.server} has no database "${problem.name}". Create it first (createdb).`
    case 'database_unsuitable':
      return `DATABASE_URL: the database at ${problem.server} cannot be used: ${problem.reason}`
    case 'migrations_unreadable':
      return `The migrations in ${problem.path} cannot be read: ${problem.reason}`
    case 'database_newer':
      return `The database was written by a newer version (it knows ${problem.migrations.join(', ')}). Start that version, or restore an older backup.`
    case 'migration_locked':
      return `Another process has been migrating the database for more than ${problem.waitedSeconds} seconds. Try again when it is done.`
    case 'migration_failed':
      return `Migration ${problem.migration ?? '(unknown)'} failed and was rolled back: ${problem.reason}`
  }
}
