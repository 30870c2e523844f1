/** Task lists in the database: the state an import is compared with, and its plan carried out in one transaction. */
import type { Temporal } from 'temporal-polyfill'
import type { TaskListTaken } from '../core/decision.ts'
import type { ImportPlan } from '../core/import/compare-task-list.ts'
import { planPeople } from '../core/import/plan-people.ts'
import type { ExistingTask, ImportApproval, ImportBase, TaskListStore } from '../core/import/ports.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { DecisionOutdated } from './decision-outdated.ts'
import { validOn } from './directory-rows.ts'
import type { PrismaClient } from './generated/client.ts'
import { loadKnownPeople, peopleSources, writePeoplePlan } from './import/people.ts'
import { writeOrder, writeProgramme } from './import/programme.ts'
import { type ImportRoom, writeAdded, writeChanged, writeGone } from './import/tasks.ts'
import { createUnitBook } from './import/units.ts'
import { dbDate } from './rows.ts'
import { taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

export interface TaskListStoreOptions {
  readonly client: PrismaClient
  readonly now: () => Temporal.Instant
  readonly zone: string
  readonly newId: () => string
  /** Who imports; null: from the terminal. */
  readonly personId: string | null
}

/**
 * `apply` carries out a plan made from the last `load` of this store, and throws `DecisionOutdated` where somebody has
 * changed tasks, units or officers since. A programme that is not there yet begins with its first list.
 */
export function createTaskListStore(options: TaskListStoreOptions): TaskListStore {
  const { client, zone, now } = options
  let loaded: { readonly code: string; readonly print: string } | null = null
  return {
    async load(programmeCode) {
      const today = localDate(now(), zone)
      const base = await client.$transaction((tx) => loadImportBase(tx, programmeCode, today))
      loaded = { code: programmeCode, print: JSON.stringify(base) }
      return base
    },
    async apply(plan, approval) {
      const premise = loaded
      if (premise === null) throw new Error('a plan is applied to what was loaded before')
      if (plan.needsReason && !approval.reason?.trim()) throw new Error('this plan needs a reason')
      const at = now()
      const outcome = await client.$transaction((tx) =>
        takeOver({ ...options, tx, at, today: localDate(at, zone) }, premise, plan, approval),
      )
      loaded = null
      return outcome
    },
  }
}

type Scene = Pick<ImportRoom, 'tx' | 'at' | 'today' | 'newId' | 'personId'>

/** Lists that were decided on in a conversation, inside its transaction. */
export async function takeTaskLists(
  tx: Transaction,
  lists: readonly TaskListTaken[],
  { zone, newId }: Pick<TaskListStoreOptions, 'zone' | 'newId'>,
): Promise<void> {
  for (const { programmeCode, base, plan, approval, personId, at } of lists) {
    const scene: Scene = { tx, newId, personId, at, today: localDate(at, zone) }
    await takeOver(scene, { code: programmeCode, print: JSON.stringify(base) }, plan, approval)
  }
}

/** Throws `DecisionOutdated` where the state is another than the one compared with. */
async function takeOver(
  scene: Scene,
  { code, print }: { readonly code: string; readonly print: string },
  plan: ImportPlan,
  approval: ImportApproval,
) {
  await scene.tx.$queryRaw`SELECT "id" FROM "programme" WHERE "code" = ${code} FOR UPDATE`
  if (JSON.stringify(await loadImportBase(scene.tx, code, scene.today)) !== print) {
    throw new DecisionOutdated(`programme ${code} has changed since it was compared`)
  }
  return carryOut(scene, code, plan, approval)
}

async function carryOut(scene: Scene, code: string, plan: ImportPlan, approval: ImportApproval) {
  const rows = [...plan.added, ...plan.changed].map(({ task }) => task)
  const units = await createUnitBook(scene, [
    ...rows.flatMap((row) => [...row.lead, ...row.coord]),
    ...plan.officers.flatMap(({ unit }) => unit ?? []),
  ])
  const programmeId = await writeProgramme(scene, code, plan.source)
  const order = { reason: approval.reason, documentId: await writeOrder(scene, approval.document) }
  const room: ImportRoom = { ...scene, programmeId, units, order }
  const added = plan.added.map((planned) => ({ ...planned, id: scene.newId() }))
  const sources = peopleSources(added, plan.officers, units)
  const people = planPeople(sources, await loadKnownPeople(scene.tx, scene.today), scene.newId)
  await writePeoplePlan(room, people)
  await writeAdded(room, added, people.officerOfTask)
  await writeChanged(room, plan.changed)
  await writeGone(room, plan.gone)
  return {
    added: plan.added.length,
    changed: plan.changed.length,
    removed: plan.gone.length,
    officers: people.officers,
  }
}

/** What a list for that programme is compared with. */
export async function loadImportBase(
  tx: Transaction,
  programmeCode: string,
  today: Temporal.PlainDate,
): Promise<ImportBase> {
  const valid = validOn(dbDate(today))
  const units = await tx.unit.findMany({ where: valid, orderBy: { id: 'asc' } })
  const tasks = await tx.task.findMany({
    where: { programme: { code: programmeCode } },
    include: WITH_ASSIGNMENTS,
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const posts = await tx.post.findMany({
    where: { role: { in: ['officer', 'supervisor'] }, ...valid },
    include: { person: true, unit: true },
    orderBy: { id: 'asc' },
  })
  return {
    directory: units.map(({ id, name, shortName, aliases }) => ({ id, name, shortName, aliases })),
    existing: tasks.map((row) => existingTask(taskOf(row))),
    officers: posts.map(({ person, unit }) => ({
      name: person.name,
      unit: unit.name,
      title: person.title,
      phone: person.phone,
    })),
  }
}

function existingTask(task: ReturnType<typeof taskOf>): ExistingTask {
  const named = (role: 'lead' | 'coordinate') =>
    task.assignments.filter((part) => part.role === role).map((part) => part.unitName)
  const { code, outline, group, title, due, dueKind, product, authority, resources, target, regimes, state } =
    task
  return {
    code,
    outline,
    group,
    title,
    lead: named('lead'),
    coord: named('coordinate'),
    due,
    dueKind,
    product,
    authority,
    resources,
    target,
    regimes,
    state,
  }
}
