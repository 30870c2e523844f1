/** Percent over time of one task and unit, for its picture. Pure. behaviour §7. */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../time.ts'

export interface ProgressPoint {
  readonly date: Temporal.PlainDate
  /** 0-100: the last one reported that day. */
  readonly percent: number
}

export interface TaskProgress {
  readonly code: string
  readonly title: string
  readonly unit: string
  readonly due: Temporal.PlainDate | null
  /** Oldest first, one per day on which a percent was reported. */
  readonly points: readonly ProgressPoint[]
}

export function taskProgressOf(
  task: Omit<TaskProgress, 'points'>,
  reports: readonly {
    readonly filedAt: Temporal.Instant
    readonly percent: number | null
  }[],
  zone: string,
): TaskProgress {
  const inOrder = [...reports].sort((one, other) => Temporal.Instant.compare(one.filedAt, other.filedAt))
  const byDay = new Map<string, ProgressPoint>()
  for (const { filedAt, percent } of inOrder) {
    if (percent === null) continue
    const date = localDate(filedAt, zone)
    byDay.set(date.toString(), { date, percent })
  }
  return { ...task, points: [...byDay.values()] }
}
