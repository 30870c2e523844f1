/** How long one escalation round takes to plan, and whether it stays linear: 10,000 open subjects over 500 leaders. */
import { planRound } from '../../core/escalation/plan-round.ts'
import type { EscalatedTask, EscalationSnapshot, EscalationStep } from '../../core/escalation/snapshot.ts'
import { post } from '../core/directory/fixtures.ts'
import { CALENDAR, date, local, ZONE } from '../core/programme/fixtures.ts'
import { programme } from '../core/reminder/fixtures.ts'

export interface EscalationBench {
  readonly subjects: number
  readonly leaders: number
  readonly digests: number
  /** Best of several runs. */
  readonly milliseconds: number
  /** Time per subject against a fifth of the subjects: 1 is linear. */
  readonly growth: number
}

const SUBJECTS = 10_000
const LEADERS = 500
const RUNS = 5

/** Plans the round of Tuesday 08:00: half of the units silent since Monday, half with tasks past their deadline. */
export function benchEscalation(): EscalationBench {
  measure(SUBJECTS, LEADERS) // warms up
  const few = measure(SUBJECTS / 5, LEADERS / 5)
  const many = measure(SUBJECTS, LEADERS)
  return {
    subjects: SUBJECTS,
    leaders: LEADERS,
    digests: many.digests,
    milliseconds: many.milliseconds,
    growth: many.milliseconds / SUBJECTS / (few.milliseconds / (SUBJECTS / 5)),
  }
}

function measure(subjects: number, leaders: number): { milliseconds: number; digests: number } {
  const snapshot = province(subjects, leaders)
  const now = local('2026-11-24T08:00')
  let best = Number.POSITIVE_INFINITY
  let digests = 0
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now()
    const planned = planRound(snapshot, now)
    best = Math.min(best, performance.now() - started)
    digests = planned.digests.length
    const told = planned.digests.reduce((sum, { steps }) => sum + steps.length, 0)
    if (told !== subjects) throw new Error(`${told} subjects told of ${subjects}`)
  }
  return { milliseconds: best, digests }
}

/** Each leader heads a department with equally many sections; each section owes one subject. */
function province(subjects: number, leaders: number): EscalationSnapshot {
  const sections = Array.from({ length: subjects }, (_, at) => ({
    id: `section${at}`,
    parentId: `department${at % leaders}`,
  }))
  const departments = Array.from({ length: leaders }, (_, at) => ({ id: `department${at}`, parentId: null }))
  const tasks = sections.map(({ id }, at) => (at % 2 === 0 ? silentTask(id, at) : overdueTask(id, at)))
  return {
    zone: ZONE,
    calendar: CALENDAR,
    units: [...departments, ...sections],
    posts: [
      ...departments.map(({ id }, at) => post(`head${at}`, id, 'head')),
      ...sections.flatMap(({ id }, at) => [
        post(`officer${at}`, id, 'officer'),
        post(`supervisor${at}`, id, 'supervisor'),
      ]),
    ],
    leaves: [],
    programmes: [
      programme('daily', { regimes: ['daily'] }),
      programme('plan', { regimes: ['on_completion'] }),
    ],
    tasks,
    filings: [],
    newestComplete: [],
    obstacles: [],
    locks: [],
    steps: sections.flatMap(({ id }, at) => (at % 2 === 0 ? toldOfSilence(id, at) : toldOfDelay(id, at))),
    reachable: new Set([
      ...departments.map((_, at) => `head${at}`),
      ...sections.flatMap((_, at) => [`officer${at}`, `supervisor${at}`]),
    ]),
    roundsDoneTo: local('2026-11-24T07:59'),
  }
}

function silentTask(unitId: string, at: number): EscalatedTask {
  return {
    id: `task${at}`,
    programmeId: 'daily',
    due: null,
    regimes: [],
    state: 'open',
    addedAt: local('2026-11-23T08:00'),
    assignments: [{ unitId, role: 'lead', officerId: null }],
  }
}

/** Due on Thursday; officer and supervisor were told on Friday, and nobody since: the head's turn came on Monday. */
function overdueTask(unitId: string, at: number): EscalatedTask {
  return {
    ...silentTask(unitId, at),
    programmeId: 'plan',
    due: date('2026-11-19'),
    addedAt: local('2026-11-02T08:00'),
  }
}

function toldOfSilence(unitId: string, at: number): EscalationStep[] {
  const subject = `missing:daily:${unitId}:daily:2026-11-23`
  return [told(at, subject, 2, `supervisor${at}`, '2026-11-23T17:00')]
}

function toldOfDelay(unitId: string, at: number): EscalationStep[] {
  const subject = `overdue:task${at}:${unitId}:2026-11-19`
  return [
    told(at, subject, 1, `officer${at}`, '2026-11-20T08:00'),
    told(at, subject, 2, `supervisor${at}`, '2026-11-20T16:30'),
  ]
}

function told(
  at: number,
  subject: string,
  rung: number,
  personId: string,
  plannedAt: string,
): EscalationStep {
  return {
    id: `step${at}.${rung}`,
    subject,
    rung,
    personId,
    state: 'told',
    plannedAt: local(plannedAt),
    acknowledgedAt: null,
    quietUntil: null,
  }
}
