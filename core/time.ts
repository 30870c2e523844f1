/** Civil dates, clock times and instants: every conversion names its zone, none reads a clock. */
import { Temporal } from 'temporal-polyfill'

/** Channel clocks may run this far ahead of ours before their time is absurd. */
const TOLERATED_FUTURE = Temporal.Duration.from({ minutes: 2 })
/** A channel time older than this at receipt is absurd. */
const TOLERATED_AGE = Temporal.Duration.from({ hours: 24 })

/** The civil date on which the instant lies in that zone. */
export function localDate(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}

/**
 * The instant of a local clock time ("16:30") on a civil date. A time the zone skips (summer time) is the same
 * distance after the gap; one it has twice is the first.
 */
export function instantAt(date: Temporal.PlainDate, clock: string, zone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone, plainTime: clock }).toInstant()
}

export function isBefore(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) < 0
}

export function laterOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return isBefore(one, other) ? other : one
}

export function earlierOf(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return isBefore(other, one) ? other : one
}

/** Whole minutes from one instant to a later one, rounded down; 0 when the second is not later. */
export function wholeMinutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor((to.epochMilliseconds - from.epochMilliseconds) / 60_000))
}

/**
 * When a message counts as arrived: the channel's own time, unless it is absurd (more than 2 minutes ahead of ours,
 * or more than 24 hours old), then ours. Both bounds themselves are still believed. behaviour §1.
 */
export function arrivalInstant(channelTime: Temporal.Instant, ourTime: Temporal.Instant): Temporal.Instant {
  const isFuture = isBefore(ourTime.add(TOLERATED_FUTURE), channelTime)
  const isStale = isBefore(channelTime, ourTime.subtract(TOLERATED_AGE))
  return isFuture || isStale ? ourTime : channelTime
}

const texts = new WeakMap<Temporal.Instant | Temporal.PlainDate, string>()

/** ISO text of an instant or a date; the thousands of messages of a round share one, written once. */
export function isoText(at: Temporal.Instant | Temporal.PlainDate): string {
  const known = texts.get(at)
  if (known !== undefined) return known
  const text = at.toString()
  texts.set(at, text)
  return text
}
