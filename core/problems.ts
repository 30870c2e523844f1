/** Everything a user can cause, as values. Wording: bot/replies. Bugs are not here: they throw. */

import type { Temporal } from 'temporal-polyfill'
import type { Role } from './directory/directory.ts'
import type { LeaveProblem } from './directory/leave-order.ts'
import type { FileProblem } from './import/file-problem.ts'
import type { SettingName } from './programme/change-settings.ts'

export type Problem =
  | { readonly code: 'needs_role'; readonly roles: readonly Role[] }
  | { readonly code: 'not_linked' }
  | { readonly code: 'unknown_command'; readonly name: string; readonly nearest: string | null }
  | { readonly code: 'unknown_task'; readonly words: string; readonly nearest: readonly string[] }
  /** Nothing to extend. */
  | { readonly code: 'no_deadline'; readonly task: string }
  | { readonly code: 'task_closed'; readonly task: string }
  /** Its part is not in the units he may give it to others in. */
  | { readonly code: 'not_your_units'; readonly task: string }
  | { readonly code: 'nobody_to_take'; readonly task: string }
  | { readonly code: 'unknown_unit'; readonly words: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknown_person'; readonly words: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknown_period'; readonly words: string }
  | { readonly code: 'unknown_receipt'; readonly number: string }
  | { readonly code: 'receipt_not_yours'; readonly number: string }
  | { readonly code: 'receipt_closed'; readonly number: string }
  | { readonly code: 'percent_out_of_range'; readonly text: string }
  | { readonly code: 'setup_code_wrong' }
  | { readonly code: 'setup_done_already' }
  | { readonly code: 'only_in_private' }
  /** Nothing has been imported yet. */
  | { readonly code: 'no_programme' }
  | LeaveProblem
  | { readonly code: 'days_unreadable'; readonly words: string }
  | { readonly code: 'no_leave_to_end'; readonly person: string | null }
  | { readonly code: 'unknown_programme'; readonly words: string; readonly nearest: readonly string[] }
  | { readonly code: 'unknown_setting'; readonly words: string }
  | { readonly code: 'setting_value_wrong'; readonly setting: SettingName; readonly words: string }
  | { readonly code: 'nothing_changes' }
  /** Local time of the installation. */
  | { readonly code: 'conference_past'; readonly at: Temporal.PlainDateTime }
  /** A time of day nobody can read, or an end before the beginning. */
  | { readonly code: 'time_unreadable'; readonly words: string }
  /** Nothing is planned to lock, move or call off. */
  | { readonly code: 'no_conference' }
  /** Input is closed for it already. */
  | { readonly code: 'locked_already' }
  /** The unit leads no task of the programme. */
  | { readonly code: 'unit_leads_nothing'; readonly unit: string }
  | { readonly code: 'unit_not_let_in'; readonly unit: string }
  | { readonly code: 'lock_rule_unreadable'; readonly words: string }
  | { readonly code: 'nothing_frozen' }
  | { readonly code: 'no_holiday_there' }
  | { readonly code: 'holiday_file_unreadable'; readonly detail: string }
  | { readonly code: 'import_file'; readonly problem: FileProblem }
  /** Its bytes could not be fetched, or are there no more. */
  | { readonly code: 'import_file_gone' }
