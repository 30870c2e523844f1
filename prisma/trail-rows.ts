/** What the trail of a task is drawn from: steps, messages, instructions, requests, changes, answers. */
import type { Temporal } from 'temporal-polyfill'
import {
  concernsTask,
  type DeliveryState,
  type TaskInTrail,
  type TrailChange,
  type TrailMessage,
  type TrailSources,
  type TrailStep,
} from '../core/escalation/trail.ts'
import type { TaskTrail } from '../core/ports.ts'
import { regimesFollowed } from '../core/programme/awaited.ts'
import { foldWords } from '../core/talk/fold-words.ts'
import type { Transaction } from './commit.ts'
import { loadProgrammes } from './directory-rows.ts'
import type { EscalationStepModel, OutboxMessageModel } from './generated/models.ts'
import { loadTaskRequests } from './request-rows.ts'
import { dbInstant, instant, oneOf, optionalInstant } from './rows.ts'
import { STEP_STATES } from './snapshot-loader.ts'
import { taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

const DAYS_BACK = 60

/** Of the last 60 days. */
export async function loadTrail(
  tx: Transaction,
  taskId: string,
  now: Temporal.Instant,
): Promise<TaskTrail | null> {
  const row = await tx.task.findUnique({ where: { id: taskId }, include: WITH_ASSIGNMENTS })
  const programme = (await loadProgrammes(tx)).find(({ id }) => id === row?.programmeId)
  if (row === null || programme === undefined) return null
  const task = taskOf(row)
  const unitIds = task.assignments.filter(({ role }) => role === 'lead').map(({ unitId }) => unitId)
  const since = dbInstant(now.subtract({ hours: DAYS_BACK * 24 }))
  const filings = await tx.filing.findMany({ where: { taskId, firstCompleteAt: { not: null } } })
  const scope: TaskInTrail = {
    programmeId: programme.id,
    unitIds,
    regimes: regimesFollowed(programme.settings.regimes, task.regimes),
    filings: filings.flatMap(({ unitId, periodKey, firstCompleteAt: at }) =>
      at === null ? [] : [{ unitId, periodKey, firstCompleteAt: instant(at) }],
    ),
    addedAt: task.addedAt,
  }
  const steps = await loadSteps(tx, taskId, scope, since)
  const officerIds = await loadOfficerIds(tx, taskId, unitIds)
  const sources: TrailSources = {
    steps,
    messages: [...(await loadDigests(tx, steps)), ...(await loadReminders(tx, officerIds, task.code, since))],
    directives: await loadDirectives(tx, steps),
    requests: await loadTaskRequests(tx, taskId),
    changes: await loadChanges(tx, taskId),
    obstacles: (await tx.obstacle.findMany({ where: { taskId } })).map((obstacle) => ({
      text: obstacle.text,
      answer: obstacle.answer,
      answeredById: obstacle.answeredBy,
      answeredAt: optionalInstant(obstacle.answeredAt),
    })),
  }
  return { sources, names: await loadNames(tx, sources) }
}

async function loadSteps(
  tx: Transaction,
  taskId: string,
  scope: TaskInTrail,
  since: Date,
): Promise<readonly TrailStep[]> {
  const rows = await tx.escalationStep.findMany({
    where: {
      plannedAt: { gte: since },
      OR: [
        { taskId },
        ...scope.unitIds.map((unitId) => ({
          unitId,
          subject: { startsWith: `missing:${scope.programmeId}:${unitId}:` },
        })),
      ],
    },
    orderBy: { plannedAt: 'asc' },
  })
  return rows.map(stepOf).filter((step) => concernsTask(step, scope))
}

export function stepOf(row: EscalationStepModel): TrailStep {
  return {
    id: row.id,
    subject: row.subject,
    rung: row.rung,
    personId: row.personId === '' ? null : row.personId,
    unitId: row.unitId,
    digest: row.digest,
    note: row.note,
    state: oneOf(STEP_STATES, row.state, 'told'),
    plannedAt: instant(row.plannedAt),
    acknowledgedAt: optionalInstant(row.acknowledgedAt),
    quietUntil: optionalInstant(row.quietUntil),
  }
}

// ───────────────────────────────────────────── messages

const DELIVERY: Readonly<Record<string, DeliveryState>> = {
  pending: 'waiting',
  sending: 'waiting',
  unknown: 'sent',
  sent: 'sent',
  failed: 'failed',
  unreachable: 'unreachable',
  cancelled: 'dropped',
}

export function messageOf(
  row: OutboxMessageModel,
  of: TrailMessage['of'],
  digest: string | null,
): TrailMessage {
  return {
    of,
    digest,
    personId: row.personId ?? '',
    plannedAt: instant(row.createdAt),
    sentAt: optionalInstant(row.sentAt),
    state: DELIVERY[row.state] ?? 'failed',
  }
}

async function loadDigests(tx: Transaction, steps: readonly TrailStep[]): Promise<readonly TrailMessage[]> {
  const digests = [...new Set(steps.flatMap(({ digest }) => digest ?? []))]
  if (digests.length === 0) return []
  // By person and lane, which have an index: the outbox of a province holds millions.
  const personIds = [...new Set(steps.flatMap(({ personId }) => personId ?? []))]
  const rows = await tx.outboxMessage.findMany({
    where: {
      personId: { in: personIds },
      lane: { in: ['escalation', 'reminder'] },
      OR: digests.map((digest) => ({ payload: { path: ['digest'], equals: digest } })),
    },
  })
  return rows.map((row) => messageOf(row, 'digest', digestIn(row.payload)))
}

export function digestIn(payload: OutboxMessageModel['payload']): string | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null
  return typeof payload['digest'] === 'string' ? payload['digest'] : null
}

/** Those whose words name the task; an urging names none, but means all that is missing. */
async function loadReminders(
  tx: Transaction,
  officerIds: readonly string[],
  code: string,
  since: Date,
): Promise<readonly TrailMessage[]> {
  const rows = await tx.outboxMessage.findMany({
    where: {
      personId: { in: [...officerIds] },
      createdAt: { gte: since },
      OR: [{ lane: 'reminder' }, { identity: { startsWith: 'urge:' } }],
    },
    orderBy: { createdAt: 'asc' },
  })
  return rows.flatMap((row) => {
    if (row.identity.startsWith('urge:')) return [messageOf(row, 'urge', null)]
    return names(row.sent, code) ? [messageOf(row, 'reminder', null)] : []
  })
}

export function names(sent: OutboxMessageModel['sent'], code: string): boolean {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return false
  const text = typeof sent['text'] === 'string' ? sent['text'] : ''
  return ` ${foldWords(text).replace(/[^a-z0-9./-]+/g, ' ')} `.includes(` ${foldWords(code)} `)
}

/** Whoever had to report on it: by post, by name, or by having done so. */
async function loadOfficerIds(
  tx: Transaction,
  taskId: string,
  unitIds: readonly string[],
): Promise<readonly string[]> {
  const posts = await tx.post.findMany({ where: { unitId: { in: [...unitIds] }, role: 'officer' } })
  const parts = await tx.assignment.findMany({ where: { taskId, officerId: { not: null } } })
  const reports = await tx.report.findMany({
    where: { taskId },
    select: { personId: true },
    distinct: ['personId'],
  })
  const ids = [
    ...posts.map(({ personId }) => personId),
    ...parts.flatMap(({ officerId }) => officerId ?? []),
    ...reports.map(({ personId }) => personId),
  ]
  return [...new Set(ids)]
}

// ───────────────────────────────────────────── what was answered and decided

async function loadDirectives(
  tx: Transaction,
  steps: readonly TrailStep[],
): Promise<TrailSources['directives']> {
  const subjects = [...new Set(steps.map(({ subject }) => subject))]
  const rows = await tx.directive.findMany({ where: { subject: { in: subjects } } })
  return rows.map(({ fromId, toId, text, answer, ...row }) => ({
    fromId,
    toId,
    text,
    answer,
    at: instant(row.at),
    readAt: optionalInstant(row.readAt),
    answeredAt: optionalInstant(row.answeredAt),
  }))
}

const FIELDS = ['due', 'officer', 'lead'] as const

/** Officers and units by name. */
async function loadChanges(tx: Transaction, taskId: string): Promise<readonly TrailChange[]> {
  const rows = await tx.taskChange.findMany({ where: { taskId, field: { in: [...FIELDS] } } })
  const ids = rows.flatMap(({ before, after }) => [before ?? '', after ?? ''])
  const units = await tx.unit.findMany({ where: { id: { in: ids } } })
  const people = await tx.person.findMany({ where: { id: { in: ids } } })
  const nameOf = new Map([
    ...units.map(({ id, shortName }) => [id, shortName] as const),
    ...people.map(({ id, name }) => [id, name] as const),
  ])
  const named = (value: string | null) => (value === null ? null : (nameOf.get(value) ?? value))
  return rows.map((row) => ({
    field: oneOf(FIELDS, row.field, 'due'),
    before: named(row.before),
    after: named(row.after),
    personId: row.personId,
    at: instant(row.at),
  }))
}

async function loadNames(
  tx: Transaction,
  { steps, messages, directives, changes, obstacles }: TrailSources,
): Promise<ReadonlyMap<string, string>> {
  const ids = [
    ...steps.flatMap(({ personId }) => personId ?? []),
    ...messages.map(({ personId }) => personId),
    ...directives.flatMap(({ fromId, toId }) => [fromId, toId]),
    ...changes.flatMap(({ personId }) => personId ?? []),
    ...obstacles.flatMap(({ answeredById }) => answeredById ?? []),
  ]
  const rows = await tx.person.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(rows.map(({ id, name }) => [id, name]))
}
