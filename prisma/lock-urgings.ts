/** What was done in a window of time to get units' reports: from steps, digests, reminders and urgings, for many units at once. */
import { type TrailMessage, type TrailStep, trailOf } from '../core/escalation/trail.ts'
import type { LockRecords, LockWindow } from '../core/lock/lock-records.ts'
import { urgingLog } from '../core/lock/urging-log.ts'
import type { UrgingLog } from '../core/summary/explanation.ts'
import type { Transaction } from './commit.ts'
import { dbInstant, groupBy } from './rows.ts'
import { digestIn, messageOf, names, stepOf } from './trail-rows.ts'

type Lacking = Parameters<LockRecords['urgings']>[1]

export async function loadUrgings(
  tx: Transaction,
  programmeId: string,
  lacking: Lacking,
  window: LockWindow,
): Promise<readonly UrgingLog[]> {
  if (lacking.size === 0) return []
  const steps = groupBy(await loadSteps(tx, lacking, window), ({ unitId }) => unitId)
  const digests = await loadDigests(tx, [...steps.values()].flat())
  const reminders = await loadReminders(tx, lacking, window)
  const people = await tx.person.findMany({ select: { id: true, name: true } })
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  return [...lacking].map(([unitId, tasks]) => {
    const ids = new Set(tasks.map(({ id }) => id))
    const own = (steps.get(unitId) ?? []).filter(
      ({ subject, taskId }) =>
        subject.startsWith(`missing:${programmeId}:${unitId}:`) || (taskId !== null && ids.has(taskId)),
    )
    const entries = trailOf({
      steps: own,
      messages: [...digests, ...(reminders.get(unitId) ?? [])],
      directives: [],
      requests: [],
      changes: [],
      obstacles: [],
    })
    return urgingLog(unitId, entries, window, (id) => nameOf.get(id) ?? '')
  })
}

type StepOfTask = TrailStep & { readonly taskId: string | null }

async function loadSteps(
  tx: Transaction,
  lacking: Lacking,
  { from, until }: LockWindow,
): Promise<readonly StepOfTask[]> {
  const rows = await tx.escalationStep.findMany({
    where: {
      unitId: { in: [...lacking.keys()] },
      plannedAt: { gte: dbInstant(from), lt: dbInstant(until) },
    },
    orderBy: { plannedAt: 'asc' },
  })
  return rows.map((row) => ({ ...stepOf(row), taskId: row.taskId }))
}

async function loadDigests(tx: Transaction, steps: readonly TrailStep[]): Promise<readonly TrailMessage[]> {
  const digests = [...new Set(steps.flatMap(({ digest }) => digest ?? []))]
  if (digests.length === 0) return []
  const ids = await tx.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "outbox_message" WHERE "payload"->>'digest' = ANY(${digests})`
  const rows = await tx.outboxMessage.findMany({ where: { id: { in: ids.map(({ id }) => id) } } })
  return rows.map((row) => messageOf(row, 'digest', digestIn(row.payload)))
}

/** Those whose words name a task that lacks information; an urging names none, but means all that is missing. */
async function loadReminders(
  tx: Transaction,
  lacking: Lacking,
  { from, until }: LockWindow,
): Promise<ReadonlyMap<string, readonly TrailMessage[]>> {
  const posts = await tx.post.findMany({
    where: { unitId: { in: [...lacking.keys()] }, role: 'officer' },
    select: { unitId: true, personId: true },
  })
  const sent = await tx.outboxMessage.findMany({
    where: {
      personId: { in: posts.map(({ personId }) => personId) },
      sentAt: { gte: dbInstant(from), lt: dbInstant(until) },
      OR: [{ lane: 'reminder' }, { identity: { startsWith: 'urge:' } }],
    },
    orderBy: { sentAt: 'asc' },
  })
  const ofPerson = groupBy(sent, ({ personId }) => personId ?? '')
  return new Map(
    [...lacking].map(([unitId, tasks]): [string, readonly TrailMessage[]] => {
      const own = new Set(posts.filter((post) => post.unitId === unitId).map(({ personId }) => personId))
      const rows = [...own].flatMap((personId) => ofPerson.get(personId) ?? [])
      return [
        unitId,
        rows.flatMap((row): TrailMessage[] => {
          if (row.identity.startsWith('urge:')) return [messageOf(row, 'urge', null)]
          const isNamed = tasks.some(({ code }) => names(row.sent, code))
          return isNamed ? [messageOf(row, 'reminder', null)] : []
        }),
      ]
    }),
  )
}
