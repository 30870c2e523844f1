/** Rows that repeat one another: the same code twice, an amendment of a row above, the same words under two codes. */
import { nameKey } from './cell-text.ts'
import { codeKey } from './codes.ts'
import type { DraftTask } from './read-task-row.ts'
import type { ImportWarning } from './reading.ts'

/**
 * Rows with warnings about their twins added. A later row with the code and title of an earlier one may be its
 * amendment: until the coordinator says so it is no task, so its own date is not judged.
 */
export function markDuplicates(
  tasks: readonly DraftTask[],
  codeCell: (task: DraftTask) => string,
): readonly DraftTask[] {
  const byCode = groupRows(tasks, (task) => (task.code ? codeKey(task.code) : ''))
  const titles = new Map(tasks.map((task) => [task, titleKey(task)]))
  const byTitle = groupRows(tasks, (task) => titles.get(task) ?? '')
  return tasks.map((task) => {
    const twins = task.code ? (byCode.get(codeKey(task.code)) ?? []) : []
    const cell = codeCell(task)
    if (twins.length > 1) return duplicateCode(task, twins, cell)
    const same = byTitle.get(titles.get(task) ?? '') ?? []
    if (same.length < 2) return task
    return withWarning(task, { code: 'duplicate_title', cell, detail: rowsBeside(task, same) })
  })
}

/** A row that may amend the one given: same code and title further down. */
export function amends(
  task: Pick<DraftTask, 'row' | 'title'>,
  first: Pick<DraftTask, 'row' | 'title'>,
): boolean {
  return task.row > first.row && nameKey(task.title) === nameKey(first.title)
}

function duplicateCode(task: DraftTask, twins: readonly DraftTask[], cell: string): DraftTask {
  const marked = withWarning(task, { code: 'duplicate_code', cell, detail: rowsBeside(task, twins) })
  const [first] = twins
  if (!first || first === task || !amends(task, first)) return marked
  const unjudged = marked.warnings.filter(({ code }) => !/^due_on_|^past_due$/.test(code))
  return withWarning(
    { ...marked, warnings: unjudged },
    { code: 'possible_amendment', cell, detail: `${first.row}` },
  )
}

/** The first rows with the same code or words, enough to find them. */
function rowsBeside(task: DraftTask, twins: readonly DraftTask[]): string {
  const others = twins.slice(0, 6).filter((other) => other !== task)
  return others.map((other) => `${other.row}`).join(', ')
}

function withWarning(task: DraftTask, warning: ImportWarning): DraftTask {
  return { ...task, warnings: [...task.warnings, warning] }
}

function groupRows(
  tasks: readonly DraftTask[],
  keyOf: (task: DraftTask) => string,
): ReadonlyMap<string, readonly DraftTask[]> {
  const groups = new Map<string, DraftTask[]>()
  for (const task of tasks) {
    const key = keyOf(task)
    const group = groups.get(key)
    if (group) group.push(task)
    else groups.set(key, [task])
  }
  return groups
}

function titleKey(task: DraftTask): string {
  return [task.title, ...task.lead.map((unit) => unit.name)].map(nameKey).join('|')
}
