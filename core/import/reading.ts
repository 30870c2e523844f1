/** What a file was read to say: tasks and officers row by row, each with its warnings. Nothing is decided here. */
import type { Temporal } from 'temporal-polyfill'
import type { RegimeKind } from '../programme/regime.ts'
import type { DeadlineFlag, DeadlineKind, DeadlinePhase } from '../task/deadline-text.ts'
import type { Target } from '../task/task.ts'
import type { ListedPerson } from './people-text.ts'
import type { UnitMention } from './unit-names.ts'

export type WarningCode =
  | DeadlineFlag
  | 'missing_code'
  | 'trailing_space_code'
  | 'duplicate_code'
  | 'duplicate_title'
  | 'possible_amendment'
  | 'missing_title'
  | 'missing_lead'
  | 'two_leads'
  | 'explode_per_agency'
  | 'list_distributes_prefix'
  | 'unknown_unit'
  | 'missing_owner'
  | 'several_officers'
  | 'missing_product'
  | 'past_due'
  | 'due_before_start'
  | 'due_on_saturday'
  | 'due_on_sunday'
  | 'unreadable_regime'
  | 'document_dated_after_letter'
  | 'formula_like_text'
  | 'formula_error'
  | 'formula_without_value'
  | 'hidden_row'
  | 'missing_unit'
  | 'missing_phone'
  | `ditto_${string}`
  | `handover_${string}`

export interface ImportWarning {
  readonly code: WarningCode
  /** "H27"; of the row's first cell where the fault is an absent column. */
  readonly cell: string
  /** What was read there, or what is proposed instead; null where the code says all. */
  readonly detail: string | null
}

/** The six "rõ" (and resources) that a row leaves open. Ledger 5, 61, 69, 70. */
export type UnclearPart =
  | 'person'
  | 'work'
  | 'deadline'
  | 'responsibility'
  | 'product'
  | 'authority'
  | 'resources'

export interface TaskRow {
  readonly kind: 'task'
  readonly sheet: string
  /** As the file shows it, from 1. */
  readonly row: number
  /** Number in the list as written ("II.3"); null where there is none. */
  readonly outline: string | null
  /** As written; null where the row has none. */
  readonly code: string | null
  /** Generated where the code is missing: free, and the same again at the next import. */
  readonly suggestedCode: string | null
  readonly group: string | null
  readonly title: string
  readonly lead: readonly UnitMention[]
  readonly coord: readonly UnitMention[]
  readonly subLead: string | null
  readonly due: Temporal.PlainDate | null
  readonly dueKind: DeadlineKind
  readonly dueRaw: string | null
  readonly start: Temporal.PlainDate | null
  readonly offsetDays: number | null
  readonly milestones: readonly DeadlinePhase[]
  readonly product: string | null
  readonly authority: string | null
  readonly resources: string | null
  readonly target: Target | null
  readonly regimes: readonly RegimeKind[]
  readonly people: readonly ListedPerson[]
  readonly note: string | null
  readonly unclear: readonly UnclearPart[]
  readonly warnings: readonly ImportWarning[]
}

export interface OfficerRow {
  readonly kind: 'officer'
  readonly sheet: string
  readonly row: number
  readonly unit: UnitMention | null
  readonly person: ListedPerson & { readonly name: string; readonly email: string | null }
  readonly warnings: readonly ImportWarning[]
}

/** About the file rather than a row. */
export interface ImportNotice {
  readonly code:
    | 'no_table'
    | 'marked_secret'
    | 'sheet_ignored'
    | 'hidden_sheet_ignored'
    | 'no_code_column'
    | 'no_lead_column'
    | 'no_owner_column'
    | 'no_due_column'
    | 'no_product_column'
    | 'row_ignored'
  readonly sheet: string
  readonly cell: string | null
  readonly detail: string | null
}

/** The document that gives out the tasks, as the title rows name it (ledger 1, 65). */
export interface SourceDocument {
  /** "1841-QĐ/TU". */
  readonly number: string
  readonly issuedOn: Temporal.PlainDate | null
}

export interface ImportReading {
  readonly tasks: readonly TaskRow[]
  readonly officers: readonly OfficerRow[]
  readonly notices: readonly ImportNotice[]
  readonly source: SourceDocument | null
}

/** The code under which a row is taken: its own, else the generated one. */
export function codeOf(task: TaskRow): string {
  return task.code ?? task.suggestedCode ?? ''
}
