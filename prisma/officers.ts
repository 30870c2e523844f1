/** Officers of units as a day has them. */
import type { Temporal } from 'temporal-polyfill'
import { createDutyIndex } from '../core/directory/duty.ts'
import type { Transaction } from './commit.ts'
import { leaveOf, personOf, postOf } from './directory-rows.ts'
import { dbDate } from './rows.ts'

/** Who reports for these units on a day; leave and substitutes included. */
export async function officersOf(
  tx: Transaction,
  unitIds: readonly string[],
  today: Temporal.PlainDate,
  zone: string,
) {
  const posts = await tx.post.findMany({ where: { unitId: { in: [...new Set(unitIds)] }, role: 'officer' } })
  const leaves = await tx.leave.findMany({
    where: { toDate: { gte: dbDate(today) }, fromDate: { lte: dbDate(today) } },
  })
  const ids = [...posts.map((post) => post.personId), ...leaves.flatMap((leave) => leave.substituteId ?? [])]
  const named = await tx.assignment.findMany({
    where: { unitId: { in: [...new Set(unitIds)] }, officerId: { not: null } },
    select: { officerId: true },
  })
  const people = await tx.person.findMany({
    where: { id: { in: [...ids, ...named.flatMap((row) => row.officerId ?? [])] } },
  })
  const byId = new Map(people.map((row) => [row.id, personOf(row)]))
  const index = createDutyIndex({ zone, units: [], posts: posts.map(postOf), leaves: leaves.map(leaveOf) })
  return (unitId: string, programmeId: string, officerId: string | null) => {
    const holder = index.holderOf({ unitId, programmeId, officerId }, today)
    return holder.kind === 'held' ? (byId.get(holder.personId) ?? null) : null
  }
}
