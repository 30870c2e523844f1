/** What a tick decides: reminders, digests, automatic summaries and the rounds' own checks that fell due since the last. */
import type { Temporal } from 'temporal-polyfill'
import type { Change, Decision } from '../../core/decision.ts'
import { escalationMomentsBetween } from '../../core/escalation/moments.ts'
import { planRound } from '../../core/escalation/plan-round.ts'
import type { RoundRoom } from '../../core/ports.ts'
import { coalesce } from '../../core/reminder/coalesce.ts'
import { isDutyMoment } from '../../core/reminder/coverage.ts'
import type { Moment } from '../../core/reminder/moment.ts'
import { momentsBetween } from '../../core/reminder/moments.ts'
import { type OfficerReminder, type PlannedReminder, planReminders } from '../../core/reminder/plan.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import { isoText } from '../../core/time.ts'
import type { Say } from '../say.ts'
import { type Checks, decideChecks, type IsDown } from './checks.ts'
import { earlyHeadsUps } from './early-heads-up.ts'
import { decideLocks } from './lock-round.ts'
import { summaryMessages } from './summary-round.ts'

/** Pure but for the room it reads from. Catch-up after downtime: `since` may be weeks back, each kind comes once. */
export async function decideRound(
  since: Temporal.Instant,
  now: Temporal.Instant,
  room: RoundRoom,
  say: Say,
  isDown: IsDown = () => false,
): Promise<Checks> {
  const moments = coalesce(momentsBetween(room.programmes, room.calendar, room.zone, since, now), now)
  const reminders = (await planned(moments, room, now)).map(reminderDraft)
  const escalation = await escalate(since, now, room)
  const locks = await decideLocks(now, room, say)
  const checks = await decideChecks(moments, { now, room, say, isDown })
  return {
    changes: [...escalation.changes, ...locks.changes, ...checks.changes],
    messages: [
      ...joinByPerson(reminders, escalation.messages),
      ...locks.messages,
      ...(await summaryMessages(moments, now, room, say)),
      ...checks.messages,
    ],
    hasPassedAudit: checks.hasPassedAudit,
  }
}

/** One message per person and moment: a digest rides on the reminder that leaves at the same tick. */
function joinByPerson(
  reminders: readonly OutboxDraft[],
  digests: readonly OutboxDraft[],
): readonly OutboxDraft[] {
  const digestOf = new Map(
    digests.flatMap(({ payload }) =>
      payload.kind === 'digest' ? [[payload.personId, payload.digest] as const] : [],
    ),
  )
  const joined = reminders.map((draft): OutboxDraft => {
    const { payload } = draft
    const digest = payload.kind === 'reminder' ? digestOf.get(payload.personId) : undefined
    if (payload.kind !== 'reminder' || digest === undefined) return draft
    digestOf.delete(payload.personId)
    return { ...draft, payload: { ...payload, digest } }
  })
  const alone = digests.filter(({ payload }) => payload.kind === 'digest' && digestOf.has(payload.personId))
  return [...joined, ...alone]
}

async function planned(
  moments: readonly Moment[],
  room: RoundRoom,
  now: Temporal.Instant,
): Promise<readonly PlannedReminder[]> {
  if (!moments.some((moment) => isDutyMoment(moment) || moment.kind === 'early_heads_up')) return []
  const keys = moments.flatMap((moment) =>
    moment.kind === 'heads_up' || moment.kind === 'early_heads_up' || moment.kind === 'reminder'
      ? moment.endings.map((ending) => ending.periodKey)
      : [],
  )
  const snapshot = await room.reminders(keys)
  return planReminders(moments, snapshot, now, await earlyHeadsUps(moments, snapshot, now, room))
}

export function reminderDraft(reminder: PlannedReminder): OutboxDraft {
  return {
    identity: reminder.identity,
    lane: 'reminder',
    to: { personId: reminder.personId },
    payload:
      reminder.kind === 'uncovered'
        ? {
            kind: 'uncovered',
            personId: reminder.personId,
            leaveId: reminder.leaveId,
            absentId: reminder.absentId,
            unitIds: [...reminder.unitIds],
          }
        : officerPayload(reminder),
    notBefore: reminder.notBefore,
    expiresAt: reminder.expiresAt,
  }
}

function officerPayload(reminder: OfficerReminder) {
  return {
    kind: 'reminder' as const,
    personId: reminder.personId,
    at: isoText(reminder.at),
    digest: null,
    parts: reminder.parts.map((part) => ({
      kind: part.kind,
      instants: part.instants.map(isoText),
      endings: part.endings.map((ending) => ({ ...ending, cutOff: isoText(ending.cutOff) })),
      mornings: part.mornings.map(({ programmeId, date }) => ({ programmeId, date: isoText(date) })),
    })),
  }
}

/** A digest nobody could be sent within this time is worth no more; the next round takes its subjects up. */
const DIGEST_HOURS = 20

async function escalate(since: Temporal.Instant, now: Temporal.Instant, room: RoundRoom): Promise<Decision> {
  const moments = escalationMomentsBetween(room.programmes, room.calendar, room.zone, since, now)
  if (moments.length === 0) return { changes: [], messages: [] }
  const round = planRound(await room.escalation(since), now)
  const changes: Change[] = round.skipped.map((skipped) => ({
    kind: 'escalation_skipped',
    id: room.newId(),
    at: now,
    ...skipped,
  }))
  const messages: OutboxDraft[] = []
  for (const digest of round.digests) {
    const shortId = room.newId()
    const steps = digest.steps.map((step) => ({
      ...step,
      id: room.newId(),
      personId: digest.personId,
      digest: shortId,
    }))
    changes.push({ kind: 'escalation_planned', steps, at: now })
    messages.push({
      identity: digest.identity,
      lane: 'escalation',
      to: { personId: digest.personId },
      payload: { kind: 'digest', personId: digest.personId, digest: shortId },
      notBefore: now,
      expiresAt: now.add({ hours: DIGEST_HOURS }),
    })
  }
  return { changes, messages }
}
