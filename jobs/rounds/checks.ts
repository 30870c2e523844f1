/** The rounds' checks of themselves: who cannot be reached, what was not delivered, whose holidays want confirming. behaviour §2. */
import type { Temporal } from 'temporal-polyfill'
import type { Change, Decision } from '../../core/decision.ts'
import type { LinkedAccount, RoundRoom } from '../../core/ports.ts'
import { needsConfirming } from '../../core/programme/calendar.ts'
import { auditDeliveries } from '../../core/reminder/audit.ts'
import type { Moment } from '../../core/reminder/moment.ts'
import { momentsBetween } from '../../core/reminder/moments.ts'
import { planReminders } from '../../core/reminder/plan.ts'
import type { CheckView } from '../../core/talk/order-views.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import { instantAt, isBefore, localDate } from '../../core/time.ts'
import type { Say } from '../say.ts'

/** Whether messages of a bot account cannot leave just now. */
export type IsDown = (account: Pick<LinkedAccount, 'channel' | 'account'>) => boolean

export interface CheckSetting {
  readonly now: Temporal.Instant
  readonly room: RoundRoom
  readonly say: Say
  readonly isDown: IsDown
}

export interface Checks extends Decision {
  /** Reminder rounds were audited, and each passed. */
  readonly hasPassedAudit: boolean
}

/** Told the next morning, it is of no use any more. */
const KEPT_HOURS = 14

type Of<Kind extends Moment['kind']> = Extract<Moment, { kind: Kind }>

export async function decideChecks(moments: readonly Moment[], setting: CheckSetting): Promise<Checks> {
  const messages: OutboxDraft[] = []
  for (const moment of moments) {
    if (moment.kind === 'reachability') messages.push(...(await checkReachability(moment, setting)))
    if (moment.kind === 'holiday_check') messages.push(...(await checkHolidays(moment, setting)))
  }
  const audit = await auditRounds(
    moments.filter((moment) => moment.kind === 'self_audit'),
    setting,
  )
  return { ...audit, messages: [...messages, ...audit.messages] }
}

function toCoordinators(
  identity: string,
  view: CheckView,
  expiresAt: Temporal.Instant,
  { now, room, say }: CheckSetting,
): readonly OutboxDraft[] {
  const message = say({ kind: 'check', view }, { now, zone: room.zone })
  return room.coordinatorIds.map((personId) => ({
    identity: `${identity}:${personId}`,
    lane: 'escalation',
    to: { personId },
    payload: { kind: 'ready', message },
    notBefore: now,
    expiresAt,
  }))
}

// ───────────────────────────────────────────── reachability

/** Those whom a reminder of this day would not reach; no message when there are none. */
async function checkReachability(
  moment: Of<'reachability'>,
  setting: CheckSetting,
): Promise<readonly OutboxDraft[]> {
  const { room, now } = setting
  const ids = await remindedToday(moment, room, now)
  const accounts = await room.accounts(ids)
  const names = await room.names(ids)
  const officers = ids
    .flatMap((id) => {
      const why = obstacleOf(
        accounts.filter(({ personId }) => personId === id),
        setting.isDown,
      )
      return why === null ? [] : [{ name: names.get(id) ?? '', why }]
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
  if (officers.length === 0) return []
  const view: CheckView = { of: 'reachability', cutOff: moment.firstCutOff, officers }
  return toCoordinators(`reachability:${moment.at}`, view, moment.firstCutOff, setting)
}

/** Everybody whom a cut-off of that day would remind, complete or not. */
async function remindedToday(
  { at, firstCutOff }: Of<'reachability'>,
  room: RoundRoom,
  now: Temporal.Instant,
): Promise<readonly string[]> {
  const { programmes, calendar, zone } = room
  const midnight = instantAt(localDate(firstCutOff, zone).add({ days: 1 }), '00:00', zone)
  const reminders = momentsBetween(programmes, calendar, zone, at, midnight).filter(
    (moment) => moment.kind === 'reminder',
  )
  const keys = reminders.flatMap(({ endings }) => endings.map(({ periodKey }) => periodKey))
  const planned = planReminders(reminders, await room.reminders(keys), now)
  return [...new Set(planned.flatMap((one) => (one.kind === 'uncovered' ? [] : [one.personId])))]
}

/** Messages go to the first account that is active, the main one before others. */
function obstacleOf(
  accounts: readonly LinkedAccount[],
  isDown: IsDown,
): 'no_account' | 'unreachable' | 'channel_down' | null {
  if (accounts.length === 0) return 'no_account'
  const used = accounts.find(({ isActive }) => isActive)
  if (used === undefined) return 'unreachable'
  return isDown(used) ? 'channel_down' : null
}

// ───────────────────────────────────────────── self-audit

/**
 * Audits that fell due, and those put off earlier, as one; an audit that lies ahead (its round is only caught up now) is
 * kept in the database.
 */
async function auditRounds(moments: readonly Of<'self_audit'>[], setting: CheckSetting): Promise<Checks> {
  const { now, room } = setting
  const isDue = ({ at }: { at: Temporal.Instant }) => !isBefore(now, at)
  const changes: Change[] = [
    ...moments
      .filter((moment) => !isDue(moment))
      .map(({ rounds, at }): Change => ({ kind: 'audit_postponed', audit: { rounds, at } })),
    ...room.auditsDue.map((audit): Change => ({ kind: 'audit_done', audit })),
  ]
  const rounds = [...moments.filter(isDue), ...room.auditsDue].flatMap((audit) => audit.rounds)
  const last = rounds.at(-1)
  if (last === undefined) return { changes, messages: [], hasPassedAudit: false }
  const result = auditDeliveries(await room.deliveries(rounds))
  const { gaps, hasPassed } = result
  const view: CheckView = { of: 'audit', rounds, result }
  const expiresAt = now.add({ hours: KEPT_HOURS })
  const messages = gaps.length === 0 ? [] : toCoordinators(`self_audit:${last}`, view, expiresAt, setting)
  return { changes, messages, hasPassedAudit: hasPassed }
}

// ───────────────────────────────────────────── holidays

async function checkHolidays(
  { at, year }: Of<'holiday_check'>,
  setting: CheckSetting,
): Promise<readonly OutboxDraft[]> {
  const all = await setting.room.holidayRows()
  if (!needsConfirming(all, year)) return []
  const rows = all.filter(({ date }) => date.year === year)
  const unsure = rows.filter(({ certainty }) => certainty !== 'official').length
  const view: CheckView = { of: 'holidays', year, rows: rows.length, unsure }
  return toCoordinators(`holiday_check:${at}`, view, setting.now.add({ hours: KEPT_HOURS }), setting)
}
