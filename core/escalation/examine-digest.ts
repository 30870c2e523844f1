/** A planned digest looked at again at sending: reported at 16:59 means not escalated at 17:00. behaviour §4. */
import { Temporal } from 'temporal-polyfill'
import type { DigestSubject, SettledDigestSubject } from '../talk/reply.ts'
import { once } from './memo.ts'
import { bySeverity, type OpenSubject, type SettledReason, worstFirst } from './open-subject.ts'
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

/** What somebody else is told in the place of one who no longer stands on the rung: a digest of its own. */
export interface HandedDigest {
  readonly personId: string
  /** `from`: the step it takes the place of. */
  readonly steps: readonly {
    readonly from: string
    readonly subject: string
    readonly rung: number
    readonly unitId: string
    readonly taskId: string | null
  }[]
}

interface Examined {
  /** Steps of this digest to be marked `settled_before`. */
  readonly settledBefore: readonly string[]
  /** Steps of this digest whose rung is no longer his: he moved on, or went on leave. */
  readonly offDuty: readonly string[]
  readonly handedOver: readonly HandedDigest[]
}

export type DigestExamination = Examined &
  (
    | { readonly decision: 'drop' }
    | {
        readonly decision: 'send'
        /** Worst first, never empty. */
        readonly subjects: readonly DigestSubject[]
        /** Told in an earlier digest and settled since: shown this once. */
        readonly settled: readonly SettledDigestSubject[]
        /** Steps of this digest that are to be marked `told` once it has left. */
        readonly told: readonly string[]
        /** Steps of earlier digests to be marked `closed` once it has left. */
        readonly closed: readonly string[]
      }
  )

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
 * left out, and so is what he has nothing to do with any more (posts and leave are looked at again): that goes to
 * whoever stands on the rung now. With nothing left it is dropped, and what had been settled waits for his next digest:
 * settlement is never a message of its own. `steps` are those of this digest, whose ids leave with it.
 */
export function examineDigest(
  personId: string,
  steps: readonly EscalationStep[],
  index: ExaminationIndex,
  names: DigestNames,
): DigestExamination {
  const standing: StandingStep[] = []
  const left: StandingStep[] = []
  const settledBefore: string[] = []
  for (const step of steps) {
    const state = index.subjects.stateOfKey(step.subject)
    if (state.kind !== 'open') settledBefore.push(step.id)
    else if (isOnRung(personId, step, state.open, index)) standing.push({ step, open: state.open })
    else left.push({ step, open: state.open })
  }
  const examined = {
    settledBefore,
    offDuty: left.map(({ step }) => step.id),
    handedOver: handOver(left, index),
  }
  if (standing.length === 0) return { decision: 'drop', ...examined }
  const own = new Set(steps.map(({ id }) => id))
  const earlier = index.stepsOfPerson(personId).filter(({ id, state }) => state === 'told' && !own.has(id))
  const { settled, closed } = settledSince(earlier, index, names)
  return {
    decision: 'send',
    subjects: standing
      .sort((one, other) => worstByName(one.open, other.open, names))
      .map(({ step, open }) => digestSubject(step, open, index, names)),
    settled,
    told: standing.map(({ step }) => step.id),
    closed,
    ...examined,
  }
}

/** Of equally bad ones by unit, then by task, as people look for them. */
function worstByName(one: OpenSubject, other: OpenSubject, names: DigestNames): number {
  const unitOf = ({ recordedUnitId }: OpenSubject) => names.unit(recordedUnitId)
  const codeOf = ({ taskId }: OpenSubject) => (taskId === null ? '' : (names.task(taskId)?.code ?? ''))
  return (
    bySeverity(one, other) ||
    unitOf(one).localeCompare(unitOf(other), 'vi') ||
    codeOf(one).localeCompare(codeOf(other), 'vi') ||
    worstFirst(one, other)
  )
}

interface StandingStep {
  readonly step: EscalationStep
  readonly open: OpenSubject
}

/** A rung that the ladder no longer has is told as it was planned; one above the top is the top, told again. */
function holdersNow({ rung }: EscalationStep, open: OpenSubject, { holders }: ExaminationIndex) {
  const { ladder } = open.programme.settings
  const top = ladder.reduce((highest, entry) => Math.max(highest, entry.rung), 0)
  const entry = ladder.find((candidate) => candidate.rung === Math.min(rung, top))
  return entry === undefined ? null : holders.holdersOf(entry, open)
}

function isOnRung(
  personId: string,
  step: EscalationStep,
  open: OpenSubject,
  index: ExaminationIndex,
): boolean {
  const holders = holdersNow(step, open, index)
  return holders === null || holders.present.includes(personId)
}

/** To those who stand there now and have not heard of the subject: one digest each. */
function handOver(left: readonly StandingStep[], index: ExaminationIndex): readonly HandedDigest[] {
  const byPerson = new Map<string, HandedDigest['steps'][number][]>()
  for (const { step, open } of left) {
    const holders = holdersNow(step, open, index)
    if (holders?.kind !== 'held') continue
    const known = index.subjects.stepsOf(step.subject)
    for (const personId of holders.personIds) {
      if (known.some((other) => other.personId === personId)) continue
      const { subject, rung } = step
      const handed = { from: step.id, subject, rung, unitId: open.recordedUnitId, taskId: open.taskId }
      once(byPerson, personId, () => []).push(handed)
    }
  }
  return [...byPerson].map(([personId, steps]) => ({ personId, steps }))
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
