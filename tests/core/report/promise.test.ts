import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { promisedFrom, promisedIn, promiseEnds } from '../../../core/report/promise.ts'
import { at, ZONE } from './fixtures.ts'

const NOW = Temporal.PlainDateTime.from('2026-11-23T09:40').toZonedDateTime(ZONE)
const said = (text: string) => {
  const found = promisedIn(text, [], NOW)
  return found && [found.on.toString(), found.time?.toString({ smallestUnit: 'minute' }) ?? null, found.part]
}

describe('when somebody says he will report', () => {
  test.each([
    ['chiều nay em gửi', '2026-11-23', null, 'afternoon'],
    ['chieu em gui nhe', '2026-11-23', null, 'afternoon'],
    ['tối em nộp ạ', '2026-11-23', null, 'evening'],
    ['toi nay em gui', '2026-11-23', null, 'evening'],
    ['sáng em báo', '2026-11-23', null, 'morning'],
    ['cuối giờ em gửi', '2026-11-23', null, 'evening'],
    ['15h em gửi', '2026-11-23', '15:00', null],
    ['15h30 em gửi', '2026-11-23', '15:30', null],
    ['trước 15:45 em nộp', '2026-11-23', '15:45', null],
    ['3h chiều em gửi', '2026-11-23', '15:00', 'afternoon'],
    ['3 giờ em gửi', '2026-11-23', '15:00', null],
    ['9h tối nay em gửi', '2026-11-23', '21:00', 'evening'],
    ['lát em gửi', '2026-11-23', null, null],
    ['CHIỀU NAY em gửi'.normalize('NFD'), '2026-11-23', null, 'afternoon'],
  ])('%s', (text, on, time, part) => {
    expect(said(text)).toEqual([on, time, part])
  })

  test('“tôi” is no evening and “sang” no morning', () => {
    expect(said('toi se gui bao cao')).toBeNull()
    expect(said('em chuyen sang tuan')).toBeNull()
  })

  test('the day the parser found is taken', () => {
    const dates = [
      { kind: 'next_step', date: NOW.toPlainDate().add({ days: 1 }), time: null, isBefore: false } as const,
    ]
    const found = promisedIn('sáng mai em gửi', dates, NOW)
    expect(found?.on.toString()).toBe('2026-11-24')
    expect(found?.part).toBe('morning')
  })

  test('nothing is promised without day or hour', () => {
    expect(said('em sẽ báo cáo')).toBeNull()
  })
})

test('a part of the day counts from its beginning, a day from midnight, and both end with the day', () => {
  const on = Temporal.PlainDate.from('2026-11-23')
  const from = (time: string | null, part: 'afternoon' | 'evening' | null) =>
    promisedFrom({ on, time: time === null ? null : Temporal.PlainTime.from(time), part }, ZONE)
  expect(from(null, 'afternoon').equals(at('2026-11-23T13:00'))).toBe(true)
  expect(from(null, 'evening').equals(at('2026-11-23T17:00'))).toBe(true)
  expect(from('16:30', 'afternoon').equals(at('2026-11-23T16:30'))).toBe(true)
  expect(from(null, null).equals(at('2026-11-23T00:00'))).toBe(true)
  expect(promiseEnds({ on, time: null, part: null }, ZONE).equals(at('2026-11-24T00:00'))).toBe(true)
})
