/** Tasks with their units, as the rules read them. */
import { REGIME_KINDS, type RegimeKind } from '../core/programme/regime.ts'
import type { Task, TaskState } from '../core/task/task.ts'
import type { AssignmentModel, TaskModel } from './generated/models.ts'
import { instant, oneOf, optionalDate } from './rows.ts'

const STATES: readonly TaskState[] = ['open', 'done', 'paused', 'removed']

/** What a query must include for `taskOf`. */
export const WITH_ASSIGNMENTS = {
  assignments: { include: { unit: { select: { name: true } } }, orderBy: { position: 'asc' } },
} as const

export type TaskRow = TaskModel & {
  readonly assignments: readonly (AssignmentModel & { readonly unit: { readonly name: string } })[]
}

export function regimesOf(words: readonly string[]): readonly RegimeKind[] {
  return words.flatMap((word) => REGIME_KINDS.filter((kind) => kind === word))
}

export function taskOf(row: TaskRow): Task {
  return {
    id: row.id,
    programmeId: row.programmeId,
    code: row.code,
    outline: row.outline,
    group: row.groupName,
    title: row.title,
    due: optionalDate(row.due),
    dueKind: row.dueKind,
    dueRaw: row.dueRaw,
    product: row.product,
    authority: row.authority,
    resources: row.resources,
    target:
      row.targetValue === null
        ? null
        : { value: row.targetValue, unit: row.targetUnit ?? '', op: row.targetOp === '>=' ? '>=' : null },
    regimes: regimesOf(row.regimes),
    state: oneOf(STATES, row.state, 'open'),
    addedAt: instant(row.addedAt),
    assignments: row.assignments.map((part) => ({
      unitId: part.unitId,
      unitName: part.unit.name,
      role: part.role === 'lead' ? 'lead' : 'coordinate',
      officerId: part.officerId,
    })),
  }
}
