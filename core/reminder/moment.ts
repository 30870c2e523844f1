/** What a moment is: an instant at which something is to be done, and for which periods. behaviour §2, §7. */
import type { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime, RegimeKind } from '../programme/regime.ts'
import type { Programme } from '../programme/settings.ts'
import type { Task } from '../task/task.ts'

/** A programme with the regimes that single tasks of it name: their cut-offs are moments as well. */
export interface ProgrammeInUse extends Programme {
  readonly taskRegimes: readonly RegimeKind[]
}

/** A period of a programme that ends at `cutOff`. */
export interface EndingPeriod {
  readonly programmeId: string
  readonly regime: PeriodicRegime
  readonly periodKey: string
  readonly cutOff: Temporal.Instant
}

/** What makes it the same period, whatever its cut-off is by then. */
export function endingKey({
  programmeId,
  regime,
  periodKey,
}: Pick<EndingPeriod, 'programmeId' | 'regime' | 'periodKey'>): string {
  return `${programmeId} ${regime} ${periodKey}`
}

/** A working day on which tasks of the programme may come within 7, 3 or 1 working days of their deadline. */
export interface DueSoonMorning {
  readonly programmeId: string
  readonly date: Temporal.PlainDate
}

export interface Momentary {
  /** When it is to be done. */
  readonly at: Temporal.Instant
  /** The instants it stands for, oldest first: `at` alone, unless missed ones were joined after downtime. */
  readonly instants: readonly Temporal.Instant[]
}

export type Moment =
  /** Before a cut-off: who still lacks something is told. */
  | (Momentary & { readonly kind: 'heads_up'; readonly endings: readonly EndingPeriod[] })
  /** Before that: the officers of units in the lowest tenth of the ranking are told (ledger 72). */
  | (Momentary & { readonly kind: 'early_heads_up'; readonly endings: readonly EndingPeriod[] })
  /** At a cut-off: each officer is told. All regimes and programmes whose periods end there. */
  | (Momentary & { readonly kind: 'reminder'; readonly endings: readonly EndingPeriod[] })
  | (Momentary & { readonly kind: 'due_soon'; readonly mornings: readonly DueSoonMorning[] })
  /** Summaries to coordinators and heads, of the periods whose cut-off lies on that day. */
  | (Momentary & { readonly kind: 'summary'; readonly endings: readonly EndingPeriod[] })
  /** Before the first cut-off of a day: officers who cannot be reached are listed. */
  | (Momentary & { readonly kind: 'reachability'; readonly firstCutOff: Temporal.Instant })
  /** After reminder rounds: planned is compared with delivered. */
  | (Momentary & { readonly kind: 'self_audit'; readonly rounds: readonly Temporal.Instant[] })
  /** In December: the table of holidays of `year`, the next one, wants confirming (unless it is all official). */
  | (Momentary & { readonly kind: 'holiday_check'; readonly year: number })

/** Programmes with the regimes that open tasks of theirs name in the list's place of the programme's. */
export function programmesInUse(
  programmes: readonly Programme[],
  tasks: readonly Pick<Task, 'programmeId' | 'regimes'>[],
): readonly ProgrammeInUse[] {
  const named = new Map(programmes.map(({ id }) => [id, new Set<RegimeKind>()]))
  for (const { programmeId, regimes } of tasks) {
    for (const regime of regimes) named.get(programmeId)?.add(regime)
  }
  return programmes.map((programme) => ({ ...programme, taskRegimes: [...(named.get(programme.id) ?? [])] }))
}
