import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isWorkingTime } from '../../../core/escalation/working-hours.ts'
import { leave, post } from '../directory/fixtures.ts'
import { CALENDAR, date, settings, ZONE } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'
import { Simulation, task, world } from './fixtures.ts'

const TOP_RUNG = 5
const PEOPLE = ['an', 'chi', 'dung', 'hoa', 'lan', 'minh', 'sub'] as const

type Event =
  | { readonly kind: 'report'; readonly taskId: string; readonly unitId: string }
  | { readonly kind: 'acknowledge' | 'lose' | 'regain' | 'leave'; readonly personId: string }
  | { readonly kind: 'sleep'; readonly hours: number }
  | { readonly kind: 'wait'; readonly hours: number }

const anyPerson = fc.constantFrom(...PEOPLE)
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    kind: fc.constant('report' as const),
    taskId: fc.constantFrom('t1', 't2', 't3'),
    unitId: fc.constantFrom('phong', 'xa'),
  }),
  fc.record({
    kind: fc.constantFrom('acknowledge' as const, 'lose' as const, 'regain' as const, 'leave' as const),
    personId: anyPerson,
  }),
  fc.record({ kind: fc.constant('sleep' as const), hours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 40 }) }),
)

function start(): Simulation {
  const posts = [...world().posts, post('an', 'xa', 'supervisor'), post('lan', 'xa', 'head')]
  const tasks = [
    task('t1', 'phong'),
    task('t2', 'xa', { due: date('2026-11-25') }),
    task('t3', 'phong', { due: date('2026-10-01'), programmeId: 'p2' }),
  ]
  const programmes = [
    programme('p1', { regimes: ['daily', 'weekly'] }),
    programme('p2', { regimes: ['weekly'] }),
  ]
  return new Simulation(world({ posts, tasks, programmes }), '2026-11-23T08:00')
}

function play(simulation: Simulation, event: Event): void {
  const { now, snapshot } = simulation
  const later = (hours: number) => wall(now.add({ hours }))
  switch (event.kind) {
    case 'report':
      simulation.report(event.taskId, event.unitId)
      break
    case 'acknowledge':
      simulation.acknowledge(event.personId)
      break
    case 'lose':
      simulation.change({ reachable: new Set([...snapshot.reachable].filter((id) => id !== event.personId)) })
      break
    case 'regain':
      simulation.change({ reachable: new Set([...snapshot.reachable, event.personId]) })
      break
    case 'leave':
      simulation.change({
        leaves: [
          ...snapshot.leaves,
          leave(event.personId, wall(now).slice(0, 10), later(72).slice(0, 10), 'sub'),
        ],
      })
      break
    case 'sleep':
      simulation.downUntil(later(event.hours))
      break
    case 'wait':
      simulation.until(later(event.hours))
      break
    default:
      event satisfies never
  }
}

describe('whatever happens in two weeks', () => {
  it('nobody hears of a subject twice below the weekly repetition, no rung is jumped, nobody is disturbed in quiet hours', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 3, maxLength: 12 }), (events) => {
        const simulation = start()
        for (const event of events) play(simulation, event)
        const { steps } = simulation.snapshot
        const told = steps.filter(({ personId, rung }) => personId !== null && rung <= TOP_RUNG)
        const names = told.map(({ subject, personId }) => `${subject} ${personId}`)
        expect(new Set(names).size).toBe(names.length)
        for (const { subject, rung } of told) {
          const below = steps.filter((step) => step.subject === subject && step.rung < rung)
          const first = subject.startsWith('missing') ? 2 : 1
          for (let lower = first; lower < rung; lower++) {
            expect(below.some((step) => step.rung === lower)).toBe(true)
          }
        }
        const isQuiet = told.some(({ plannedAt }) => !isWorkingTime(plannedAt, CALENDAR, settings(), ZONE))
        expect(isQuiet).toBe(false)
      }),
      { numRuns: 25 },
    )
  }, 120_000)
  it('left alone, every open subject has been through every rung after three weeks', () => {
    const simulation = start().until('2026-12-12T00:00')
    const monday = simulation.snapshot.steps.filter(({ subject }) =>
      subject.endsWith('phong:daily:2026-11-23'),
    )
    expect(monday.map(({ rung, personId }) => `${rung} ${personId}`)).toEqual([
      '2 chi',
      '3 dung',
      '4 lan',
      '5 minh',
    ])
  })
})
