/** What "Đã nhận" does: it keeps subjects quiet for a while, and stops nothing for ever. Pure. behaviour §4. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../decision.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import { earlierOf, instantAt, isBefore, localDate } from '../time.ts'
import type { OpenSubject } from './open-subject.ts'
import type { EscalationStep } from './snapshot.ts'
import type { SubjectIndex } from './subject-index.ts'
import type { WorkingHours } from './working-hours.ts'

const DEFAULT_END_OF_WORK = '17:30'

/**
 * Until when an acknowledgement keeps a subject quiet: the end of work on the next working day. Without settings work
 * ends at 17:30.
 */
export function quietUntil(
  now: Temporal.Instant,
  calendar: WorkCalendar,
  settings: WorkingHours | null,
  zone: string,
): Temporal.Instant {
  const day = calendar.nextWorkingDay(localDate(now, zone))
  return instantAt(day, settings?.workingHours.to ?? DEFAULT_END_OF_WORK, zone)
}

export interface AcknowledgingTap {
  readonly personId: string
  /** His steps of the digest that was tapped, or those of the line he named. Empty: a digest nobody knows of. */
  readonly steps: readonly EscalationStep[]
}

export type Acknowledgement =
  /** Nothing to acknowledge: not his, or acknowledged before and the quiet time is over. A fresh digest is needed. */
  | { readonly kind: 'stale' }
  /** He did so before, and it still holds until then. */
  | { readonly kind: 'already'; readonly until: Temporal.Instant }
  /** All of it has been settled meanwhile. */
  | { readonly kind: 'settled'; readonly subjects: readonly string[] }
  | {
      readonly kind: 'acknowledged'
      readonly changes: readonly Change[]
      readonly subjects: readonly string[]
      /** Subjects of the digest that are settled by now: nothing is recorded for them. */
      readonly settled: readonly string[]
      /** Earliest instant at which one of them may go on; null: the officer's own word, which keeps nobody quiet. */
      readonly until: Temporal.Instant | null
      /** Other leaders whose acknowledgement of one of these subjects holds as well. */
      readonly alreadyBy: readonly string[]
    }

/**
 * Every leader's acknowledgement is recorded under his own name, also when another was faster; the later quiet time
 * counts. A digest is acknowledged once: tapped again after its quiet time it prolongs nothing. The focal officer's
 * own is recorded, but does not keep his leaders from being told.
 */
export function acknowledge(
  { personId, steps }: AcknowledgingTap,
  index: SubjectIndex,
  now: Temporal.Instant,
  newId: () => string,
): Acknowledgement {
  const fresh = steps.filter((step) => step.personId === personId && step.acknowledgedAt === null)
  if (fresh.length === 0) return repeated(steps, personId, now)
  const standing: { step: EscalationStep; open: OpenSubject }[] = []
  const settled: string[] = []
  for (const step of fresh) {
    const state = index.stateOfKey(step.subject)
    if (state.kind === 'open') standing.push({ step, open: state.open })
    else settled.push(step.subject)
  }
  if (standing.length === 0) return { kind: 'settled', subjects: settled }
  const quiets = standing.map(({ step, open }) => ({
    subject: step.subject,
    until: isOfficerRung(step, open) ? null : quietOf(open, index, now),
  }))
  const untils = quiets.flatMap(({ until }) => until ?? [])
  return {
    kind: 'acknowledged',
    changes: changesOf(quiets, personId, now, newId),
    subjects: quiets.map(({ subject }) => subject),
    settled,
    until: untils.length === 0 ? null : untils.reduce(earlierOf),
    alreadyBy: othersQuieting(quiets, index, personId, now),
  }
}

interface Quiet {
  readonly subject: string
  readonly until: Temporal.Instant | null
}

function quietOf({ programme }: OpenSubject, { snapshot }: SubjectIndex, now: Temporal.Instant) {
  return quietUntil(now, snapshot.calendar, programme.settings, snapshot.zone)
}

function repeated(
  steps: readonly EscalationStep[],
  personId: string,
  now: Temporal.Instant,
): Acknowledgement {
  const running = steps.flatMap((step) =>
    step.personId === personId && step.quietUntil !== null && isBefore(now, step.quietUntil)
      ? [step.quietUntil]
      : [],
  )
  return running.length === 0 ? { kind: 'stale' } : { kind: 'already', until: running.reduce(earlierOf) }
}

function isOfficerRung({ rung }: EscalationStep, { programme }: OpenSubject): boolean {
  const entry = programme.settings.ladder.find((candidate) => candidate.rung === rung)
  return entry?.roles.every((role) => role === 'officer') ?? false
}

/** One change per quiet time: programmes may work to different hours. */
function changesOf(
  quiets: readonly Quiet[],
  personId: string,
  now: Temporal.Instant,
  newId: () => string,
): readonly Change[] {
  const byUntil = new Map<number, { until: Temporal.Instant; subjects: string[] }>()
  for (const { subject, until } of quiets) {
    const end = until ?? now
    const group = byUntil.get(end.epochMilliseconds) ?? { until: end, subjects: [] }
    byUntil.set(end.epochMilliseconds, group)
    group.subjects.push(subject)
  }
  return [
    ...[...byUntil.values()].map(
      ({ until, subjects }): Change => ({
        kind: 'escalation_acknowledged',
        subjects,
        personId,
        at: now,
        quietUntil: until,
      }),
    ),
    ...quiets.map(
      ({ subject, until }): Change => ({
        kind: 'audited',
        id: newId(),
        at: now,
        personId,
        action: 'escalation_acknowledged',
        subject,
        after: { quietUntil: (until ?? now).toString() },
      }),
    ),
  ]
}

function othersQuieting(
  quiets: readonly Quiet[],
  index: SubjectIndex,
  personId: string,
  now: Temporal.Instant,
): readonly string[] {
  const others = quiets.flatMap(({ subject }) =>
    index
      .stepsOf(subject)
      .filter((step) => step.quietUntil !== null && isBefore(now, step.quietUntil))
      .flatMap((step) => (step.personId === null || step.personId === personId ? [] : [step.personId])),
  )
  return [...new Set(others)]
}
