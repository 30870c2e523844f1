/** Reads for commands and rounds, inside a transaction or beside one. */
import type { Temporal } from 'temporal-polyfill'
import type { Reachability } from '../core/directory/leave-order.ts'
import type { OpenInvite } from '../core/directory/registration.ts'
import type { FoundPerson, FoundTask, Library, ToldSubject } from '../core/ports.ts'
import { regimesFollowed } from '../core/programme/awaited.ts'
import type { Programme } from '../core/programme/settings.ts'
import type { SummaryRow } from '../core/summary/summary.ts'
import { foldWords } from '../core/talk/fold-words.ts'
import { localDate } from '../core/time.ts'
import type { Transaction } from './commit.ts'
import { loadDirective } from './directive-rows.ts'
import {
  loadCalendar,
  loadHolidayTable,
  loadProgrammes,
  personOf,
  roleOf,
  unitOf,
  validOn,
} from './directory-rows.ts'
import { loadDuties } from './duty-loader.ts'
import type { PersonModel } from './generated/models.ts'
import { loadHealth } from './health-rows.ts'
import { loadLeaveEntries } from './leave-rows.ts'
import { createLockRecords } from './lock-records.ts'
import { loadObstacle, loadOpenObstacles, loadWaitingObstacles } from './obstacle-rows.ts'
import { officersOf } from './officers.ts'
import { REPORT_COLUMNS, REPORT_JOINS, type ReportRow, reportOf } from './report-rows.ts'
import { loadOpenRequests, loadRequest } from './request-rows.ts'
import { dbDate, instant, optionalInstant } from './rows.ts'
import { loadDigestRoom, loadProgrammesInUse } from './snapshot-loader.ts'
import { loadImportBase } from './task-list-store.ts'
import { loadReporters, loadTaskParts } from './task-parts.ts'
import { type TaskRow, taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'
import { loadTrail } from './trail-rows.ts'

const FOUND_AT_MOST = 20

export function createLibrary(
  tx: Transaction,
  { now, zone }: { now: Temporal.Instant; zone: string },
): Library {
  const today = localDate(now, zone)
  const day = dbDate(today)

  async function found(rows: readonly TaskRow[]): Promise<readonly FoundTask[]> {
    const tasks = rows.map(taskOf)
    const programmes = new Map((await loadProgrammes(tx)).map((programme) => [programme.id, programme]))
    const officers = await officersOf(
      tx,
      tasks.flatMap((task) => task.assignments.map((part) => part.unitId)),
      today,
      zone,
    )
    return tasks.flatMap((task): FoundTask[] => {
      const programme = programmes.get(task.programmeId)
      if (programme === undefined) return []
      const names = task.assignments
        .filter((part) => part.role === 'lead')
        .flatMap((part) => officers(part.unitId, task.programmeId, part.officerId)?.name ?? [])
      return [{ task, programme, officers: [...new Set(names)] }]
    })
  }

  return {
    programmes: () => loadProgrammes(tx),
    locks: createLockRecords(tx, { now, zone }),

    async findTasks(words, unitIds) {
      const rows = await tx.task.findMany({
        where: { state: { not: 'removed' }, ...inUnits(unitIds) },
        include: WITH_ASSIGNMENTS,
        orderBy: [{ programmeId: 'asc' }, { position: 'asc' }],
      })
      const wanted = foldWords(words)
      const exact = rows.filter(
        (row) => foldWords(row.code) === wanted || foldWords(row.outline ?? '') === wanted,
      )
      const matching =
        exact.length > 0
          ? exact
          : rows.filter((row) => foldWords(`${row.code} ${row.title}`).includes(wanted))
      return found(matching.slice(0, FOUND_AT_MOST))
    },

    async taskReports(taskId, limit) {
      const rows = await tx.$queryRaw<ReportRow[]>`
        SELECT ${REPORT_COLUMNS} FROM "report" r ${REPORT_JOINS}
        WHERE r."taskId" = ${taskId} AND r."state" = 'filed' ORDER BY r."filedAt" DESC, r."number" DESC LIMIT ${limit}`
      return rows.map(reportOf)
    },

    async personReports(personId, limit) {
      const rows = await tx.$queryRaw<ReportRow[]>`
        SELECT ${REPORT_COLUMNS} FROM "report" r ${REPORT_JOINS}
        WHERE r."personId" = ${personId} AND r."state" = 'filed'
        ORDER BY r."filedAt" DESC, r."number" DESC, t."position" LIMIT ${limit}`
      return rows.map(reportOf)
    },

    summaryRows: (programme, period, unitIds) => loadSummaryRows(tx, programme, period, unitIds, today, zone),

    async tasksDueUntil(until, unitIds) {
      const rows = await tx.task.findMany({
        where: {
          state: 'open',
          due: { lte: dbDate(until) },
          programme: { active: true },
          ...inUnits(unitIds),
        },
        include: WITH_ASSIGNMENTS,
        orderBy: [{ due: 'asc' }, { position: 'asc' }],
      })
      return found(rows)
    },

    async findUnits(words) {
      const wanted = foldWords(words)
      const rows = await tx.unit.findMany({ where: validOn(day), orderBy: { name: 'asc' } })
      const namesOf = (row: (typeof rows)[number]) => [row.name, row.shortName, ...row.aliases].map(foldWords)
      const exact = rows.filter((row) => namesOf(row).includes(wanted))
      const matching =
        exact.length > 0 ? exact : rows.filter((row) => namesOf(row).some((name) => name.includes(wanted)))
      return matching.slice(0, FOUND_AT_MOST).map(unitOf)
    },

    async unitsBelow(unitIds) {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        WITH RECURSIVE below AS (
          SELECT "id" FROM "unit" WHERE "id" = ANY(${[...unitIds]})
          UNION SELECT u."id" FROM "unit" u JOIN below b ON u."parentId" = b."id"
        ) SELECT "id" FROM below`
      return rows.map((row) => row.id)
    },

    async findPeople(words) {
      const wanted = foldWords(words)
      const rows = await tx.person.findMany({
        where: { erasedAt: null },
        include: WITH_POSTS(day),
        orderBy: { name: 'asc' },
      })
      const exact = rows.filter((row) => row.handle === wanted || foldWords(row.name) === wanted)
      const matching = exact.length > 0 ? exact : rows.filter((row) => foldWords(row.name).includes(wanted))
      return matching.slice(0, FOUND_AT_MOST).map(foundPerson)
    },

    inviteByHash: (codeHash) => findInvite(tx, { codeHash, revokedAt: null }, day),
    inviteById: (id) => findInvite(tx, { id, revokedAt: null }, day),

    async hasAdministrator() {
      return (await tx.post.findFirst({ where: { role: 'administrator' } })) !== null
    },

    digestSubjects: (digest, personId) => loadDigestSubjects(tx, digest, personId, today, zone),

    openObstacles: (unitIds) => loadOpenObstacles(tx, unitIds),
    obstacle: (id) => loadObstacle(tx, id),
    directive: (id) => loadDirective(tx, id),
    request: (id) => loadRequest(tx, id),
    openRequests: () => loadOpenRequests(tx),
    trail: (taskId) => loadTrail(tx, taskId, now),
    taskParts: (taskId) => loadTaskParts(tx, taskId, today, zone),
    reporters: (unitIds, words) => loadReporters(tx, unitIds, words, day),

    async digestRoom(digest) {
      const scope = { now, zone, calendar: await loadCalendar(tx), programmes: await loadProgrammes(tx) }
      const room = await loadDigestRoom(tx, { ...scope, personIds: null }, [digest])
      return { snapshot: room.snapshot, names: room.names, steps: room.stepsOf.get(digest) ?? [] }
    },

    leaves: (personIds) => loadLeaveEntries(tx, personIds, today, zone),

    async colleagues(personId) {
      const own = await tx.post.findMany({ where: { personId, ...validOn(day) }, select: { unitId: true } })
      const rows = await tx.person.findMany({
        where: {
          id: { not: personId },
          erasedAt: null,
          posts: { some: { unitId: { in: own.map((post) => post.unitId) }, ...validOn(day) } },
        },
        include: WITH_POSTS(day),
        orderBy: { name: 'asc' },
      })
      const isOfficer = (found: FoundPerson) => (found.roles.includes('officer') ? 0 : 1)
      return rows.map(foundPerson).sort((one, other) => isOfficer(one) - isOfficer(other))
    },

    async dutiesOf(personId, withoutLeaves) {
      const almanac = { now, zone, calendar: await loadCalendar(tx), programmes: await loadProgrammes(tx) }
      return (await loadDuties(tx, [personId], almanac, withoutLeaves)).get(personId) ?? []
    },

    async reachability(personIds) {
      const accounts = await tx.channelAccount.findMany({
        where: { personId: { in: [...personIds] } },
        select: { personId: true, state: true },
      })
      return new Map(
        personIds.map((id): [string, Reachability] => {
          const own = accounts.filter((account) => account.personId === id)
          if (own.length === 0) return [id, 'no_account']
          return [id, own.some((account) => account.state === 'active') ? 'reachable' : 'unreachable']
        }),
      )
    },

    programmesInUse: () => loadProgrammesInUse(tx),
    holidays: () => loadHolidayTable(tx),
    health: () => loadHealth(tx, now),
    importBase: (programmeCode) => loadImportBase(tx, programmeCode, today),

    async lastUrged(personIds) {
      const rows = await tx.outboxMessage.groupBy({
        by: ['personId'],
        where: { personId: { in: [...personIds] }, identity: { startsWith: 'urge:' } },
        _max: { createdAt: true },
      })
      return new Map(
        rows.flatMap((row): [string, Temporal.Instant][] =>
          row.personId === null || row._max.createdAt === null
            ? []
            : [[row.personId, instant(row._max.createdAt)]],
        ),
      )
    },
  }
}

/** A person with today's posts and whether he has an account. */
const WITH_POSTS = (day: Date) => ({
  posts: { where: validOn(day), include: { unit: true } },
  accounts: { select: { id: true } },
})

function foundPerson(
  row: PersonModel & {
    posts: { role: string; unit: { shortName: string } }[]
    accounts: { id: string }[]
  },
): FoundPerson {
  return {
    person: personOf(row),
    units: row.posts.map((post) => post.unit.shortName),
    roles: row.posts.map((post) => roleOf(post.role)),
    hasAccount: row.accounts.length > 0,
  }
}

function inUnits(unitIds: readonly string[] | null) {
  return unitIds === null ? {} : { assignments: { some: { role: 'lead', unitId: { in: [...unitIds] } } } }
}

async function loadSummaryRows(
  tx: Transaction,
  programme: Programme,
  period: Parameters<Library['summaryRows']>[1],
  unitIds: readonly string[] | null,
  today: Temporal.PlainDate,
  zone: string,
): Promise<readonly SummaryRow[]> {
  const end = dbDate(period.end)
  const start = dbDate(period.start)
  const rows = await tx.task.findMany({
    where: {
      programmeId: programme.id,
      ...inUnits(unitIds),
      OR: [{ state: 'open' }, { state: 'done', stateSince: { gte: start } }],
    },
    include: WITH_ASSIGNMENTS,
    orderBy: { position: 'asc' },
  })
  const tasks = rows
    .map(taskOf)
    .filter((task) => regimesFollowed(programme.settings.regimes, task.regimes).includes(period.regime))
  const units = await tx.unit.findMany({
    where: { id: { in: tasks.flatMap((task) => task.assignments.map((part) => part.unitId)) } },
  })
  const unitById = new Map(units.map((row) => [row.id, unitOf(row)]))
  const officers = await officersOf(tx, [...unitById.keys()], today, zone)
  const filings = await tx.filing.findMany({ where: { regime: period.regime, periodKey: period.key } })
  const filingByKey = new Map(filings.map((row) => [`${row.taskId}/${row.unitId}`, row]))
  const reports = await tx.$queryRaw<ReportRow[]>`
    SELECT ${REPORT_COLUMNS} FROM (
      SELECT DISTINCT ON ("taskId", "unitId") * FROM "report"
      WHERE "taskId" = ANY(${tasks.map((task) => task.id)}) AND "state" = 'filed' AND "filedOn" <= ${end}
      ORDER BY "taskId", "unitId", "filedAt" DESC, "number" DESC
    ) r ${REPORT_JOINS}`
  const reportByKey = new Map(
    reports.map(reportOf).map((report) => [`${report.taskId}/${report.unitId}`, report]),
  )
  const waiting = await loadWaitingObstacles(
    tx,
    tasks.map((task) => task.id),
    period.end,
    zone,
  )
  return tasks.flatMap((task) =>
    task.assignments
      .filter((part) => part.role === 'lead' && (unitIds === null || unitIds.includes(part.unitId)))
      .flatMap((part): SummaryRow[] => {
        const unit = unitById.get(part.unitId)
        if (unit === undefined) return []
        const filing = filingByKey.get(`${task.id}/${part.unitId}`)
        const report = reportByKey.get(`${task.id}/${part.unitId}`)
        const officer = officers(part.unitId, programme.id, part.officerId)
        const obstacle = waiting.get(`${task.id}/${part.unitId}`)
        return [
          {
            task,
            unit,
            officer: officer && { id: officer.id, name: officer.name, phone: officer.phone },
            filing:
              filing === undefined
                ? null
                : {
                    firstAt: instant(filing.firstAt),
                    firstCompleteAt: optionalInstant(filing.firstCompleteAt),
                    isLate: filing.isLate,
                  },
            report:
              report === undefined
                ? null
                : {
                    status: report.content.status,
                    percent: report.content.percent,
                    result: report.content.result,
                    // Named in an earlier report and not answered, it still stands when the newest leaves it out.
                    obstacle: report.content.obstacle ?? obstacle?.text ?? null,
                    proposal: report.content.proposal ?? obstacle?.proposal ?? null,
                    missing: report.missing,
                  },
          },
        ]
      }),
  )
}

async function findInvite(
  tx: Transaction,
  where: { codeHash: string; revokedAt: null } | { id: string; revokedAt: null },
  day: Date,
): Promise<OpenInvite | null> {
  const row = await tx.invite.findFirst({
    where,
    include: {
      person: {
        include: {
          posts: { where: validOn(day), include: { unit: true } },
          accounts: { select: { id: true } },
        },
      },
    },
  })
  if (row === null) return null
  const officerUnits = row.person.posts.filter((post) => post.role === 'officer').map((post) => post.unitId)
  const taskCount = await tx.task.count({
    where: { state: 'open', assignments: { some: { role: 'lead', unitId: { in: officerUnits } } } },
  })
  return {
    id: row.id,
    personId: row.personId,
    name: row.person.name,
    units: [...new Set(row.person.posts.map((post) => post.unit.name))],
    roles: [...new Set(row.person.posts.map((post) => roleOf(post.role)))],
    taskCount,
    expiresAt: instant(row.expiresAt),
    usedAt: optionalInstant(row.usedAt),
    accountCount: row.person.accounts.length,
  }
}

async function loadDigestSubjects(
  tx: Transaction,
  digest: string,
  personId: string,
  today: Temporal.PlainDate,
  zone: string,
): Promise<readonly ToldSubject[]> {
  const steps = await tx.escalationStep.findMany({ where: { digest, personId }, orderBy: { subject: 'asc' } })
  const unitIds = steps.map((step) => step.unitId)
  const units = new Map(
    (await tx.unit.findMany({ where: { id: { in: unitIds } } })).map((row) => [row.id, row.name]),
  )
  const taskIds = steps.flatMap((step) => step.taskId ?? [])
  const tasks = new Map(
    (await tx.task.findMany({ where: { id: { in: taskIds } } })).map((row) => [row.id, row]),
  )
  const officers = await officersOf(tx, unitIds, today, zone)
  const people = steps.map((step) =>
    officers(step.unitId, tasks.get(step.taskId ?? '')?.programmeId ?? '', null),
  )
  return steps.map((step, index) => {
    const officer = people[index] ?? null
    return {
      subject: step.subject,
      unitId: step.unitId,
      unitName: units.get(step.unitId) ?? '',
      taskCode: tasks.get(step.taskId ?? '')?.code ?? null,
      officer,
    }
  })
}
