/** How soon a bot account may send again, to anybody and to one thread. Pure over the instants it is given. */
import type { Temporal } from 'temporal-polyfill'

export interface RateLimits {
  readonly perSecond: number
  readonly perThreadPerSecond: number
  readonly perGroupPerMinute: number
}

/**
 * The platform's own numbers (channels.md), a little below for the jitter of the network. A personal account's are not
 * published: it writes at the pace of a busy person, lest it be taken for a machine.
 */
export const RATE_LIMITS: Readonly<Record<'telegram' | 'zalo-personal' | 'other', RateLimits>> = {
  telegram: { perSecond: 29, perThreadPerSecond: 1, perGroupPerMinute: 19 },
  'zalo-personal': { perSecond: 2, perThreadPerSecond: 1, perGroupPerMinute: 10 },
  other: { perSecond: 20, perThreadPerSecond: 1, perGroupPerMinute: 20 },
}

export interface RateLimiter {
  /** Milliseconds until a message to this thread may leave; 0: now. */
  delayMilliseconds(threadId: string, isGroup: boolean, now: Temporal.Instant): number
  /** Notes that one leaves now. */
  note(threadId: string, now: Temporal.Instant): void
  /** The platform said 429: nothing leaves before that instant. */
  pauseUntil(at: Temporal.Instant): void
}

export function createRateLimiter(limits: RateLimits): RateLimiter {
  let recent: number[] = []
  let pausedUntil = Number.NEGATIVE_INFINITY
  const byThread = new Map<string, number[]>()

  function forget(before: number): void {
    recent = recent.filter((at) => at > before)
    if (byThread.size < 2_000) return
    for (const [thread, times] of byThread) {
      if ((times.at(-1) ?? 0) < before - 60_000) byThread.delete(thread)
    }
  }

  return {
    delayMilliseconds(threadId, isGroup, now) {
      const at = now.epochMilliseconds
      forget(at - 1_000)
      const times = byThread.get(threadId) ?? []
      const waits = [
        pausedUntil - at,
        windowWait(recent, limits.perSecond, 1_000, at),
        windowWait(times, limits.perThreadPerSecond, 1_000, at),
        isGroup ? windowWait(times, limits.perGroupPerMinute, 60_000, at) : 0,
      ]
      return Math.max(0, ...waits)
    },
    note(threadId, now) {
      const at = now.epochMilliseconds
      recent.push(at)
      const times = (byThread.get(threadId) ?? []).filter((time) => time > at - 60_000)
      byThread.set(threadId, [...times, at])
    },
    pauseUntil(at) {
      pausedUntil = Math.max(pausedUntil, at.epochMilliseconds)
    },
  }
}

/** Until fewer than `limit` of the times lie within the window before `at`. */
function windowWait(times: readonly number[], limit: number, windowMilliseconds: number, at: number): number {
  const inside = times.filter((time) => time > at - windowMilliseconds)
  const oldestToLeave = inside[inside.length - limit]
  return oldestToLeave === undefined ? 0 : oldestToLeave + windowMilliseconds - at
}
