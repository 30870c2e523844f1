/** Units, people, posts, leave, programmes and holidays as the rules read them. */
import {
  type Person,
  type Post,
  ROLES,
  type Role,
  type Unit,
  type UnitKind,
} from '../core/directory/directory.ts'
import type { RecordedLeave } from '../core/directory/leave.ts'
import {
  createWorkCalendar,
  HOLIDAY_CERTAINTIES,
  type HolidayRow,
  type WorkCalendar,
} from '../core/programme/calendar.ts'
import type { HolidayTable } from '../core/programme/change-holidays.ts'
import { type Programme, programmeSettings } from '../core/programme/settings.ts'
import type { ChannelName } from '../core/talk/message.ts'
import type { Transaction } from './commit.ts'
import type { LeaveModel, PersonModel, PostModel, ProgrammeModel, UnitModel } from './generated/models.ts'
import { instant, oneOf, optionalDate, optionalInstant, plainDate } from './rows.ts'

const UNIT_KINDS: readonly UnitKind[] = [
  'department',
  'party',
  'district',
  'commune',
  'central',
  'university',
  'enterprise',
  'section',
  'other',
]

export function unitOf(row: UnitModel): Unit {
  return {
    id: row.id,
    name: row.name,
    shortName: row.shortName,
    kind: oneOf(UNIT_KINDS, row.kind, 'other'),
    parentId: row.parentId,
  }
}

export function personOf(row: PersonModel): Person {
  return {
    id: row.id,
    name: row.name,
    handle: row.handle,
    honorific: row.honorific === 'anh' || row.honorific === 'chị' ? row.honorific : null,
    title: row.title,
    phone: row.phone,
  }
}

export function roleOf(role: string): Role {
  return oneOf(ROLES, role, 'inspector')
}

export function postOf(row: PostModel): Post {
  return {
    personId: row.personId,
    unitId: row.unitId,
    role: roleOf(row.role),
    validFrom: plainDate(row.validFrom),
    validTo: optionalDate(row.validTo),
  }
}

export function leaveOf(row: LeaveModel): RecordedLeave {
  return {
    id: row.id,
    personId: row.personId,
    substituteId: row.substituteId,
    unitId: row.unitId,
    programmeId: row.programmeId,
    from: plainDate(row.fromDate),
    to: plainDate(row.toDate),
    endedAt: optionalInstant(row.endedAt),
    createdAt: instant(row.createdAt),
  }
}

export function programmeOf(row: ProgrammeModel): Programme {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    active: row.active,
    revision: row.revision,
    settings: programmeSettings.parse(row.settings),
  }
}

export function channelOf(word: string): ChannelName {
  const known = ['console', 'telegram', 'zalo-bot', 'zalo-oa', 'zalo-personal'] as const
  return oneOf(known, word, 'console')
}

/** Posts that are valid on that day, as a filter. */
export function validOn(day: Date) {
  return { validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gte: day } }] }
}

export async function loadProgrammes(tx: Transaction): Promise<readonly Programme[]> {
  return (await tx.programme.findMany({ where: { active: true }, orderBy: { code: 'asc' } })).map(programmeOf)
}

export async function loadCalendar(tx: Transaction): Promise<WorkCalendar> {
  return createWorkCalendar(await loadHolidayRows(tx))
}

export async function loadHolidayRows(tx: Transaction): Promise<readonly HolidayRow[]> {
  const rows = await tx.holiday.findMany({ orderBy: { date: 'asc' } })
  return rows.map((row) => ({
    date: plainDate(row.date),
    kind: row.kind === 'working' ? 'working' : 'off',
    name: row.name,
    certainty: oneOf(HOLIDAY_CERTAINTIES, row.certainty, 'memory'),
  }))
}

/** Counts the changes of the table of holidays. */
export const HOLIDAY_REVISION = 'holidays'

export async function loadHolidayTable(tx: Transaction): Promise<HolidayTable> {
  const counter = await tx.counter.findUnique({ where: { name: HOLIDAY_REVISION } })
  return { rows: await loadHolidayRows(tx), revision: counter?.value ?? 0 }
}

/** People who coordinate on that day. */
export async function loadCoordinatorIds(tx: Transaction, day: Date): Promise<readonly string[]> {
  const posts = await tx.post.findMany({
    where: { role: 'coordinator', ...validOn(day) },
    select: { personId: true },
    orderBy: { personId: 'asc' },
  })
  return [...new Set(posts.map((post) => post.personId))]
}
