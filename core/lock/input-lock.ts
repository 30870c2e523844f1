/** Who may file when: a conference's lock as reminders and reports see it, with the units that are let in. Pure. behaviour §5. */
import type { Temporal } from 'temporal-polyfill'
import type { InputLock } from '../reminder/snapshot.ts'
import { isBefore } from '../time.ts'
import type { Conference, LockException } from './conference.ts'

/** The lock in pieces, cut wherever a unit is let in or out, so that each holds for all its time. Empty: it closes nothing. */
export function inputLocksOf(conference: Conference): readonly InputLock[] {
  const { programmeId, lockFrom, lockUntil, exceptions } = conference
  const cuts = [
    lockFrom,
    ...exceptions
      .flatMap(({ from, until }) => [from, until])
      .filter((at) => isBefore(lockFrom, at) && isBefore(at, lockUntil)),
    lockUntil,
  ].sort((one, other) => one.epochMilliseconds - other.epochMilliseconds)
  return cuts.flatMap((from, index): InputLock[] => {
    const until = cuts[index + 1]
    if (until === undefined || !isBefore(from, until)) return []
    const openUnitIds = [
      ...new Set(exceptions.filter((one) => covers(one, from)).map(({ unitId }) => unitId)),
    ]
    return [{ programmeId, from, until, openUnitIds }]
  })
}

/** The conference for which this unit may not file at that instant; null: it may. Of several the one that ends last. */
export function lockOver(
  conferences: readonly Conference[],
  duty: { readonly programmeId: string; readonly unitId: string },
  at: Temporal.Instant,
): Conference | null {
  const closing = conferences.filter(
    (conference) => conference.programmeId === duty.programmeId && isClosed(conference, duty.unitId, at),
  )
  return (
    closing.sort((one, other) => other.lockUntil.epochMilliseconds - one.lockUntil.epochMilliseconds)[0] ??
    null
  )
}

/** The lock runs, whoever may be let in. */
export function isInForce({ lockFrom, lockUntil }: Conference, at: Temporal.Instant): boolean {
  return !isBefore(at, lockFrom) && isBefore(at, lockUntil)
}

export function isClosed(conference: Conference, unitId: string, at: Temporal.Instant): boolean {
  if (!isInForce(conference, at)) return false
  return !conference.exceptions.some((one) => one.unitId === unitId && covers(one, at))
}

/** Exceptions that hold at that instant. */
export function exceptionsAt({ exceptions }: Conference, at: Temporal.Instant): readonly LockException[] {
  return exceptions.filter((one) => covers(one, at))
}

function covers({ from, until }: LockException, at: Temporal.Instant): boolean {
  return !isBefore(at, from) && isBefore(at, until)
}

/** When this unit may file again; `at` itself where it may already. Locks that follow each other count as one. */
export function opensAgainAt(
  conferences: readonly Conference[],
  duty: { readonly programmeId: string; readonly unitId: string },
  at: Temporal.Instant,
): Temporal.Instant {
  let opens = at
  for (let tries = 0; tries <= conferences.length; tries++) {
    const closing = lockOver(conferences, duty, opens)
    if (closing === null) return opens
    const letIn = closing.exceptions
      .filter((one) => one.unitId === duty.unitId && isBefore(opens, one.from))
      .map(({ from }) => from)
      .filter((from) => isBefore(from, closing.lockUntil))
      .sort((one, other) => one.epochMilliseconds - other.epochMilliseconds)[0]
    opens = letIn ?? closing.lockUntil
  }
  return opens
}

/** Whether this unit's input was closed and has been opened in (since, until]. */
export function hasReopened(
  conferences: readonly Conference[],
  { programmeId, unitId }: { readonly programmeId: string; readonly unitId: string },
  since: Temporal.Instant,
  until: Temporal.Instant,
): boolean {
  return conferences
    .filter((conference) => conference.programmeId === programmeId)
    .some((conference) => {
      const own = conference.exceptions.filter((one) => one.unitId === unitId)
      return [conference.lockUntil, ...own.map(({ from }) => from)].some(
        (at) =>
          isBefore(since, at) &&
          !isBefore(until, at) &&
          isClosed(conference, unitId, at.subtract({ milliseconds: 1 })),
      )
    })
}
