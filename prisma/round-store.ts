/** Rounds: planned under the lock of their mark, so that nothing is planned twice and no moment is passed over. */
import type { Temporal } from 'temporal-polyfill'
import type { LinkedAccount, RoundBook, RoundRoom } from '../core/ports.ts'
import { periodOf } from '../core/programme/period.ts'
import { PERIODIC_REGIMES } from '../core/programme/regime.ts'
import type { PlannedDelivery } from '../core/reminder/audit.ts'
import { isBefore, localDate } from '../core/time.ts'
import { loadPostponedAudits } from './audit-marks.ts'
import { type Transaction, writeChanges } from './commit.ts'
import {
  channelOf,
  loadCalendar,
  loadCoordinatorIds,
  loadHolidayRows,
  loadProgrammes,
  roleOf,
  unitOf,
  validOn,
} from './directory-rows.ts'
import { loadDuties, loadPeople } from './duty-loader.ts'
import type { PrismaClient } from './generated/client.ts'
import { loadHeadsUps } from './heads-up-rows.ts'
import { createLibrary } from './library-store.ts'
import { loadConferences } from './lock-rows.ts'
import { putMessages } from './outbox-rows.ts'
import { EXPIRED } from './outbox-store.ts'
import { dbDate, dbInstant, instant, oneOf } from './rows.ts'
import { loadSnapshotBase, type SnapshotBase } from './snapshot-base.ts'
import {
  loadDigestRoom,
  loadEscalationSnapshot,
  loadProgrammesInUse,
  loadReminderSnapshot,
  type SnapshotScope,
} from './snapshot-loader.ts'
import { loadUnitFilings } from './unit-filings.ts'

const MARK = 'rounds'

export interface RoundBookOptions {
  readonly client: PrismaClient
  readonly zone: string
  readonly newId: () => string
}

export function createRoundBook({ client, zone, newId }: RoundBookOptions): RoundBook {
  return {
    async doneTo() {
      const row = await client.roundMark.findUnique({ where: { name: MARK } })
      return row === null ? null : instant(row.doneTo)
    },

    async almanac() {
      return {
        programmes: await loadProgrammesInUse(client),
        calendar: await loadCalendar(client),
        zone,
        audits: await loadPostponedAudits(client),
        conferences: await loadConferences(client, null),
      }
    },

    async advance(now, decide) {
      await client.$transaction(async (tx) => {
        const since = await lockMark(tx, now)
        if (since === null || !isBefore(since, now)) return
        const decision = await decide(since, await openRoom(tx, now, zone, newId))
        await writeChanges(tx, decision.changes)
        await putMessages(tx, decision.messages, newId, now)
        await tx.roundMark.update({ where: { name: MARK }, data: { doneTo: dbInstant(now) } })
      })
    },

    examine: ({ personIds, instants }, now, use) =>
      client.$transaction(async (tx) => {
        const calendar = await loadCalendar(tx)
        const programmes = await loadProgrammes(tx)
        const scope: SnapshotScope = { now, zone, calendar, programmes, personIds }
        const units = await tx.unit.findMany()
        return use({
          calendar,
          zone,
          newId,
          library: createLibrary(tx, { now, zone }),
          reminders: await loadReminderSnapshot(tx, scope, keysAround(instants, zone)),
          duties: await loadDuties(tx, personIds, { now, zone, calendar, programmes }),
          people: await loadPeople(tx, personIds),
          units: new Map(units.map((row) => [row.id, unitOf(row)])),
          escalation: (digests) => loadDigestRoom(tx, { ...scope, personIds: null }, digests),
        })
      }),
  }
}

/** The mark, locked until the commit; null when this was the first time, and it has only been set. */
async function lockMark(tx: Transaction, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const made = await tx.$executeRaw`
    INSERT INTO "round_mark" ("name", "doneTo") VALUES (${MARK}, ${dbInstant(now)}) ON CONFLICT ("name") DO NOTHING`
  const rows = await tx.$queryRaw<{ doneTo: Date }[]>`
    SELECT "doneTo" FROM "round_mark" WHERE "name" = ${MARK} FOR UPDATE`
  const [row] = rows
  return row === undefined || made > 0 ? null : instant(row.doneTo)
}

async function openRoom(
  tx: Transaction,
  now: Temporal.Instant,
  zone: string,
  newId: () => string,
): Promise<RoundRoom> {
  const calendar = await loadCalendar(tx)
  const programmes = await loadProgrammesInUse(tx)
  const today = dbDate(localDate(now, zone))
  const scope: SnapshotScope = { now, zone, calendar, programmes, personIds: null }
  let loaded: Promise<SnapshotBase> | null = null
  const base = () => {
    loaded ??= loadSnapshotBase(tx, scope)
    return loaded
  }
  return {
    programmes,
    calendar,
    zone,
    newId,
    library: createLibrary(tx, { now, zone }),
    coordinatorIds: await loadCoordinatorIds(tx, today),
    reminders: async (periodKeys) => loadReminderSnapshot(tx, scope, periodKeys, await base()),
    escalation: async (roundsDoneTo) => loadEscalationSnapshot(tx, scope, roundsDoneTo, await base()),
    unitFilings: (periodKeys) => loadUnitFilings(tx, periodKeys, zone),
    headsUpsPlanned: (identities) => loadHeadsUps(tx, identities),
    accounts: (personIds) => loadAccounts(tx, personIds),
    names: async (personIds) =>
      new Map([...(await loadPeople(tx, personIds))].map(([id, person]) => [id, person.name])),
    deliveries: (rounds) => loadDeliveries(tx, rounds),
    holidayRows: () => loadHolidayRows(tx),
    auditsDue: (await loadPostponedAudits(tx)).filter(({ at }) => !isBefore(now, at)),
    async peopleWith(roles) {
      const posts = await tx.post.findMany({ where: { role: { in: [...roles] }, ...validOn(today) } })
      return posts.map((post) => ({ personId: post.personId, unitId: post.unitId, role: roleOf(post.role) }))
    },
  }
}

async function loadAccounts(
  tx: Transaction,
  personIds: readonly string[],
): Promise<readonly LinkedAccount[]> {
  const rows = await tx.channelAccount.findMany({
    where: { personId: { in: [...personIds] } },
    orderBy: [{ isMain: 'desc' }, { linkedAt: 'asc' }],
  })
  return rows.map((row) => ({
    personId: row.personId,
    channel: channelOf(row.channel),
    account: row.botAccount,
    isActive: row.state === 'active',
  }))
}

const DELIVERY_STATES: readonly PlannedDelivery['state'][] = [
  'pending',
  'sending',
  'sent',
  'unknown',
  'failed',
  'unreachable',
  'cancelled',
]

async function loadDeliveries(
  tx: Transaction,
  rounds: readonly Temporal.Instant[],
): Promise<readonly PlannedDelivery[]> {
  const rows = await tx.outboxMessage.findMany({
    where: {
      lane: 'reminder',
      OR: rounds.map((round) => ({ identity: { startsWith: `reminder:${round}:` } })),
    },
    select: { personId: true, state: true, error: true },
  })
  const ids = rows.flatMap(({ personId }) => personId ?? [])
  const people = await loadPeople(tx, ids)
  return rows.map(({ personId, state, error }) => ({
    personId: personId ?? '',
    name: people.get(personId ?? '')?.name ?? '',
    state: oneOf(DELIVERY_STATES, state, 'unknown'),
    isExpired: state === 'cancelled' && error === EXPIRED,
  }))
}

/** Every period in which one of the instants lies. */
function keysAround(instants: readonly Temporal.Instant[], zone: string): readonly string[] {
  return instants.flatMap((at) => {
    // A heads-up a day before its cut-off is about the next day's period.
    const dates = [localDate(at, zone), localDate(at, zone).add({ days: 1 })]
    return dates.flatMap((date) => PERIODIC_REGIMES.map((regime) => periodOf(regime, date).key))
  })
}
