/** What a bench is given and what it yields. */
import type pg from 'pg'
import type { Database } from '../../prisma/database.ts'

export interface BenchRow {
  /** What was done, with its size: "reports taken in, 16 conversations at once". */
  readonly what: string
  /** The measure with its unit: "812/s", "640 ms". */
  readonly ours: string
  /** The same measure of the bare baseline, in the same run; empty where there is none. */
  readonly bare: string
  /** Ours to bare, as the target words it ("0.61 of bare", "2.4x bare"); empty without a baseline. */
  readonly ratio: string
  readonly note: string
}

export interface FreshDatabase {
  readonly db: Database
  /** The driver alone, on the same database. */
  readonly pool: pg.Pool
  readonly url: string
  close(): Promise<void>
}

export interface BenchContext {
  /** Small sizes and short runs: shows that everything works, not how fast it is. */
  readonly isQuick: boolean
  /** A new migrated database. */
  freshDatabase(): Promise<FreshDatabase>
  progress(text: string): void
}

export interface Bench {
  readonly name: string
  /** One line above its rows. */
  readonly title: string
  run(context: BenchContext): Promise<readonly BenchRow[]>
}

export function perSecond(count: number, milliseconds: number): string {
  return `${Math.round((count * 1000) / milliseconds).toLocaleString('en-US')}/s`
}

export function inMilliseconds(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds).toLocaleString('en-US')} ms`
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Milliseconds a piece of work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
