/** To whom a unit's part in a task may be given, and what that changes. Pure. behaviour §4 "Giao lại…". */

/** In whose hands a part is; `officerId` null: the unit's focal officer. */
export interface TaskPartHolder {
  readonly unitId: string
  readonly officerId: string | null
}

/** Somebody who reports in a unit. */
export interface Reporter {
  readonly personId: string
  readonly name: string
  readonly unitId: string
  /** Short name of the unit. */
  readonly unit: string
  readonly isOfficer: boolean
}

/** Units of the task's own leads cannot take a second part. */
export interface ReassignedPart {
  readonly unitId: string
  /** Who does it today; null: nobody. */
  readonly personId: string | null
  readonly leadUnitIds: readonly string[]
}

/**
 * Those who may take the part over: everybody who reports in one of the units, but him who does it, and units that
 * lead the task already. People of the part's own unit first.
 */
export function mayTakeOver(part: ReassignedPart, reporters: readonly Reporter[]): readonly Reporter[] {
  const isOwn = ({ unitId }: Reporter) => unitId === part.unitId
  const able = reporters.filter((reporter) =>
    isOwn(reporter)
      ? reporter.personId !== part.personId
      : reporter.isOfficer && !part.leadUnitIds.includes(reporter.unitId),
  )
  return [...able.filter(isOwn), ...able.filter((reporter) => !isOwn(reporter))]
}

/** Within the unit it becomes that person's own; in another unit its focal officer's, whoever that is from then on. */
export function holderAfter(part: ReassignedPart, taker: Reporter): TaskPartHolder {
  return { unitId: taker.unitId, officerId: taker.unitId === part.unitId ? taker.personId : null }
}
