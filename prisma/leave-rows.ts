/** Leave between its rows and the rules: entries with the people and things they name. */
import { Temporal } from 'temporal-polyfill'
import { lastDayOf, type RecordedLeave } from '../core/directory/leave.ts'
import type { LeaveEntry } from '../core/directory/leave-order.ts'
import type { Transaction } from './commit.ts'
import { leaveOf, personOf } from './directory-rows.ts'
import { dbDate, dbInstant } from './rows.ts'

export function leaveRow({ from, to, endedAt, createdAt, ...leave }: RecordedLeave) {
  return {
    ...leave,
    fromDate: dbDate(from),
    toDate: dbDate(to),
    endedAt: endedAt === null ? null : dbInstant(endedAt),
    createdAt: dbInstant(createdAt),
  }
}

/** Leave of these people (null: everybody's) whose last day is not over, earliest first. */
export async function loadLeaveEntries(
  tx: Transaction,
  personIds: readonly string[] | null,
  today: Temporal.PlainDate,
  zone: string,
): Promise<readonly LeaveEntry[]> {
  const rows = await tx.leave.findMany({
    where: {
      toDate: { gte: dbDate(today) },
      ...(personIds === null ? {} : { personId: { in: [...personIds] } }),
    },
    include: { person: true },
    orderBy: [{ fromDate: 'asc' }, { createdAt: 'asc' }],
  })
  const open = rows.filter((row) => Temporal.PlainDate.compare(lastDayOf(leaveOf(row), zone), today) >= 0)
  const ids = (key: 'substituteId' | 'unitId' | 'programmeId') => open.flatMap((row) => row[key] ?? [])
  const people = await tx.person.findMany({ where: { id: { in: ids('substituteId') } } })
  const units = await tx.unit.findMany({ where: { id: { in: ids('unitId') } } })
  const programmes = await tx.programme.findMany({ where: { id: { in: ids('programmeId') } } })
  return open.map((row): LeaveEntry => {
    const substitute = people.find(({ id }) => id === row.substituteId)
    return {
      leave: leaveOf(row),
      person: personOf(row.person),
      substitute: substitute === undefined ? null : personOf(substitute),
      unit: units.find(({ id }) => id === row.unitId) ?? null,
      programme: programmes.find(({ id }) => id === row.programmeId) ?? null,
    }
  })
}
