/** What reminders are planned and examined from, and the indexes that make one look at each duty enough. */
import type { Temporal } from 'temporal-polyfill'
import { createDutyIndex, type DirectorySnapshot, type DutyHolder } from '../directory/duty.ts'
import type { WorkCalendar } from '../programme/calendar.ts'
import type { PeriodicRegime } from '../programme/regime.ts'
import type { Programme } from '../programme/settings.ts'
import type { Assignment, Task } from '../task/task.ts'
import { isBefore } from '../time.ts'
import { type Moment, type ProgrammeInUse, programmesInUse } from './moment.ts'
import { momentsBetween } from './moments.ts'

export interface RemindedTask
  extends Pick<Task, 'id' | 'programmeId' | 'due' | 'regimes' | 'state' | 'addedAt'> {
  readonly assignments: readonly Pick<Assignment, 'unitId' | 'role' | 'officerId' | 'since'>[]
}

/** Where a unit's reporting on a task stands in one period. No entry: nothing was filed. */
export interface FilingState {
  readonly taskId: string
  readonly unitId: string
  readonly regime: PeriodicRegime
  readonly periodKey: string
  readonly firstAt: Temporal.Instant
  /** Arrival of the first complete version; null: something is missing. */
  readonly firstCompleteAt: Temporal.Instant | null
  /** What the checklist still misses; empty when complete. */
  readonly missing: readonly string[]
}

/** Input of a programme is closed in [from, until); the named units may file nevertheless. behaviour §5. */
export interface InputLock {
  readonly programmeId: string
  readonly from: Temporal.Instant
  readonly until: Temporal.Instant
  readonly openUnitIds: readonly string[]
}

/**
 * Everything at one instant. For examining again a part is enough, if it holds all open tasks and filings, in the
 * periods concerned, of the people examined and of those they stand in for.
 */
export interface ReminderSnapshot extends DirectorySnapshot {
  readonly programmes: readonly Programme[]
  readonly calendar: WorkCalendar
  readonly tasks: readonly RemindedTask[]
  readonly filings: readonly FilingState[]
  readonly locks: readonly InputLock[]
}

/** One lead unit's part in an open task of an active programme, in the hands of somebody. */
export interface HeldDuty {
  readonly task: RemindedTask
  readonly programme: ProgrammeInUse
  readonly unitId: string
  readonly asSubstituteFor: string | null
}

export interface UncoveredDuty {
  readonly unitId: string
  readonly absentId: string
  readonly leaveId: string
  readonly leaderIds: readonly string[]
}

export interface DutiesOfDay {
  readonly byPerson: ReadonlyMap<string, readonly HeldDuty[]>
  /** Person on leave (officer, or substitute in his turn) -> who does it now -> the duties that one took over. */
  readonly handedOverBy: ReadonlyMap<string, ReadonlyMap<string, readonly HeldDuty[]>>
  /** Duties of officers on leave for whom nobody stands in. */
  readonly uncovered: readonly UncoveredDuty[]
}

export interface IndexedSnapshot {
  readonly snapshot: ReminderSnapshot
  readonly programmes: readonly ProgrammeInUse[]
  dutiesOn(date: Temporal.PlainDate): DutiesOfDay
  filingOf(duty: HeldDuty, regime: PeriodicRegime, periodKey: string): FilingState | null
  isLocked(duty: HeldDuty, at: Temporal.Instant): boolean
  /** The moments at exactly that instant. */
  momentsAt(instant: Temporal.Instant): readonly Moment[]
}

/** Indexes are built at first need and kept as long as the snapshot lives. */
export function indexSnapshot(snapshot: ReminderSnapshot): IndexedSnapshot {
  const programmes = programmesInUse(snapshot.programmes, snapshot.tasks)
  const duties = createDutyIndex(snapshot)
  const remembered = {
    filings: new Map<'all', ReadonlyMap<string, FilingState>>(),
    duties: new Map<string, DutiesOfDay>(),
    moments: new Map<bigint, readonly Moment[]>(),
  }
  return {
    snapshot,
    programmes,
    dutiesOn: (date) =>
      once(remembered.duties, date.toString(), () =>
        dutiesOfDay(snapshot.tasks, programmes, (duty) => duties.holderOf(duty, date)),
      ),
    filingOf: (duty, regime, periodKey) =>
      once(remembered.filings, 'all', () => filingsByKey(snapshot.filings)).get(
        filingKey(duty.task.id, duty.unitId, regime, periodKey),
      ) ?? null,
    isLocked: (duty, at) => snapshot.locks.some((lock) => closes(lock, duty, at)),
    momentsAt: (instant) =>
      once(remembered.moments, instant.epochNanoseconds, () =>
        momentsBetween(
          programmes,
          snapshot.calendar,
          snapshot.zone,
          instant.subtract({ nanoseconds: 1 }),
          instant,
        ),
      ),
  }
}

function dutiesOfDay(
  tasks: readonly RemindedTask[],
  programmes: readonly ProgrammeInUse[],
  holderOf: (duty: { unitId: string; programmeId: string; officerId: string | null }) => DutyHolder,
): DutiesOfDay {
  const active = new Map(programmes.filter((entry) => entry.active).map((entry) => [entry.id, entry]))
  const byPerson = new Map<string, HeldDuty[]>()
  const handedOverBy = new Map<string, Map<string, HeldDuty[]>>()
  const uncovered: UncoveredDuty[] = []
  for (const task of tasks) {
    const programme = active.get(task.programmeId)
    if (!programme || task.state !== 'open') continue
    for (const { unitId, role, officerId } of task.assignments) {
      if (role !== 'lead') continue
      const holder = holderOf({ unitId, programmeId: task.programmeId, officerId })
      if (holder.kind === 'held') {
        const { personId, asSubstituteFor, chain } = holder
        const duty = { task, programme, unitId, asSubstituteFor }
        once(byPerson, personId, noDuties).push(duty)
        for (const absentId of chain) {
          const taken = once(handedOverBy, absentId, () => new Map<string, HeldDuty[]>())
          once(taken, personId, noDuties).push(duty)
        }
      } else if (holder.reason === 'on_leave_without_substitute') {
        uncovered.push({ ...holder, unitId })
      }
    }
  }
  return { byPerson, handedOverBy, uncovered }
}

const noDuties = (): HeldDuty[] => []

function closes(lock: InputLock, duty: HeldDuty, at: Temporal.Instant): boolean {
  return (
    lock.programmeId === duty.programme.id &&
    !isBefore(at, lock.from) &&
    isBefore(at, lock.until) &&
    !lock.openUnitIds.includes(duty.unitId)
  )
}

function filingsByKey(filings: readonly FilingState[]): ReadonlyMap<string, FilingState> {
  return new Map(
    filings.map((filing) => [
      filingKey(filing.taskId, filing.unitId, filing.regime, filing.periodKey),
      filing,
    ]),
  )
}

function filingKey(taskId: string, unitId: string, regime: PeriodicRegime, periodKey: string): string {
  return `${taskId}\n${unitId}\n${regime}\n${periodKey}`
}

function once<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key)
  if (known !== undefined) return known
  const value = make()
  values.set(key, value)
  return value
}
