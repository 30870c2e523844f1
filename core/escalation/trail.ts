/**
 * The trail: for any subject, who was told what and when, whether it reached him, what he answered. `/nhiemvu MÃ` shows
 * it, the explanation list counts it. Pure. behaviour §4, §5, ledger 39, 73.
 */
import { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { FiledRequest } from '../task/request.ts'
import type { EscalationStep } from './snapshot.ts'
import { parseSubjectKey, type Subject } from './subject.ts'

/** waiting: not sent yet; dropped: there was nothing left to say when it was to leave. */
export type DeliveryState = 'waiting' | 'sent' | 'failed' | 'unreachable' | 'dropped'

/** A reminder, a leader's urging or a digest, as it left. */
export interface TrailMessage {
  readonly of: 'reminder' | 'urge' | 'digest'
  readonly personId: string
  /** Short id of a digest; a reminder may carry one along. */
  readonly digest: string | null
  readonly plannedAt: Temporal.Instant
  readonly sentAt: Temporal.Instant | null
  readonly state: DeliveryState
}

export interface TrailStep extends EscalationStep {
  readonly unitId: string
  readonly digest: string | null
  /** Why the rung was passed over. */
  readonly note: string | null
}

export interface TrailDirective {
  readonly fromId: string
  readonly toId: string
  readonly text: string
  readonly at: Temporal.Instant
  readonly readAt: Temporal.Instant | null
  readonly answer: string | null
  readonly answeredAt: Temporal.Instant | null
}

/** due: ISO dates; officer, lead: names. Null: there was none. */
export interface TrailChange {
  readonly field: 'due' | 'officer' | 'lead'
  readonly before: string | null
  readonly after: string | null
  readonly personId: string | null
  readonly at: Temporal.Instant
}

export interface TrailObstacle {
  readonly text: string
  readonly answer: string | null
  readonly answeredById: string | null
  readonly answeredAt: Temporal.Instant | null
}

export interface TrailSources {
  readonly steps: readonly TrailStep[]
  readonly messages: readonly TrailMessage[]
  readonly directives: readonly TrailDirective[]
  readonly requests: readonly FiledRequest[]
  readonly changes: readonly TrailChange[]
  readonly obstacles: readonly TrailObstacle[]
}

export type TrailSubject =
  | {
      readonly kind: 'missing'
      readonly regime: PeriodicRegime
      readonly periodKey: string
    }
  | { readonly kind: 'overdue'; readonly due: Temporal.PlainDate }
  | { readonly kind: 'obstacle' }

export type TrailEntry = { readonly at: Temporal.Instant } & (
  | {
      readonly kind: 'reminded' | 'urged'
      readonly personId: string
      readonly state: DeliveryState
    }
  /** `acknowledgedAt` is the only sign of reading that every channel gives. */
  | {
      readonly kind: 'told'
      readonly personId: string
      readonly rung: number
      readonly unitId: string
      readonly about: TrailSubject
      readonly state: DeliveryState
      readonly acknowledgedAt: Temporal.Instant | null
    }
  | {
      readonly kind: 'passed_over'
      readonly rung: number
      readonly unitId: string
      readonly about: TrailSubject
      readonly note: string
    }
  | ({ readonly kind: 'instructed' } & TrailDirective)
  | { readonly kind: 'asked'; readonly request: FiledRequest }
  | ({ readonly kind: 'changed' } & TrailChange)
  | { readonly kind: 'obstacle_answered'; readonly personId: string; readonly answer: string }
)

/** Everything that happened, oldest first. */
export function trailOf(sources: TrailSources): readonly TrailEntry[] {
  const digests = new Map(
    sources.messages.flatMap((message) =>
      message.digest === null ? [] : [[`${message.digest} ${message.personId}`, message] as const],
    ),
  )
  const entries: TrailEntry[] = [
    ...sources.messages.flatMap(remindedBy),
    ...sources.steps.flatMap((step) => toldBy(step, digests)),
    ...sources.directives.map((directive): TrailEntry => ({ kind: 'instructed', ...directive })),
    ...sources.requests.map((request): TrailEntry => ({ kind: 'asked', at: request.at, request })),
    ...sources.changes.map((change): TrailEntry => ({ kind: 'changed', ...change })),
    ...sources.obstacles.flatMap(({ answer, answeredAt: at, answeredById: personId }): TrailEntry[] =>
      answer === null || at === null || personId === null
        ? []
        : [{ kind: 'obstacle_answered', at, personId, answer }],
    ),
  ]
  return entries.sort(
    (one, other) => Temporal.Instant.compare(one.at, other.at) || (placeOf(one) < placeOf(other) ? -1 : 1),
  )
}

const KINDS: readonly TrailEntry['kind'][] = [
  'reminded',
  'urged',
  'told',
  'passed_over',
  'instructed',
  'asked',
  'changed',
  'obstacle_answered',
]

/** Of one instant: by kind, lower rungs first, then by what it is about. Compares as text. */
function placeOf(entry: TrailEntry): string {
  const kind = KINDS.indexOf(entry.kind)
  if (!('rung' in entry)) return `${kind}`
  const { about } = entry
  const detail =
    about.kind === 'missing' ? about.periodKey : about.kind === 'overdue' ? about.due.toString() : ''
  return `${kind} ${String(entry.rung).padStart(2, '0')} ${about.kind} ${detail}`
}

function remindedBy({ of, personId, plannedAt, sentAt, state }: TrailMessage): TrailEntry[] {
  if (of === 'digest' || state === 'dropped') return []
  return [{ kind: of === 'urge' ? 'urged' : 'reminded', at: sentAt ?? plannedAt, personId, state }]
}

/** Settled before its digest left, it was told to nobody. */
function toldBy(step: TrailStep, digests: ReadonlyMap<string, TrailMessage>): TrailEntry[] {
  const { rung, unitId, personId, plannedAt, note, acknowledgedAt } = step
  const subject = parseSubjectKey(step.subject)
  if (subject === null || step.state === 'settled_before') return []
  const about = aboutOf(subject)
  if (personId === null || step.state === 'skipped') {
    return [{ kind: 'passed_over', at: plannedAt, rung, unitId, about, note: note ?? '' }]
  }
  const message = digests.get(`${step.digest} ${personId}`)
  const isTold = step.state === 'told' || step.state === 'closed'
  const state = message?.state ?? (isTold ? 'sent' : 'waiting')
  const at = message?.sentAt ?? plannedAt
  return [{ kind: 'told', at, personId, rung, unitId, about, state, acknowledgedAt }]
}

function aboutOf(subject: Subject): TrailSubject {
  switch (subject.kind) {
    case 'missing':
      return { kind: 'missing', regime: subject.regime, periodKey: subject.periodKey }
    case 'overdue':
      return { kind: 'overdue', due: subject.due }
    case 'obstacle':
      return { kind: 'obstacle' }
    default:
      return subject satisfies never
  }
}

/** Those that name the person as the one told, urged, instructed or asking: what an officer may see of it himself. */
export function trailOfPerson(entries: readonly TrailEntry[], personId: string): readonly TrailEntry[] {
  return entries.filter((entry) => {
    switch (entry.kind) {
      case 'instructed':
        return entry.toId === personId
      case 'asked':
        return entry.request.fromId === personId
      case 'changed':
      case 'obstacle_answered':
        return true
      case 'passed_over':
        return false
      default:
        return entry.personId === personId
    }
  })
}

/** One task's part in the periods its unit was silent about: what a missing report of the unit has to do with it. */
export interface TaskInTrail {
  readonly programmeId: string
  readonly unitIds: readonly string[]
  readonly regimes: readonly PeriodicRegime[]
  /** Complete filings of this task. */
  readonly filings: readonly {
    readonly unitId: string
    readonly periodKey: string
    readonly firstCompleteAt: Temporal.Instant
  }[]
  /** When the task was added. */
  readonly addedAt: Temporal.Instant
}

/** Whether a step about a unit's missing report was about this task too: it had not been reported by then. */
export function concernsTask(step: Pick<TrailStep, 'subject' | 'plannedAt'>, task: TaskInTrail): boolean {
  const subject = parseSubjectKey(step.subject)
  if (subject?.kind !== 'missing') return subject !== null
  const { programmeId, unitId, regime, periodKey } = subject
  if (programmeId !== task.programmeId || !task.unitIds.includes(unitId)) return false
  if (!task.regimes.includes(regime) || Temporal.Instant.compare(step.plannedAt, task.addedAt) < 0)
    return false
  return !task.filings.some(
    (filing) =>
      filing.unitId === unitId &&
      filing.periodKey === periodKey &&
      Temporal.Instant.compare(filing.firstCompleteAt, step.plannedAt) < 0,
  )
}

/** How often a unit was asked, and who of its leaders took note: for the explanation list. */
export function urgingOf(entries: readonly TrailEntry[], nameOf: (personId: string) => string) {
  const reminders = entries.flatMap((entry) =>
    (entry.kind === 'reminded' || entry.kind === 'urged') && entry.state === 'sent' ? [entry.at] : [],
  )
  const noted = new Map<string, { readonly name: string; readonly at: Temporal.Instant }>()
  for (const entry of entries) {
    if (entry.kind !== 'told' || entry.acknowledgedAt === null) continue
    const { personId, acknowledgedAt: at } = entry
    noted.set(`${personId} ${at}`, { name: nameOf(personId), at })
  }
  return {
    reminders: reminders.length,
    lastReminderAt: reminders.at(-1) ?? null,
    acknowledgements: [...noted.values()],
  }
}
