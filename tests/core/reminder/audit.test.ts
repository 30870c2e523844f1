import { expect, test } from 'vitest'
import { auditDeliveries, type PlannedDelivery } from '../../../core/reminder/audit.ts'

const delivery = (name: string, state: PlannedDelivery['state'], isExpired = false): PlannedDelivery => ({
  personId: name,
  name,
  state,
  isExpired,
})

test('sent, and dropped because nothing was left to say, leave no gap', () => {
  expect(auditDeliveries([delivery('an', 'sent'), delivery('binh', 'cancelled')])).toEqual({
    planned: 2,
    delivered: 1,
    dropped: 1,
    gaps: [],
    hasPassed: true,
  })
})

test('every other end is a gap, by name; only an unreachable person does not fail the round', () => {
  const { gaps, hasPassed } = auditDeliveries([
    delivery('em', 'cancelled', true),
    delivery('dung', 'failed'),
    delivery('chi', 'unknown'),
    delivery('binh', 'pending'),
    delivery('an', 'unreachable'),
  ])
  expect(gaps).toEqual([
    { name: 'an', reason: 'unreachable' },
    { name: 'binh', reason: 'waiting' },
    { name: 'chi', reason: 'unsure' },
    { name: 'dung', reason: 'failed' },
    { name: 'em', reason: 'expired' },
  ])
  expect(hasPassed).toBe(false)
  expect(auditDeliveries([delivery('an', 'unreachable'), delivery('binh', 'sent')]).hasPassed).toBe(true)
})

test('one person with two rounds is one gap; no round of nobody fails', () => {
  const twice = auditDeliveries([delivery('an', 'failed'), delivery('an', 'pending')])
  expect(twice.gaps).toHaveLength(1)
  expect(auditDeliveries([]).hasPassed).toBe(true)
})
