/** Filings counted per unit, for the ranking: counted by the database, a province's weeks come as one row per unit. */
import type { UnitFilings } from '../core/summary/unit-tally.ts'
import type { Transaction } from './commit.ts'

/** Of these periods, on open tasks that the unit leads; days are those of the zone. */
export async function loadUnitFilings(
  tx: Transaction,
  periodKeys: readonly string[],
  zone: string,
): Promise<readonly UnitFilings[]> {
  return tx.$queryRaw<UnitFilings[]>`
    SELECT t."programmeId", f."unitId",
      count(*) FILTER (WHERE f."firstCompleteAt" IS NOT NULL)::int AS "complete",
      count(*) FILTER (WHERE f."firstCompleteAt" IS NOT NULL AND NOT f."isLate")::int AS "onTime",
      count(DISTINCT (f."firstAt" AT TIME ZONE ${zone})::date)::int AS "days"
    FROM "filing" f
    JOIN "task" t ON t."id" = f."taskId" AND t."state" = 'open'
    JOIN "assignment" a ON a."taskId" = f."taskId" AND a."unitId" = f."unitId" AND a."role" = 'lead'
    WHERE f."periodKey" = ANY(${[...new Set(periodKeys)]})
    GROUP BY t."programmeId", f."unitId"`
}
