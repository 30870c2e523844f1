/**
 * What goes into the zip of evidence: per duty its result and its files, and what has been carried over to which
 * neighbouring system (đã cập nhật), by whom and when. Pure. behaviour §7, ledger 31, 62, 66.
 */
import type { Temporal } from 'temporal-polyfill'
import { isSummedUp } from './duty-state.ts'
import type { Overview, OverviewItem } from './overview.ts'
import { isDone } from './task-standing.ts'

/** nq57: nq57.vn; province: the province's own task tracking system. */
export const CARRY_SYSTEMS = ['nq57', 'province'] as const
export type CarrySystem = (typeof CARRY_SYSTEMS)[number]

interface OfDuty {
  readonly taskId: string
  readonly unitId: string
}

export interface CarryMark extends OfDuty {
  readonly system: CarrySystem
  readonly by: string
  readonly at: Temporal.Instant
}

export interface PackedEvidence extends OfDuty {
  /** Content address in the evidence files. */
  readonly sha256: string
  readonly fileName: string | null
  /** "BC-261123-0042" */
  readonly reportNumber: string
  readonly receivedAt: Temporal.Instant
}

export interface EvidencePackLine {
  readonly item: OverviewItem
  /** Oldest first; the same bytes once. */
  readonly evidence: readonly PackedEvidence[]
  /** Newest mark per system. */
  readonly carried: Readonly<Record<CarrySystem, CarryMark | null>>
}

/** Duties whose content counts (complete in the period, or the task done), in the order of the list. */
export function evidencePackOf(
  overview: Overview,
  evidence: readonly PackedEvidence[],
  marks: readonly CarryMark[],
): readonly EvidencePackLine[] {
  const files = byDuty(evidence)
  const carried = byDuty(marks)
  return overview.items
    .filter(({ state, standing }) => isSummedUp(state) || (isDone(standing) && state !== 'incomplete'))
    .map((item) => {
      const key = keyOf({ taskId: item.row.task.id, unitId: item.row.unit.id })
      const newest = (system: CarrySystem) =>
        [...(carried.get(key) ?? [])]
          .filter((mark) => mark.system === system)
          .sort((one, other) => other.at.since(one.at).sign)[0] ?? null
      return {
        item,
        evidence: onceEach(files.get(key) ?? []),
        carried: { nq57: newest('nq57'), province: newest('province') },
      }
    })
}

function onceEach(files: readonly PackedEvidence[]): readonly PackedEvidence[] {
  const inOrder = [...files].sort((one, other) => one.receivedAt.since(other.receivedAt).sign)
  const seen = new Set<string>()
  return inOrder.filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
}

function byDuty<Value extends OfDuty>(values: readonly Value[]): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const list = groups.get(keyOf(value))
    if (list === undefined) groups.set(keyOf(value), [value])
    else list.push(value)
  }
  return groups
}

function keyOf({ taskId, unitId }: OfDuty): string {
  return `${taskId}/${unitId}`
}
