/** Puts messages into the outbox, inside the caller's transaction. The same identity is stored once, ever. */
import type { Temporal } from 'temporal-polyfill'
import { LANES, type OutboxDraft } from '../core/talk/outbox.ts'
import { isoText } from '../core/time.ts'
import type { Transaction } from './commit.ts'

/** Channel of messages to people without any account: kept for the trail, never sent. */
export const NOWHERE = 'none'

interface Address {
  readonly channel: string
  readonly botAccount: string
  readonly threadId: string
  readonly isGroup: boolean
  readonly personId: string | null
}

interface AccountRow {
  personId: string
  channel: string
  botAccount: string
  threadId: string
}

/** A person's messages go to his main account, else to another active one, else nowhere (state unreachable). */
export async function putMessages(
  tx: Transaction,
  drafts: readonly OutboxDraft[],
  newId: () => string,
  now: Temporal.Instant,
): Promise<void> {
  if (drafts.length === 0) return
  const addresses = await addressesOf(tx, drafts)
  const rows = drafts.map((draft, index) => {
    const address = addresses[index]
    return {
      id: newId(),
      identity: draft.identity,
      lane: draft.lane,
      laneRank: LANES.indexOf(draft.lane),
      ...address,
      payload: draft.payload,
      createdAt: isoText(now),
      notBefore: isoText(draft.notBefore),
      waitsSince: isoText(draft.notBefore),
      expiresAt: draft.expiresAt === null ? null : isoText(draft.expiresAt),
      state: address?.channel === NOWHERE ? 'unreachable' : 'pending',
    }
  })
  await tx.$executeRaw`
    INSERT INTO "outbox_message" ("id", "identity", "lane", "laneRank", "channel", "botAccount", "threadId", "isGroup",
      "personId", "payload", "createdAt", "notBefore", "waitsSince", "expiresAt", "state")
    SELECT "id", "identity", "lane", "laneRank", "channel", "botAccount", "threadId", "isGroup",
      "personId", "payload", "createdAt", "notBefore", "waitsSince", "expiresAt", "state"
    FROM json_to_recordset(${JSON.stringify(rows)}::json) AS r("id" text, "identity" text, "lane" text, "laneRank" int,
      "channel" text, "botAccount" text, "threadId" text, "isGroup" boolean, "personId" text, "payload" jsonb,
      "createdAt" timestamptz, "notBefore" timestamptz, "waitsSince" timestamptz, "expiresAt" timestamptz, "state" text)
    ON CONFLICT ("identity") DO NOTHING`
}

async function addressesOf(tx: Transaction, drafts: readonly OutboxDraft[]): Promise<readonly Address[]> {
  const personIds = new Set(drafts.flatMap((draft) => ('personId' in draft.to ? [draft.to.personId] : [])))
  const accounts =
    personIds.size === 0
      ? []
      : await tx.$queryRaw<AccountRow[]>`
          SELECT DISTINCT ON ("personId") "personId", "channel", "botAccount", "threadId" FROM "channel_account"
          WHERE "personId" = ANY(${[...personIds]}) AND "state" = 'active'
          ORDER BY "personId", "isMain" DESC, "linkedAt"`
  const best = new Map(accounts.map((account) => [account.personId, account]))
  return drafts.map(({ to }): Address => {
    if ('thread' in to) {
      const { channel, account, threadId, isGroup } = to.thread
      return { channel, botAccount: account, threadId, isGroup, personId: null }
    }
    const account = best.get(to.personId)
    return account === undefined
      ? { channel: NOWHERE, botAccount: '', threadId: '', isGroup: false, personId: to.personId }
      : {
          channel: account.channel,
          botAccount: account.botAccount,
          threadId: account.threadId,
          isGroup: false,
          personId: to.personId,
        }
  })
}
