/** Everybody with an account on a channel: who he is and what he owes. For the console's `:who`. */
import type { Temporal } from 'temporal-polyfill'
import type { Role } from '../core/directory/directory.ts'
import { localDate } from '../core/time.ts'
import { loadCalendar, loadProgrammes, roleOf, validOn } from './directory-rows.ts'
import { loadDuties } from './duty-loader.ts'
import type { PrismaClient } from './generated/client.ts'
import { dbDate } from './rows.ts'

export interface ListedPerson {
  readonly name: string
  readonly person: string
  readonly unit: string
  readonly roles: readonly Role[]
  /** Codes of the open tasks this person reports on. */
  readonly tasks: readonly string[]
}

export async function listPeople(
  client: PrismaClient,
  channel: string,
  { now, zone }: { readonly now: Temporal.Instant; readonly zone: string },
): Promise<readonly ListedPerson[]> {
  const day = dbDate(localDate(now, zone))
  const rows = await client.channelAccount.findMany({
    where: { channel },
    include: { person: { include: { posts: { where: validOn(day), include: { unit: true } } } } },
    orderBy: { userId: 'asc' },
  })
  const almanac = {
    now,
    zone,
    calendar: await loadCalendar(client),
    programmes: await loadProgrammes(client),
  }
  const duties = await loadDuties(
    client,
    rows.map((row) => row.personId),
    almanac,
  )
  return rows.map((row) => ({
    name: row.userId,
    person: row.person.name,
    unit: [...new Set(row.person.posts.map((post) => post.unit.name))].join('; '),
    roles: [...new Set(row.person.posts.map((post) => roleOf(post.role)))],
    tasks: (duties.get(row.personId) ?? [])
      .filter((duty) => duty.task.state === 'open')
      .map((duty) => duty.task.code),
  }))
}
