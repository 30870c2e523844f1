/** Who gets the heads-up earlier: the lowest tenth of each programme's ranking, and who got it already. behaviour §2, ledger 72. */
import type { Temporal } from 'temporal-polyfill'
import type { RoundRoom } from '../../core/ports.ts'
import type { Moment } from '../../core/reminder/moment.ts'
import { earlyHeadsUpAt } from '../../core/reminder/moments.ts'
import { type EarlyHeadsUps, NOBODY_EARLY } from '../../core/reminder/plan.ts'
import { indexSnapshot, type ReminderSnapshot } from '../../core/reminder/snapshot.ts'
import { lowestTenth, rankUnits } from '../../core/summary/score.ts'
import { periodsTallied, tallyUnits } from '../../core/summary/unit-tally.ts'
import { isoText, localDate } from '../../core/time.ts'

export async function earlyHeadsUps(
  moments: readonly Moment[],
  snapshot: ReminderSnapshot,
  now: Temporal.Instant,
  room: RoundRoom,
): Promise<EarlyHeadsUps> {
  const early = moments.filter((moment) => moment.kind === 'early_heads_up')
  const regular = moments.filter((moment) => moment.kind === 'heads_up')
  if (early.length === 0 && regular.length === 0) return NOBODY_EARLY
  return {
    lowest: early.length === 0 ? NOBODY_EARLY.lowest : await lowestUnits(snapshot, now, room),
    told: await toldBefore(regular, snapshot, now, room),
  }
}

async function lowestUnits(
  { tasks }: ReminderSnapshot,
  now: Temporal.Instant,
  room: RoundRoom,
): Promise<EarlyHeadsUps['lowest']> {
  const scope = { calendar: room.calendar, zone: room.zone, now }
  const active = room.programmes.filter(
    ({ active, settings }) => active && settings.headsUpEarlierMinutes > 0,
  )
  const keys = periodsTallied(active, scope).map(({ periodKey }) => periodKey)
  const filings = await room.unitFilings(keys)
  return new Map(
    active.map((programme) => {
      const ranked = rankUnits(tallyUnits(programme, tasks, filings, scope), programme.settings.scoreWeights)
      return [programme.id, lowestTenth(ranked)]
    }),
  )
}

/** At the regular moment, those whose earlier one was planned. */
async function toldBefore(
  regular: readonly Extract<Moment, { kind: 'heads_up' }>[],
  snapshot: ReminderSnapshot,
  now: Temporal.Instant,
  { programmes, zone, headsUpsPlanned }: RoundRoom,
): Promise<EarlyHeadsUps['told']> {
  const settingsOf = new Map(programmes.map(({ id, settings }) => [id, settings]))
  const instants = new Set(
    regular.flatMap(({ endings }) =>
      endings.flatMap(({ programmeId, cutOff }) => {
        const settings = settingsOf.get(programmeId)
        const at = settings === undefined ? null : earlyHeadsUpAt(cutOff, settings)
        return at === null ? [] : [isoText(at)]
      }),
    ),
  )
  if (instants.size === 0) return NOBODY_EARLY.told
  const people = [...indexSnapshot(snapshot).dutiesOn(localDate(now, zone)).byPerson.keys()]
  return headsUpsPlanned([...instants].flatMap((at) => people.map((id) => `reminder:${at}:${id}`)))
}
