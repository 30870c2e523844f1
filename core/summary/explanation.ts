/**
 * Who must explain in person at the conference (danh sách giải trình): per unit its head, each task without complete
 * information, what is missing, and how often it was asked for. Pure. behaviour §5, ledger 39, 42.
 */
import type { Temporal } from 'temporal-polyfill'
import type { MissingItem } from '../report/report.ts'
import type { Overview, OverviewItem } from './overview.ts'
import type { OverviewRow } from './overview-row.ts'

/** One thing that was done to get a unit's reports, or an answer to it. */
export interface Urging {
  readonly at: Temporal.Instant
  /** told: a leader, by a digest; acknowledged: by one. */
  readonly kind: 'reminded' | 'urged' | 'told' | 'acknowledged'
  readonly name: string
}

/** What was done to get the report, from the outbox and the digests. */
export interface UrgingLog {
  readonly unitId: string
  readonly reminders: number
  readonly lastReminderAt: Temporal.Instant | null
  /** Leaders who took note, with the instant. */
  readonly acknowledgements: readonly {
    readonly name: string
    readonly at: Temporal.Instant
  }[]
  /** Oldest first. */
  readonly trail: readonly Urging[]
}

export interface ExplanationLine {
  readonly unitId: string
  readonly unit: string
  readonly head: OverviewRow['head']
  readonly officer: OverviewRow['officer']
  readonly tasks: readonly {
    readonly code: string
    readonly title: string
    readonly due: Temporal.PlainDate | null
    /** silent: nothing arrived in the period. */
    readonly lack:
      | { readonly kind: 'silent' }
      | {
          readonly kind: 'incomplete'
          readonly missing: readonly MissingItem[]
        }
    readonly overdueDays: number
  }[]
  readonly log: UrgingLog | null
}

/** In the order of `overview.units`: worst first. */
export function explanationsOf(overview: Overview, logs: readonly UrgingLog[]): readonly ExplanationLine[] {
  const logOf = new Map(logs.map((log) => [log.unitId, log]))
  const byUnit = new Map<string, OverviewItem[]>(overview.units.map(({ key }) => [key, []]))
  for (const item of [...overview.missing, ...overview.leftOut]) byUnit.get(item.row.unit.id)?.push(item)
  return overview.units.flatMap(({ key }): ExplanationLine[] => {
    const items = byUnit.get(key) ?? []
    const [first] = items
    if (first === undefined) return []
    return [
      {
        unitId: key,
        unit: first.row.unit.name,
        head: first.row.head,
        officer: first.row.officer,
        tasks: items.map(lackOf),
        log: logOf.get(key) ?? null,
      },
    ]
  })
}

function lackOf({ row, state, overdueDays }: OverviewItem): ExplanationLine['tasks'][number] {
  const { code, title, due } = row.task
  const lack =
    state === 'incomplete'
      ? { kind: 'incomplete' as const, missing: row.report?.missing ?? [] }
      : { kind: 'silent' as const }
  return { code, title, due, lack, overdueDays }
}
