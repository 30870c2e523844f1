/** Entering and ending leave (`/nghi`): what is written, who is told, what deserves a warning. Pure. behaviour §2. */
import { Temporal } from 'temporal-polyfill'
import type { Setting } from '../conversation.ts'
import type { Change } from '../decision.ts'
import type { Programme } from '../programme/settings.ts'
import type { DayRange } from '../talk/order.ts'
import { localDate } from '../time.ts'
import type { Person, Unit } from './directory.ts'
import type { RecordedLeave } from './leave.ts'

/** A leave with the people and things it names. */
export interface LeaveEntry {
  readonly leave: RecordedLeave
  readonly person: Person
  readonly substitute: Person | null
  /** Null: all units; all programmes. */
  readonly unit: Pick<Unit, 'id' | 'shortName'> | null
  readonly programme: Pick<Programme, 'id' | 'name'> | null
}

/** How the bot can write to somebody just now. */
export type Reachability = 'reachable' | 'no_account' | 'unreachable'

export interface LeaveRequest extends Omit<LeaveEntry, 'leave'> {
  readonly days: DayRange
  /** Who enters it: the person himself, or a coordinator. */
  readonly by: Person
}

export interface LeaveSurroundings {
  /** Leave of the person and of the substitute that has not ended yet. */
  readonly known: readonly LeaveEntry[]
  readonly substituteReach: Reachability
}

export type LeaveWarning =
  | { readonly kind: 'no_substitute' }
  | { readonly kind: 'substitute_hears_nothing'; readonly reach: 'no_account' | 'unreachable' }
  | { readonly kind: 'substitute_on_leave'; readonly days: DayRange; readonly next: string | null }
  | { readonly kind: 'replaces'; readonly days: DayRange }

export type LeaveProblem =
  | { readonly code: 'leave_past'; readonly to: Temporal.PlainDate }
  | { readonly code: 'leave_too_long'; readonly days: number }
  | { readonly code: 'leave_known' }
  | { readonly code: 'substitute_is_self' }

export type LeaveDecision =
  | {
      readonly ok: true
      readonly entry: LeaveEntry
      readonly changes: readonly Change[]
      readonly warnings: readonly LeaveWarning[]
    }
  | { readonly ok: false; readonly problem: LeaveProblem }

/** Nobody is away for longer in one piece; a longer leave is a slip in the year. */
const LONGEST_DAYS = 366

/**
 * Leave may begin in the past (he fell ill yesterday), but not lie in it as a whole. A new one stands beside older
 * ones: which of overlapping ones counts is decided by core/directory/leave.ts (the narrower, then the newer).
 */
export function enterLeave(
  request: LeaveRequest,
  { known, substituteReach }: LeaveSurroundings,
  setting: Pick<Setting, 'now' | 'zone' | 'newId'>,
): LeaveDecision {
  const { person, substitute, unit, programme, days, by } = request
  const problem = problemOf(request, known, localDate(setting.now, setting.zone))
  if (problem !== null) return { ok: false, problem }
  const leave: RecordedLeave = {
    id: setting.newId(),
    personId: person.id,
    substituteId: substitute?.id ?? null,
    unitId: unit?.id ?? null,
    programmeId: programme?.id ?? null,
    from: days.from,
    to: days.to,
    endedAt: null,
    createdAt: setting.now,
  }
  return {
    ok: true,
    entry: { leave, person, substitute, unit, programme },
    changes: [
      { kind: 'leave_entered', leave },
      {
        kind: 'audited',
        id: setting.newId(),
        at: setting.now,
        personId: by.id,
        action: 'leave_entered',
        subject: `person:${person.id}`,
        after: auditOf(leave),
      },
    ],
    warnings: warningsOf(request, known, substituteReach),
  }
}

/** The duties are back from now on; a leave that has not begun is called off. */
export function endLeave(
  entry: LeaveEntry,
  by: Person,
  setting: Pick<Setting, 'now' | 'newId'>,
): readonly Change[] {
  return [
    { kind: 'leave_ended', leaveId: entry.leave.id, at: setting.now },
    {
      kind: 'audited',
      id: setting.newId(),
      at: setting.now,
      personId: by.id,
      action: 'leave_ended',
      subject: `person:${entry.person.id}`,
      before: auditOf(entry.leave),
    },
  ]
}

function problemOf(
  request: LeaveRequest,
  known: readonly LeaveEntry[],
  today: Temporal.PlainDate,
): LeaveProblem | null {
  const { person, substitute, days } = request
  const length = days.from.until(days.to).days + 1
  if (Temporal.PlainDate.compare(days.to, today) < 0) return { code: 'leave_past', to: days.to }
  if (length > LONGEST_DAYS) return { code: 'leave_too_long', days: length }
  if (substitute?.id === person.id) return { code: 'substitute_is_self' }
  const isSame = ({ leave }: LeaveEntry) =>
    leave.personId === person.id &&
    leave.substituteId === (substitute?.id ?? null) &&
    leave.from.equals(days.from) &&
    leave.to.equals(days.to) &&
    hasScopeOf(leave, request)
  return known.some(isSame) ? { code: 'leave_known' } : null
}

function warningsOf(
  request: LeaveRequest,
  known: readonly LeaveEntry[],
  reach: Reachability,
): readonly LeaveWarning[] {
  const { person, substitute, days } = request
  const meeting = known.filter(({ leave }) => meet(leave, days))
  const older = meeting.find(({ leave }) => leave.personId === person.id && hasScopeOf(leave, request))
  const away = meeting.find(({ leave }) => leave.personId === substitute?.id)
  const warnings: LeaveWarning[] = []
  if (substitute === null) warnings.push({ kind: 'no_substitute' })
  else if (reach !== 'reachable') warnings.push({ kind: 'substitute_hears_nothing', reach })
  if (away !== undefined) {
    const { from, to } = away.leave
    warnings.push({
      kind: 'substitute_on_leave',
      days: { from, to },
      next: away.substitute !== null && away.substitute.id !== person.id ? away.substitute.name : null,
    })
  }
  if (older !== undefined) {
    warnings.push({ kind: 'replaces', days: { from: older.leave.from, to: older.leave.to } })
  }
  return warnings
}

function hasScopeOf(leave: RecordedLeave, { unit, programme }: LeaveRequest): boolean {
  return leave.unitId === (unit?.id ?? null) && leave.programmeId === (programme?.id ?? null)
}

function meet(one: DayRange, other: DayRange): boolean {
  return (
    Temporal.PlainDate.compare(one.from, other.to) <= 0 && Temporal.PlainDate.compare(other.from, one.to) <= 0
  )
}

function auditOf({ substituteId, unitId, programmeId, from, to }: RecordedLeave) {
  return { substituteId, unitId, programmeId, from: from.toString(), to: to.toString() }
}
