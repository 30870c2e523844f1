import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { closesOn, windowAt } from '../../../bot/channels/zalo-oa/window.ts'

const ZONE = 'Asia/Ho_Chi_Minh'
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).toInstant()
const wrote = at('2026-11-16T16:20:00')

describe('somebody who wrote on Monday 16:20 can be written to', () => {
  test.each([
    ['2026-11-16T16:20:00', 'free'],
    ['2026-11-18T16:19:59.999', 'free'],
    ['2026-11-18T16:20:00', 'billed'],
    ['2026-11-23T16:19:59.999', 'billed'],
    ['2026-11-23T16:20:00', 'closed'],
    ['2027-01-01T00:00:00', 'closed'],
  ])('at %s: %s', (now, kind) => {
    expect(windowAt(wrote, at(now)).kind).toBe(kind)
  })

  test('free until Wednesday, at all until the next Monday, each at that minute', () => {
    expect(windowAt(wrote, at('2026-11-17T08:00:00'))).toEqual({
      kind: 'free',
      freeUntil: at('2026-11-18T16:20:00'),
      openUntil: at('2026-11-23T16:20:00'),
    })
    expect(windowAt(wrote, at('2026-11-20T08:00:00'))).toEqual({
      kind: 'billed',
      openUntil: at('2026-11-23T16:20:00'),
    })
    expect(windowAt(wrote, at('2026-11-24T08:00:00'))).toEqual({
      kind: 'closed',
      since: at('2026-11-23T16:20:00'),
    })
  })

  test('also when the clock of the message runs ahead of ours', () => {
    expect(windowAt(wrote, wrote.subtract({ minutes: 5 })).kind).toBe('free')
  })
})

describe('who falls out on a day', () => {
  test.each([
    ['2026-11-16T00:00:00', true],
    ['2026-11-16T23:59:59', true],
    ['2026-11-15T23:59:59', false],
    ['2026-11-17T00:00:00', false],
  ])('of those who wrote last at %s, on 23/11: %s', (last, falls) => {
    expect(closesOn(at(last), Temporal.PlainDate.from('2026-11-23'), ZONE)).toBe(falls)
  })
})
