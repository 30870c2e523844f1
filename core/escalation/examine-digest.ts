/** A planned digest looked at again at sending: reported at 16:59 means not escalated at 17:00. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import type { DigestSubject, SettledDigestSubject } from '../talk/reply.ts'
import { type OpenSubject, type SettledReason, worstFirst } from './open-subject.ts'
import { createHolderIndex, type HolderIndex } from './rung-holders.ts'
import type { EscalationSnapshot, EscalationStep } from './snapshot.ts'
import { parseSubjectKey, type Subject } from './subject.ts'
import { indexSubjects, type SubjectIndex } from './subject-index.ts'

/** What the digest's readers know things by. */
export interface DigestNames {
  /** Short name. */
  unit(unitId: string): string
  person(personId: string): { readonly name: string; readonly phone: string | null } | null
  /** Also of tasks that are closed; null: not in the list any more. */
  task(taskId: string): { readonly code: string; readonly title: string } | null
  /** Of the unit's newest report on the task. */
  percent(taskId: string, unitId: string): number | null
  /** Also of obstacles that were answered. */
  obstacle(obstacleId: string): {
    readonly text: string
    readonly proposal: string | null
    readonly taskId: string
    readonly unitId: string
  } | null
}

/** One state of the world, for all digests of a batch. */
export interface ExaminationIndex {
  readonly snapshot: EscalationSnapshot
  readonly subjects: SubjectIndex
  readonly holders: HolderIndex
  stepsOfPerson(personId: string): readonly EscalationStep[]
}

export type DigestExamination =
  | {
      readonly decision: 'drop'
      /** Steps of this digest to be marked `settled_before`. */
      readonly settledBefore: readonly string[]
    }
  | {
      readonly decision: 'send'
      /** Worst first, never empty. */
      readonly subjects: readonly DigestSubject[]
      /** Told in an earlier digest and settled since: shown this once. */
      readonly settled: readonly SettledDigestSubject[]
      /** Steps of this digest that are to be marked `told` once it has left. */
      readonly told: readonly string[]
      readonly settledBefore: readonly string[]
      /** Steps of earlier digests to be marked `closed` once it has left. */
      readonly closed: readonly string[]
    }

export function indexExamination(snapshot: EscalationSnapshot, now: Temporal.Instant): ExaminationIndex {
  const subjects = indexSubjects(snapshot, now)
  const byPerson = new Map<string, EscalationStep[]>()
  for (const step of snapshot.steps) {
    if (step.personId === null) continue
    const own = byPerson.get(step.personId)
    if (own) own.push(step)
    else byPerson.set(step.personId, [step])
  }
  return {
    snapshot,
    subjects,
    holders: createHolderIndex(snapshot, subjects.today),
    stepsOfPerson: (personId) => byPerson.get(personId) ?? [],
  }
}

/**
 * Yields what the digest of these steps says now. What was settled, or whose input was locked, since it was planned is
 * left out; with nothing left it is dropped, and what had been settled waits for his next digest: settlement is never
 * a message of its own. `steps` are those of this digest, whose ids leave with it.
 */
export function examineDigest(
  personId: string,
  steps: readonly EscalationStep[],
  index: ExaminationIndex,
  names: DigestNames,
): DigestExamination {
  const standing: { step: EscalationStep; open: OpenSubject }[] = []
  const settledBefore: string[] = []
  for (const step of steps) {
    const state = index.subjects.stateOfKey(step.subject)
    if (state.kind === 'open') standing.push({ step, open: state.open })
    else settledBefore.push(step.id)
  }
  if (standing.length === 0) return { decision: 'drop', settledBefore }
  const own = new Set(steps.map(({ id }) => id))
  const earlier = index.stepsOfPerson(personId).filter(({ id, state }) => state === 'told' && !own.has(id))
  const { settled, closed } = settledSince(earlier, index, names)
  return {
    decision: 'send',
    subjects: standing
      .sort((one, other) => worstFirst(one.open, other.open))
      .map(({ step, open }) => digestSubject(step, open, index, names)),
    settled,
    told: standing.map(({ step }) => step.id),
    settledBefore,
    closed,
  }
}

function settledSince(
  earlier: readonly EscalationStep[],
  index: ExaminationIndex,
  names: DigestNames,
): { settled: readonly SettledDigestSubject[]; closed: readonly string[] } {
  const settled = new Map<string, SettledDigestSubject>()
  const closed: string[] = []
  for (const { id, subject: key } of earlier) {
    const state = index.subjects.stateOfKey(key)
    const subject = parseSubjectKey(key)
    if (state.kind !== 'settled' || subject === null) continue
    closed.push(id)
    settled.set(key, settledSubject(key, subject, state.reason, names))
  }
  return { settled: [...settled.values()], closed }
}

function settledSubject(
  key: string,
  subject: Subject,
  reason: SettledReason,
  names: DigestNames,
): SettledDigestSubject {
  switch (subject.kind) {
    case 'missing': {
      const period = { regime: subject.regime, key: subject.periodKey }
      return { subject: key, kind: 'missing', unit: names.unit(subject.unitId), period, task: null, reason }
    }
    case 'overdue': {
      const task = names.task(subject.taskId)
      return { subject: key, kind: 'overdue', unit: names.unit(subject.unitId), period: null, task, reason }
    }
    case 'obstacle': {
      const obstacle = names.obstacle(subject.obstacleId)
      const unit = obstacle === null ? '' : names.unit(obstacle.unitId)
      const task = obstacle && names.task(obstacle.taskId)
      return { subject: key, kind: 'obstacle', unit, period: null, task, reason }
    }
    default:
      return subject satisfies never
  }
}

function digestSubject(
  { rung }: EscalationStep,
  open: OpenSubject,
  index: ExaminationIndex,
  names: DigestNames,
): DigestSubject {
  const { subject } = open
  const [officerId] = index.holders.officersOf(open)
  return {
    subject: open.key,
    kind: subject.kind,
    rung,
    unit: names.unit(open.raisedByUnitId ?? open.recordedUnitId),
    officer: officerId === undefined ? null : names.person(officerId),
    period:
      subject.kind === 'missing' && open.cutOffMs !== null
        ? {
            regime: subject.regime,
            key: subject.periodKey,
            cutOff: Temporal.Instant.fromEpochMilliseconds(open.cutOffMs),
          }
        : null,
    obstacle: subject.kind === 'obstacle' ? obstacleOf(subject.obstacleId, open, index, names) : null,
    tasks: tasksOf(open, index, names),
  }
}

function obstacleOf(
  obstacleId: string,
  { unitId, raisedOn }: OpenSubject,
  { snapshot, subjects }: ExaminationIndex,
  names: DigestNames,
): DigestSubject['obstacle'] {
  const found = names.obstacle(obstacleId)
  if (found === null || raisedOn === null) return null
  return {
    text: found.text,
    proposal: found.proposal,
    addressee: unitId === null ? null : names.unit(unitId),
    raisedOn,
    workingDays: snapshot.calendar.workingDaysBetween(raisedOn, subjects.today),
  }
}

function tasksOf(
  { duties, taskId, raisedByUnitId }: OpenSubject,
  { snapshot, subjects }: ExaminationIndex,
  names: DigestNames,
): DigestSubject['tasks'] {
  const parts = duties.map(({ task, unitId }) => ({ taskId: task.id, due: task.due, unitId }))
  // An obstacle may come from a unit that only coordinates.
  if (parts.length === 0 && taskId !== null && raisedByUnitId !== null) {
    const due = snapshot.tasks.find(({ id }) => id === taskId)?.due ?? null
    parts.push({ taskId, due, unitId: raisedByUnitId })
  }
  return parts.flatMap(({ taskId: id, due, unitId }) => {
    const task = names.task(id)
    if (task === null) return []
    const overdueDays = due === null ? 0 : Math.max(0, due.until(subjects.today).days)
    return [{ ...task, due, overdueDays, percent: names.percent(id, unitId) }]
  })
}
