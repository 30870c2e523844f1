/** A department with a section below it, and short ways to write posts and leaves. */
import type { Leave, Post, Role } from '../../../core/directory/directory.ts'
import type { DirectorySnapshot, DutyHolder } from '../../../core/directory/duty.ts'
import type { RecordedLeave } from '../../../core/directory/leave.ts'
import { date, local, ZONE } from '../programme/fixtures.ts'

export function post(personId: string, unitId: string, role: Role, from = '2026-01-01', to?: string): Post {
  return { personId, unitId, role, validFrom: date(from), validTo: to === undefined ? null : date(to) }
}

let created = 0
/** Each leave is entered a minute after the one written before it; its id says the contrary. */
export function leave(
  personId: string,
  from: string,
  to: string,
  substituteId: string | null,
  more: Partial<Pick<Leave, 'unitId' | 'programmeId' | 'endedAt'>> = {},
): RecordedLeave {
  created += 1
  return {
    id: `leave-${9_000_000 - created}`,
    personId,
    substituteId,
    unitId: null,
    programmeId: null,
    from: date(from),
    to: date(to),
    endedAt: null,
    createdAt: local('2026-01-01T08:00').add({ minutes: created }),
    ...more,
  }
}

export function directory(posts: readonly Post[], leaves: readonly RecordedLeave[]): DirectorySnapshot {
  const units = [
    { id: 'so', parentId: null },
    { id: 'phong', parentId: 'so' },
    { id: 'xa', parentId: null },
  ]
  return { zone: ZONE, units, posts, leaves }
}

/** "an", "binh for an", "nobody: an away, tell chi", "nobody: tell chi". */
export function said(holder: DutyHolder): string {
  if (holder.kind === 'held') {
    return holder.asSubstituteFor === null
      ? holder.personId
      : `${holder.personId} for ${holder.asSubstituteFor}`
  }
  const away = holder.reason === 'on_leave_without_substitute' ? `${holder.absentId} away, ` : ''
  return `nobody: ${away}tell ${holder.leaderIds.join('+') || 'nobody'}`
}
