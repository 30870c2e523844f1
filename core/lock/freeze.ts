/**
 * The snapshot of a conference: who has given information, and who explains in person. Frozen once, read again as often as
 * files are drawn or its checksum is verified. Pure. behaviour §5, ledger 38-40, 42.
 */
import type { Temporal } from 'temporal-polyfill'
import { periodOf } from '../programme/period.ts'
import { explanationsOf, type UrgingLog } from '../summary/explanation.ts'
import { type Overview, overviewOf } from '../summary/overview.ts'
import type { OverviewRow } from '../summary/overview-row.ts'
import { localDate } from '../time.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Conference } from './conference.ts'
import { type FrozenContent, frozenContent } from './frozen-schema.ts'

export interface LockFacts {
  readonly programme: { readonly id: string; readonly code: string; readonly name: string }
  readonly conference: Pick<Conference, 'id' | 'startsAt' | 'endsAt' | 'lockFrom'>
  readonly information: FrozenContent['information']
  readonly windowFrom: Temporal.Instant
  readonly zone: string
  /** `filing` is the information that arrived, `report` the newest before the lock. */
  readonly rows: readonly OverviewRow[]
}

/** The picture at the lock, in the month of the lock; its duties are on time, incomplete or missing, never late. */
export function overviewAtLock({
  rows,
  conference,
  zone,
}: Pick<LockFacts, 'rows' | 'conference' | 'zone'>): Overview {
  return overviewOf({
    period: periodOf('monthly', localDate(conference.lockFrom, zone)),
    cutOff: conference.lockFrom,
    scope: null,
    rows,
    before: [],
    now: conference.lockFrom,
    zone,
  })
}

/** Tasks that lack information and whose they are: their trail has to be looked up. */
export function lackingByUnit(
  overview: Overview,
): ReadonlyMap<string, readonly { id: string; code: string }[]> {
  const byUnit = new Map<string, { id: string; code: string }[]>()
  for (const { row } of [...overview.missing, ...overview.leftOut]) {
    const tasks = byUnit.get(row.unit.id) ?? []
    byUnit.set(row.unit.id, [...tasks, { id: row.task.id, code: row.task.code }])
  }
  return byUnit
}

/** The text that is stored and hashed. Equal facts yield the same text, whatever the order of their keys. */
export function freeze(facts: LockFacts, logs: readonly UrgingLog[]): string {
  const explanations = explanationsOf(overviewAtLock(facts), logs)
  const { programme, conference, information, windowFrom, zone, rows } = facts
  const { id, startsAt, endsAt, lockFrom } = conference
  const content = {
    v: 1,
    programme: { id: programme.id, code: programme.code, name: programme.name },
    conference: { id, startsAt, endsAt },
    lockFrom,
    information,
    windowFrom,
    zone,
    rows,
    explanations,
  }
  // Through the schema, so that nothing is frozen that is not read again.
  return canonicalJson(frozenContent.parse(JSON.parse(JSON.stringify(content))))
}

export interface Thawed {
  readonly content: FrozenContent
  readonly overview: Overview
}

/** Null: the text is not one that `freeze` wrote. */
export function thaw(text: string): Thawed | null {
  const parsed = frozenContent.safeParse(parsedJson(text))
  if (!parsed.success) return null
  const content = parsed.data
  const { rows, zone, lockFrom } = content
  return {
    content,
    overview: overviewAtLock({ rows, zone, conference: { ...content.conference, lockFrom } }),
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
