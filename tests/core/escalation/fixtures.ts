/**
 * A small world under escalation and a clock: rounds are planned at the moments the settings yield, their outcome is
 * put back into the snapshot, digests are looked at again when they leave.
 */
import type { Temporal } from 'temporal-polyfill'
import { escalationMomentsBetween } from '../../../core/escalation/moments.ts'
import { type PlannedRound, planRound } from '../../../core/escalation/plan-round.ts'
import type { EscalatedTask, EscalationSnapshot, EscalationStep } from '../../../core/escalation/snapshot.ts'
import { programmesInUse } from '../../../core/reminder/moment.ts'
import { isBefore } from '../../../core/time.ts'
import { post } from '../directory/fixtures.ts'
import { CALENDAR, date, local, ZONE } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'

export const MONDAY = '2026-11-23'

export function task(id: string, unitId: string, changes: Partial<EscalatedTask> = {}): EscalatedTask {
  return {
    id,
    programmeId: 'p1',
    due: null,
    regimes: [],
    state: 'open',
    addedAt: local('2026-11-23T07:00'),
    assignments: [{ unitId, role: 'lead', officerId: null }],
    ...changes,
  }
}

export const EVERYBODY = ['an', 'binh', 'chi', 'dung', 'hoa', 'kien', 'lan', 'minh', 'nga', 'sub']

/**
 * The section "phong" of the department "so" and the commune "xa". An reports for the section, Chi supervises it, Dung
 * heads the department; Binh reports for the commune, Hoa supervises it, Kien heads it; Lan coordinates, Minh is chief.
 */
export function world(changes: Partial<EscalationSnapshot> = {}): EscalationSnapshot {
  return {
    zone: ZONE,
    units: [
      { id: 'so', parentId: null },
      { id: 'phong', parentId: 'so' },
      { id: 'xa', parentId: null },
      { id: 'vp', parentId: null },
    ],
    posts: [
      post('an', 'phong', 'officer'),
      post('chi', 'phong', 'supervisor'),
      post('dung', 'so', 'head'),
      post('binh', 'xa', 'officer'),
      post('hoa', 'xa', 'supervisor'),
      post('kien', 'xa', 'head'),
      post('lan', 'vp', 'coordinator'),
      post('minh', 'vp', 'chief'),
    ],
    leaves: [],
    programmes: [programme('p1', { regimes: ['daily'] })],
    calendar: CALENDAR,
    tasks: [task('t1', 'phong')],
    filings: [],
    newestComplete: [],
    obstacles: [],
    locks: [],
    steps: [],
    reachable: new Set(EVERYBODY),
    roundsDoneTo: null,
    ...changes,
  }
}

/** One task whose deadline was that day, in a programme without periodic reports. */
export function overdueWorld(due: string, changes: Partial<EscalationSnapshot> = {}): EscalationSnapshot {
  return world({
    programmes: [programme('p1', { regimes: ['on_completion'] })],
    tasks: [task('t1', 'phong', { due: date(due) })],
    ...changes,
  })
}

type Change = Partial<EscalationSnapshot> | ((snapshot: EscalationSnapshot) => Partial<EscalationSnapshot>)

export class Simulation {
  snapshot: EscalationSnapshot
  now: Temporal.Instant
  /** "2026-11-23T17:00 chi: missing:p1:phong:daily:2026-11-23 (2)", also "… skipped (2) empty". */
  readonly log: string[] = []
  #steps = 0
  #isDown = false

  constructor(snapshot: EscalationSnapshot, start: string) {
    this.now = local(start)
    this.snapshot = { ...snapshot, roundsDoneTo: this.now }
  }

  /** Moves the clock; rounds on the way are planned at their moments, told digests are told at once. */
  until(wallTime: string): this {
    const end = local(wallTime)
    if (!this.#isDown) {
      for (const { at } of this.#moments(this.now, end)) this.round(at)
      this.snapshot = { ...this.snapshot, roundsDoneTo: end }
    }
    this.now = end
    return this
  }

  /** Everything stands still until then; then one round catches up, if there is anything to catch up. */
  downUntil(wallTime: string): this {
    const since = this.now
    this.now = local(wallTime)
    if (this.#moments(since, this.now).length > 0) this.round(this.now)
    this.snapshot = { ...this.snapshot, roundsDoneTo: this.now }
    return this
  }

  change(change: Change): this {
    const changes = typeof change === 'function' ? change(this.snapshot) : change
    this.snapshot = { ...this.snapshot, ...changes }
    return this
  }

  /** A complete report of the unit on that task arrives now. */
  report(taskId: string, unitId: string, isDone = false): this {
    return this.change(({ newestComplete }) => ({
      newestComplete: [
        ...newestComplete.filter((entry) => entry.taskId !== taskId || entry.unitId !== unitId),
        { taskId, unitId, at: this.now, isDone },
      ],
    }))
  }

  /** A report in time: the filing of that day, as it stood before the cut-off. */
  reportedOn(taskId: string, unitId: string, day: string): this {
    const at = local(`${day}T16:00`)
    return this.change(({ filings, newestComplete }) => ({
      filings: [...filings, { taskId, unitId, regime: 'daily', periodKey: day, firstCompleteAt: at }],
      newestComplete: [
        ...newestComplete.filter((entry) => entry.taskId !== taskId || entry.unitId !== unitId),
        { taskId, unitId, at, isDone: false },
      ],
    }))
  }

  acknowledge(personId: string, quietUntil: string): this {
    return this.change(({ steps }) => ({
      steps: steps.map((step) =>
        step.personId === personId && step.acknowledgedAt === null
          ? { ...step, acknowledgedAt: this.now, quietUntil: local(quietUntil) }
          : step,
      ),
    }))
  }

  round(at: Temporal.Instant): PlannedRound {
    const planned = planRound(this.snapshot, at)
    const steps: EscalationStep[] = []
    const step = (part: Pick<EscalationStep, 'subject' | 'rung' | 'personId' | 'state'>) => {
      this.#steps += 1
      const id = `s${this.#steps}`
      steps.push({ ...part, id, plannedAt: at, acknowledgedAt: null, quietUntil: null })
    }
    for (const { subject, rung, note } of planned.skipped) {
      step({ subject, rung, personId: null, state: 'skipped' })
      this.log.push(`${wall(at)} ${subject} skipped (${rung}) ${note}`)
    }
    for (const { personId, steps: told } of planned.digests) {
      for (const { subject, rung } of told) step({ subject, rung, personId, state: 'told' })
      this.log.push(
        `${wall(at)} ${personId}: ${told.map(({ subject, rung }) => `${subject} (${rung})`).join(', ')}`,
      )
    }
    this.snapshot = { ...this.snapshot, steps: [...this.snapshot.steps, ...steps] }
    return planned
  }

  #moments(since: Temporal.Instant, until: Temporal.Instant) {
    const { programmes, tasks, calendar, zone } = this.snapshot
    if (!isBefore(since, until)) return []
    return escalationMomentsBetween(programmesInUse(programmes, tasks), calendar, zone, since, until)
  }
}

/** "2026-11-23T17:00 chi" of each digest and "… skipped 2 empty" of each rung passed over, subjects left out. */
export function trail(simulation: Simulation): string[] {
  return simulation.log.map((line) =>
    line.replace(/: .*$/, '').replace(/ (missing|overdue|obstacle)\S+ skipped \((\d)\)/, ' skipped $2'),
  )
}
