import { describe, expect, test } from 'vitest'
import { extensionId, judgeExtension, usualExtensions } from '../../../core/task/extension.ts'
import { CALENDAR, date } from '../programme/fixtures.ts'

const TODAY = date('2026-11-23')

describe('asking for more time', () => {
  test.each([
    ['a later day than the deadline fits', '2026-11-25', '2026-11-26', 'fits'],
    ['the deadline itself does not', '2026-11-25', '2026-11-25', 'too_early'],
    ['nor a day before it', '2026-11-25', '2026-11-24', 'too_early'],
    [
      'of a deadline gone by, a day that has gone by as well does not',
      '2026-11-10',
      '2026-11-20',
      'too_early',
    ],
    ['nor does today', '2026-11-10', '2026-11-23', 'too_early'],
    ['tomorrow does', '2026-11-10', '2026-11-24', 'fits'],
  ])('%s', (_rule, due, wanted, kind) => {
    expect(judgeExtension(date(due), date(wanted), TODAY).kind).toBe(kind)
  })

  test('where there is no deadline, there is nothing to extend', () => {
    expect(judgeExtension(null, date('2026-12-01'), TODAY)).toEqual({ kind: 'no_deadline' })
  })

  test('a week, two weeks and a month are offered, on working days', () => {
    const offered = (due: string) => usualExtensions(date(due), TODAY, CALENDAR).map(String)
    expect(offered('2026-11-27')).toEqual(['2026-12-04', '2026-12-11', '2026-12-28'])
    // Overdue: reckoned from today.
    expect(offered('2026-11-10')).toEqual(['2026-11-30', '2026-12-07', '2026-12-23'])
  })

  test('the same wish on the same day is the same request; on another day, or for another day, another one', () => {
    const part = { taskId: 'k18GVlNDJGkJ', unitId: 'EnrjVNMNH93h' }
    const id = extensionId(part, date('2026-12-30'), TODAY)
    expect(id).toBe('k18GVlNDJGkJ-EnrjVNMNH93h-261230261123')
    expect(id.length).toBeLessThanOrEqual(40)
    expect(extensionId(part, date('2026-12-30'), date('2026-11-24'))).not.toBe(id)
    expect(extensionId(part, date('2026-12-31'), TODAY)).not.toBe(id)
  })
})
