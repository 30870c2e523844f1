/** The automatic summaries: to coordinators over everything, to heads over their own units. behaviour §7. */
import type { Temporal } from 'temporal-polyfill'
import type { Conference } from '../../core/lock/conference.ts'
import { isInForce } from '../../core/lock/input-lock.ts'
import type { RoundRoom } from '../../core/ports.ts'
import { periodFromKey } from '../../core/programme/period.ts'
import type { EndingPeriod, Moment } from '../../core/reminder/moment.ts'
import { summaryOf } from '../../core/summary/period-summary.ts'
import type { OutboxDraft } from '../../core/talk/outbox.ts'
import type { Say } from '../say.ts'

const KEPT_HOURS = 14

export async function summaryMessages(
  moments: readonly Moment[],
  now: Temporal.Instant,
  room: RoundRoom,
  say: Say,
): Promise<readonly OutboxDraft[]> {
  const due = moments.flatMap((moment) => (moment.kind === 'summary' ? moment.endings : []))
  if (due.length === 0) return []
  const conferences = await room.library.locks.conferences()
  const endings = due.filter((ending) => !isDayOfLock(ending, conferences))
  const heads = await room.peopleWith(['head'])
  const drafts: OutboxDraft[] = []
  for (const ending of endings) {
    const programme = room.programmes.find((one) => one.id === ending.programmeId)
    const period = periodFromKey(ending.periodKey)
    if (programme === undefined || period === null) continue
    const setting = { library: room.library, calendar: room.calendar, zone: room.zone, now }
    const audience = [
      ...room.coordinatorIds.map((personId) => ({ personId, unitIds: null })),
      ...[...new Set(heads.map((post) => post.personId))].map((personId) => ({
        personId,
        unitIds: heads.filter((post) => post.personId === personId).map((post) => post.unitId),
      })),
    ]
    for (const { personId, unitIds } of audience) {
      const below = unitIds === null ? null : await room.library.unitsBelow(unitIds)
      const summary = await summaryOf(programme, { period, unitIds: below, scope: null }, setting)
      if (summary.owed === 0) continue
      drafts.push({
        identity: `summary:${ending.programmeId}:${ending.periodKey}:${personId}`,
        lane: 'broadcast',
        to: { personId },
        payload: { kind: 'ready', message: say({ kind: 'summary', summary }, { now, zone: room.zone }) },
        notBefore: now,
        expiresAt: now.add({ hours: KEPT_HOURS }),
      })
    }
  }
  return drafts
}

/** A day on which nobody could report has nothing to sum up; what holds for the conference has been frozen. */
function isDayOfLock(
  { programmeId, regime, cutOff }: EndingPeriod,
  conferences: readonly Conference[],
): boolean {
  return (
    regime === 'daily' && conferences.some((one) => one.programmeId === programmeId && isInForce(one, cutOff))
  )
}
