/** One size of the planning bench: `plan-in-child.ts DATABASE_URL OFFICERS` prints what it measured as JSON. */
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { newId } from '../../bot/new-id.ts'
import { render } from '../../bot/replies/render.ts'
import { decideRound } from '../../jobs/rounds/decide-round.ts'
import { type Database, openDatabase } from '../../prisma/database.ts'
import { createRoundBook } from '../../prisma/round-store.ts'
import { median } from './bench.ts'
import { bulkInsertMs } from './bulk-insert.ts'
import type { PlanMeasured } from './planning.ts'
import { seedDirectory } from './seed.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const BEFORE = Temporal.Instant.from('2026-11-23T16:29:00+07:00')
const CUT_OFF = Temporal.Instant.from('2026-11-23T16:30:00+07:00')
/** The first run is the one a process has after its start; it decides the peak. */
const RUNS = 3

const [, , url = '', officersText = ''] = process.argv
const officers = Number(officersText)
const opened = await openDatabase({
  databaseUrl: url,
  dataDir: ':memory:',
  log: { info: () => undefined, warn: () => undefined },
})
if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
const pool = new pg.Pool({ connectionString: url, max: 2 })
try {
  await seedDirectory(pool, {
    officers,
    tasksEach: 5,
    offices: Math.max(1, officers / 20),
    addedAt: '2026-11-23T08:00:00+07:00',
    due: '2026-12-31',
  })
  process.stdout.write(JSON.stringify(await measure(opened.db)))
} finally {
  await pool.end()
  await opened.db.close()
}

async function measure(db: Database): Promise<PlanMeasured> {
  await planOnce(db, Temporal.Instant.from('2026-11-23T15:29:00+07:00'), BEFORE.subtract({ minutes: 40 }))
  await clearOutbox(BEFORE)
  const planned: number[] = []
  const bulk: number[] = []
  let peak = 0
  for (let run = 0; run < RUNS; run++) {
    await clearOutbox(BEFORE)
    const { milliseconds, peakMegabytes } = await planOnce(db, BEFORE, CUT_OFF)
    planned.push(milliseconds)
    peak = Math.max(peak, peakMegabytes)
    bulk.push(await bulkInsertMs(pool))
  }
  const reminders = await countReminders()
  if (reminders !== officers) throw new Error(`${reminders} reminders for ${officers} officers`)
  return { officers, reminders, plannedMs: median(planned), bulkMs: median(bulk), peakMegabytes: peak }
}

/** Peak: of the resident memory over what was resident before. */
async function planOnce(db: Database, since: Temporal.Instant, now: Temporal.Instant) {
  const rounds = createRoundBook({ client: db.client, zone: ZONE, newId })
  await setMark(since)
  const residentBefore = process.memoryUsage.rss()
  const start = performance.now()
  await rounds.advance(now, (from, room) => decideRound(from, now, room, render))
  const milliseconds = performance.now() - start
  const peakMegabytes = Math.max(0, process.resourceUsage().maxRSS / 1024 - residentBefore / 1_048_576)
  return { milliseconds, peakMegabytes }
}

async function setMark(at: Temporal.Instant): Promise<void> {
  await pool.query(
    `INSERT INTO "round_mark" ("name", "doneTo") VALUES ('rounds', $1)
     ON CONFLICT ("name") DO UPDATE SET "doneTo" = excluded."doneTo"`,
    [at.toString()],
  )
}

async function clearOutbox(mark: Temporal.Instant): Promise<void> {
  await setMark(mark)
  await pool.query('TRUNCATE "outbox_message"')
}

async function countReminders(): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "outbox_message" WHERE "lane" = 'reminder'`,
  )
  return rows[0]?.count ?? 0
}
