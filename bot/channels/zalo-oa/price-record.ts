import type { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import type { Clock } from '../surroundings.ts'

/**
 * What paid for a message (developers.zalo.me, "Gửi tin Tư vấn"): `reply` within 48 hours, `welcome_msg`, the plan's
 * `sub_quota`, a bought or given quota; `billed` when Zalo names none.
 */
const quotaSchema = z.object({
  quota: z
    .object({
      quota_type: z.string(),
      remain: z.coerce.number().nullish(),
      total: z.coerce.number().nullish(),
    })
    .optional(),
})

export interface PriceFacts {
  /** Messages since this program started, by what paid for them. */
  readonly sentSinceStart: Readonly<Record<string, number>>
  /** As of the newest message that took from the plan's quota; null before. */
  readonly planQuota: { readonly remain: number; readonly total: number | null } | null
  /** Why nothing can be sent any more, as Zalo says it, since when; null while messages are taken. */
  readonly stopped: { readonly reason: string; readonly since: Temporal.Instant } | null
}

/** For /suckhoe: what messages cost, and whether the money has run out. */
export class PriceRecord {
  private readonly sent = new Map<string, number>()
  private planQuota: PriceFacts['planQuota'] = null
  private stopped: PriceFacts['stopped'] = null

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** `data` of an answer to a message that was taken. */
  taken(data: unknown): void {
    this.stopped = null
    const quota = quotaSchema.safeParse(data).data?.quota
    const payer = quota?.quota_type ?? 'billed'
    this.sent.set(payer, (this.sent.get(payer) ?? 0) + 1)
    if (payer === 'sub_quota' && typeof quota?.remain === 'number')
      this.planQuota = { remain: quota.remain, total: quota.total ?? null }
  }

  refused(reason: string): void {
    this.stopped = { reason, since: this.stopped?.since ?? this.clock.now() }
  }

  facts(): PriceFacts {
    return {
      sentSinceStart: Object.fromEntries(this.sent),
      planQuota: this.planQuota,
      stopped: this.stopped,
    }
  }
}
