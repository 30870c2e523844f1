/** Whom a collective lead ("các sở, ban, ngành") stands for among the units there are. Pure. */
import type { UnitKind } from '../directory/directory.ts'
import { fold } from './cell-text.ts'

/** The first that fits the folded wording counts; one that fits none stands for nobody and waits for a coordinator. */
const COLLECTIVES: readonly (readonly [RegExp, readonly UnitKind[]])[] = [
  [/cap huyen|cac huyen|huyen, thi xa/, ['district']],
  [/cap xa|cac xa|cac phuong|xa, phuong/, ['commune']],
  [/ban dang|co quan dang/, ['party']],
  [/cac so|so, ban|so, nganh/, ['department']],
  [/co quan, don vi/, ['department', 'party', 'district']],
]

/** In the order of `units`. */
export function unitsOfCollective<T extends { readonly kind: UnitKind }>(
  wording: string,
  units: readonly T[],
): readonly T[] {
  const folded = fold(wording)
  const kinds = COLLECTIVES.find(([pattern]) => pattern.test(folded))?.[1] ?? []
  return units.filter(({ kind }) => kinds.includes(kind))
}
