import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../../../../core/report/understand/find/find-date.ts'
import { readTime } from '../../../../../core/report/understand/find/find-time.ts'
import { dateOfShape, numericShape } from '../../../../../core/report/understand/find/numeric-date.ts'
import { tokenise } from '../../../../../core/report/understand/text/tokenise.ts'

/** A Wednesday. */
const today = Temporal.PlainDate.from('2025-05-21')
const read = (text: string) => readDate(tokenise(text), 0, today, true)

describe('dates in words', () => {
  it.each([
    ['t6', '2025-05-23'],
    ['thứ 6 tuần sau', '2025-05-30'],
    ['thứ hai', '2025-05-26'],
    ['chủ nhật', '2025-05-25'],
    ['mai', '2025-05-22'],
    ['hôm qua', '2025-05-20'],
    ['đầu tuần sau', '2025-05-26'],
    ['cuối tháng', '2025-05-31'],
    ['hết quý này', '2025-06-30'],
    ['quý III', '2025-09-30'],
    ['cuối tháng 6', '2025-06-30'],
    ['ngày 5 tháng 6 năm 2025', '2025-06-05'],
    ['ngày 16/5/2025', '2025-05-16'],
    ['cuối năm', '2025-12-31'],
  ])('reads "%s" as %s', (text, date) => {
    expect(read(text)?.date.toString()).toBe(date)
  })
})

describe('dates in figures', () => {
  it.each([
    ['20/5', '2025-05-20'],
    ['28.5', '2025-05-28'],
    ['30/5/2025', '2025-05-30'],
    ['15-7-25', '2025-07-15'],
    ['5/12', '2025-12-05'],
  ])('reads %s as %s', (text, date) => {
    const shape = numericShape(tokenise(text), 0)
    expect(shape === null ? null : dateOfShape(shape, today)?.date.toString()).toBe(date)
  })

  it('turns to the next year in December', () => {
    const shape = numericShape(tokenise('15/1'), 0)
    const december = Temporal.PlainDate.from('2025-12-20')
    expect(shape === null ? null : dateOfShape(shape, december)?.date.toString()).toBe('2026-01-15')
  })

  it('knows no 31/6', () => {
    const shape = numericShape(tokenise('31/6'), 0)
    expect(shape === null ? null : dateOfShape(shape, today)).toBeNull()
  })
})

describe('times', () => {
  it.each([
    ['4h30 chiều', '16:30:00'],
    ['16h30', '16:30:00'],
    ['15h', '15:00:00'],
    ['16:30', '16:30:00'],
    ['3 giờ chiều', '15:00:00'],
  ])('reads "%s" as %s', (text, time) => {
    expect(readTime(tokenise(text), 0)?.time.toString()).toBe(time)
  })
})
