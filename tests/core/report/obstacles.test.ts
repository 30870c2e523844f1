import { describe, expect, test } from 'vitest'
import { contentOf } from '../../../core/report/compose.ts'
import { cancelledObstacle, obstacleChanges } from '../../../core/report/obstacles.ts'
import type { Duty } from '../../../core/report/report.ts'
import type { TaskReading } from '../../../core/report/understand/reading.ts'
import { at, dutyOn, reading, reportOn } from './fixtures.ts'

const NOW = at('2026-11-24T10:00')
const STUCK = { percent: 60, obstacle: { text: 'thiếu máy', cause: null } } as const

function changes(duty: Duty, said: Partial<TaskReading>) {
  const read = reading('NV09', said)
  const content = contentOf(read, duty)
  const more = { amends: null, content, reportId: 'r2', personId: 'binh', at: NOW }
  return obstacleChanges({ duty, reading: read, ...more }, () => 'o1').map(({ kind }) => kind)
}

/** The last report named the obstacle; whether it still waits is another matter. */
const named = (openObstacles: readonly string[]): Duty => {
  const duty = dutyOn('NV09', { openObstacles })
  return { ...duty, last: reportOn(duty, { content: { ...reportOn(duty).content, obstacle: 'thiếu máy' } }) }
}

describe('given an obstacle that a report named', () => {
  test('when it was answered and the next report names it in the same words, then it is raised anew', () => {
    expect(changes(named([]), STUCK)).toEqual(['obstacle_raised'])
  })
  test('when it still waits, then repeating it raises no second one, whatever the capitals', () => {
    expect(changes(named(['Thiếu  máy']), STUCK)).toEqual([])
  })
  test('when it was answered and the next report only says "không đổi", then nothing is raised', () => {
    expect(changes(named([]), { status: 'unchanged' })).toEqual([])
  })
  test('when a report says that nothing is in the way, then it is taken back', () => {
    expect(changes(named(['thiếu máy']), { percent: 70, noObstacle: true })).toEqual(['obstacles_withdrawn'])
  })
})

describe('given a report that is cancelled', () => {
  const duty = dutyOn('NV09')
  const stuck = (id: string, obstacle: string | null) =>
    reportOn(duty, { id, content: { ...reportOn(duty).content, obstacle } })
  const cancelled = new Set(['r1'])

  test('when it alone named an obstacle, then the obstacle goes with it', () => {
    const report = stuck('r1', 'thiếu máy')
    expect(cancelledObstacle(report, cancelled, [report, stuck('r0', null)], 'binh', NOW)).toEqual([
      { kind: 'obstacle_cancelled', reportId: 'r1', personId: 'binh', at: NOW },
    ])
  })
  test('when another report that stands names it too, then it stays open', () => {
    const report = stuck('r1', 'thiếu máy')
    expect(cancelledObstacle(report, cancelled, [report, stuck('r2', 'Thiếu máy')], 'binh', NOW)).toEqual([])
  })
  test('when it named none, then nothing is taken back', () => {
    expect(cancelledObstacle(stuck('r1', null), cancelled, [], 'binh', NOW)).toEqual([])
  })
})
