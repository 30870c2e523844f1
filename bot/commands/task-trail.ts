/** What whoever asks may see of a task's trail: leaders of its units, coordinators and inspectors all, officers their own. */
import { rolesOf, unitsInSight } from '../../core/directory/permission.ts'
import { type TrailEntry, trailOf, trailOfPerson } from '../../core/escalation/trail.ts'
import type { TrailView } from '../../core/talk/request-view.ts'
import type { LinkedContext } from './context.ts'

const NOTHING: TrailView = { entries: [], names: new Map() }

export async function trailInSight(
  taskId: string,
  { library, sender }: Pick<LinkedContext, 'library' | 'sender'>,
): Promise<TrailView> {
  const trail = await library.trail(taskId)
  if (trail === null) return NOTHING
  const entries = trailOf(trail.sources)
  const { names } = trail
  if (rolesOf(sender).every((role) => role === 'officer')) {
    return { entries: trailOfPerson(entries, sender.person.id), names }
  }
  const inSight = unitsInSight(sender)
  const units = inSight === null ? null : await library.unitsBelow(inSight)
  const isInSight = (entry: TrailEntry) =>
    units === null || !('unitId' in entry) || units.includes(entry.unitId)
  return { entries: entries.filter(isInSight), names }
}
