/** How often one officer may be urged by hand (`/nhac`): at most once an hour, whoever asks. behaviour §6. */
import type { Temporal } from 'temporal-polyfill'
import { isBefore } from '../time.ts'

const URGE_EVERY_HOURS = 1

/** From when on the officer may be urged again. */
export function nextUrgeAt(lastUrgedAt: Temporal.Instant): Temporal.Instant {
  return lastUrgedAt.add({ hours: URGE_EVERY_HOURS })
}

/** Whether he may be urged now; the full hour itself is enough. Null: he never was. */
export function mayUrge(lastUrgedAt: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return lastUrgedAt === null || !isBefore(now, nextUrgeAt(lastUrgedAt))
}
