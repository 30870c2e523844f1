/** Between database values and the domain's: civil dates, instants, JSON. Knows no table. */
import { Temporal } from 'temporal-polyfill'
import type { Prisma } from './generated/client.ts'

/** A `date` column, which Prisma hands out as midnight UTC. */
export function plainDate(value: Date): Temporal.PlainDate {
  return Temporal.PlainDate.from(value.toISOString().slice(0, 10))
}

export function optionalDate(value: Date | null): Temporal.PlainDate | null {
  return value === null ? null : plainDate(value)
}

export function instant(value: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(value.getTime())
}

export function optionalInstant(value: Date | null): Temporal.Instant | null {
  return value === null ? null : instant(value)
}

export function dbDate(date: Temporal.PlainDate): Date {
  return new Date(`${date.toString()}T00:00:00Z`)
}

export function dbInstant(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds)
}

/** Plain data as a JSON column takes it; drops what JSON cannot hold (undefined). */
export function json(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value ?? null))
}

/** One of the known words, or the fallback where the database holds one this version does not know. */
export function oneOf<T extends string>(known: readonly T[], value: string, fallback: T): T {
  return known.find((word) => word === value) ?? fallback
}

/** Groups rows by a key, keeping their order. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}
