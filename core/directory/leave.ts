/** Leave (nghỉ) and substitutes: who stands in for whom, on which duty, on which day. behaviour §2. */
import { Temporal } from 'temporal-polyfill'
import { localDate } from '../time.ts'
import type { Leave } from './directory.ts'

/** Leave with the instant it was entered: of overlapping ones the newest word counts. */
export interface RecordedLeave extends Leave {
  readonly createdAt: Temporal.Instant
}

/** The duty asked about: a person may hand over one unit or one programme and keep the rest. */
export interface LeaveScope {
  readonly unitId: string
  readonly programmeId: string
}

export type Standing =
  | { readonly kind: 'here' }
  /** `chain`: everybody on leave from the officer himself to the one whose substitute is there. */
  | { readonly kind: 'substituted'; readonly personId: string; readonly chain: readonly string[] }
  /** On leave, and nobody stands in: none named, or every one in the chain is on leave as well. */
  | { readonly kind: 'unsubstituted'; readonly leaveId: string }

export interface LeaveIndex {
  /** The leave that counts for that person, duty and day; null: he is there. */
  leaveOf(personId: string, scope: LeaveScope, date: Temporal.PlainDate): RecordedLeave | null
  /** Who does his duty that day: himself, the substitute at the end of the chain, or nobody. */
  standingOf(personId: string, scope: LeaveScope, date: Temporal.PlainDate): Standing
}

/**
 * Last day of the leave, included. Ended early, the duties are back from that instant on, and reminders are planned by
 * civil date: the day it was ended on no longer counts as leave.
 */
export function lastDayOf(leave: Leave, zone: string): Temporal.PlainDate {
  if (leave.endedAt === null) return leave.to
  const dayBeforeEnd = localDate(leave.endedAt, zone).subtract({ days: 1 })
  return Temporal.PlainDate.compare(dayBeforeEnd, leave.to) < 0 ? dayBeforeEnd : leave.to
}

/**
 * Of overlapping leaves the narrower one counts (unit and programme, then one of them, then everything), because who
 * hands over one programme to A and the rest to B says so in either order; of equally narrow ones the newest, even
 * when it names no substitute. A substitute's own leave is looked up for the duty he stands in for; chains are
 * followed and a circle counts as nobody.
 */
export function createLeaveIndex(leaves: readonly RecordedLeave[], zone: string): LeaveIndex {
  const byPerson = new Map<string, DatedLeave[]>()
  for (const leave of [...leaves].sort(byPrecedence)) {
    const dated = { leave, lastDay: lastDayOf(leave, zone) }
    const own = byPerson.get(leave.personId)
    if (own) own.push(dated)
    else byPerson.set(leave.personId, [dated])
  }

  const leaveOf: LeaveIndex['leaveOf'] = (personId, scope, date) =>
    byPerson.get(personId)?.find((dated) => applies(dated, scope, date))?.leave ?? null

  const standingOf: LeaveIndex['standingOf'] = (personId, scope, date) => {
    const own = leaveOf(personId, scope, date)
    if (own === null) return { kind: 'here' }
    const seen = new Set([personId])
    for (let next = own.substituteId; next !== null && !seen.has(next); ) {
      seen.add(next)
      const leave = leaveOf(next, scope, date)
      if (leave === null) return { kind: 'substituted', personId: next, chain: [...seen].slice(0, -1) }
      next = leave.substituteId
    }
    return { kind: 'unsubstituted', leaveId: own.id }
  }

  return { leaveOf, standingOf }
}

interface DatedLeave {
  readonly leave: RecordedLeave
  readonly lastDay: Temporal.PlainDate
}

function applies({ leave, lastDay }: DatedLeave, scope: LeaveScope, date: Temporal.PlainDate): boolean {
  return (
    (leave.unitId === null || leave.unitId === scope.unitId) &&
    (leave.programmeId === null || leave.programmeId === scope.programmeId) &&
    Temporal.PlainDate.compare(leave.from, date) <= 0 &&
    Temporal.PlainDate.compare(date, lastDay) <= 0
  )
}

function byPrecedence(one: RecordedLeave, other: RecordedLeave): number {
  return (
    narrowness(other) - narrowness(one) ||
    Temporal.Instant.compare(other.createdAt, one.createdAt) ||
    (one.id < other.id ? 1 : -1)
  )
}

function narrowness(leave: Leave): number {
  return (leave.unitId === null ? 0 : 1) + (leave.programmeId === null ? 0 : 1)
}
