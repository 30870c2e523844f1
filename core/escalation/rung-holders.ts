/** Who stands on a rung for a subject, and why nobody does. behaviour §4, ledger 7, 34. */
import { Temporal } from 'temporal-polyfill'
import type { Post, Role } from '../directory/directory.ts'
import { createDutyIndex } from '../directory/duty.ts'
import { createLeaveIndex, type LeaveScope } from '../directory/leave.ts'
import type { Rung } from '../programme/settings.ts'
import { once } from './memo.ts'
import type { OpenSubject } from './open-subject.ts'
import type { EscalationSnapshot } from './snapshot.ts'

/** empty: no such post; on_leave: all away, nobody stands in; unreachable: no active account. */
export type VacancyReason = 'empty' | 'on_leave' | 'unreachable'

/** `present`: who stands there today, reachable or not. */
export type RungHolders = { readonly present: readonly string[] } & (
  | { readonly kind: 'held'; readonly personIds: readonly string[] }
  | { readonly kind: 'vacant'; readonly reason: VacancyReason }
)

export interface HolderIndex {
  holdersOf(rung: Rung, open: OpenSubject): RungHolders
  /** Focal officers who owe the subject (of an obstacle: the addressee's), substitutes in their place. */
  officersOf(open: OpenSubject): readonly string[]
}

/** Found for one role: people who do the duty today, and whether there were posts at all. */
interface Found {
  readonly present: readonly string[]
  readonly hasPosts: boolean
}

/**
 * Officers, supervisors and heads are those of the subject's unit; a section without such a post belongs to the unit
 * above. A unit with a head of its own stands for itself: where it has no supervisor the rung is empty, and nobody
 * above its head is told in his place. The other roles are the whole installation's. Leaders on leave give way to
 * their substitutes. Answers are remembered per unit.
 */
export function createHolderIndex(snapshot: EscalationSnapshot, date: Temporal.PlainDate): HolderIndex {
  const finder = createFinder(snapshot, date)
  const remembered = new Map<string, RungHolders>()
  const holdersOf: HolderIndex['holdersOf'] = (rung, open) => {
    // Officers are the subject's own; everybody else is the unit's.
    const isUnits = !rung.roles.includes('officer')
    const key = `${open.unitId ?? ''}\n${open.programme.id}\n${rung.roles.join()}`
    const known = isUnits ? remembered.get(key) : undefined
    if (known) return known
    const found = rung.roles.map((role) => finder.find(role, open))
    const holders = judged(found, snapshot.reachable)
    if (isUnits) remembered.set(key, holders)
    return holders
  }
  return { holdersOf, officersOf: (open) => finder.find('officer', open).present }
}

function judged(found: readonly Found[], reachable: ReadonlySet<string>): RungHolders {
  const present = [...new Set(found.flatMap((entry) => entry.present))]
  const personIds = present.filter((personId) => reachable.has(personId))
  if (personIds.length > 0) return { kind: 'held', personIds, present }
  if (present.length > 0) return { kind: 'vacant', reason: 'unreachable', present }
  return { kind: 'vacant', present, reason: found.some(({ hasPosts }) => hasPosts) ? 'on_leave' : 'empty' }
}

function createFinder(snapshot: EscalationSnapshot, date: Temporal.PlainDate) {
  const duties = createDutyIndex(snapshot)
  const leaves = createLeaveIndex(snapshot.leaves, snapshot.zone)
  const directory = indexPosts(snapshot, date)

  /** `unitId`: whose duties the posts do; null: each its own unit's. */
  const presentOf = (posts: readonly Post[], unitId: string | null, programmeId: string): Found => ({
    hasPosts: posts.length > 0,
    present: posts.flatMap((post) => {
      const scope: LeaveScope = { unitId: unitId ?? post.unitId, programmeId }
      const standing = leaves.standingOf(post.personId, scope, date)
      if (standing.kind === 'here') return [post.personId]
      return standing.kind === 'substituted' ? [standing.personId] : []
    }),
  })

  /** A rung asks who owes it, and whom the reminder told. */
  const officersOf = new Map<OpenSubject, Found>()
  const officers = (open: OpenSubject): Found => {
    const programmeId = open.programme.id
    const owed =
      open.subject.kind === 'obstacle'
        ? open.unitId === null
          ? []
          : [{ unitId: open.unitId, officerId: null }]
        : open.duties
    const present: string[] = []
    let hasPosts = false
    for (const { unitId, officerId } of owed) {
      const holder = duties.holderOf({ unitId, officerId, programmeId }, date)
      if (holder.kind === 'held' && !present.includes(holder.personId)) present.push(holder.personId)
      hasPosts ||= holder.kind === 'held' || holder.reason === 'on_leave_without_substitute'
    }
    return { present, hasPosts }
  }

  const find = (role: Role, open: OpenSubject): Found => {
    const { unitId, programme } = open
    switch (role) {
      case 'officer':
        return once(officersOf, open, () => officers(open))
      case 'supervisor':
      case 'head': {
        if (unitId === null) return { present: [], hasPosts: false }
        return presentOf(directory.postsAbove(unitId, role), unitId, programme.id)
      }
      case 'coordinator':
      case 'chief':
      case 'inspector':
      case 'administrator':
        return presentOf(directory.postsOf(role), null, programme.id)
      default:
        return role satisfies never
    }
  }
  return { find }
}

/** The posts that are valid on that day. */
function indexPosts({ posts, units }: EscalationSnapshot, date: Temporal.PlainDate) {
  const byRole = new Map<Role, Post[]>()
  const heads = new Map<string, Post[]>()
  const supervisors = new Map<string, Post[]>()
  for (const post of posts) {
    if (!isValid(post, date)) continue
    append(byRole, post.role, post)
    if (post.role === 'head') append(heads, post.unitId, post)
    if (post.role === 'supervisor') append(supervisors, post.unitId, post)
  }
  const parentOf = new Map(units.map(({ id, parentId }) => [id, parentId]))
  return {
    postsOf: (role: Role): readonly Post[] => byRole.get(role) ?? [],
    /** Of the unit, else of the nearest unit above it, no further than the first one with a head. */
    postsAbove(unitId: string, role: 'supervisor' | 'head'): readonly Post[] {
      const posts = role === 'head' ? heads : supervisors
      const seen = new Set<string>()
      for (let unit: string | null = unitId; unit !== null && !seen.has(unit); ) {
        seen.add(unit)
        const own = posts.get(unit)
        if (own) return own
        if (heads.has(unit)) return []
        unit = parentOf.get(unit) ?? null
      }
      return []
    },
  }
}

function isValid(post: Post, date: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(post.validFrom, date) <= 0 &&
    (post.validTo === null || Temporal.PlainDate.compare(date, post.validTo) <= 0)
  )
}

function append<Key>(posts: Map<Key, Post[]>, key: Key, post: Post): void {
  const known = posts.get(key)
  if (known) known.push(post)
  else posts.set(key, [post])
}
