/** Leases: one holder per name at a time, taken over when they run out. */
import type { Leases } from '../core/ports.ts'
import type { PrismaClient } from './generated/client.ts'
import { dbInstant } from './rows.ts'

export function createLeases(client: PrismaClient): Leases {
  return {
    async hold(name, holder, seconds, now) {
      const expiresAt = dbInstant(now.add({ seconds }))
      const rows = await client.$queryRaw<{ holder: string }[]>`
        INSERT INTO "lease" ("name", "holder", "expiresAt") VALUES (${name}, ${holder}, ${expiresAt})
        ON CONFLICT ("name") DO UPDATE SET "holder" = excluded."holder", "expiresAt" = excluded."expiresAt"
        WHERE "lease"."holder" = ${holder} OR "lease"."expiresAt" <= ${dbInstant(now)}
        RETURNING "holder"`
      return rows.length > 0
    },
    async release(name, holder) {
      await client.lease.deleteMany({ where: { name, holder } })
    },
  }
}
