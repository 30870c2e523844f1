import { describe, expect, it } from 'vitest'
import { parseSubjectKey, type Subject, subjectKey } from '../../../core/escalation/subject.ts'
import { date } from '../programme/fixtures.ts'

describe('a subject’s key', () => {
  const subjects: readonly (readonly [string, Subject])[] = [
    [
      'missing:p1:u1:weekly:2026-W48',
      { kind: 'missing', programmeId: 'p1', unitId: 'u1', regime: 'weekly', periodKey: '2026-W48' },
    ],
    ['overdue:t1:u1:2026-11-20', { kind: 'overdue', taskId: 't1', unitId: 'u1', due: date('2026-11-20') }],
    ['obstacle:o1', { kind: 'obstacle', obstacleId: 'o1' }],
  ]
  it.each(subjects)('%s is written and read back', (key, subject) => {
    expect(subjectKey(subject)).toBe(key)
    expect(subjectKey(parseSubjectKey(key)!)).toBe(key)
    expect(parseSubjectKey(key)?.kind).toBe(subject.kind)
  })
  it.each([
    '',
    'missing',
    'missing:p1:u1:weekly',
    'missing:p1:u1:on_completion:2026',
    'missing:p1:u1:hourly:2026-W48',
    'overdue:t1:u1',
    'overdue:t1:u1:2026-02-30',
    'overdue:t1:u1:2026-11-20:more',
    'obstacle:',
    'obstacle:o1:more',
    'late:t1:u1:x:y',
    'missing:p1:u1:weekly:2026-W48:more',
  ])('that is none of these is not read: "%s"', (key) => {
    expect(parseSubjectKey(key)).toBeNull()
  })
})
