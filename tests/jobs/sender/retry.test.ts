import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Outgoing, SendOutcome } from '../../../core/talk/message.ts'
import { deliveryAfter } from '../../../jobs/sender/retry.ts'

const NOW = Temporal.Instant.from('2026-11-23T09:30:00Z')
const message: Outgoing = { text: 'x', buttons: [], files: [], edits: null, replyTo: null }
const refused = (more: Partial<Extract<SendOutcome, { kind: 'refused' }>>): SendOutcome => ({
  kind: 'refused',
  lasting: 'temporary',
  unreachable: false,
  retryAfterSeconds: null,
  reason: 'r',
  ...more,
})
const deliveryOf = (outcome: SendOutcome, attempts = 1) =>
  deliveryAfter(outcome, { message, attempts, lane: 'reminder' }, NOW, 0)

describe('what becomes of a message after a try', () => {
  test('accepted is sent, with the ids of the platform', () => {
    expect(deliveryOf({ kind: 'accepted', providerIds: ['7'] })).toMatchObject({
      kind: 'sent',
      providerIds: ['7'],
    })
  })

  test('a permanent refusal is given up at once, an unreachable account is left', () => {
    expect(deliveryOf(refused({ lasting: 'permanent' }))).toMatchObject({ kind: 'failed' })
    expect(deliveryOf(refused({ lasting: 'permanent', unreachable: true }))).toMatchObject({
      kind: 'unreachable',
    })
  })

  test('"retry after" is obeyed to the second', () => {
    expect(deliveryOf(refused({ retryAfterSeconds: 17 }))).toEqual({
      kind: 'retry',
      at: NOW.add({ seconds: 17 }),
      reason: 'r',
    })
  })

  test('temporary refusals wait twice as long each time, five minutes at most', () => {
    const waits = [1, 2, 3, 20].map((attempts) => {
      const delivery = deliveryOf(refused({}), attempts)
      return delivery.kind === 'retry' ? NOW.until(delivery.at).total('seconds') : null
    })
    expect(waits).toEqual([2, 4, 8, 300])
  })

  test('a lost answer is tried again, ten tries on as well: twice is better than never', () => {
    expect(deliveryOf({ kind: 'unknown', reason: 'reset' }, 10)).toMatchObject({
      kind: 'unknown',
      retryAt: expect.anything(),
    })
  })
})
