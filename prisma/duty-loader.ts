/** What people owe: their duties, own and as substitutes, each with its newest report and the filings that matter now. */
import type { Temporal } from 'temporal-polyfill'
import type { Person } from '../core/directory/directory.ts'
import { createDutyIndex } from '../core/directory/duty.ts'
import type { RecordedLeave } from '../core/directory/leave.ts'
import { type AwaitedPeriod, periodsAwaited } from '../core/programme/awaited.ts'
import type { WorkCalendar } from '../core/programme/calendar.ts'
import type { Programme } from '../core/programme/settings.ts'
import type { Duty, Filing, Report } from '../core/report/report.ts'
import { promiseAbout, readSession, type Session } from '../core/talk/session.ts'
import type { Task } from '../core/task/task.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { leaveOf, personOf, postOf, unitOf } from './directory-rows.ts'
import { loadOpenTexts } from './obstacle-rows.ts'
import { filingOf, newestReports } from './report-rows.ts'
import { dbDate, groupBy } from './rows.ts'
import { taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

/** Filings of this many days back are loaded as well: back-reports ("báo bù"), corrections. */
const FILING_DAYS_BACK = 8

export interface Almanac {
  readonly now: Temporal.Instant
  readonly zone: string
  readonly calendar: WorkCalendar
  readonly programmes: readonly Programme[]
}

/**
 * Duties by person, in the order of the list, as if some leaves were not there. Tasks that are done stay in while their
 * newest report is of today.
 */
export async function loadDuties(
  tx: Transaction,
  personIds: readonly string[],
  almanac: Almanac,
  withoutLeaves: readonly string[] = [],
): Promise<ReadonlyMap<string, readonly Duty[]>> {
  const today = localDate(almanac.now, almanac.zone)
  const leaves = (await loadLeaves(tx, today)).filter((leave) => !withoutLeaves.includes(leave.id))
  const principals = principalsOf(personIds, leaves)
  const everyone = [...new Set([...personIds, ...principals])]
  const units = await loadUnitsOf(tx, everyone)
  const held = await loadHeld(tx, everyone, units, almanac, leaves, today)
  const wanted = held.filter(({ personId }) => personIds.includes(personId))
  const duties = await completeDuties(tx, wanted, almanac, today)
  const promises = await loadPromises(tx, personIds, almanac.now)
  return groupDuties(wanted, duties, promises)
}

async function loadLeaves(tx: Transaction, today: Temporal.PlainDate): Promise<readonly RecordedLeave[]> {
  const rows = await tx.leave.findMany({
    where: { fromDate: { lte: dbDate(today) }, toDate: { gte: dbDate(today) } },
  })
  return rows.map(leaveOf)
}

/** People for whom one of these may stand in, through chains of substitutes. */
function principalsOf(personIds: readonly string[], leaves: readonly RecordedLeave[]): readonly string[] {
  const found = new Set<string>()
  let reached = new Set(personIds)
  while (reached.size > 0) {
    const next = new Set<string>()
    for (const leave of leaves) {
      if (leave.substituteId !== null && reached.has(leave.substituteId) && !found.has(leave.personId)) {
        found.add(leave.personId)
        next.add(leave.personId)
      }
    }
    reached = next
  }
  return [...found]
}

async function loadUnitsOf(tx: Transaction, personIds: readonly string[]): Promise<readonly string[]> {
  const posts = await tx.post.findMany({
    where: { personId: { in: [...personIds] }, role: 'officer' },
    select: { unitId: true },
  })
  return [...new Set(posts.map((post) => post.unitId))]
}

interface Held {
  readonly personId: string
  readonly substituteForId: string | null
  readonly task: Task
  readonly unitId: string
  readonly programme: Programme
}

async function loadHeld(
  tx: Transaction,
  everyone: readonly string[],
  unitIds: readonly string[],
  almanac: Almanac,
  leaves: readonly RecordedLeave[],
  today: Temporal.PlainDate,
): Promise<readonly Held[]> {
  const recently = new Date(almanac.now.epochMilliseconds - FILING_DAYS_BACK * 86_400_000)
  const rows = await tx.task.findMany({
    where: {
      programmeId: { in: almanac.programmes.map((programme) => programme.id) },
      OR: [{ state: 'open' }, { state: 'done', stateSince: { gte: recently } }],
      assignments: {
        some: {
          role: 'lead',
          OR: [{ unitId: { in: [...unitIds] } }, { officerId: { in: [...everyone] } }],
        },
      },
    },
    include: WITH_ASSIGNMENTS,
    orderBy: [{ programmeId: 'asc' }, { position: 'asc' }],
  })
  const tasks = rows.map(taskOf)
  const involved = [...new Set(tasks.flatMap((task) => task.assignments.map((part) => part.unitId)))]
  const posts = await tx.post.findMany({ where: { unitId: { in: involved }, role: 'officer' } })
  const index = createDutyIndex({ zone: almanac.zone, units: [], posts: posts.map(postOf), leaves })
  const programmes = new Map(almanac.programmes.map((programme) => [programme.id, programme]))
  return tasks.flatMap((task) =>
    task.assignments
      .filter((part) => part.role === 'lead')
      .flatMap((part): Held[] => {
        const holder = index.holderOf(
          { unitId: part.unitId, programmeId: task.programmeId, officerId: part.officerId },
          today,
        )
        const programme = programmes.get(task.programmeId)
        if (holder.kind !== 'held' || programme === undefined) return []
        const { personId, asSubstituteFor } = holder
        return [{ personId, substituteForId: asSubstituteFor, task, unitId: part.unitId, programme }]
      }),
  )
}

async function completeDuties(
  tx: Transaction,
  held: readonly Held[],
  almanac: Almanac,
  today: Temporal.PlainDate,
): Promise<readonly Duty[]> {
  const taskIds = [...new Set(held.map(({ task }) => task.id))]
  const unitRows = await tx.unit.findMany({ where: { id: { in: held.map(({ unitId }) => unitId) } } })
  const units = new Map(unitRows.map((row) => [row.id, unitOf(row)]))
  const substituted = await loadPeople(
    tx,
    held.flatMap(({ substituteForId }) => substituteForId ?? []),
  )
  const obstacles = await loadOpenTexts(tx, taskIds)
  const newest = groupBy(await newestReports(tx, taskIds), (report) => report.taskId)
  const filings = groupBy(await loadFilings(tx, held, newest, almanac, today), (filing) => filing.taskId)
  return held.flatMap((entry): Duty[] => {
    const unit = units.get(entry.unitId)
    if (unit === undefined) return []
    const reports = newest.get(entry.task.id) ?? []
    return [
      {
        task: entry.task,
        unit,
        programme: entry.programme,
        substituteFor:
          entry.substituteForId === null ? null : (substituted.get(entry.substituteForId) ?? null),
        peersDone: peersDone(entry, reports),
        last: reports.find((report) => report.unitId === entry.unitId) ?? null,
        filings: (filings.get(entry.task.id) ?? []).filter((filing) => filing.unitId === entry.unitId),
        openObstacles: obstacles
          .filter(({ taskId, unitId }) => taskId === entry.task.id && unitId === entry.unitId)
          .map(({ text }) => text),
        promised: null,
      },
    ]
  })
}

function peersDone(entry: Held, reports: readonly Report[]): boolean {
  return entry.task.assignments
    .filter((part) => part.role === 'lead' && part.unitId !== entry.unitId)
    .every((part) =>
      reports.some(
        (report) =>
          report.unitId === part.unitId && report.content.status === 'done' && report.missing.length === 0,
      ),
    )
}

async function loadFilings(
  tx: Transaction,
  held: readonly Held[],
  newest: ReadonlyMap<string, readonly Report[]>,
  almanac: Almanac,
  today: Temporal.PlainDate,
): Promise<readonly Filing[]> {
  if (held.length === 0) return []
  const keys = new Set<string>()
  for (let back = 0; back <= FILING_DAYS_BACK; back++) keys.add(today.subtract({ days: back }).toString())
  for (const awaited of held.flatMap((entry) => awaitedOf(entry, almanac))) keys.add(awaited.period.key)
  const rows = await tx.filing.findMany({
    where: {
      taskId: { in: [...new Set(held.map(({ task }) => task.id))] },
      OR: [
        { periodKey: { in: [...keys] } },
        { reportId: { in: [...newest.values()].flatMap((reports) => reports.map((report) => report.id)) } },
      ],
    },
  })
  return rows.map(filingOf)
}

function awaitedOf(entry: Held, almanac: Almanac): readonly AwaitedPeriod[] {
  return periodsAwaited(
    entry.programme.settings,
    entry.task.regimes,
    almanac.now,
    almanac.calendar,
    almanac.zone,
  )
}

export async function loadPeople(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Person>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.person.findMany({ where: { id: { in: [...new Set(ids)] } } })
  return new Map(rows.map((row) => [row.id, personOf(row)]))
}

/** What these people said about when they would report; it stands in their sessions. */
async function loadPromises(
  tx: Transaction,
  personIds: readonly string[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, Session['promises']>> {
  if (personIds.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ personId: string; state: unknown }[]>`
    SELECT a."personId", s."state" FROM "channel_account" a
    JOIN "session" s ON s."channel" = a."channel" AND s."botAccount" = a."botAccount"
      AND s."threadId" = a."threadId" AND s."senderId" = a."userId"
    WHERE a."personId" = ANY(${[...personIds]}) AND s."state"->'promises' <> '[]'::jsonb`
  const promises = new Map<string, Session['promises']>()
  for (const { personId, state } of rows) {
    promises.set(personId, [...(promises.get(personId) ?? []), ...readSession(state, now).promises])
  }
  return promises
}

function groupDuties(
  held: readonly Held[],
  duties: readonly Duty[],
  promises: ReadonlyMap<string, Session['promises']>,
): ReadonlyMap<string, readonly Duty[]> {
  const byPlace = new Map(duties.map((duty) => [`${duty.task.id}/${duty.unit.id}`, duty]))
  const byPerson = new Map<string, Duty[]>()
  for (const { personId, task, unitId } of held) {
    const duty = byPlace.get(`${task.id}/${unitId}`)
    if (duty === undefined) continue
    const promised = promiseAbout(duty.task.code, promises.get(personId) ?? [])
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), { ...duty, promised }])
  }
  return byPerson
}
