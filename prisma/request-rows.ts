/** Requests to the coordinators: filed, read, decided; and what a decision makes of a task, with its history. */
import type { Change } from '../core/decision.ts'
import { type FiledRequest, REQUEST_KINDS, REQUEST_STATES } from '../core/task/request.ts'
import type { Transaction } from './commit.ts'
import { DecisionOutdated } from './decision-outdated.ts'
import type { TaskRequestModel } from './generated/models.ts'
import { dbDate, dbInstant, instant, oneOf, optionalDate, optionalInstant } from './rows.ts'

export async function loadRequest(tx: Transaction, id: string): Promise<FiledRequest | null> {
  return (await named(tx, await tx.taskRequest.findMany({ where: { id } })))[0] ?? null
}

export async function loadOpenRequests(tx: Transaction): Promise<readonly FiledRequest[]> {
  return named(tx, await tx.taskRequest.findMany({ where: { state: 'open' }, orderBy: { at: 'asc' } }))
}

/** All about a task, oldest first. */
export async function loadTaskRequests(tx: Transaction, taskId: string): Promise<readonly FiledRequest[]> {
  return named(tx, await tx.taskRequest.findMany({ where: { taskId }, orderBy: { at: 'asc' } }))
}

async function named(tx: Transaction, rows: readonly TaskRequestModel[]): Promise<readonly FiledRequest[]> {
  const ids = (key: 'taskId' | 'unitId' | 'decidedById') => rows.flatMap((row) => row[key] ?? [])
  const tasks = new Map(
    (await tx.task.findMany({ where: { id: { in: ids('taskId') } } })).map((row) => [row.id, row]),
  )
  const units = new Map(
    (await tx.unit.findMany({ where: { id: { in: ids('unitId') } } })).map((row) => [row.id, row.shortName]),
  )
  const people = [...rows.map((row) => row.fromId), ...ids('decidedById')]
  const names = new Map(
    (await tx.person.findMany({ where: { id: { in: people } } })).map((row) => [row.id, row.name]),
  )
  return rows.map((row) => {
    const task = tasks.get(row.taskId ?? '')
    return {
      id: row.id,
      kind: oneOf(REQUEST_KINDS, row.kind, 'handover'),
      taskId: row.taskId,
      unitId: row.unitId,
      fromId: row.fromId,
      text: row.text,
      dueBefore: optionalDate(row.dueBefore),
      dueWanted: optionalDate(row.dueWanted),
      at: instant(row.at),
      state: oneOf(REQUEST_STATES, row.state, 'open'),
      task: task === undefined ? null : { code: task.code, title: task.title },
      unit: units.get(row.unitId ?? '') ?? '',
      from: names.get(row.fromId) ?? '',
      decidedBy: row.decidedById === null ? null : (names.get(row.decidedById) ?? null),
      decidedAt: optionalInstant(row.decidedAt),
    }
  })
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

export async function writeRequests(tx: Transaction, changes: readonly Change[]): Promise<void> {
  const made = changes.filter((change) => change.kind === 'request_made')
  if (made.length > 0) {
    await tx.taskRequest.createMany({
      data: made.map(({ request }) => ({
        ...request,
        dueBefore: request.dueBefore === null ? null : dbDate(request.dueBefore),
        dueWanted: request.dueWanted === null ? null : dbDate(request.dueWanted),
        at: dbInstant(request.at),
      })),
      // Asked again on the same day, it is the same request.
      skipDuplicates: true,
    })
  }
  for (const change of changes) {
    if (change.kind === 'request_decided') await writeDecided(tx, change)
    if (change.kind === 'task_due_moved') await writeDueMoved(tx, change)
    if (change.kind === 'task_reassigned') await writeReassigned(tx, change)
  }
}

async function writeDecided(
  tx: Transaction,
  { id, state, personId, at }: Of<'request_decided'>,
): Promise<void> {
  const { count } = await tx.taskRequest.updateMany({
    where: { id, state: 'open' },
    data: { state, decidedById: personId, decidedAt: dbInstant(at) },
  })
  if (count === 0) throw new DecisionOutdated(`request ${id} was decided meanwhile`)
}

async function writeDueMoved(tx: Transaction, change: Of<'task_due_moved'>): Promise<void> {
  const { id, taskId, before, after, reason, personId, at } = change
  const { count } = await tx.task.updateMany({
    where: { id: taskId, due: before === null ? null : dbDate(before) },
    data: { due: dbDate(after), dueKind: 'date' },
  })
  if (count === 0) throw new DecisionOutdated(`the deadline of ${taskId} was moved meanwhile`)
  await tx.taskChange.create({
    data: {
      id,
      taskId,
      at: dbInstant(at),
      personId,
      field: 'due',
      before: before?.toString() ?? null,
      after: after.toString(),
      reason,
    },
  })
}

/** A unit that only coordinated takes the lead: its old part gives way to the new one. */
async function writeReassigned(tx: Transaction, change: Of<'task_reassigned'>): Promise<void> {
  const { id, taskId, before, after, personId, at } = change
  const hasMoved = before.unitId !== after.unitId
  if (hasMoved) {
    await tx.assignment.deleteMany({ where: { taskId, unitId: after.unitId, role: 'coordinate' } })
  }
  const { count } = await tx.assignment.updateMany({
    where: { taskId, unitId: before.unitId, role: 'lead', officerId: before.officerId },
    data: { unitId: after.unitId, officerId: after.officerId, since: dbInstant(at) },
  })
  if (count === 0)
    throw new DecisionOutdated(`the part of ${before.unitId} in ${taskId} was given away meanwhile`)
  await tx.taskChange.create({
    data: {
      id,
      taskId,
      at: dbInstant(at),
      personId,
      field: hasMoved ? 'lead' : 'officer',
      before: hasMoved ? before.unitId : before.officerId,
      after: hasMoved ? after.unitId : after.officerId,
    },
  })
}
