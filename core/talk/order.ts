/** What a command offers below its question or announcement, as facts; bot/replies names the buttons. */
import type { Temporal } from 'temporal-polyfill'
import type { SettingChange, SettingName } from '../programme/change-settings.ts'
import type { ExportKind } from '../summary/export-order.ts'

export type Choice =
  | { readonly kind: 'agree' | 'decline' }
  | { readonly kind: 'nobody' | 'everyone' }
  | { readonly kind: 'person'; readonly name: string; readonly units: readonly string[] }
  | { readonly kind: 'unit'; readonly name: string; readonly missing: number }
  | { readonly kind: 'programme' | 'addressee'; readonly name: string }
  | { readonly kind: 'task'; readonly code: string; readonly title: string }
  | { readonly kind: 'until'; readonly date: Temporal.PlainDate }
  | { readonly kind: 'without_reason' }
  | { readonly kind: 'days'; readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate }
  | { readonly kind: 'setting'; readonly change: SettingChange }
  | { readonly kind: 'export'; readonly of: ExportKind }
  /** Local time of the installation. */
  | { readonly kind: 'move_conference' | 'cancel_conference' | 'moment'; readonly at: Temporal.PlainDateTime }
  | { readonly kind: 'add_conference' }
  /** "08:00". */
  | { readonly kind: 'clock'; readonly time: string }

/** Names the waiting command (session.order) that the buttons belong to. */
export interface Offer {
  readonly id: string
  readonly choices: readonly Choice[]
}

/** What a command still has to know. */
export type OrderQuestion =
  | { readonly about: 'leave_days'; readonly person: string | null }
  | { readonly about: 'substitute'; readonly person: string | null; readonly days: DayRange }
  | { readonly about: 'which_person'; readonly words: string }
  | { readonly about: 'which_leave_to_end' }
  | { readonly about: 'which_programme' }
  | { readonly about: 'import_file' }
  | { readonly about: 'export_kind' }
  | { readonly about: 'import_reason' }
  | { readonly about: 'setting_value'; readonly setting: SettingName }
  | { readonly about: 'holiday_days'; readonly act: 'add' | 'remove' | 'confirm' | 'make_up' }
  | { readonly about: 'holiday_name'; readonly days: DayRange }
  | {
      readonly about: 'obstacle_answer'
      readonly code: string
      readonly unit: string
      readonly text: string
    }
  | { readonly about: 'obstacle_addressee'; readonly code: string; readonly text: string }
  | { readonly about: 'urge_whom'; readonly missing: number }
  | { readonly about: 'extension_task' }
  | {
      readonly about: 'extension_until'
      readonly code: string
      readonly due: Temporal.PlainDate
      /** The day he named does not lie after the deadline and today. */
      readonly isTooEarly: boolean
    }
  | {
      readonly about: 'extension_reason'
      readonly code: string
      readonly wanted: Temporal.PlainDate
    }
  | { readonly about: 'conference_when' | 'conference_cancel' | 'let_in_unit' }
  | { readonly about: 'conference_clock'; readonly day: Temporal.PlainDate }
  /** The programme has conferences planned already. */
  | { readonly about: 'conference_move_or_add'; readonly at: Temporal.PlainDateTime }
  /** Null: nothing was named yet; else it cannot be. */
  | { readonly about: 'let_in_until'; readonly unit: string; readonly wrong: Temporal.PlainDateTime | null }
  | { readonly about: 'let_in_reason'; readonly unit: string; readonly until: Temporal.PlainDateTime }
  | { readonly about: 'reassign_task' }
  | {
      readonly about: 'reassign_to'
      readonly code: string
      readonly title: string
      readonly unit: string
      readonly officer: string | null
    }

/** Both days included. */
export interface DayRange {
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
}
