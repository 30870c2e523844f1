/** Everything a user can cause, as values. Wording: bot/replies. Bugs are not here: they throw. */
import type { Role } from './directory/directory.ts'

export type Problem =
  | { readonly code: 'needs_role'; readonly roles: readonly Role[] }
  | { readonly code: 'not_linked' }
  | { readonly code: 'unknown_command'; readonly name: string; readonly nearest: string | null }
  | { readonly code: 'unknown_task'; readonly words: string; readonly nearest: readonly string[] }
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
