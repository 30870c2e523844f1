/** Obstacles: raised, answered, passed on, withdrawn; and read for `/vuongmac`. */
import type { Temporal } from 'temporal-polyfill'
import type { Change } from '../core/decision.ts'
import { addressedUnit } from '../core/directory/addressed-unit.ts'
import type { RaisedObstacle } from '../core/ports.ts'
import { instantAt } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { DecisionOutdated } from './decision-outdated.ts'
import type { ObstacleModel } from './generated/models.ts'
import { dbInstant, instant, oneOf } from './rows.ts'

const STATES = ['open', 'solved', 'withdrawn'] as const

/** Open ones these units raised or have to answer, oldest first; null: all. */
export async function loadOpenObstacles(
  tx: Transaction,
  unitIds: readonly string[] | null,
): Promise<readonly RaisedObstacle[]> {
  const within = { in: [...(unitIds ?? [])] }
  const concerned = unitIds === null ? {} : { OR: [{ unitId: within }, { addresseeUnitId: within }] }
  return named(
    tx,
    await tx.obstacle.findMany({ where: { state: 'open', ...concerned }, orderBy: { raisedAt: 'asc' } }),
  )
}

export async function loadObstacle(tx: Transaction, id: string): Promise<RaisedObstacle | null> {
  return (await named(tx, await tx.obstacle.findMany({ where: { id } })))[0] ?? null
}

async function named(tx: Transaction, rows: readonly ObstacleModel[]): Promise<readonly RaisedObstacle[]> {
  const unitIds = rows.flatMap((row) => [
    row.unitId,
    ...(row.addresseeUnitId === null ? [] : [row.addresseeUnitId]),
  ])
  const units = new Map(
    (await tx.unit.findMany({ where: { id: { in: unitIds } } })).map((row) => [row.id, row.shortName]),
  )
  const taskIds = rows.map((row) => row.taskId)
  const tasks = new Map(
    (await tx.task.findMany({ where: { id: { in: taskIds } } })).map((row) => [row.id, row.code]),
  )
  const people = rows.flatMap((row) => [row.raisedBy, ...(row.answeredBy === null ? [] : [row.answeredBy])])
  const names = new Map(
    (await tx.person.findMany({ where: { id: { in: people } } })).map((row) => [row.id, row.name]),
  )
  return rows.map((row) => ({
    id: row.id,
    code: tasks.get(row.taskId) ?? '',
    unit: units.get(row.unitId) ?? '',
    text: row.text,
    proposal: row.proposal,
    addresseeWords: row.addressee,
    addresseeUnitId: row.addresseeUnitId,
    addressee: row.addresseeUnitId === null ? null : (units.get(row.addresseeUnitId) ?? null),
    raisedAt: instant(row.raisedAt),
    raisedBy: { id: row.raisedBy, name: names.get(row.raisedBy) ?? '' },
    state: oneOf(STATES, row.state, 'open'),
    answer: row.answer,
    answeredBy: row.answeredBy === null ? null : (names.get(row.answeredBy) ?? null),
  }))
}

export async function writeObstacles(tx: Transaction, changes: readonly Change[]): Promise<void> {
  await writeRaised(tx, changes)
  for (const change of changes) {
    switch (change.kind) {
      case 'obstacle_answered': {
        const { count } = await tx.obstacle.updateMany({
          where: { id: change.id, state: 'open' },
          data: {
            state: 'solved',
            answer: change.answer,
            answeredBy: change.personId,
            answeredAt: dbInstant(change.at),
          },
        })
        if (count === 0) throw new DecisionOutdated(`obstacle ${change.id} was closed meanwhile`)
        break
      }
      case 'obstacle_passed_on': {
        const { count } = await tx.obstacle.updateMany({
          where: { id: change.id, state: 'open', addresseeUnitId: change.fromUnitId },
          data: { addresseeUnitId: change.toUnitId },
        })
        if (count === 0) throw new DecisionOutdated(`obstacle ${change.id} was moved meanwhile`)
        break
      }
      case 'obstacle_cancelled':
        await tx.obstacle.updateMany({
          where: { reportId: change.reportId, state: 'open' },
          data: { state: 'withdrawn', answeredBy: change.personId, answeredAt: dbInstant(change.at) },
        })
        break
      case 'obstacles_withdrawn':
        await tx.obstacle.updateMany({
          where: { taskId: change.taskId, unitId: change.unitId, state: 'open' },
          data: { state: 'withdrawn', answeredBy: change.personId, answeredAt: dbInstant(change.at) },
        })
        break
      default:
        break
    }
  }
}

/** The clock runs against the unit named, where the directory knows exactly one of that name. */
async function writeRaised(tx: Transaction, changes: readonly Change[]): Promise<void> {
  const raised = changes.filter((change) => change.kind === 'obstacle_raised')
  if (raised.length === 0) return
  const units = raised.some(({ content }) => content.addressee !== null)
    ? await tx.unit.findMany({ where: { validTo: null } })
    : []
  await tx.obstacle.createMany({
    data: raised.map(({ id, taskId, unitId, reportId, content, at, personId }) => ({
      id,
      taskId,
      unitId,
      reportId,
      text: content.obstacle ?? '',
      cause: content.cause,
      proposal: content.proposal,
      addressee: content.addressee,
      addresseeUnitId: content.addressee === null ? null : addressedUnit(content.addressee, units),
      raisedAt: dbInstant(at),
      raisedBy: personId,
    })),
  })
}

/** Open ones of these tasks by task and unit, in their words. */
export async function loadOpenTexts(
  tx: Transaction,
  taskIds: readonly string[],
): Promise<readonly { readonly taskId: string; readonly unitId: string; readonly text: string }[]> {
  return tx.obstacle.findMany({
    where: { taskId: { in: [...taskIds] }, state: 'open' },
    select: { taskId: true, unitId: true, text: true },
  })
}

/** By task and unit the oldest that waited for an answer at the end of that day, and still does or did so then. */
export async function loadWaitingObstacles(
  tx: Transaction,
  taskIds: readonly string[],
  day: Temporal.PlainDate,
  zone: string,
): Promise<ReadonlyMap<string, { readonly text: string; readonly proposal: string | null }>> {
  const end = dbInstant(instantAt(day.add({ days: 1 }), '00:00', zone))
  const rows = await tx.obstacle.findMany({
    where: {
      taskId: { in: [...taskIds] },
      raisedAt: { lt: end },
      OR: [{ state: 'open' }, { answeredAt: { gte: end } }],
    },
    select: { taskId: true, unitId: true, text: true, proposal: true },
    orderBy: { raisedAt: 'desc' },
  })
  return new Map(rows.map(({ taskId, unitId, ...obstacle }) => [`${taskId}/${unitId}`, obstacle]))
}
