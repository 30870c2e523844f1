/** Every subject that is open, and how any subject stands: open, settled or suspended. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import { cutOffOf } from '../programme/cut-off.ts'
import { periodFromKey } from '../programme/period.ts'
import type { Programme } from '../programme/settings.ts'
import { type EndingPeriod, programmesInUse } from '../reminder/moment.ts'
import type { InputLock } from '../reminder/snapshot.ts'
import { instantAt, isBefore, isoText, localDate } from '../time.ts'
import { type DutyTables, indexDuties } from './duty-tables.ts'
import { once } from './memo.ts'
import type { EscalatedDuty, OpenSubject, SubjectState } from './open-subject.ts'
import { periodsInQuestion } from './periods-in-question.ts'
import type { EscalatedTask, EscalationSnapshot, EscalationStep, OpenObstacle } from './snapshot.ts'
import { parseSubjectKey, type Subject, subjectKey } from './subject.ts'

export interface SubjectIndex {
  readonly snapshot: EscalationSnapshot
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  /**
   * Every open subject, missing reports of the last 21 days; those of locked input are left out, and so are the
   * missing reports of the periods that are passed over.
   */
  openSubjects(isPassedOver?: (ending: EndingPeriod) => boolean): readonly OpenSubject[]
  stateOf(subject: Subject): SubjectState
  /** The same by the key under which steps are kept; an unreadable one is settled. */
  stateOfKey(key: string): SubjectState
  stepsOf(key: string): readonly EscalationStep[]
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
    startOf: createStartRule(zone),
  }
  const steps = groupSteps(snapshot.steps)
  const stateOf = (subject: Subject) => stateOfSubject(world, subject)
  return {
    snapshot,
    now,
    today: world.today,
    openSubjects: (isPassedOver = () => false) => [
      ...missingSubjects(world, isPassedOver),
      ...overdueSubjects(world),
      ...obstacleSubjects(world),
    ],
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
  /** Day from which a deadline is reckoned. */
  startOf(due: Temporal.PlainDate, addedMs: number): Temporal.PlainDate
}

// ───────────────────────────────────────────── missing reports

function missingSubjects(world: World, isPassedOver: (ending: EndingPeriod) => boolean): OpenSubject[] {
  const inUse = programmesInUse(world.snapshot.programmes, world.snapshot.tasks)
  return periodsInQuestion(inUse, world.snapshot, world.now).flatMap((ending) => {
    const programme = world.programmes.get(ending.programmeId)
    if (!programme || isPassedOver(ending)) return []
    const units = world.duties.owedUnder(ending.programmeId, ending.regime)
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
  for (const task of world.snapshot.tasks) {
    const { due } = task
    if (!due || Temporal.PlainDate.compare(due, world.today) >= 0) continue
    for (const duty of world.duties.partsOf(task)) {
      const subject = overdueSubject(world, duty, due)
      if (subject) open.push(subject)
    }
  }
  return open
}

/**
 * A deadline that had gone by when the task was added, or handed over, is reckoned from that day: rung 1, not the top.
 * The end of each day is worked out once.
 */
function createStartRule(zone: string): World['startOf'] {
  const endOf = new Map<string, number>()
  return (due, addedMs) => {
    const end = once(
      endOf,
      isoText(due),
      () => instantAt(due.add({ days: 1 }), '00:00', zone).epochMilliseconds,
    )
    return addedMs < end ? due : localDate(Temporal.Instant.fromEpochMilliseconds(addedMs), zone)
  }
}

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
    base: world.startOf(due, duty.addedMs),
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
    duties: world.duties.partsOf(task).filter(({ unitId }) => unitId === obstacle.unitId),
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
  const period = periodFromKey(subject.periodKey)
  const cutOff = programme && period && cutOffOf(period, programme.settings, calendar, zone)
  if (!programme || !cutOff) return { kind: 'settled', reason: 'closed' }
  const duties = world.duties.owedUnder(programme.id, subject.regime).get(subject.unitId) ?? []
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
  const duty = task && world.duties.partsOf(task).find(({ unitId }) => unitId === subject.unitId)
  if (!task || !duty) return { kind: 'settled', reason: 'closed' }
  if (task.due === null || !task.due.equals(subject.due)) return { kind: 'settled', reason: 'deadline_moved' }
  const open = overdueSubject(world, duty, subject.due)
  return open ? { kind: 'open', open } : { kind: 'settled', reason: 'done' }
}

function groupSteps(steps: readonly EscalationStep[]): ReadonlyMap<string, readonly EscalationStep[]> {
  const bySubject = new Map<string, EscalationStep[]>()
  for (const step of steps) once(bySubject, step.subject, () => []).push(step)
  return bySubject
}
