import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Change } from '../../../core/decision.ts'
import { fileReports, receiptNumber } from '../../../core/report/file-reports.ts'
import type { Duty } from '../../../core/report/report.ts'
import type { TaskReading } from '../../../core/report/understand/reading.ts'
import { at, conversationWith, dutyOn, reading, reportOn, settingAt } from './fixtures.ts'

function file(duty: Duty, said: Partial<TaskReading>, arrival: string, evidenceIds: string[] = []) {
  return fileReports(conversationWith([duty]), settingAt(arrival), {
    pieces: [{ duty, reading: reading(duty.task.code, said), amends: null }],
    evidenceIds,
    arrival: at(arrival),
    personId: 'binh',
  })
}

const filings = (changes: readonly Change[]) =>
  changes.flatMap((change) => (change.kind === 'filing_set' ? [change.filing] : []))

describe('filing a report', () => {
  test('receipt numbers carry the local day and at least four digits', () => {
    expect(receiptNumber(Temporal.PlainDate.from('2026-11-23'), 42)).toBe('BC-261123-0042')
    expect(receiptNumber(Temporal.PlainDate.from('2026-11-23'), 12345)).toBe('BC-261123-12345')
  })

  test.each([
    ['2026-11-23T16:29:59.999', false, 0],
    ['2026-11-23T16:30:00', true, 1],
    ['2026-11-23T16:30:00.001', true, 1],
    ['2026-11-23T17:15:00', true, 45],
  ])('"trước 16h30" excludes the instant itself: %s', (arrival, isLate, lateMinutes) => {
    const filed = file(dutyOn('NV09'), { percent: 60 }, arrival)
    const daily = filings(filed.changes).find((filing) => filing.regime === 'daily')
    expect(daily).toMatchObject({ periodKey: '2026-11-23', isLate })
    expect(filed.lateMinutes).toBe(lateMinutes)
  })

  test('it settles the day and the week in which it arrives, the week in time on Monday evening', () => {
    const filed = file(dutyOn('NV09'), { percent: 60 }, '2026-11-23T17:15')
    expect(
      filings(filed.changes).map(({ regime, periodKey, isLate }) => [regime, periodKey, isLate]),
    ).toEqual([
      ['daily', '2026-11-23', true],
      ['weekly', '2026-W48', false],
    ])
  })

  test('an incomplete one is filed, but completes nothing', () => {
    const filed = file(
      dutyOn('NV09'),
      { percent: 60, obstacle: { text: 'thiếu máy', cause: null } },
      '2026-11-23T10:00',
    )
    expect(filed.lines[0]?.missing).toEqual(['proposal'])
    expect(filings(filed.changes).every((filing) => filing.firstCompleteAt === null)).toBe(true)
  })

  test('the first complete version decides on time: what completes it after the cut-off is late', () => {
    const duty = dutyOn('NV09', {
      filings: [
        {
          taskId: 'tNV09',
          unitId: 'u1',
          regime: 'daily',
          periodKey: '2026-11-23',
          firstAt: at('2026-11-23T16:00'),
          firstCompleteAt: null,
          isLate: false,
          delayMinutes: 0,
          reportId: 'r1',
        },
      ],
    })
    const amends = reportOn(duty, { filedAt: at('2026-11-23T16:00'), missing: ['proposal'] })
    const filed = fileReports(conversationWith([duty]), settingAt('2026-11-23T16:45'), {
      pieces: [
        {
          duty,
          reading: reading('NV09', { proposal: { text: 'bố trí máy', addressee: null, kind: 'request' } }),
          amends,
        },
      ],
      evidenceIds: [],
      arrival: at('2026-11-23T16:45'),
      personId: 'binh',
    })
    expect(filed).toMatchObject({ verb: 'amended', number: 'BC-261123-0001' })
    const daily = filings(filed.changes).find((filing) => filing.regime === 'daily')
    expect(daily).toMatchObject({ isLate: true, delayMinutes: 15 })
    expect(daily?.firstAt.equals(at('2026-11-23T16:00'))).toBe(true)
  })

  test('once complete in time it stays so, whatever is amended later', () => {
    const duty = dutyOn('NV09')
    const first = file(duty, { percent: 60 }, '2026-11-23T16:00')
    const settled = { ...duty, filings: filings(first.changes) }
    const filed = fileReports(conversationWith([settled]), settingAt('2026-11-23T18:00'), {
      pieces: [{ duty: settled, reading: reading('NV09', { percent: 65 }), amends: reportOn(settled) }],
      evidenceIds: [],
      arrival: at('2026-11-23T18:00'),
      personId: 'binh',
    })
    expect(filings(filed.changes)).toEqual([])
  })

  test('"không đổi" carries the last number over', () => {
    const duty = dutyOn('NV09')
    const filed = file({ ...duty, last: reportOn(duty) }, { status: 'unchanged' }, '2026-11-24T10:00')
    expect(filed.lines[0]).toMatchObject({ status: 'unchanged', percent: 60, missing: [] })
  })

  test('a percentage that falls without a reason is flagged, with one it is not', () => {
    const duty = dutyOn('NV09')
    const before = { ...duty, last: reportOn(duty) }
    expect(file(before, { percent: 40 }, '2026-11-24T10:00').lines[0]?.flags).toEqual(['percent_fell'])
    expect(
      file(before, { percent: 40, decreaseExplained: true }, '2026-11-24T10:00').lines[0]?.flags,
    ).toEqual([])
  })

  test('done and complete closes the task, done without evidence does not', () => {
    const done = { status: 'done', percent: 100, result: 'QĐ 1702/QĐ-UBND' } as const
    const closes = (filed: ReturnType<typeof file>) =>
      filed.changes.some((change) => change.kind === 'task_state_set')
    expect(closes(file(dutyOn('NV09'), done, '2026-11-23T10:00', ['e1']))).toBe(true)
    expect(closes(file(dutyOn('NV09'), done, '2026-11-23T10:00'))).toBe(false)
    expect(closes(file(dutyOn('NV09', { peersDone: false }), done, '2026-11-23T10:00', ['e1']))).toBe(false)
  })

  test('"báo bù hôm qua" settles yesterday as late, besides today', () => {
    const filed = file(
      dutyOn('NV09'),
      { percent: 81, lateFor: Temporal.PlainDate.from('2026-11-23') },
      '2026-11-24T10:00',
    )
    expect(filings(filed.changes).map(({ periodKey, isLate }) => [periodKey, isLate])).toEqual([
      ['2026-11-24', false],
      ['2026-W48', false],
      ['2026-11-23', true],
    ])
    expect(filed.lateMinutes).toBe(0)
  })

  test('an obstacle becomes an item of its own once, not with every repetition', () => {
    const duty = dutyOn('NV09')
    const stuck = { percent: 60, obstacle: { text: 'thiếu máy', cause: null } } as const
    const raised = (filed: ReturnType<typeof file>) =>
      filed.changes.filter((change) => change.kind === 'obstacle_raised')
    expect(raised(file(duty, stuck, '2026-11-24T10:00'))).toHaveLength(1)
    const open = { ...duty, openObstacles: ['Thiếu máy'] }
    expect(raised(file(open, stuck, '2026-11-24T10:00'))).toHaveLength(0)
  })
})
