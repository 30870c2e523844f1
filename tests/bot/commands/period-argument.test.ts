import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { readPeriod } from '../../../bot/commands/period-argument.ts'

/** A Monday. */
const TODAY = Temporal.PlainDate.from('2026-11-23')

test.each([
  ['', '2026-11-23', ''],
  ['hôm nay', '2026-11-23', ''],
  ['hôm qua', '2026-11-22', ''],
  ['hom kia', '2026-11-21', ''],
  ['hôm kia Sở Tư pháp', '2026-11-21', 'Sở Tư pháp'],
  ['20/11', '2026-11-20', ''],
  ['tuần', '2026-W48', ''],
  ['tuần trước', '2026-W47', ''],
  ['tuần 47', '2026-W47', ''],
  ['tuần 48', '2026-W48', ''],
  ['tuần 50', '2025-W50', ''],
  ['tháng 10', '2026-10', ''],
  ['thang 10 Sở Tư pháp', '2026-10', 'Sở Tư pháp'],
  ['tháng 12', '2025-12', ''],
  ['tháng 12/2026', '2026-12', ''],
  ['tháng 9 năm 2025', '2025-09', ''],
  ['quý III', '2026-Q3', ''],
  ['quý 4', '2026-Q4', ''],
  ['quý I/2025', '2025-Q1', ''],
  ['quý trước', '2026-Q3', ''],
  ['năm 2025', '2025', ''],
  ['năm nay', '2026', ''],
])('“%s”', (words, key, rest) => {
  const read = readPeriod(words, TODAY)
  expect([read?.period.key, read?.rest]).toEqual([key, rest])
})

test('a month, quarter or week there is not is no period', () => {
  for (const words of ['tháng 13', 'quý 5', 'tuần 60']) {
    expect(readPeriod(words, TODAY)?.rest).not.toBe('')
  }
})
