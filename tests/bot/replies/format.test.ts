import { expect, test } from 'vitest'
import { duration } from '../../../bot/replies/format.ts'

test.each([
  [1, '1 phút'],
  [59, '59 phút'],
  [60, '1 giờ'],
  [125, '2 giờ 5 phút'],
  [1439, '23 giờ 59 phút'],
  [1440, '1 ngày'],
  [1440 + 125, '1 ngày 2 giờ'],
  [3 * 1440 + 59, '3 ngày'],
])('%i minutes read “%s”', (minutes, text) => {
  expect(duration(minutes)).toBe(text)
})
