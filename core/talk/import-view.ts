/** What `/nhap` says, as facts. */
import type { ImportPlan } from '../import/compare-task-list.ts'
import type { ImportNotice, ImportReading } from '../import/reading.ts'
import type { Offer } from './order.ts'

export type ImportView =
  | {
      readonly of: 'preview'
      /** Its code. */
      readonly programme: string
      /** It begins with this list. */
      readonly isNew: boolean
      readonly reading: ImportReading
      readonly plan: ImportPlan
      readonly reason: string | null
      /** Null: a reason is asked for first. */
      readonly offer: Offer | null
    }
  | { readonly of: 'nothing_read'; readonly notices: readonly ImportNotice[] }
  /** The list says what is there already. */
  | { readonly of: 'same'; readonly tasks: number }
  | {
      readonly of: 'done'
      readonly added: number
      readonly changed: number
      readonly removed: number
      readonly officers: number
    }
