/** The explanation list and the duties of a frozen snapshot as plain rows, one per task: for tables and files. Pure. behaviour §5, ledger 39. */
import type { Temporal } from 'temporal-polyfill'
import type { MissingItem } from '../report/report.ts'
import type { FrozenContent, FrozenUrging } from './frozen-schema.ts'

export interface ExplanationRow {
  readonly unit: string
  readonly head: string | null
  readonly headTitle: string | null
  readonly officer: string | null
  readonly code: string
  readonly title: string
  readonly due: Temporal.PlainDate | null
  readonly overdueDays: number
  /** Nothing arrived; otherwise `missing` names what the checklist lacks. */
  readonly isSilent: boolean
  readonly missing: readonly MissingItem[]
  readonly reminders: number
  readonly lastReminderAt: Temporal.Instant | null
  readonly acknowledgements: readonly { readonly name: string; readonly at: Temporal.Instant }[]
  /** What was done to get the unit's reports, oldest first. */
  readonly trail: readonly FrozenUrging[]
}

/** In the order of the list: worst unit first. */
export function explanationRows({
  explanations,
}: Pick<FrozenContent, 'explanations'>): readonly ExplanationRow[] {
  return explanations.flatMap(({ unit, head, officer, tasks, log }) =>
    tasks.map(({ code, title, due, overdueDays, lack }) => ({
      unit,
      head: head?.name ?? null,
      headTitle: head?.title ?? null,
      officer: officer?.name ?? null,
      code,
      title,
      due,
      overdueDays,
      isSilent: lack.kind === 'silent',
      missing: lack.kind === 'incomplete' ? lack.missing : [],
      reminders: log?.reminders ?? 0,
      lastReminderAt: log?.lastReminderAt ?? null,
      acknowledgements: log?.acknowledgements ?? [],
      trail: log?.trail ?? [],
    })),
  )
}
