/** What a piece leaves to be asked. */

/** A question about the piece, before its task is known. */
export type Doubt =
  | { readonly kind: 'percent'; readonly because: 'missing' | 'nearly_done' | 'whole_task' }
  | {
      readonly kind: 'choose_percent'
      readonly choices: readonly number[]
      readonly because: 'range' | 'metric' | 'two_numbers' | 'over_100'
    }
  | { readonly kind: 'done_or_not'; readonly because: 'contradiction' | 'unclear' }
  | { readonly kind: 'evidence' }
