/** Writes what a list brings, changes and drops: tasks with their parts, each change with its reason (ledger 36, 37). */
import type { Temporal } from 'temporal-polyfill'
import type { ChangedTask, Difference, PlannedTask } from '../../core/import/compare-task-list.ts'
import type { ExistingTask } from '../../core/import/ports.ts'
import type { TaskRow } from '../../core/import/reading.ts'
import type { Transaction } from '../commit.ts'
import { dbDate, dbInstant, json } from '../rows.ts'
import type { UnitBook } from './units.ts'

export interface ImportRoom {
  readonly tx: Transaction
  readonly at: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly newId: () => string
  readonly personId: string | null
  readonly programmeId: string
  readonly units: UnitBook
  /** Why, and by which document. */
  readonly order: { readonly reason: string | null; readonly documentId: string | null }
}

/** At the end of the list so far, in their own order. */
export async function writeAdded(
  room: ImportRoom,
  added: readonly (PlannedTask & { readonly id: string })[],
  officerOfTask: ReadonlyMap<string, string>,
): Promise<void> {
  const { tx, newId, at, programmeId, units } = room
  const since = dbInstant(at)
  const { _max } = await tx.task.aggregate({ where: { programmeId }, _max: { position: true } })
  const first = (_max.position ?? -1) + 1
  await tx.task.createMany({
    data: added.map(({ id, code, task }, index) => ({
      ...columnsOf(task),
      id,
      programmeId,
      code,
      stateSince: since,
      addedAt: since,
      position: first + index,
    })),
  })
  await tx.milestone.createMany({ data: added.flatMap(({ id, task }) => milestonesOf(task, id, newId)) })
  await tx.assignment.createMany({
    data: added.flatMap(({ id, task }) =>
      units.partsOf(task).map((part, position) => ({
        ...part,
        taskId: id,
        position,
        officerId: part.role === 'lead' ? (officerOfTask.get(id) ?? null) : null,
      })),
    ),
  })
  await writeAudit(
    room,
    'task_imported',
    added.map(({ id, code, task }) => ({ id, after: { code, title: task.title } })),
  )
}

export async function writeChanged(room: ImportRoom, changed: readonly ChangedTask[]): Promise<void> {
  const { tx, newId, at, programmeId } = room
  const ids = await idsByCode(room, changed)
  for (const { code, task, differences } of changed) {
    const id = ids.get(code) ?? ''
    const fields = new Set(differences.map(({ field }) => field))
    const returns = fields.has('state') ? { state: 'open', stateSince: dbInstant(at) } : {}
    await tx.task.update({
      where: { programmeId_code: { programmeId, code } },
      data: { ...columnsOf(task), ...returns },
    })
    if (fields.has('lead') || fields.has('coord')) await replaceParts(room, id, task)
    if (fields.has('due') || fields.has('dueKind')) {
      await tx.milestone.deleteMany({ where: { taskId: id, doneAt: null } })
      await tx.milestone.createMany({ data: milestonesOf(task, id, newId) })
    }
  }
  await writeDifferences(
    room,
    changed.map(({ code, differences }) => ({ id: ids.get(code) ?? '', differences })),
    'task_changed',
  )
}

export async function writeGone(room: ImportRoom, gone: readonly ExistingTask[]): Promise<void> {
  const ids = await idsByCode(room, gone)
  await room.tx.task.updateMany({
    where: { id: { in: [...ids.values()] } },
    data: { state: 'removed', stateSince: dbInstant(room.at) },
  })
  await writeDifferences(
    room,
    gone.map(({ code, state }) => ({
      id: ids.get(code) ?? '',
      differences: [{ field: 'state', before: state, after: 'removed' }],
    })),
    'task_removed',
  )
}

async function idsByCode(
  { tx, programmeId }: ImportRoom,
  tasks: readonly { readonly code: string }[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.task.findMany({
    where: { programmeId, code: { in: tasks.map(({ code }) => code) } },
    select: { id: true, code: true },
  })
  return new Map(rows.map(({ id, code }) => [code, id]))
}

/** Who stays keeps the officer that reports for him. */
async function replaceParts({ tx, units }: ImportRoom, taskId: string, task: TaskRow): Promise<void> {
  const before = await tx.assignment.findMany({ where: { taskId, role: 'lead' } })
  const officers = new Map(before.map(({ unitId, officerId }) => [unitId, officerId]))
  await tx.assignment.deleteMany({ where: { taskId } })
  await tx.assignment.createMany({
    data: units.partsOf(task).map((part, position) => ({
      ...part,
      taskId,
      position,
      officerId: part.role === 'lead' ? (officers.get(part.unitId) ?? null) : null,
    })),
  })
}

interface Changed {
  readonly id: string
  readonly differences: readonly Difference[]
}

async function writeDifferences(
  room: ImportRoom,
  changed: readonly Changed[],
  action: string,
): Promise<void> {
  const { tx, newId, at, personId, order } = room
  await tx.taskChange.createMany({
    data: changed.flatMap(({ id, differences }) =>
      differences.map((difference) => ({
        ...difference,
        ...order,
        id: newId(),
        taskId: id,
        at: dbInstant(at),
        personId,
      })),
    ),
  })
  const values = (differences: readonly Difference[], side: 'before' | 'after') =>
    Object.fromEntries(differences.map((difference) => [difference.field, difference[side]]))
  await writeAudit(
    room,
    action,
    changed.map(({ id, differences }) => ({
      id,
      before: values(differences, 'before'),
      after: { ...values(differences, 'after'), reason: order.reason },
    })),
  )
}

async function writeAudit(
  { tx, newId, at, personId }: ImportRoom,
  action: string,
  entries: readonly { readonly id: string; readonly before?: unknown; readonly after: unknown }[],
): Promise<void> {
  await tx.auditEntry.createMany({
    data: entries.map(({ id, before, after }) => ({
      id: newId(),
      at: dbInstant(at),
      personId,
      action,
      subject: id,
      ...(before === undefined ? {} : { before: json(before) }),
      after: json(after),
    })),
  })
}

function columnsOf(task: TaskRow) {
  return {
    outline: task.outline,
    groupName: task.group,
    title: task.title,
    due: task.due && dbDate(task.due),
    dueKind: task.dueKind,
    dueRaw: task.dueRaw,
    startOn: task.start && dbDate(task.start),
    product: task.product,
    authority: task.authority,
    resources: task.resources,
    targetValue: task.target?.value ?? null,
    targetUnit: task.target?.unit ?? null,
    targetOp: task.target?.op ?? null,
    regimes: [...task.regimes],
    note: task.note,
  }
}

function milestonesOf(task: TaskRow, taskId: string, newId: () => string) {
  return task.milestones.map(({ name, due }, position) => ({
    id: newId(),
    taskId,
    name: name ?? `Đợt ${position + 1}`,
    due: dbDate(due),
    position,
  }))
}
