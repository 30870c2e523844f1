import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { createRateLimiter, RATE_LIMITS } from '../../../jobs/sender/rate-limiter.ts'

const START = Temporal.Instant.from('2026-11-23T09:30:00Z')
const later = (milliseconds: number) => START.add({ milliseconds })

describe('the limits of a bot account', () => {
  test('one message a second to one chat, others meanwhile', () => {
    const limiter = createRateLimiter(RATE_LIMITS.telegram)
    limiter.note('a', START)
    expect(limiter.delayMilliseconds('a', false, later(200))).toBe(800)
    expect(limiter.delayMilliseconds('b', false, later(200))).toBe(0)
    expect(limiter.delayMilliseconds('a', false, later(1000))).toBe(0)
  })

  test('a group gets no more than its minute allows', () => {
    const limiter = createRateLimiter(RATE_LIMITS.telegram)
    for (let sent = 0; sent < RATE_LIMITS.telegram.perGroupPerMinute; sent++)
      limiter.note('g', later(sent * 2000))
    const now = later(RATE_LIMITS.telegram.perGroupPerMinute * 2000)
    expect(limiter.delayMilliseconds('g', true, now)).toBe(
      60_000 - RATE_LIMITS.telegram.perGroupPerMinute * 2000,
    )
  })

  test('after 429 nothing leaves before its time', () => {
    const limiter = createRateLimiter(RATE_LIMITS.telegram)
    limiter.pauseUntil(later(7000))
    limiter.pauseUntil(later(3000))
    expect(limiter.delayMilliseconds('a', false, START)).toBe(7000)
    expect(limiter.delayMilliseconds('a', false, later(7000))).toBe(0)
  })

  test('whoever waits as told never exceeds the limit of any second', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 300 })), {
          maxLength: 150,
        }),
        (wishes) => {
          const limiter = createRateLimiter({ perSecond: 5, perThreadPerSecond: 1, perGroupPerMinute: 20 })
          let now = START
          const sent: { at: number; thread: string }[] = []
          for (const [thread, pause] of wishes) {
            now = now.add({ milliseconds: pause })
            now = now.add({ milliseconds: Math.ceil(limiter.delayMilliseconds(`t${thread}`, false, now)) })
            limiter.note(`t${thread}`, now)
            sent.push({ at: now.epochMilliseconds, thread: `t${thread}` })
          }
          for (const { at, thread } of sent) {
            const within = sent.filter((one) => one.at >= at && one.at < at + 1000)
            expect(within.length).toBeLessThanOrEqual(5)
            expect(within.filter((one) => one.thread === thread)).toHaveLength(1)
          }
        },
      ),
    )
  })
})
