/**
 * `npm run bench -- [--quick] [--only NAME] [--database URL]`: measures, prints ratios against the bare baselines of
 * the same run, and stops everything. docs/performance.md tells how to read it.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Bench, BenchContext } from './bench.ts'
import { openBenchCluster } from './bench-cluster.ts'
import { escalationBench } from './escalation-round.ts'
import { exportingBench } from './exporting.ts'
import { intakeBench } from './intake.ts'
import { planningBench } from './planning.ts'
import { createProgress } from './progress.ts'
import { sendingBench } from './sending.ts'
import { tableOf } from './table.ts'
import { understandingBench } from './understanding.ts'

const BENCHES: readonly Bench[] = [
  intakeBench,
  planningBench,
  understandingBench,
  escalationBench,
  sendingBench,
  exportingBench,
]
/** A bench that hangs must not hang the run. */
const LONGEST_BENCH_MS = 240_000

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    database: { type: 'string' },
  },
})
const chosen = BENCHES.filter(({ name }) => values.only === undefined || name === values.only)
if (chosen.length === 0) {
  console.error(`--only takes one of: ${BENCHES.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}

const cluster = await openBenchCluster(values.database ?? null)
const progress = createProgress(process.stderr)
let failed = 0
try {
  const cpus = availableParallelism()
  console.log(
    `${cluster.description}; Node ${process.version}; ${cpus} cores${values.quick ? '; quick: sizes too small to judge by' : ''}`,
  )
  for (const bench of chosen) await runOne(bench)
} finally {
  progress.clear()
  await cluster.stop()
}
// A bench that failed may have left loops running.
process.exit(failed === 0 ? 0 : 1)

async function runOne(bench: Bench): Promise<void> {
  const context: BenchContext = {
    isQuick: values.quick,
    freshDatabase: cluster.freshDatabase,
    progress: (text) => progress.show(`${bench.name}: ${text}`),
  }
  progress.show(bench.name)
  try {
    const rows = await withinTime(bench.run(context))
    progress.clear()
    console.log(`\n${bench.title}  [${bench.name}]\n${tableOf(rows)}`)
  } catch (error) {
    failed += 1
    progress.clear()
    console.log(
      `\n${bench.title}  [${bench.name}]\n  failed: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`not done after ${LONGEST_BENCH_MS / 1000} s`)),
      LONGEST_BENCH_MS,
    )
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    clearTimeout(timer)
  }
}
