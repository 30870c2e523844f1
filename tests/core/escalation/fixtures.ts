/**
 * A small world under escalation and a clock: rounds are planned at the moments the settings yield, their outcome is
 * put back into the snapshot, digests are looked at again when they leave.
 */
import type { Temporal } from 'temporal-polyfill'
import type { Change as Decided } from '../../../core/decision.ts'
import { acknowledge } from '../../../core/escalation/acknowledge.ts'
import {
  type DigestExamination,
  type DigestNames,
  examineDigest,
  indexExamination,
} from '../../../core/escalation/examine-digest.ts'
import { escalationMomentsBetween } from '../../../core/escalation/moments.ts'
import { type PlannedRound, planRound } from '../../../core/escalation/plan-round.ts'
import type {
  EscalatedTask,
  EscalationSnapshot,
  EscalationStep,
  StepState,
} from '../../../core/escalation/snapshot.ts'
import { indexSubjects } from '../../../core/escalation/subject-index.ts'
import { programmesInUse } from '../../../core/reminder/moment.ts'
import { post } from '../directory/fixtures.ts'
import { CALENDAR, date, local, ZONE } from '../programme/fixtures.ts'
import { programme, wall } from '../reminder/fixtures.ts'

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

/** Names are the ids; reports are at 40 percent. */
export const NAMES: DigestNames = {
  unit: (unitId) => unitId,
  person: (personId) => ({ name: personId, phone: null }),
  task: (taskId) => ({ code: taskId, title: `Task ${taskId}` }),
  percent: () => 40,
  obstacle: () => ({ text: 'no land', proposal: 'decide', taskId: 't1', unitId: 'phong' }),
}

type Change = Partial<EscalationSnapshot> | ((snapshot: EscalationSnapshot) => Partial<EscalationSnapshot>)
interface HeldDigest {
  readonly personId: string
  readonly stepIds: readonly string[]
}

export class Simulation {
  snapshot: EscalationSnapshot
  now: Temporal.Instant
  /**
   * "2026-11-23T17:00 chi: missing:p1:phong:daily:2026-11-23 (2)" for each digest that left, with " | settled …" where
   * it says so; "… skipped (2) empty" for each rung passed over.
   */
  readonly log: string[] = []
  readonly sent: DigestExamination[] = []
  #steps = 0
  #isHolding = false
  #held: HeldDigest[] = []

  constructor(snapshot: EscalationSnapshot, start: string) {
    this.now = local(start)
    this.snapshot = { ...snapshot, roundsDoneTo: this.now }
  }

  /** Moves the clock; rounds on the way are planned at their moments, digests leave at once. */
  until(wallTime: string): this {
    const end = local(wallTime)
    for (const { at } of this.#moments(this.now, end)) {
      this.round(at)
      this.snapshot = { ...this.snapshot, roundsDoneTo: at }
    }
    this.snapshot = { ...this.snapshot, roundsDoneTo: end }
    this.now = end
    return this
  }

  /** Everything stands still until then; then one round catches up, if there is anything to catch up. */
  downUntil(wallTime: string): this {
    const missed = this.#moments(this.now, local(wallTime))
    this.now = local(wallTime)
    if (missed.length > 0) this.round(this.now)
    this.snapshot = { ...this.snapshot, roundsDoneTo: this.now }
    return this
  }

  /** Digests are planned, but do not leave before `deliver`. */
  hold(): this {
    this.#isHolding = true
    return this
  }

  deliver(): this {
    this.#isHolding = false
    const held = this.#held
    this.#held = []
    for (const digest of held) this.#send(digest, this.now)
    return this
  }

  change(change: Change): this {
    const changes = typeof change === 'function' ? change(this.snapshot) : change
    this.snapshot = { ...this.snapshot, ...changes }
    return this
  }

  changeTask(taskId: string, changes: Partial<EscalatedTask>): this {
    return this.change(({ tasks }) => ({
      tasks: tasks.map((entry) => (entry.id === taskId ? { ...entry, ...changes } : entry)),
    }))
  }

  /** A complete report of the unit on that task arrives now. */
  report(taskId: string, unitId = 'phong', isDone = false): this {
    return this.change(({ newestComplete }) => ({
      newestComplete: [
        ...newestComplete.filter((entry) => entry.taskId !== taskId || entry.unitId !== unitId),
        { taskId, unitId, at: this.now, isDone },
      ],
    }))
  }

  /** Complete filings of those days, whenever they came in. */
  filed(taskId: string, unitId: string, ...days: readonly string[]): this {
    return this.change(({ filings }) => ({
      filings: [
        ...filings,
        ...days.map((day) => ({
          taskId,
          unitId,
          regime: 'daily' as const,
          periodKey: day,
          firstCompleteAt: local(`${day}T16:00`),
        })),
      ],
    }))
  }

  /** "Đã nhận" on all he was told, if there is anything to take note of. */
  acknowledge(personId: string): this {
    const index = indexSubjects(this.snapshot, this.now)
    const steps = this.snapshot.steps.filter((step) => step.personId === personId)
    const outcome = acknowledge({ personId, steps }, index, this.now, () => 'audit')
    return outcome.kind === 'acknowledged' ? this.apply(outcome.changes) : this
  }

  apply(changes: readonly Decided[]): this {
    for (const decided of changes) {
      if (decided.kind !== 'escalation_acknowledged') continue
      const { subjects, personId, at, quietUntil } = decided
      const isMeant = (step: EscalationStep) =>
        subjects.includes(step.subject) && step.personId === personId && step.acknowledgedAt === null
      this.change(({ steps }) => ({
        steps: steps.map((step) => (isMeant(step) ? { ...step, acknowledgedAt: at, quietUntil } : step)),
      }))
    }
    return this
  }

  round(at: Temporal.Instant): PlannedRound {
    const planned = planRound(this.snapshot, at)
    for (const { subject, rung, note } of planned.skipped) {
      this.#remember({ subject, rung, personId: null, state: 'skipped' }, at)
      this.log.push(`${wall(at)} ${subject} skipped (${rung}) ${note}`)
    }
    for (const { personId, steps } of planned.digests) {
      const stepIds = steps.map(({ subject, rung }) =>
        this.#remember({ subject, rung, personId, state: 'planned' }, at),
      )
      if (this.#isHolding) this.#held.push({ personId, stepIds })
      else this.#send({ personId, stepIds }, at)
    }
    return planned
  }

  #remember(part: Pick<EscalationStep, 'subject' | 'rung' | 'personId' | 'state'>, at: Temporal.Instant) {
    this.#steps += 1
    const id = `s${this.#steps}`
    const { steps } = this.snapshot
    const twin = steps.find(
      ({ subject, rung, personId }) =>
        subject === part.subject && rung === part.rung && personId === part.personId,
    )
    if (twin) throw new Error(`planned twice: ${part.subject} (${part.rung}) ${part.personId}`)
    const step = { ...part, id, plannedAt: at, acknowledgedAt: null, quietUntil: null }
    this.snapshot = { ...this.snapshot, steps: [...steps, step] }
    return id
  }

  #send({ personId, stepIds }: HeldDigest, at: Temporal.Instant): void {
    const steps = this.snapshot.steps.filter(({ id }) => stepIds.includes(id))
    const found = examineDigest(personId, steps, indexExamination(this.snapshot, at), NAMES)
    this.sent.push(found)
    this.#mark(found.settledBefore, 'settled_before')
    this.#mark(found.offDuty, 'skipped')
    this.#handOver(found.handedOver, at)
    if (found.decision === 'drop') return
    this.#mark(found.told, 'told')
    this.#mark(found.closed, 'closed')
    const subjects = found.subjects.map(({ subject, rung }) => `${subject} (${rung})`).join(', ')
    const settled = found.settled.map(({ subject, reason }) => `${subject} ${reason}`).join(', ')
    this.log.push(`${wall(at)} ${personId}: ${subjects}${settled === '' ? '' : ` | settled ${settled}`}`)
  }

  #handOver(handed: DigestExamination['handedOver'], at: Temporal.Instant): void {
    for (const { personId, steps } of handed) {
      const stepIds = steps.map(({ subject, rung }) =>
        this.#remember({ subject, rung, personId, state: 'planned' }, at),
      )
      this.#send({ personId, stepIds }, at)
    }
  }

  #mark(ids: readonly string[], state: StepState): void {
    this.change(({ steps }) => ({
      steps: steps.map((step) => (ids.includes(step.id) ? { ...step, state } : step)),
    }))
  }

  #moments(since: Temporal.Instant, until: Temporal.Instant) {
    const { programmes, tasks, calendar, zone } = this.snapshot
    return escalationMomentsBetween(programmesInUse(programmes, tasks), calendar, zone, since, until)
  }
}

/** "Mon 17:00 chi" of each digest and "Mon 17:00 skipped 2 empty" of each rung passed over, subjects left out. */
export function trail(simulation: Simulation): string[] {
  return simulation.log.map((line) => {
    const [, day = '', clock = '', rest = ''] = /^(\S+)T(\S+) (.*)$/.exec(line) ?? []
    const skipped = /skipped \((\d+)\) (\w+)$/.exec(rest)
    const what = skipped ? `skipped ${skipped[1]} ${skipped[2]}` : rest.replace(/:.*$/, '')
    return `${WEEKDAYS[date(day).dayOfWeek - 1]} ${clock} ${what}`
  })
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const
