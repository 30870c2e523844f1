/** What each officer still lacks before the lock. Pure. behaviour §5. */

import type { Temporal } from 'temporal-polyfill'
import { indexSnapshot, type ReminderSnapshot } from '../reminder/snapshot.ts'
import type { MissingItem } from '../report/report.ts'
import { dutyStateOf, isSummedUp } from '../summary/duty-state.ts'
import type { OverviewRow } from '../summary/overview-row.ts'

export interface LackingTask {
  readonly code: string
  readonly title: string
  /** Null: nothing arrived; else what the newest report lacks. */
  readonly missing: readonly MissingItem[] | null
}

/**
 * Everybody who holds a duty of the programme on that day, substitutes in place of those on leave; with an empty list
 * where nothing is lacking. Tasks that are done owe nothing more.
 */
export function lackingByPerson(
  rows: readonly OverviewRow[],
  snapshot: ReminderSnapshot,
  programmeId: string,
  today: Temporal.PlainDate,
): ReadonlyMap<string, readonly LackingTask[]> {
  const rowOf = new Map(rows.map((row) => [`${row.task.id} ${row.unit.id}`, row]))
  const byPerson = new Map<string, readonly LackingTask[]>()
  for (const [personId, duties] of indexSnapshot(snapshot).dutiesOn(today).byPerson) {
    const own = duties.filter(({ programme }) => programme.id === programmeId)
    if (own.length === 0) continue
    const lacking = own.flatMap(({ task, unitId }) => {
      const row = rowOf.get(`${task.id} ${unitId}`)
      return row === undefined ? [] : lackOf(row)
    })
    byPerson.set(personId, lacking)
  }
  return byPerson
}

function lackOf(row: OverviewRow): readonly LackingTask[] {
  const state = dutyStateOf(row)
  if (isSummedUp(state)) return []
  const { code, title } = row.task
  return [{ code, title, missing: state === 'missing' ? null : (row.report?.missing ?? []) }]
}
