/** A task by the parts of its lead units, and the people who may take one over. */
import type { Temporal } from 'temporal-polyfill'
import type { LedTask } from '../core/ports.ts'
import { foldWords } from '../core/talk/fold-words.ts'
import type { Reporter } from '../core/task/reassign.ts'
import type { Transaction } from './commit.ts'
import { loadProgrammes, unitOf, validOn } from './directory-rows.ts'
import { officersOf } from './officers.ts'
import { taskOf, WITH_ASSIGNMENTS } from './task-rows.ts'

export async function loadTaskParts(
  tx: Transaction,
  taskId: string,
  today: Temporal.PlainDate,
  zone: string,
): Promise<LedTask | null> {
  const row = await tx.task.findUnique({ where: { id: taskId }, include: WITH_ASSIGNMENTS })
  const programme = (await loadProgrammes(tx)).find(({ id }) => id === row?.programmeId)
  if (row === null || programme === undefined) return null
  const task = taskOf(row)
  const leads = task.assignments.filter(({ role }) => role === 'lead')
  const units = new Map(
    (await tx.unit.findMany({ where: { id: { in: leads.map(({ unitId }) => unitId) } } })).map((unit) => [
      unit.id,
      unitOf(unit),
    ]),
  )
  const officers = await officersOf(tx, [...units.keys()], today, zone)
  const parts = leads.flatMap(({ unitId, officerId }) => {
    const unit = units.get(unitId)
    if (unit === undefined) return []
    return [{ unit, officerId, officer: officers(unitId, programme.id, officerId) }]
  })
  return { task, programme, parts }
}

export async function loadReporters(
  tx: Transaction,
  unitIds: readonly string[] | null,
  words: string | null,
  day: Date,
): Promise<readonly Reporter[]> {
  const posts = await tx.post.findMany({
    where: {
      role: { in: ['officer', 'supervisor'] },
      person: { erasedAt: null },
      ...(unitIds === null ? {} : { unitId: { in: [...unitIds] } }),
      ...validOn(day),
    },
    include: { person: true, unit: true },
    orderBy: [{ person: { name: 'asc' } }, { id: 'asc' }],
  })
  const wanted = words === null ? '' : foldWords(words).replace(/^@/, '')
  const reporters = new Map<string, Reporter>()
  for (const { person, unit, role } of posts) {
    const spoken = foldWords(`${person.handle} ${person.name} ${unit.name} ${unit.shortName}`)
    if (!spoken.includes(wanted)) continue
    const key = `${person.id} ${unit.id}`
    const isOfficer = role === 'officer' || (reporters.get(key)?.isOfficer ?? false)
    const { id: personId, name } = person
    reporters.set(key, { personId, name, unitId: unit.id, unit: unit.shortName, isOfficer })
  }
  return [...reporters.values()]
}
