import { describe, expect, test } from 'vitest'
import { nextRound } from '../../../core/escalation/dry-run.ts'
import type { Rung } from '../../../core/programme/settings.ts'
import { local } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'
import { Simulation, task, world } from './fixtures.ts'

const DAILY = programme('p1', { regimes: ['daily'] })

/** "2026-11-23T17:00: chi 1 (2)". */
function dryRun(now: string, ladder: readonly Rung[] = DAILY.settings.ladder, snapshot = world()) {
  const programmes = [{ ...DAILY, settings: { ...DAILY.settings, ladder: [...ladder] } }]
  const round = nextRound(snapshot, programmes, local(now))
  if (round === null) return null
  const told = round.digests.map(({ personId, subjects, rungs }) => `${personId} ${subjects} (${rungs})`)
  return `${wall(round.at)}: ${told.join(', ')}`
}

describe('the dry run of a ladder', () => {
  test('tells the next round that has anything to tell, and whom', () => {
    expect(dryRun('2026-11-23T16:00')).toBe('2026-11-23T17:00: chi 1 (2)')
  })

  test('with another delay, the round moves', () => {
    const ladder = DAILY.settings.ladder.map((rung) =>
      rung.rung === 2 ? { ...rung, missing: { kind: 'minutes' as const, minutes: 45 } } : rung,
    )
    expect(dryRun('2026-11-23T16:00', ladder)).toBe('2026-11-23T17:15: chi 1 (2)')
  })

  test('with other roles, others are told', () => {
    const ladder = DAILY.settings.ladder.map((rung) =>
      rung.rung === 2 ? { ...rung, roles: ['head' as const, 'coordinator' as const] } : rung,
    )
    expect(dryRun('2026-11-23T16:00', ladder)).toBe('2026-11-23T17:00: dung 1 (2), lan 1 (2)')
  })

  test('most subjects first', () => {
    const tasks = [task('t1', 'phong'), task('t2', 'xa')]
    const posts = [...world().posts, { ...world().posts[1]!, unitId: 'xa' }]
    expect(dryRun('2026-11-23T16:00', undefined, world({ tasks, posts }))).toBe(
      '2026-11-23T17:00: chi 2 (2), hoa 1 (2)',
    )
  })

  test('is the round that then really comes', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T18:00')
    const foretold = dryRun('2026-11-23T18:00', undefined, simulation.snapshot)
    simulation.until('2026-11-24T08:00')
    expect(foretold).toBe('2026-11-24T08:00: dung 1 (3)')
    expect(simulation.log.at(-1)).toBe('2026-11-24T08:00 dung: missing:p1:phong:daily:2026-11-23 (3)')
  })

  test('nothing to tell within a week is null', () => {
    expect(dryRun('2026-11-23T16:00', [])).toBeNull()
  })
})
