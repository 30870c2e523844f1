/** The bare baseline of planning: rows that are in the outbox, written once more by one statement of the driver. */
import type pg from 'pg'
import { timed } from './bench.ts'

/**
 * Reads the outbox, empties it, and writes the same rows again: the time of serialising them and of one insert with
 * its commit.
 */
export async function bulkInsertMs(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<Record<string, unknown>>('SELECT * FROM "outbox_message" ORDER BY "seq"')
  await pool.query('TRUNCATE "outbox_message"')
  return timed(() =>
    pool.query(
      'INSERT INTO "outbox_message" SELECT * FROM jsonb_populate_recordset(NULL::"outbox_message", $1::jsonb)',
      [JSON.stringify(rows)],
    ),
  )
}
