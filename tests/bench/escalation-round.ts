/** An escalation round over many open subjects, against the one query that reads them. */
import { Temporal } from 'temporal-polyfill'
import { newId } from '../../bot/new-id.ts'
import { render } from '../../bot/replies/render.ts'
import { planRound } from '../../core/escalation/plan-round.ts'
import { decideRound } from '../../jobs/rounds/decide-round.ts'
import { createRoundBook } from '../../prisma/round-store.ts'
import { type Bench, type BenchRow, type FreshDatabase, inMilliseconds, median, timed } from './bench.ts'
import { seedDirectory } from './seed.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const SINCE = Temporal.Instant.from('2026-11-23T16:29:00+07:00')
const NOW = Temporal.Instant.from('2026-11-23T16:30:00+07:00')
/** A server has planned before: the first rounds of a process only warm up. */
const WARM_UP_RUNS = 3
const RUNS = 9

export const escalationBench: Bench = {
  name: 'escalation',
  title:
    'Escalation round: tasks past their deadline, told to the head above; target: at most 2x the one query',
  async run(context) {
    const sizes = context.isQuick ? [{ subjects: 500, leaders: 25 }] : SIZES
    const rows: BenchRow[] = []
    for (const size of sizes) {
      context.progress(`${size.subjects} subjects`)
      const fresh = await context.freshDatabase()
      try {
        rows.push(...(await measure(fresh, size)))
      } finally {
        await fresh.close()
      }
    }
    return rows
  },
}

interface Size {
  readonly subjects: number
  readonly leaders: number
}

const SIZES: readonly Size[] = [
  { subjects: 1_000, leaders: 50 },
  { subjects: 10_000, leaders: 500 },
]

async function measure(fresh: FreshDatabase, { subjects, leaders }: Size): Promise<readonly BenchRow[]> {
  await seedDirectory(fresh.pool, {
    officers: leaders,
    tasksEach: subjects / leaders,
    offices: leaders,
    addedAt: '2026-11-20T08:00:00+07:00',
    due: '2026-11-20',
  })
  const query: number[] = []
  const loaded: number[] = []
  const planned: number[] = []
  for (let run = 0; run < WARM_UP_RUNS; run++) await loadAndPlan(fresh)
  for (let run = 0; run < RUNS; run++) {
    query.push(await timed(() => readSubjects(fresh)))
    const round = await loadAndPlan(fresh)
    if (round.steps < subjects) throw new Error(`${round.steps} steps for ${subjects} subjects`)
    loaded.push(round.loadMs)
    planned.push(round.planMs)
  }
  const commitMs = await commit(fresh)
  const bare = median(query)
  const what = `${subjects.toLocaleString('en-US')} subjects, ${leaders} leaders`
  const rowOf = (part: string, milliseconds: number): BenchRow => ({
    what: `${what}: ${part}`,
    ours: inMilliseconds(milliseconds),
    bare: inMilliseconds(bare),
    ratio: `${(milliseconds / bare).toFixed(1)}x the query`,
    note: '',
  })
  return [
    rowOf('planned (pure)', median(planned)),
    rowOf('read and planned', median(loaded) + median(planned)),
    rowOf('whole tick, committed', commitMs),
  ]
}

/** Everything a subject is known by, as rows of the driver: the task, its unit, its newest complete report. */
async function readSubjects({ pool }: FreshDatabase): Promise<number> {
  const { rows } = await pool.query(
    `SELECT t."id", t."programmeId", t."due", t."regimes", t."addedAt", a."unitId", a."officerId", u."parentId",
       newest."filedAt", newest."status"
     FROM "task" t JOIN "assignment" a ON a."taskId" = t."id" AND a."role" = 'lead' JOIN "unit" u ON u."id" = a."unitId"
     LEFT JOIN (
       SELECT DISTINCT ON (r."taskId", r."unitId") r."taskId", r."unitId", r."filedAt", v."status"
       FROM "report" r JOIN "report_version" v ON v."reportId" = r."id" AND v."version" = r."currentVersion"
       WHERE r."state" = 'filed' ORDER BY r."taskId", r."unitId", r."filedAt" DESC
     ) newest ON newest."taskId" = t."id" AND newest."unitId" = a."unitId"
     WHERE t."state" = 'open' AND t."due" < $1`,
    ['2026-11-23'],
  )
  return rows.length
}

/** The round as a tick decides it, rolled back, so that it can be measured again. */
async function loadAndPlan({ db, pool }: FreshDatabase) {
  await setMark({ pool })
  const rounds = createRoundBook({ client: db.client, zone: ZONE, newId })
  let measured = { loadMs: 0, planMs: 0, steps: 0 }
  const rolledBack = new Error('measured')
  await rounds
    .advance(NOW, async (since, room) => {
      const start = performance.now()
      const snapshot = await room.escalation(since)
      const between = performance.now()
      const { digests } = planRound(snapshot, NOW)
      const steps = digests.reduce((sum, digest) => sum + digest.steps.length, 0)
      measured = { loadMs: between - start, planMs: performance.now() - between, steps }
      throw rolledBack
    })
    .catch((error: unknown) => {
      if (error !== rolledBack) throw error
    })
  return measured
}

async function commit({ db, pool }: FreshDatabase): Promise<number> {
  await setMark({ pool })
  const rounds = createRoundBook({ client: db.client, zone: ZONE, newId })
  return timed(() => rounds.advance(NOW, (since, room) => decideRound(since, NOW, room, render)))
}

async function setMark({ pool }: Pick<FreshDatabase, 'pool'>): Promise<void> {
  await pool.query(
    `INSERT INTO "round_mark" ("name", "doneTo") VALUES ('rounds', $1)
     ON CONFLICT ("name") DO UPDATE SET "doneTo" = excluded."doneTo"`,
    [SINCE.toString()],
  )
}
