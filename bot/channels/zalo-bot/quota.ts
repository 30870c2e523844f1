import type { Temporal } from 'temporal-polyfill'
import type { Clock } from '../surroundings.ts'

/** What a bot of the basic plan may do (channels.md; Zalo answers 429 beyond). */
export const BASIC_PLAN = { people: 50, messagesPerMonth: 3000 } as const

/** For /suckhoe. The month's sum is what the outbox says was sent; this is what the platform said of it. */
export interface QuotaFacts {
  /** Null: Zalo does not say. */
  readonly plan: string | null
  /** Null: not the basic plan, whose limits alone are published. */
  readonly limits: typeof BASIC_PLAN | null
  /** Parts of messages the platform took since this program started. */
  readonly acceptedSinceStart: number
  /** Since when every message is refused with 429; null while messages are taken. */
  readonly exhaustedSince: Temporal.Instant | null
}

export class QuotaRecord {
  private plan: string | null = null
  private accepted = 0
  private exhaustedSince: Temporal.Instant | null = null

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  named(plan: string | null): void {
    this.plan = plan
  }

  taken(): void {
    this.accepted += 1
    this.exhaustedSince = null
  }

  exhausted(): void {
    this.exhaustedSince ??= this.clock.now()
  }

  facts(): QuotaFacts {
    const { plan, accepted, exhaustedSince } = this
    const limits = plan === 'BASIC' ? BASIC_PLAN : null
    return { plan, limits, acceptedSinceStart: accepted, exhaustedSince }
  }
}
