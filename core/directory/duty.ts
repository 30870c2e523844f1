/** Who owes a unit's report on a task on a given day. Reminders follow the duty, not the name. behaviour §2, ledger 27. */
import { Temporal } from 'temporal-polyfill'
import type { Post, Role, Unit } from './directory.ts'
import { createLeaveIndex, type LeaveIndex, type LeaveScope, type RecordedLeave } from './leave.ts'

export interface DirectorySnapshot {
  readonly zone: string
  readonly units: readonly Pick<Unit, 'id' | 'parentId'>[]
  readonly posts: readonly Post[]
  readonly leaves: readonly RecordedLeave[]
}

/** One unit's part in a task of a programme, with the officer its assignment names (null: the unit's own). */
export interface DutyScope extends LeaveScope {
  readonly officerId: string | null
}

export type DutyHolder =
  | {
      readonly kind: 'held'
      readonly personId: string
      /** Officer on leave for whom he stands in, the first of the chain; null: it is his own duty. */
      readonly asSubstituteFor: string | null
      /** Everybody on leave through whose hands it went, that officer first; empty for his own duty. */
      readonly chain: readonly string[]
    }
  | {
      readonly kind: 'vacant'
      readonly reason: 'on_leave_without_substitute'
      readonly absentId: string
      readonly leaveId: string
      /** Who is to know: see `leadersOf`. */
      readonly leaderIds: readonly string[]
    }
  | { readonly kind: 'vacant'; readonly reason: 'no_officer'; readonly leaderIds: readonly string[] }

export interface DutyIndex {
  holderOf(duty: DutyScope, date: Temporal.PlainDate): DutyHolder
  /**
   * The unit's supervisors, else its heads, else those of the unit above; leaders on leave give way to their
   * substitutes. Where all are away, the nearest ones are named all the same. Never the person `except`.
   */
  leadersOf(scope: LeaveScope, date: Temporal.PlainDate, except: string | null): readonly string[]
}

/**
 * Index over a snapshot; answers are remembered, so that 10,000 units with 5 tasks each cost one look each. The
 * assignment's own officer comes first, unless he has had a post in that unit and holds none on that day (he moved
 * on); then the unit's focal officer of that day. A unit has one: where two posts overlap in a handover, the newer
 * post counts.
 */
export function createDutyIndex(snapshot: DirectorySnapshot): DutyIndex {
  const directory: Directory = {
    postsByUnit: groupByUnit(snapshot.posts),
    parentOf: new Map(snapshot.units.map(({ id, parentId }) => [id, parentId])),
    leaves: createLeaveIndex(snapshot.leaves, snapshot.zone),
  }
  let remembered: { readonly date: Temporal.PlainDate; readonly holders: Map<string, DutyHolder> } | null =
    null
  return {
    holderOf(duty, date) {
      // Whole lists are asked for one day: the answers of the latest day are enough.
      if (remembered === null || (remembered.date !== date && !remembered.date.equals(date))) {
        remembered = { date, holders: new Map() }
      }
      const key = `${duty.unitId}\n${duty.programmeId}\n${duty.officerId ?? ''}`
      const known = remembered.holders.get(key)
      if (known) return known
      const holder = findHolder(directory, duty, date)
      remembered.holders.set(key, holder)
      return holder
    },
    leadersOf: (scope, date, except) => findLeaders(directory, scope, date, except),
  }
}

interface Directory {
  readonly postsByUnit: ReadonlyMap<string, readonly Post[]>
  readonly parentOf: ReadonlyMap<string, string | null>
  readonly leaves: LeaveIndex
}

function findHolder(directory: Directory, duty: DutyScope, date: Temporal.PlainDate): DutyHolder {
  const officerId = officerOf(directory, duty, date)
  if (officerId === null) {
    return { kind: 'vacant', reason: 'no_officer', leaderIds: findLeaders(directory, duty, date, null) }
  }
  const standing = directory.leaves.standingOf(officerId, duty, date)
  switch (standing.kind) {
    case 'here':
      return { kind: 'held', personId: officerId, asSubstituteFor: null, chain: [] }
    case 'substituted':
      return { kind: 'held', personId: standing.personId, asSubstituteFor: officerId, chain: standing.chain }
    case 'unsubstituted':
      return {
        kind: 'vacant',
        reason: 'on_leave_without_substitute',
        absentId: officerId,
        leaveId: standing.leaveId,
        leaderIds: findLeaders(directory, duty, date, officerId),
      }
    default:
      return standing satisfies never
  }
}

function officerOf(directory: Directory, duty: DutyScope, date: Temporal.PlainDate): string | null {
  const posts = directory.postsByUnit.get(duty.unitId) ?? []
  if (duty.officerId !== null) {
    const own = posts.filter(({ personId }) => personId === duty.officerId)
    if (own.length === 0 || own.some((post) => isValid(post, date))) return duty.officerId
  }
  const focal = posts.filter((post) => post.role === 'officer' && isValid(post, date)).sort(newerFirst)
  return focal[0]?.personId ?? null
}

function findLeaders(
  directory: Directory,
  scope: LeaveScope,
  date: Temporal.PlainDate,
  except: string | null,
): readonly string[] {
  let nearest: readonly string[] = []
  for (const tier of leaderTiers(directory, scope.unitId, date)) {
    const others = tier.filter((personId) => personId !== except)
    const present = others.flatMap((personId) => {
      const standing = directory.leaves.standingOf(personId, scope, date)
      if (standing.kind === 'here') return [personId]
      return standing.kind === 'substituted' && standing.personId !== except ? [standing.personId] : []
    })
    if (present.length > 0) return [...new Set(present)]
    if (nearest.length === 0) nearest = others
  }
  return nearest
}

/** Supervisors, then heads, of the unit and of each unit above it; a circle in the tree ends the climb. */
function* leaderTiers(directory: Directory, unitId: string, date: Temporal.PlainDate): Generator<string[]> {
  const seen = new Set<string>()
  for (let unit: string | null = unitId; unit !== null && !seen.has(unit); ) {
    seen.add(unit)
    const posts = directory.postsByUnit.get(unit) ?? []
    for (const role of ['supervisor', 'head'] satisfies Role[]) {
      yield posts.filter((post) => post.role === role && isValid(post, date)).map(({ personId }) => personId)
    }
    unit = directory.parentOf.get(unit) ?? null
  }
}

function isValid(post: Post, date: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(post.validFrom, date) <= 0 &&
    (post.validTo === null || Temporal.PlainDate.compare(date, post.validTo) <= 0)
  )
}

function newerFirst(one: Post, other: Post): number {
  return (
    Temporal.PlainDate.compare(other.validFrom, one.validFrom) || (one.personId < other.personId ? -1 : 1)
  )
}

function groupByUnit(posts: readonly Post[]): ReadonlyMap<string, readonly Post[]> {
  const byUnit = new Map<string, Post[]>()
  for (const post of posts) {
    const ofUnit = byUnit.get(post.unitId)
    if (ofUnit) ofUnit.push(post)
    else byUnit.set(post.unitId, [post])
  }
  return byUnit
}
