/** Reads a built file the way the import does, and shows its rows in a form that a person can write by hand. */
import { Temporal } from 'temporal-polyfill'
import { expect } from 'vitest'
import type { ExistingTask } from '../../../core/import/ports.ts'
import { readTaskList } from '../../../core/import/read-task-list.ts'
import { codeOf, type ImportReading, type OfficerRow, type TaskRow } from '../../../core/import/reading.ts'
import { type KnownUnit, unitLabel } from '../../../core/import/unit-names.ts'
import { readSheets } from '../../../jobs/import/read-file.ts'

export interface LayoutContext {
  readonly now: string
  readonly directory?: readonly KnownUnit[]
  readonly existing?: readonly ExistingTask[]
}

export async function readLayout(
  bytes: Uint8Array,
  name: string,
  context: LayoutContext,
): Promise<ImportReading> {
  const sheets = await readSheets(bytes, name)
  if (!sheets.ok) throw new Error(`refused: ${sheets.problem.code}`)
  const now = Temporal.PlainDate.from(context.now)
  return readTaskList(sheets.value, {
    now,
    directory: context.directory ?? [],
    existing: context.existing ?? [],
  })
}

export function shown(task: TaskRow) {
  return {
    row: task.row,
    code: codeOf(task),
    group: task.group,
    title: task.title,
    lead: task.lead.map(unitLabel),
    coord: task.coord.map(unitLabel),
    due: task.due?.toString() ?? null,
    dueKind: task.dueKind,
    product: task.product,
    people: task.people.map(({ name, title, phone }) =>
      [name, title, phone].filter((part) => part !== null).join(' | '),
    ),
    regimes: task.regimes,
    warnings: task.warnings.map(({ code, cell }) => `${cell} ${code}`),
  }
}

export type ShownTask = ReturnType<typeof shown>

export function shownOfficer(officer: OfficerRow): string {
  const { person, unit, row } = officer
  return [row, person.name, unit ? unitLabel(unit) : '-', person.title, person.phone, person.email].join(
    ' | ',
  )
}

/** Compares row by row, so that a failure names the row. */
export function expectTasks(reading: ImportReading, expected: readonly Partial<ShownTask>[]): void {
  const got = reading.tasks.map(shown)
  expect(got.map((task) => [task.row, task.title])).toEqual(expected.map((task) => [task.row, task.title]))
  for (const [index, task] of expected.entries()) expect(got[index]).toMatchObject(task)
}
