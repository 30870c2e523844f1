/** Heads-ups that were planned before, whatever has become of them. */
import { endingKey } from '../core/reminder/moment.ts'
import { livePayload } from '../core/talk/outbox.ts'
import type { Transaction } from './commit.ts'

export async function loadHeadsUps(
  tx: Transaction,
  identities: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  if (identities.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ personId: string; payload: unknown }[]>`
    SELECT "personId", "payload" FROM "outbox_message"
    WHERE "identity" = ANY(${[...identities]}) AND "personId" IS NOT NULL`
  return new Map(
    rows.map(({ personId, payload }) => {
      const parsed = livePayload.safeParse(payload)
      const parts = parsed.success && parsed.data.kind === 'reminder' ? parsed.data.parts : []
      const endings = parts.flatMap((part) => (part.kind === 'heads_up' ? part.endings : []))
      return [personId, new Set(endings.map(endingKey))]
    }),
  )
}
