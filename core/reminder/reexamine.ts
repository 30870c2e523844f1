/** A planned reminder looked at again at sending: what has become true since then decides what it says. behaviour §2. */
import type { Temporal } from 'temporal-polyfill'
import type { PeriodicRegime } from '../programme/regime.ts'
import { localDate } from '../time.ts'
import { coalesce } from './coalesce.ts'
import {
  type CoveredDeadline,
  type CoveredPeriod,
  coverageOf,
  type DutyMoment,
  isDutyMoment,
} from './coverage.ts'
import { joined, type LeaderNotice, type OfficerReminder, type ReminderPart, reminderRule } from './plan.ts'
import type { HeldDuty, IndexedSnapshot } from './snapshot.ts'

export type FilingOutcome = 'complete' | 'incomplete' | 'missing'

export interface ReminderItem {
  readonly taskId: string
  readonly unitId: string
  /** The worst of its periods. */
  readonly state: FilingOutcome
  /** What the incomplete ones still miss, each once. */
  readonly missing: readonly string[]
  readonly asSubstituteFor: string | null
  readonly periods: readonly {
    readonly regime: PeriodicRegime
    readonly periodKey: string
    readonly cutOff: Temporal.Instant
    readonly state: FilingOutcome
  }[]
}

export type Examination =
  | { readonly decision: 'drop'; readonly handedOver: readonly OfficerReminder[] }
  | {
      readonly decision: 'send'
      /** receipt: everything is complete, one line; card: what is missing; due_soon: only deadlines. */
      readonly form: 'receipt' | 'card' | 'due_soon'
      readonly items: readonly ReminderItem[]
      readonly deadlines: readonly CoveredDeadline[]
      /** To substitutes of one who went on leave in between, under the usual identity: nobody gets a second one. */
      readonly handedOver: readonly OfficerReminder[]
    }

export type Examined = Pick<OfficerReminder, 'personId' | 'at' | 'parts'>

/**
 * Yields, for one state of the world, the up-to-date content of each reminder, computed anew from the person's duties
 * of today: a period that became complete shows as complete in a reminder and leaves a heads-up; duties he no longer
 * holds, tasks closed, programmes locked drop out. With nothing left it is dropped. Many reminders of one round may be
 * examined by one rule.
 */
export function reexamination(
  index: IndexedSnapshot,
  now: Temporal.Instant,
): (planned: Examined) => Examination {
  const today = localDate(now, index.snapshot.zone)
  const { byPerson, handedOverBy } = index.dutiesOn(today)
  const remembered = new Map<string, readonly PartRule[]>()
  return (planned) => {
    const key = [planned.at, ...planned.parts.flatMap(({ kind, instants }) => [kind, ...instants])].join()
    const rules = remembered.get(key) ?? partRules(planned, index, today, now)
    remembered.set(key, rules)
    const handedOver = handOver(handedOverBy.get(planned.personId), rules)
    const own = byPerson.get(planned.personId) ?? []
    const covered = rules.map(({ coverage }) => coverage(own))
    const deadlines = covered.flatMap((coverage) => coverage.deadlines)
    const periods = covered.flatMap((coverage) => coverage.periods)
    const items = itemsOf(periods, own, index)
    if (items.length + deadlines.length === 0) return { decision: 'drop', handedOver }
    return { decision: 'send', form: formOf(items), items, deadlines, handedOver }
  }
}

/** Whether the leader still is to know: the officer is away, and nobody stands in. */
export function isStillUncovered(
  notice: Pick<LeaderNotice, 'leaveId' | 'personId'>,
  index: IndexedSnapshot,
  now: Temporal.Instant,
): boolean {
  return index
    .dutiesOn(localDate(now, index.snapshot.zone))
    .uncovered.some((duty) => duty.leaveId === notice.leaveId && duty.leaderIds.includes(notice.personId))
}

interface PartRule {
  readonly coverage: ReturnType<typeof coverageOf>
  readonly reminderOf: ReturnType<typeof reminderRule>
}

/**
 * Of the moments it stands for, with the cut-offs they had when it was planned; a row of an older version holds none,
 * and takes those of today's settings.
 */
function partRules(
  { parts, at }: Examined,
  index: IndexedSnapshot,
  today: Temporal.PlainDate,
  now: Temporal.Instant,
): readonly PartRule[] {
  return parts.flatMap((part) =>
    momentsOf(part, index, now).map((moment) => ({
      coverage: coverageOf(moment, index, today, now),
      reminderOf: reminderRule({ ...moment, at }, now, index.snapshot.zone),
    })),
  )
}

function momentsOf(part: ReminderPart, index: IndexedSnapshot, now: Temporal.Instant): readonly DutyMoment[] {
  const { kind, instants, endings, mornings } = part
  const at = instants.at(-1)
  if (at === undefined) return []
  if (kind === 'due_soon' && mornings.length > 0) return [{ kind, at, instants, mornings }]
  if (kind !== 'due_soon' && endings.length > 0) return [{ kind, at, instants, endings }]
  const moments = instants
    .flatMap((instant) => index.momentsAt(instant))
    .filter((found) => found.kind === kind)
  return coalesce(moments, now).filter(isDutyMoment)
}

function itemsOf(
  periods: readonly CoveredPeriod[],
  duties: readonly HeldDuty[],
  index: IndexedSnapshot,
): readonly ReminderItem[] {
  return duties.flatMap((duty) => {
    const own = periods.filter(({ taskId, unitId }) => taskId === duty.task.id && unitId === duty.unitId)
    if (own.length === 0) return []
    const filings = own.map(({ regime, periodKey }) => index.filingOf(duty, regime, periodKey))
    const states = filings.map((filing): FilingOutcome => {
      if (filing === null) return 'missing'
      return filing.firstCompleteAt === null ? 'incomplete' : 'complete'
    })
    const missing = filings.flatMap((filing) => (filing?.firstCompleteAt === null ? filing.missing : []))
    return [
      {
        taskId: duty.task.id,
        unitId: duty.unitId,
        state: worst(states),
        missing: [...new Set(missing)],
        asSubstituteFor: duty.asSubstituteFor,
        periods: own.map(({ regime, periodKey, cutOff }, at) => ({
          regime,
          periodKey,
          cutOff,
          state: states[at] ?? 'missing',
        })),
      },
    ]
  })
}

function worst(states: readonly FilingOutcome[]): FilingOutcome {
  if (states.includes('missing')) return 'missing'
  return states.includes('incomplete') ? 'incomplete' : 'complete'
}

function formOf(items: readonly ReminderItem[]): 'receipt' | 'card' | 'due_soon' {
  if (items.length === 0) return 'due_soon'
  return items.every(({ state }) => state === 'complete') ? 'receipt' : 'card'
}

function handOver(
  taken: ReadonlyMap<string, readonly HeldDuty[]> | undefined,
  rules: readonly PartRule[],
): readonly OfficerReminder[] {
  const reminders = new Map<string, OfficerReminder>()
  for (const [personId, duties] of taken ?? []) {
    for (const { coverage, reminderOf } of rules) {
      const reminder = reminderOf(personId, coverage(duties))
      if (reminder === null) continue
      const meeting = reminders.get(reminder.identity)
      reminders.set(reminder.identity, meeting ? joined(meeting, reminder) : reminder)
    }
  }
  return [...reminders.values()]
}
