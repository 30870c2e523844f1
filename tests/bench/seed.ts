/** Invented directories of any size, written by a few statements. */
import type pg from 'pg'

export interface SeedSize {
  /** One officer per unit. */
  readonly officers: number
  readonly tasksEach: number
  /** Heads above the officers' units, one per office; every office has as many units as the others. */
  readonly offices: number
  /** When the tasks entered the installation. */
  readonly addedAt: string
  readonly due: string
}

export const PROGRAMMES = 3
/** The bot account everybody is linked with. */
export const BOT = { channel: 'console', account: 'bench' } as const

/**
 * Units `u1`… with officers `o1`… below offices `d1`… with heads `h1`…; tasks NV1… with one lead each, spread over
 * the programmes `p1`…; officer `n` has the tasks n, n + officers, n + 2·officers …
 */
export async function seedDirectory(pool: pg.Pool, size: SeedSize): Promise<void> {
  const { officers, offices, tasksEach, addedAt, due } = size
  const run = (sql: string, ...values: readonly unknown[]) => pool.query(sql, [...values])
  await run(
    `INSERT INTO "programme" ("id", "code", "name", "settings", "createdAt")
     SELECT 'p' || n, 'CT' || n, 'Chương trình ' || n, '{}', $2 FROM generate_series(1, $1::int) n`,
    PROGRAMMES,
    addedAt,
  )
  await run(
    `INSERT INTO "unit" ("id", "name", "shortName", "kind", "validFrom")
     SELECT 'd' || n, 'Sở ' || n, 'Sở ' || n, 'department', '2025-01-01' FROM generate_series(1, $1::int) n`,
    offices,
  )
  await run(
    `INSERT INTO "unit" ("id", "name", "shortName", "kind", "parentId", "validFrom")
     SELECT 'u' || n, 'Phòng ' || n, 'P' || n, 'section', 'd' || (n - 1) % $2::int + 1, '2025-01-01'
     FROM generate_series(1, $1::int) n`,
    officers,
    offices,
  )
  for (const { letter, count, role, unit } of [
    { letter: 'o', count: officers, role: 'officer', unit: 'u' },
    { letter: 'h', count: offices, role: 'supervisor', unit: 'd' },
  ]) {
    await seedPeople(run, { letter, count, role, unit, since: addedAt })
  }
  await run(
    `INSERT INTO "task" ("id", "programmeId", "code", "title", "due", "dueKind", "product", "stateSince", "addedAt", "position")
     SELECT 't' || n, 'p' || n % ${PROGRAMMES} + 1, 'NV' || lpad(n::text, greatest(2, length(n::text)), '0'),
       'Số hóa hồ sơ lĩnh vực ' || n || ' và kết nối cơ sở dữ liệu ngành', $2, 'date', 'Báo cáo kết quả', $3, $3, n
     FROM generate_series(1, $1::int) n`,
    officers * tasksEach,
    due,
    addedAt,
  )
  await run(
    `INSERT INTO "assignment" ("taskId", "unitId", "role")
     SELECT 't' || n, 'u' || (n - 1) % $2::int + 1, 'lead' FROM generate_series(1, $1::int) n`,
    officers * tasksEach,
    officers,
  )
  await run('ANALYZE')
}

interface People {
  readonly letter: string
  readonly count: number
  readonly role: string
  readonly unit: string
  readonly since: string
}

type Run = (sql: string, ...values: readonly unknown[]) => Promise<unknown>

async function seedPeople(run: Run, { letter, count, role, unit, since }: People): Promise<void> {
  await run(
    `INSERT INTO "person" ("id", "name", "handle")
     SELECT $2 || n, 'Nguyễn Văn ' || n, $2 || n FROM generate_series(1, $1::int) n`,
    count,
    letter,
  )
  await run(
    `INSERT INTO "post" ("id", "personId", "unitId", "role", "validFrom")
     SELECT $2 || n, $2 || n, $3 || n, $4, '2025-01-01' FROM generate_series(1, $1::int) n`,
    count,
    letter,
    unit,
    role,
  )
  await run(
    `INSERT INTO "channel_account" ("id", "channel", "botAccount", "userId", "threadId", "personId", "isMain", "stateSince", "linkedAt")
     SELECT $2 || n, '${BOT.channel}', '${BOT.account}', $2 || n, $2 || n, $2 || n, true, $3, $3
     FROM generate_series(1, $1::int) n`,
    count,
    letter,
    since,
  )
}

/** Codes of an officer's tasks, as `seedDirectory` gave them. */
export function codesOf(
  officer: number,
  { officers, tasksEach }: Pick<SeedSize, 'officers' | 'tasksEach'>,
): string[] {
  return Array.from(
    { length: tasksEach },
    (_, place) => `NV${String(officer + place * officers).padStart(2, '0')}`,
  )
}
