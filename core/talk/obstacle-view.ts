/** What `/vuongmac` and those whom an obstacle concerns are shown, as facts. */

export interface ObstacleItem {
  readonly id: string
  readonly code: string
  /** Unit that raised it. */
  readonly unit: string
  readonly text: string
  readonly proposal: string | null
  /** Unit that has to answer; null: nobody knows whom the officer meant. */
  readonly addressee: string | null
  /** The officer's own words for it. */
  readonly addresseeWords: string | null
  /** Working days since it was raised. */
  readonly workingDays: number
  /** Whoever reads may answer it or pass it on. */
  readonly isAnswerable: boolean
}

export type ObstacleView =
  /** By addressee, oldest first; `addressee` null comes last. */
  | { readonly of: 'list'; readonly items: readonly ObstacleItem[] }
  | { readonly of: 'answered'; readonly code: string; readonly officer: string }
  /** To the officer who raised it. */
  | {
      readonly of: 'answer'
      readonly code: string
      readonly text: string
      readonly by: string
      readonly answer: string
    }
  | {
      readonly of: 'passed_on'
      readonly code: string
      readonly unit: string
      readonly text: string
      /** The officer who raised it is told who passed it on; null: he who did it. */
      readonly by: string | null
    }
  /** Somebody was faster, or the officer took it back. */
  | {
      readonly of: 'closed_before'
      readonly code: string
      readonly isWithdrawn: boolean
      readonly by: string | null
      readonly answer: string | null
    }
