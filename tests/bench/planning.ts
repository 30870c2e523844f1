/** A 16:30 round for everybody, against writing the same rows with one bulk insert. Each size in a process of its own. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import type { Bench, BenchContext, BenchRow } from './bench.ts'
import { inMilliseconds, perSecond } from './bench.ts'

const CHILD = fileURLToPath(new URL('./plan-in-child.ts', import.meta.url))

const measured = z.object({
  officers: z.number(),
  reminders: z.number(),
  plannedMs: z.number(),
  bulkMs: z.number(),
  peakMegabytes: z.number(),
})
export type PlanMeasured = z.infer<typeof measured>

export const planningBench: Bench = {
  name: 'planning',
  title:
    'Reminders planned for a 16:30 round (5 tasks each, 3 programmes) by RoundBook.advance + decideRound; target: at most 3x bulk, 300 MB',
  async run(context) {
    const sizes = context.isQuick ? [100, 1_000] : [100, 1_000, 10_000]
    const rows: BenchRow[] = []
    let smaller: PlanMeasured | null = null
    for (const officers of sizes) {
      context.progress(`${officers} officers`)
      const result = await planInChild(officers, context)
      rows.push(rowOf(result, smaller))
      smaller = result
    }
    return rows
  },
}

function rowOf(result: PlanMeasured, smaller: PlanMeasured | null): BenchRow {
  const { officers, reminders, plannedMs, bulkMs, peakMegabytes } = result
  const growth =
    smaller === null ? '' : `, ${(plannedMs / smaller.plannedMs).toFixed(1)}x the time of the size before`
  return {
    what: `${officers.toLocaleString('en-US')} officers`,
    ours: `${perSecond(reminders, plannedMs)} (${inMilliseconds(plannedMs)})`,
    bare: `${perSecond(reminders, bulkMs)} (${inMilliseconds(bulkMs)})`,
    ratio: `${(plannedMs / bulkMs).toFixed(1)}x bulk`,
    note: `+${Math.round(peakMegabytes)} MB at the peak${growth}`,
  }
}

async function planInChild(officers: number, context: BenchContext): Promise<PlanMeasured> {
  const fresh = await context.freshDatabase()
  try {
    const child = spawn(process.execPath, ['--import', 'tsx', CHILD, fresh.url, String(officers)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    if (code !== 0) throw new Error(`planning ${officers} officers ended with ${code}`)
    return measured.parse(JSON.parse(printed))
  } finally {
    await fresh.close()
  }
}
