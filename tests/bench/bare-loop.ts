/** The bare baseline: one PostgreSQL insert and commit per message, with the same driver and without any logic. */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { PrismaClient } from '../../prisma/generated/client.ts'

export async function makeBareTable(pool: pg.Pool): Promise<void> {
  await pool.query(
    'CREATE TABLE bare_message ("id" text PRIMARY KEY, "threadId" text NOT NULL, "raw" jsonb NOT NULL)',
  )
}

type Insert = (id: string, threadId: string, raw: string) => Promise<unknown>

/** node-postgres alone. */
export function insertByDriver(pool: pg.Pool): Insert {
  return (...row) => pool.query('INSERT INTO bare_message ("id", "threadId", "raw") VALUES ($1, $2, $3)', row)
}

/** The same statement through Prisma and its adapter, as the program's own queries go. */
export function insertByClient(client: PrismaClient): Insert {
  return (id, threadId, raw) =>
    client.$executeRaw`INSERT INTO bare_message ("id", "threadId", "raw") VALUES (${id}, ${threadId}, ${raw}::jsonb)`
}

/** Messages per second of `conversations` that each insert one message after the other. */
export async function bareRate(
  insert: Insert,
  message: unknown,
  conversations: number,
  milliseconds: number,
): Promise<number> {
  const raw = JSON.stringify(message)
  const start = performance.now()
  let count = 0
  await Promise.all(
    Array.from({ length: conversations }, async (_, n) => {
      while (performance.now() - start < milliseconds) {
        await insert(randomUUID(), `thread ${n}`, raw)
        count += 1
      }
    }),
  )
  return (count * 1000) / (performance.now() - start)
}
