/**
 * The sample programme for the console demo: the packaged list of Decision 1841-QĐ/TU with invented people.
 *
 * The list is of 2025, so its dates are moved to the day of `now`: by whole weeks as a whole, but for a few tasks that
 * are overdue or due within a week of that day (demo/deadlines.ts). All of it follows from `now`, `zone` and the
 * packaged holidays alone; tasks entered 30 days before `now`, the last reports are of the two working days before it.
 */
import { Temporal } from 'temporal-polyfill'
import { kindOfName, shortNameOf } from '../core/import/new-unit.ts'
import { codeOf, type TaskRow } from '../core/import/reading.ts'
import { createWorkCalendar, type WorkCalendar } from '../core/programme/calendar.ts'
import { programmeSettings } from '../core/programme/settings.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { demoDeadline } from './demo/deadlines.ts'
import { COLLECTIVE_LEADS, DEMO_UNITS, OWN_OFFICERS } from './demo/directory.ts'
import { DONE_TASKS } from './demo/history.ts'
import { type DemoList, readDemoList } from './demo/read-list.ts'
import { type DemoDuty, writeHistory } from './demo/write-history.ts'
import type { PrismaClient } from './generated/client.ts'
import { packagedHolidays, seedHolidays } from './holidays.ts'
import { dbDate, dbInstant, json } from './rows.ts'

const CODE = 'NQ57'
const NAME = 'Danh mục nhiệm vụ theo Quyết định 1841-QĐ/TU'
const CHANNEL = 'console'
/** Two digits; the list's own people have lower ones. */
const FIRST_FREE_PHONE = 20
const AGE = Temporal.Duration.from({ hours: 30 * 24 })
const DONE_FOR = Temporal.Duration.from({ hours: 20 * 24 })

export interface DemoOptions {
  readonly now: Temporal.Instant
  readonly zone: string
  /** Under which the console channel keeps its accounts. */
  readonly botAccount: string
  readonly newId: () => string
}

interface Scene extends DemoOptions {
  readonly tx: Transaction
  readonly today: Temporal.PlainDate
  readonly addedAt: Temporal.Instant
  readonly calendar: WorkCalendar
  readonly list: DemoList
}

/**
 * Everything in one transaction; nothing at all where there is a programme or a person already: invented people stay
 * among themselves.
 */
export async function seedDemo(client: PrismaClient, options: DemoOptions): Promise<void> {
  const list = await readDemoList()
  const calendar = createWorkCalendar(await packagedHolidays())
  const today = localDate(options.now, options.zone)
  await client.$transaction(async (tx) => {
    if ((await tx.programme.count()) + (await tx.person.count()) > 0) return
    const scene: Scene = { ...options, tx, today, calendar, list, addedAt: options.now.subtract(AGE) }
    await seedHolidays(tx)
    const unitIds = await writeUnits(scene)
    const personIds = await writePeople(scene, unitIds)
    const programmeId = await writeProgramme(scene)
    const duties = await writeTasks(scene, programmeId, unitIds, personIds)
    await writeHistory(scene, duties)
  })
}

/** Ids by name: the units with people, then those that the list names as single ones. */
async function writeUnits({ tx, list, newId, addedAt, zone }: Scene): Promise<ReadonlyMap<string, string>> {
  const mentioned = list.tasks
    .flatMap((task) => [...task.lead, ...task.coord])
    .filter((unit) => !unit.collective)
    .map(({ name }) => ({ name, parent: null }))
  const units = new Map(
    [...mentioned, ...DEMO_UNITS].map(({ name, parent }) => [name, { name, parent, id: newId() }]),
  )
  await tx.unit.createMany({
    data: [...units.values()].map(({ id, name, parent }) => ({
      id,
      name,
      shortName: shortNameOf(name),
      kind: kindOfName(name),
      parentId: parent === null ? null : (units.get(parent)?.id ?? null),
      validFrom: dbDate(localDate(addedAt, zone)),
    })),
  })
  return new Map([...units.values()].map(({ name, id }) => [name, id]))
}

/** Ids by short name. Everybody is linked on the console under his short name, with a phone of the invented block. */
async function writePeople(
  { tx, newId, addedAt, zone, botAccount }: Scene,
  unitIds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const people = DEMO_UNITS.flatMap((unit) =>
    unit.people.map((person) => ({ ...person, id: newId(), unitId: unitIds.get(unit.name) ?? '' })),
  )
  const since = dbInstant(addedAt)
  await tx.person.createMany({
    data: people.map(({ id, name, handle, honorific, title, phone }, index) => ({
      id,
      name,
      handle,
      honorific,
      title,
      phone: phone ?? `09000000${FIRST_FREE_PHONE + index}`,
    })),
  })
  await tx.post.createMany({
    data: people.map(({ id, unitId, role }) => ({
      id: newId(),
      personId: id,
      unitId,
      role,
      validFrom: dbDate(localDate(addedAt, zone)),
    })),
  })
  await tx.channelAccount.createMany({
    data: people.map(({ id, handle }) => ({
      id: newId(),
      channel: CHANNEL,
      botAccount,
      userId: handle,
      threadId: handle,
      personId: id,
      isMain: true,
      stateSince: since,
      linkedAt: since,
    })),
  })
  return new Map(people.map(({ handle, id }) => [handle, id]))
}

async function writeProgramme({ tx, list, newId, addedAt }: Scene): Promise<string> {
  const [programmeId, documentId] = [newId(), newId()]
  const { source } = list
  if (source !== null) {
    await tx.document.create({
      data: {
        id: documentId,
        number: source.number,
        issuedOn: source.issuedOn && dbDate(source.issuedOn),
        issuer: 'Tỉnh ủy',
        title: NAME,
      },
    })
  }
  await tx.programme.create({
    data: {
      id: programmeId,
      code: CODE,
      name: NAME,
      documentId: source && documentId,
      settings: json(programmeSettings.parse({})),
      createdAt: dbInstant(addedAt),
    },
  })
  return programmeId
}

/** Yields who reports on what for which unit, for the tasks still open. */
async function writeTasks(
  scene: Scene,
  programmeId: string,
  unitIds: ReadonlyMap<string, string>,
  personIds: ReadonlyMap<string, string>,
): Promise<readonly DemoDuty[]> {
  const { tx, newId, list } = scene
  const tasks = list.tasks.map((task, position) => ({
    ...taskRow(task, scene),
    id: newId(),
    programmeId,
    position,
    task,
  }))
  await tx.task.createMany({ data: tasks.map(({ task: _task, milestones: _milestones, ...row }) => row) })
  await tx.milestone.createMany({
    data: tasks.flatMap(({ id, milestones }) =>
      milestones.map(({ name, due }, position) => ({ id: newId(), taskId: id, name, due, position })),
    ),
  })
  const assignments = tasks.flatMap(({ id, task }) => assignmentsOf(task, id, unitIds, personIds))
  await tx.assignment.createMany({ data: assignments })
  const open = new Map(tasks.filter(({ state }) => state === 'open').map((row) => [row.id, row]))
  return assignments.flatMap(({ taskId, unitId, officerId, role }) => {
    const row = open.get(taskId)
    const unit = DEMO_UNITS.find(({ name }) => unitIds.get(name) === unitId)
    if (row === undefined || unit === undefined || role !== 'lead') return []
    const officer = unit.people.find((person) => person.role === 'officer')
    const personId = officerId ?? personIds.get(officer?.handle ?? '') ?? ''
    return [{ taskId, code: row.code, regimes: row.task.regimes, unitId, unitName: unit.name, personId }]
  })
}

function taskRow(task: TaskRow, { now, today, calendar, addedAt }: Scene) {
  const { due, dueKind, dueRaw, start, milestones } = demoDeadline(task, today, calendar)
  const isDone = DONE_TASKS.includes(codeOf(task))
  return {
    code: codeOf(task),
    outline: task.outline,
    groupName: task.group,
    title: task.title,
    due: due && dbDate(due),
    dueKind,
    dueRaw,
    startOn: start && dbDate(start),
    product: task.product,
    authority: task.authority,
    resources: task.resources,
    targetValue: task.target?.value ?? null,
    targetUnit: task.target?.unit ?? null,
    targetOp: task.target?.op ?? null,
    regimes: [...task.regimes],
    state: isDone ? 'done' : 'open',
    stateSince: dbInstant(isDone ? now.subtract(DONE_FOR) : addedAt),
    addedAt: dbInstant(addedAt),
    note: task.note,
    milestones: milestones.map(({ name, due: phase }) => ({ name, due: dbDate(phase) })),
  }
}

/** Leads before those who coordinate; a unit named as both leads. A collective is those who stand for it here. */
function assignmentsOf(
  task: TaskRow,
  taskId: string,
  unitIds: ReadonlyMap<string, string>,
  personIds: ReadonlyMap<string, string>,
) {
  const code = codeOf(task)
  const single = task.lead.filter((unit) => !unit.collective).map(({ name }) => name)
  const leads = new Set([...single, ...(COLLECTIVE_LEADS[code] ?? [])])
  const others = new Set(task.coord.filter((unit) => !unit.collective).map(({ name }) => name))
  const named = [
    ...[...leads].map((name) => ({ name, role: 'lead' })),
    ...[...others].filter((name) => !leads.has(name)).map((name) => ({ name, role: 'coordinate' })),
  ]
  const officerId = personIds.get(OWN_OFFICERS[code] ?? '') ?? null
  return named.map(({ name, role }, position) => ({
    taskId,
    unitId: unitIds.get(name) ?? '',
    role,
    officerId: role === 'lead' ? officerId : null,
    position,
  }))
}
