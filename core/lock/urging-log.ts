/** What was done to get a unit's reports before the lock, from its trail. Pure. behaviour §5, ledger 39. */
import { Temporal } from 'temporal-polyfill'
import { type TrailEntry, urgingOf } from '../escalation/trail.ts'
import type { Urging, UrgingLog } from '../summary/explanation.ts'
import { isBefore } from '../time.ts'

/** Only what reached its reader in [from, until); oldest first. */
export function urgingLog(
  unitId: string,
  entries: readonly TrailEntry[],
  { from, until }: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
  nameOf: (personId: string) => string,
): UrgingLog {
  const isInside = (at: Temporal.Instant) => !isBefore(at, from) && isBefore(at, until)
  const within = entries.filter(({ at }) => isInside(at))
  const { reminders, lastReminderAt, acknowledgements } = urgingOf(within, nameOf)
  const taken = acknowledgements.filter(({ at }) => isInside(at))
  const trail = [
    ...within.flatMap((entry) => urgingBy(entry, nameOf)),
    ...taken.map(({ name, at }): Urging => ({ at, kind: 'acknowledged', name })),
  ].sort((one, other) => Temporal.Instant.compare(one.at, other.at))
  return { unitId, reminders, lastReminderAt, acknowledgements: taken, trail }
}

function urgingBy(entry: TrailEntry, nameOf: (personId: string) => string): readonly Urging[] {
  switch (entry.kind) {
    case 'reminded':
    case 'urged':
    case 'told':
      return entry.state === 'sent' ? [{ at: entry.at, kind: entry.kind, name: nameOf(entry.personId) }] : []
    default:
      return []
  }
}
