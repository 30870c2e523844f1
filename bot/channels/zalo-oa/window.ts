/**
 * When an Official Account may write to somebody, and at whose cost: free within 48 hours of the person's last message,
 * billed until seven days after it, then not at all until the person writes again (channels.md; developers.zalo.me,
 * "Điều kiện gửi tin Tư vấn"). Pure.
 */
import { Temporal } from 'temporal-polyfill'

const FREE_HOURS = 48
const OPEN_HOURS = 7 * 24

export type OaWindow =
  /** Until `freeUntil` (excluded) a message costs nothing; until `openUntil` (excluded) it can be sent. */
  | {
      readonly kind: 'free'
      readonly freeUntil: Temporal.Instant
      readonly openUntil: Temporal.Instant
    }
  | { readonly kind: 'billed'; readonly openUntil: Temporal.Instant }
  | { readonly kind: 'closed'; readonly since: Temporal.Instant }

/** `lastMessageAt`: the person's newest message to the account, by Zalo's clock. */
export function windowAt(lastMessageAt: Temporal.Instant, now: Temporal.Instant): OaWindow {
  const freeUntil = lastMessageAt.add({ hours: FREE_HOURS })
  const openUntil = lastMessageAt.add({ hours: OPEN_HOURS })
  if (Temporal.Instant.compare(now, freeUntil) < 0) return { kind: 'free', freeUntil, openUntil }
  if (Temporal.Instant.compare(now, openUntil) < 0) return { kind: 'billed', openUntil }
  return { kind: 'closed', since: openUntil }
}

/**
 * Whether the window closes on that local day: who is silent until then cannot be written to any more. For "who falls
 * out tomorrow" the day is tomorrow; for "who has fallen out today" it is today.
 */
export function closesOn(lastMessageAt: Temporal.Instant, day: Temporal.PlainDate, zone: string): boolean {
  const closes = lastMessageAt.add({ hours: OPEN_HOURS }).toZonedDateTimeISO(zone).toPlainDate()
  return Temporal.PlainDate.compare(closes, day) === 0
}
