/** What `/suckhoe` tells, as facts. behaviour §6. */
import type { Temporal } from 'temporal-polyfill'
import type { ChannelHealth, ChannelName } from './message.ts'
import type { Lane } from './outbox.ts'

/** How a channel of this process does, in its own words. */
export interface ChannelFacts {
  readonly channel: ChannelName
  readonly health: ChannelHealth
  /** What its platform bills or limits, said by the channel; null: nothing. */
  readonly limits: ChannelLimits | null
}

export type ChannelLimits =
  /** Messages the platform took since the start; the plan's monthly sum, where it is published. */
  { readonly kind: 'quota'; readonly acceptedSinceStart: number; readonly perMonth: number | null }

/** What the database knows. */
export interface StoredHealth {
  readonly waiting: readonly {
    readonly lane: Lane
    readonly count: number
    readonly since: Temporal.Instant
  }[]
  /** Of the last 24 hours. */
  readonly delivered: readonly { readonly state: string; readonly count: number }[]
  /** Updates not handled yet. */
  readonly unhandled: { readonly count: number; readonly since: Temporal.Instant | null }
  /** Set aside after all tries, newest first, at most 5, and how many in all. */
  readonly dead: {
    readonly count: number
    readonly newest: readonly { readonly id: string; readonly at: Temporal.Instant; readonly error: string }[]
  }
  readonly roundsDoneTo: Temporal.Instant | null
  /** People with an active account on a channel, and those it does not reach. */
  readonly accounts: readonly {
    readonly channel: ChannelName
    readonly active: number
    readonly unreachable: number
  }[]
  /** Newest message of each person to the Official Account. */
  readonly officialAccount: readonly { readonly name: string; readonly lastMessageAt: Temporal.Instant }[]
}

/** Person whose seven days end, or whose messages cost by now. */
export interface HealthView {
  readonly now: Temporal.Instant
  readonly channels: readonly ChannelFacts[]
  readonly stored: StoredHealth
  /** Names of those who cannot be written to any more from tomorrow on, unless they write. */
  readonly fallingOut: readonly string[]
  /** By the cost of the next message to them. */
  readonly windows: { readonly free: number; readonly billed: number; readonly closed: number }
}
