/** The indexes that make one look at each duty enough, and from them every subject that is open. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import { regimesFollowed } from '../programme/awaited.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import { type CutOffRule, cutOffDateOf, cutOffOf } from '../programme/cut-off.ts'
import { type Period, periodFromKey, periodOf, previousPeriod } from '../programme/period.ts'
import { isPeriodic, type PeriodicRegime } from '../programme/regime.ts'
import type { Programme } from '../programme/settings.ts'
import type { EndingPeriod, ProgrammeInUse } from '../reminder/moment.ts'
import { programmesInUse } from '../reminder/moment.ts'
import type { InputLock } from '../reminder/snapshot.ts'
import { instantAt, isBefore, localDate } from '../time.ts'
import type { EscalatedDuty, OpenSubject, SubjectState } from './open-subject.ts'
import type { EscalatedTask, EscalationSnapshot, EscalationStep, OpenObstacle } from './snapshot.ts'
import { parseSubjectKey, type Subject, subjectKey } from './subject.ts'

/**
 * Missing reports are escalated for so many days after their cut-off: over Tết the top rung is told after 14. By then
 * the newer periods of a silent unit say it all.
 */
const MISSING_HORIZON_DAYS = 21

export interface SubjectIndex {
  readonly snapshot: EscalationSnapshot
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  /** Every open subject, missing reports of the last 21 days; those of locked input are left out. */
  openSubjects(): readonly OpenSubject[]
  stateOf(subject: Subject): SubjectState
  /** The same by the key under which steps are kept; an unreadable one is settled. */
  stateOfKey(key: string): SubjectState
  stepsOf(key: string): readonly EscalationStep[]
}

/**
 * The periods whose cut-off lies in the 21 days up to `now` (included), oldest first: of these the filings must be
 * loaded.
 */
export function periodsInQuestion(
  programmes: readonly ProgrammeInUse[],
  { calendar, zone }: Pick<EscalationSnapshot, 'calendar' | 'zone'>,
  now: Temporal.Instant,
): readonly EndingPeriod[] {
  const today = localDate(now, zone)
  const closed = new Map<string, readonly ClosedPeriod[]>()
  return programmes
    .flatMap(({ id, active, settings, taskRegimes }) => {
      const followed = new Set([...settings.regimes, ...taskRegimes].filter(isPeriodic))
      return [...followed].flatMap((regime) => {
        const { days, cutOff: clock } = settings
        const periods = once(closed, `${regime} ${days}`, () => closedPeriods(regime, days, today, calendar))
        return active
          ? periods.map(({ key, date }) => ({ id, regime, key, cutOff: instantAt(date, clock, zone) }))
          : []
      })
    })
    .filter(({ cutOff }) => !isBefore(now, cutOff))
    .sort((one, other) => Temporal.Instant.compare(one.cutOff, other.cutOff))
    .map(({ id, regime, key, cutOff }) => ({ programmeId: id, regime, periodKey: key, cutOff }))
}

interface ClosedPeriod {
  readonly key: string
  /** Day of its cut-off. */
  readonly date: Temporal.PlainDate
}

/** Of one regime those whose cut-off lies on one of the last 21 days or today. */
function closedPeriods(
  regime: PeriodicRegime,
  days: CutOffRule['days'],
  today: Temporal.PlainDate,
  calendar: WorkCalendar,
): readonly ClosedPeriod[] {
  const first = today.subtract({ days: MISSING_HORIZON_DAYS })
  const closed: ClosedPeriod[] = []
  let period = periodOf(regime, today)
  for (; Temporal.PlainDate.compare(period.end, first) >= 0; period = previousPeriod(period)) {
    const date = cutOffDateOf(period, days, calendar)
    const isInside =
      date !== null &&
      Temporal.PlainDate.compare(first, date) <= 0 &&
      Temporal.PlainDate.compare(date, today) <= 0
    if (isInside) closed.push({ key: period.key, date })
  }
  return closed
}

export function indexSubjects(snapshot: EscalationSnapshot, now: Temporal.Instant): SubjectIndex {
  const { zone } = snapshot
  const world: World = {
    snapshot,
    now,
    today: localDate(now, zone),
    programmes: new Map(
      snapshot.programmes.filter(({ active }) => active).map((programme) => [programme.id, programme]),
    ),
    tasks: new Map(snapshot.tasks.map((task) => [task.id, task])),
    obstacles: new Map(snapshot.obstacles.map((obstacle) => [obstacle.id, obstacle])),
    duties: indexDuties(snapshot),
  }
  const steps = groupSteps(snapshot.steps)
  const stateOf = (subject: Subject) => stateOfSubject(world, subject)
  return {
    snapshot,
    now,
    today: world.today,
    openSubjects: () => [...missingSubjects(world), ...overdueSubjects(world), ...obstacleSubjects(world)],
    stateOf,
    stateOfKey(key) {
      const subject = parseSubjectKey(key)
      return subject === null ? { kind: 'settled', reason: 'closed' } : stateOf(subject)
    },
    stepsOf: (key) => steps.get(key) ?? [],
  }
}

interface World {
  readonly snapshot: EscalationSnapshot
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  /** Active ones. */
  readonly programmes: ReadonlyMap<string, Programme>
  readonly tasks: ReadonlyMap<string, EscalatedTask>
  readonly obstacles: ReadonlyMap<string, OpenObstacle>
  readonly duties: DutyTables
}

interface DutyTables {
  /** Programme and regime -> unit -> what it owes. */
  readonly byRegime: ReadonlyMap<string, ReadonlyMap<string, readonly EscalatedDuty[]>>
  /** Task -> its parts. */
  readonly byTask: ReadonlyMap<string, readonly EscalatedDuty[]>
}

function indexDuties(snapshot: EscalationSnapshot): DutyTables {
  const completePeriods = new Map<string, Set<string>>()
  for (const { taskId, unitId, periodKey, firstCompleteAt } of snapshot.filings) {
    if (firstCompleteAt !== null) {
      once(completePeriods, `${taskId}\n${unitId}`, () => new Set<string>()).add(periodKey)
    }
  }
  const newest = new Map(snapshot.newestComplete.map((entry) => [`${entry.taskId}\n${entry.unitId}`, entry]))
  const programmes = new Map(snapshot.programmes.map((programme) => [programme.id, programme]))
  const byRegime = new Map<string, Map<string, EscalatedDuty[]>>()
  const byTask = new Map<string, EscalatedDuty[]>()
  for (const task of snapshot.tasks) {
    const programme = programmes.get(task.programmeId)
    if (!programme?.active || task.state !== 'open') continue
    const addedMs = task.addedAt.epochMilliseconds
    for (const { unitId, role, officerId } of task.assignments) {
      if (role !== 'lead') continue
      const key = `${task.id}\n${unitId}`
      const complete = newest.get(key)
      const duty: EscalatedDuty = {
        task,
        unitId,
        officerId,
        addedMs,
        newestCompleteMs: complete?.at.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
        isDone: complete?.isDone ?? false,
        completePeriods: completePeriods.get(key) ?? NO_PERIODS,
      }
      once(byTask, task.id, () => []).push(duty)
      for (const regime of regimesFollowed(programme.settings.regimes, task.regimes)) {
        const byUnit = once(
          byRegime,
          regimeKey(programme.id, regime),
          () => new Map<string, EscalatedDuty[]>(),
        )
        once(byUnit, unitId, () => []).push(duty)
      }
    }
  }
  return { byRegime, byTask }
}

const NO_PERIODS: ReadonlySet<string> = new Set()

function regimeKey(programmeId: string, regime: PeriodicRegime): string {
  return `${programmeId}\n${regime}`
}

// ───────────────────────────────────────────── missing reports

function missingSubjects(world: World): OpenSubject[] {
  const inUse = programmesInUse(world.snapshot.programmes, world.snapshot.tasks)
  return periodsInQuestion(inUse, world.snapshot, world.now).flatMap((ending) => {
    const units = world.duties.byRegime.get(regimeKey(ending.programmeId, ending.regime))
    const programme = world.programmes.get(ending.programmeId)
    if (!units || !programme) return []
    const closed = locksOver(world, ending.programmeId, ending.cutOff)
    const base = localDate(ending.cutOff, world.snapshot.zone)
    const open: OpenSubject[] = []
    for (const [unitId, duties] of units) {
      const owing = owingOf(duties, ending.periodKey, ending.cutOff.epochMilliseconds)
      if (owing.length === 0 || closed.some(({ openUnitIds }) => !openUnitIds.includes(unitId))) continue
      open.push(missingSubject(programme, unitId, ending, owing, base))
    }
    return open
  })
}

/**
 * The duties that lack a complete report: none was filed for the period, and none has arrived since the cut-off,
 * whatever period it was for. A task added after the cut-off did not owe it.
 */
function owingOf(
  duties: readonly EscalatedDuty[],
  periodKey: string,
  cutOffMs: number,
): readonly EscalatedDuty[] {
  return duties.filter(
    ({ addedMs, newestCompleteMs, completePeriods }) =>
      addedMs < cutOffMs && newestCompleteMs < cutOffMs && !completePeriods.has(periodKey),
  )
}

/** The locks that close input now, or closed it at the cut-off. */
function locksOver(world: World, programmeId: string, cutOff: Temporal.Instant): readonly InputLock[] {
  const runsAt = (lock: InputLock, at: Temporal.Instant) =>
    !isBefore(at, lock.from) && isBefore(at, lock.until)
  return world.snapshot.locks.filter(
    (lock) => lock.programmeId === programmeId && (runsAt(lock, world.now) || runsAt(lock, cutOff)),
  )
}

function missingSubject(
  programme: Programme,
  unitId: string,
  ending: Pick<EndingPeriod, 'regime' | 'periodKey' | 'cutOff'>,
  duties: readonly EscalatedDuty[],
  base: Temporal.PlainDate,
): OpenSubject {
  const { regime, periodKey } = ending
  const subject: Subject = { kind: 'missing', programmeId: programme.id, unitId, regime, periodKey }
  return {
    subject,
    key: subjectKey(subject),
    programme,
    unitId,
    recordedUnitId: unitId,
    taskId: null,
    duties,
    base,
    raisedOn: null,
    raisedByUnitId: null,
    cutOffMs: ending.cutOff.epochMilliseconds,
  }
}

// ───────────────────────────────────────────── overdue tasks and obstacles

function overdueSubjects(world: World): OpenSubject[] {
  const open: OpenSubject[] = []
  for (const [taskId, duties] of world.duties.byTask) {
    const due = world.tasks.get(taskId)?.due
    if (!due || Temporal.PlainDate.compare(due, world.today) >= 0) continue
    for (const duty of duties) {
      const subject = overdueSubject(world, duty, due)
      if (subject) open.push(subject)
    }
  }
  return open
}

/** A deadline that had gone by when the task was added is reckoned from the day it was added: rung 1, not the top. */
function overdueSubject(world: World, duty: EscalatedDuty, due: Temporal.PlainDate): OpenSubject | null {
  const programme = world.programmes.get(duty.task.programmeId)
  if (!programme || duty.isDone) return null
  const subject: Subject = { kind: 'overdue', taskId: duty.task.id, unitId: duty.unitId, due }
  return {
    subject,
    key: subjectKey(subject),
    programme,
    unitId: duty.unitId,
    recordedUnitId: duty.unitId,
    taskId: duty.task.id,
    duties: [duty],
    base: laterDate(due, localDate(duty.task.addedAt, world.snapshot.zone)),
    raisedOn: null,
    raisedByUnitId: null,
    cutOffMs: null,
  }
}

function obstacleSubjects(world: World): OpenSubject[] {
  return world.snapshot.obstacles.flatMap((obstacle) => obstacleSubject(world, obstacle) ?? [])
}

/** Its last day in time is `obstacleDays` working days after the one it was raised on. */
function obstacleSubject(world: World, obstacle: OpenObstacle): OpenSubject | null {
  const { calendar, zone } = world.snapshot
  const task = world.tasks.get(obstacle.taskId)
  const programme = task && world.programmes.get(task.programmeId)
  if (!programme || task.state !== 'open') return null
  const subject: Subject = { kind: 'obstacle', obstacleId: obstacle.id }
  const raisedOn = localDate(obstacle.raisedAt, zone)
  return {
    subject,
    key: subjectKey(subject),
    programme,
    unitId: obstacle.addresseeUnitId,
    recordedUnitId: obstacle.addresseeUnitId ?? obstacle.unitId,
    taskId: task.id,
    duties: (world.duties.byTask.get(task.id) ?? []).filter(({ unitId }) => unitId === obstacle.unitId),
    base: calendar.addWorkingDays(raisedOn, programme.settings.obstacleDays),
    raisedOn,
    raisedByUnitId: obstacle.unitId,
    cutOffMs: null,
  }
}

// ───────────────────────────────────────────── one subject

function stateOfSubject(world: World, subject: Subject): SubjectState {
  switch (subject.kind) {
    case 'missing':
      return stateOfMissing(world, subject)
    case 'overdue':
      return stateOfOverdue(world, subject)
    case 'obstacle': {
      const obstacle = world.obstacles.get(subject.obstacleId)
      if (!obstacle) return { kind: 'settled', reason: 'answered' }
      const open = obstacleSubject(world, obstacle)
      return open ? { kind: 'open', open } : { kind: 'settled', reason: 'closed' }
    }
    default:
      return subject satisfies never
  }
}

function stateOfMissing(world: World, subject: Extract<Subject, { kind: 'missing' }>): SubjectState {
  const { calendar, zone } = world.snapshot
  const programme = world.programmes.get(subject.programmeId)
  const period: Period | null = periodFromKey(subject.periodKey)
  const cutOff = programme && period && cutOffOf(period, programme.settings, calendar, zone)
  if (!programme || !cutOff) return { kind: 'settled', reason: 'closed' }
  const duties = world.duties.byRegime.get(regimeKey(programme.id, subject.regime))?.get(subject.unitId) ?? []
  const cutOffMs = cutOff.epochMilliseconds
  const owing = owingOf(duties, subject.periodKey, cutOffMs)
  if (owing.length === 0) {
    const owed = duties.some(({ addedMs }) => addedMs < cutOffMs)
    return { kind: 'settled', reason: owed ? 'reported' : 'closed' }
  }
  const locks = locksOver(world, programme.id, cutOff)
  if (locks.some(({ openUnitIds }) => !openUnitIds.includes(subject.unitId))) return { kind: 'suspended' }
  const base = localDate(cutOff, zone)
  const ending = { regime: subject.regime, periodKey: subject.periodKey, cutOff }
  return { kind: 'open', open: missingSubject(programme, subject.unitId, ending, owing, base) }
}

function stateOfOverdue(world: World, subject: Extract<Subject, { kind: 'overdue' }>): SubjectState {
  const task = world.tasks.get(subject.taskId)
  if (task?.state === 'done') return { kind: 'settled', reason: 'done' }
  const duty = world.duties.byTask.get(subject.taskId)?.find(({ unitId }) => unitId === subject.unitId)
  if (!task || !duty) return { kind: 'settled', reason: 'closed' }
  if (task.due === null || !task.due.equals(subject.due)) return { kind: 'settled', reason: 'deadline_moved' }
  const open = overdueSubject(world, duty, subject.due)
  return open ? { kind: 'open', open } : { kind: 'settled', reason: 'done' }
}

function laterDate(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) < 0 ? other : one
}

function groupSteps(steps: readonly EscalationStep[]): ReadonlyMap<string, readonly EscalationStep[]> {
  const bySubject = new Map<string, EscalationStep[]>()
  for (const step of steps) once(bySubject, step.subject, () => []).push(step)
  return bySubject
}

function once<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key)
  if (known !== undefined) return known
  const value = make()
  values.set(key, value)
  return value
}
