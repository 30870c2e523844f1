/** People a list names: read and written; who becomes what is decided in core/import/plan-people.ts. */
import type { Temporal } from 'temporal-polyfill'
import type { ListedPerson } from '../../core/import/people-text.ts'
import type { KnownPerson, NamedPerson, PeoplePlan, PeopleSources } from '../../core/import/plan-people.ts'
import type { OfficerRow, TaskRow } from '../../core/import/reading.ts'
import type { Transaction } from '../commit.ts'
import { validOn } from '../directory-rows.ts'
import { dbDate, dbInstant, json } from '../rows.ts'
import type { ImportRoom } from './tasks.ts'
import type { UnitBook } from './units.ts'

/** Tasks of several leads name nobody in particular; officers without a unit wait for the coordinator. */
export function peopleSources(
  tasks: readonly { readonly id: string; readonly task: TaskRow }[],
  officers: readonly OfficerRow[],
  units: UnitBook,
): PeopleSources {
  return {
    tasks: tasks.flatMap(({ id, task }) => {
      const [lead, ...others] = units.partsOf(task).filter(({ role }) => role === 'lead')
      if (lead === undefined || others.length > 0) return []
      return [{ taskId: id, unitId: lead.unitId, people: task.people.flatMap(named) }]
    }),
    officers: officers.flatMap(({ unit, person }) => {
      const unitId = unit && units.idOf(unit)
      return unitId === null ? [] : named(person).map((each) => ({ unitId, person: each }))
    }),
  }
}

function named({ name, title, phone, role }: ListedPerson): NamedPerson[] {
  return name === null ? [] : [{ name, title, phone, role }]
}

export async function loadKnownPeople(
  tx: Transaction,
  today: Temporal.PlainDate,
): Promise<readonly KnownPerson[]> {
  const rows = await tx.person.findMany({
    include: { posts: { where: validOn(dbDate(today)), orderBy: [{ validFrom: 'asc' }, { id: 'asc' }] } },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, name, handle, title, phone, posts }) => ({
    id,
    name,
    handle,
    title,
    phone,
    posts: posts.map(({ unitId, role }) => ({ unitId, role })),
  }))
}

export async function writePeoplePlan(room: ImportRoom, plan: PeoplePlan): Promise<void> {
  const { tx, newId, today, at, personId } = room
  await tx.person.createMany({ data: [...plan.added] })
  for (const { after } of plan.changed) {
    await tx.person.update({ where: { id: after.id }, data: { title: after.title, phone: after.phone } })
  }
  await tx.post.createMany({
    data: plan.posts.map((post) => ({ ...post, id: newId(), validFrom: dbDate(today) })),
  })
  const entry = { at: dbInstant(at), personId }
  await tx.auditEntry.createMany({
    data: [
      ...plan.added.map((person) => ({
        ...entry,
        id: newId(),
        action: 'person_imported',
        subject: person.id,
        after: json({ name: person.name, title: person.title }),
      })),
      ...plan.changed.map(({ before, after }) => ({
        ...entry,
        id: newId(),
        action: 'person_changed',
        subject: after.id,
        before: json({ title: before.title, phone: before.phone }),
        after: json({ title: after.title, phone: after.phone }),
      })),
    ],
  })
}
