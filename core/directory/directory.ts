/** Units, people, posts and leave: who may be told what, and who owes a report. All validities are civil dates. */
import type { Temporal } from 'temporal-polyfill'
import type { ChannelName } from '../talk/message.ts'

export type UnitKind =
  | 'department'
  | 'party'
  | 'district'
  | 'commune'
  | 'central'
  | 'university'
  | 'enterprise'
  | 'section'
  | 'other'

export interface Unit {
  readonly id: string
  readonly name: string
  readonly shortName: string
  readonly kind: UnitKind
  readonly parentId: string | null
}

export interface Person {
  readonly id: string
  readonly name: string
  /** Unique short name, lower case, no diacritics. */
  readonly handle: string
  readonly honorific: 'anh' | 'chị' | null
  readonly title: string | null
  readonly phone: string | null
}

/**
 * officer: đầu mối (rung 1); supervisor: trưởng phòng / lãnh đạo phụ trách (rung 2); head: thủ trưởng (rung 3);
 * coordinator: Phòng KSTTHC / Tổ công tác (rung 4); chief: CVP, PCT, Chủ tịch (rung 5); inspector: UBKT, reads only;
 * administrator: sets the installation up.
 */
export const ROLES = [
  'officer',
  'supervisor',
  'head',
  'coordinator',
  'chief',
  'inspector',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

export interface Post {
  readonly personId: string
  readonly unitId: string
  readonly role: Role
  readonly validFrom: Temporal.PlainDate
  /** Last day, inclusive; null: open. */
  readonly validTo: Temporal.PlainDate | null
}

export interface Leave {
  readonly id: string
  readonly personId: string
  readonly substituteId: string | null
  /** Null: all units. */
  readonly unitId: string | null
  /** Null: all programmes. */
  readonly programmeId: string | null
  readonly from: Temporal.PlainDate
  /** Last day, inclusive. */
  readonly to: Temporal.PlainDate
  readonly endedAt: Temporal.Instant | null
}

export interface ChannelAccount {
  readonly id: string
  readonly channel: ChannelName
  readonly account: string
  readonly userId: string
  readonly threadId: string
  readonly personId: string
  readonly isMain: boolean
  readonly state: 'active' | 'unreachable'
}
