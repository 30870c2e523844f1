/** Units a list names, found or created, and whom its collectives stand for. */
import type { Unit } from '../../core/directory/directory.ts'
import { nameKey } from '../../core/import/cell-text.ts'
import { unitsOfCollective } from '../../core/import/collective-units.ts'
import { kindOfName, shortNameOf } from '../../core/import/new-unit.ts'
import type { TaskRow } from '../../core/import/reading.ts'
import type { UnitMention } from '../../core/import/unit-names.ts'
import { unitOf, validOn } from '../directory-rows.ts'
import { dbDate } from '../rows.ts'
import type { ImportRoom } from './tasks.ts'

export interface UnitBook {
  /** Id of a single unit; null for a collective. */
  idOf(unit: UnitMention): string | null
  /** Leads first; nobody twice. A collective lead is each unit it stands for, less those who coordinate. */
  partsOf(task: TaskRow): readonly { readonly unitId: string; readonly role: 'lead' | 'coordinate' }[]
}

/** Creates the single units that are not there, valid from today. */
export async function createUnitBook(
  { tx, newId, today }: Pick<ImportRoom, 'tx' | 'newId' | 'today'>,
  mentions: readonly UnitMention[],
): Promise<UnitBook> {
  const rows = await tx.unit.findMany({ where: validOn(dbDate(today)), orderBy: { id: 'asc' } })
  const units: Pick<Unit, 'id' | 'name' | 'kind'>[] = rows.map(unitOf)
  const byKey = new Map(units.map((unit) => [nameKey(unit.name), unit.id]))
  const added: Pick<Unit, 'id' | 'name' | 'kind'>[] = []
  for (const { name, collective, unitId } of mentions) {
    if (collective || unitId !== null || byKey.has(nameKey(name))) continue
    const unit = { id: newId(), name, kind: kindOfName(name) }
    byKey.set(nameKey(name), unit.id)
    added.push(unit)
  }
  await tx.unit.createMany({
    data: added.map((unit) => ({
      ...unit,
      shortName: shortNameOf(unit.name),
      validFrom: dbDate(today),
    })),
  })
  units.push(...added)
  const idOf = (unit: UnitMention) =>
    unit.collective ? null : (unit.unitId ?? byKey.get(nameKey(unit.name)) ?? null)
  return { idOf, partsOf: (task) => partsOf(task, units, idOf) }
}

function partsOf(
  task: TaskRow,
  units: readonly Pick<Unit, 'id' | 'kind'>[],
  idOf: UnitBook['idOf'],
): ReturnType<UnitBook['partsOf']> {
  const coord = task.coord.flatMap((unit) => idOf(unit) ?? [])
  const single = task.lead.flatMap((unit) => idOf(unit) ?? [])
  const collective = task.lead
    .filter((unit) => unit.collective)
    .flatMap((unit) => unitsOfCollective(unit.name, units).map(({ id }) => id))
    .filter((id) => !coord.includes(id))
  const lead = new Set([...single, ...collective])
  return [
    ...[...lead].map((unitId) => ({ unitId, role: 'lead' as const })),
    ...[...new Set(coord)]
      .filter((unitId) => !lead.has(unitId))
      .map((unitId) => ({ unitId, role: 'coordinate' as const })),
  ]
}
