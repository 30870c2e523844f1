/** What `/nghi`, `/chedo`, `/lichnghi` and the rounds' own checks say, as facts. */
import type { Temporal } from 'temporal-polyfill'
import type { LeaveEntry, LeaveWarning } from '../directory/leave-order.ts'
import type { DryRun } from '../escalation/dry-run.ts'
import type { HolidayRow } from '../programme/calendar.ts'
import type { SettingWarning } from '../programme/change-settings.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { Programme, ProgrammeSettings } from '../programme/settings.ts'
import type { AuditResult } from '../reminder/audit.ts'
import type { Moment } from '../reminder/moment.ts'
import type { Offer } from './order.ts'

export type LeaveView =
  /** Leave that has not ended; `whose` null: everybody's. */
  | { readonly of: 'list'; readonly entries: readonly LeaveEntry[]; readonly whose: string | null }
  | {
      readonly of: 'entered'
      readonly entry: LeaveEntry
      readonly warnings: readonly LeaveWarning[]
      /** Codes of the tasks that are handed over. */
      readonly codes: readonly string[]
      /** Who entered it, when that was not he himself. */
      readonly by: string | null
      /** The person himself is told, or the coordinator who entered it. */
      readonly to: 'person' | 'coordinator'
    }
  | { readonly of: 'taken_over'; readonly entry: LeaveEntry; readonly codes: readonly string[] }
  | {
      readonly of: 'ended'
      readonly entry: LeaveEntry
      /** It was called off before it began. */
      readonly isCalledOff: boolean
      readonly by: string | null
      readonly to: 'person' | 'coordinator' | 'substitute'
    }

/** A moment to come, for the eyes of an administrator. */
export interface MomentLine {
  readonly at: Temporal.Instant
  readonly kind: Moment['kind']
  readonly periods: readonly { readonly regime: PeriodicRegime; readonly key: string }[]
}

/** The next messages to leaders, on the data of now; `round` null: none within seven days. */
export interface DryRunView {
  readonly round: DryRun | null
  /** By person. */
  readonly names: ReadonlyMap<string, string>
}

export type RegimesView =
  | {
      readonly of: 'settings'
      readonly programme: Programme
      readonly moments: readonly MomentLine[]
    }
  | {
      readonly of: 'confirm'
      readonly programme: Programme
      readonly after: ProgrammeSettings
      readonly warnings: readonly SettingWarning[]
      readonly moments: readonly MomentLine[]
      /** Where it changes who is told when; otherwise null. */
      readonly dryRun: DryRunView | null
      readonly offer: Offer
    }
  | { readonly of: 'ladder'; readonly programme: Programme; readonly dryRun: DryRunView }
  | {
      readonly of: 'changed'
      readonly programme: Programme
      readonly after: ProgrammeSettings
    }

export type HolidaysView =
  | { readonly of: 'year'; readonly year: number; readonly rows: readonly HolidayRow[] }
  | {
      readonly of: 'confirm'
      readonly put: readonly HolidayRow[]
      readonly removed: readonly HolidayRow[]
      readonly moments: readonly MomentLine[]
      readonly offer: Offer
    }
  | { readonly of: 'changed'; readonly put: number; readonly removed: number }

export type CheckView =
  | {
      readonly of: 'reachability'
      readonly cutOff: Temporal.Instant
      readonly officers: readonly {
        readonly name: string
        readonly why: 'no_account' | 'unreachable' | 'channel_down'
      }[]
    }
  | {
      readonly of: 'audit'
      readonly rounds: readonly Temporal.Instant[]
      readonly result: AuditResult
    }
  | {
      readonly of: 'holidays'
      readonly year: number
      /** Rows of that year; how many of them are not official yet. */
      readonly rows: number
      readonly unsure: number
    }
