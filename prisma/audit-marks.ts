/** Audits that were put off, kept as round marks: the name holds the rounds, the instant is when they are due. */
import { Temporal } from 'temporal-polyfill'
import type { PostponedAudit } from '../core/reminder/audit.ts'
import type { PrismaClient } from './generated/client.ts'
import { instant } from './rows.ts'

const PREFIX = 'audit:'

export function auditMark({ rounds }: PostponedAudit): string {
  return PREFIX + rounds.map((round) => round.toString()).join(',')
}

/** Oldest first. */
export async function loadPostponedAudits(
  tx: Pick<PrismaClient, 'roundMark'>,
): Promise<readonly PostponedAudit[]> {
  const marks = await tx.roundMark.findMany({
    where: { name: { startsWith: PREFIX } },
    orderBy: { doneTo: 'asc' },
  })
  return marks.map(({ name, doneTo }) => ({
    rounds: name
      .slice(PREFIX.length)
      .split(',')
      .map((round) => Temporal.Instant.from(round)),
    at: instant(doneTo),
  }))
}
