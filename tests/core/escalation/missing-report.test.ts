import { describe, expect, it } from 'vitest'
import { Simulation, trail, world } from './fixtures.ts'

describe('a missing report', () => {
  it('of Monday reaches the supervisor at 17:00, the head and the coordinator on Tuesday, the chief on Friday', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T23:00')
    simulation.reportedOn('t1', 'phong', '2026-11-24').change({ newestComplete: [] })
    for (const day of ['25', '26', '27']) simulation.reportedOn('t1', 'phong', `2026-11-${day}`)
    simulation.change({ newestComplete: [] }).until('2026-11-30T23:00')
    expect(simulation.log).toEqual([
      '2026-11-23T17:00 chi: missing:p1:phong:daily:2026-11-23 (2)',
      '2026-11-24T08:00 dung: missing:p1:phong:daily:2026-11-23 (3)',
      '2026-11-24T16:30 lan: missing:p1:phong:daily:2026-11-23 (4)',
      '2026-11-27T17:00 minh: missing:p1:phong:daily:2026-11-23 (5)',
      '2026-11-30T17:00 chi: missing:p1:phong:daily:2026-11-30 (2)',
    ])
  })
  it('is not escalated before its cut-off has passed by thirty minutes', () => {
    const simulation = new Simulation(world(), '2026-11-23T08:00').until('2026-11-23T16:59')
    expect(trail(simulation)).toEqual([])
  })
})
