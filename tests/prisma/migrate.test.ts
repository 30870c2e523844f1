import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { Temporal } from 'temporal-polyfill'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { type MigrationTarget, migrate } from '../../prisma/migrate.ts'
import { MIGRATIONS_DIR, readMigrations } from '../../prisma/migration-files.ts'
import { embeddedTarget, serverTarget } from '../../prisma/migration-target.ts'
import { applyByEngine, openSchemaEngine, SCHEMA_FILE } from '../../prisma/schema-engine.ts'
import { missingMigration, writeMigration } from '../../prisma/write-migration.ts'
import { emptyServerUrl, loadTemplate } from '../harness/databases.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dau-moi-migrations-'))
})

afterEach(async () => {
  await rm(dir, { recursive: true })
})

async function addMigration(name: string, script: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true })
  await writeFile(join(dir, name, 'migration.sql'), script)
}

describe('the migrations of this repository', () => {
  test('lead exactly to schema.prisma', async () => {
    const pglite = await loadTemplate()
    const schema = await readFile(SCHEMA_FILE, 'utf8')
    expect(await missingMigration(pglite, MIGRATIONS_DIR, schema)).toBeNull()
    await pglite.close()
  })

  test('leave transactions to the program, which applies each as a whole', async () => {
    const read = await readMigrations()
    const scripts = read.ok ? read.migrations.map((migration) => migration.script) : []
    expect(scripts.length).toBeGreaterThan(0)
    for (const script of scripts) expect(script).not.toMatch(/^\s*(BEGIN|COMMIT|.*\bCONCURRENTLY\b)/im)
  })

  test('hold no rows, because the test databases are emptied by deleting all', async () => {
    const pglite = await loadTemplate()
    const { rows } = await pglite.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`,
    )
    for (const { name } of rows) {
      expect((await pglite.query(`SELECT * FROM "${name}"`)).rows, name).toEqual([])
    }
    await pglite.close()
  })
})

test('a change of the schema is written as a migration that closes the gap', async () => {
  const pglite = await loadTemplate()
  await pglite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const schema = 'datasource db {\n provider = "postgresql"\n}\nmodel Thing {\n id String @id\n}\n'
  const script = await missingMigration(pglite, dir, schema)
  expect(script).toContain('CREATE TABLE "Thing"')
  const at = Temporal.Instant.from('2026-11-23T09:30:00.5Z')
  expect(await writeMigration(dir, 'things', script!, at)).toBe('20261123093000_things')
  expect(await missingMigration(pglite, dir, schema)).toBeNull()
  await pglite.close()
})

interface Place {
  readonly target: MigrationTarget
  close(): Promise<void>
}

async function embeddedPlace(): Promise<Place> {
  const pglite = await loadTemplate()
  await pglite.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  return { target: embeddedTarget(pglite), close: () => pglite.close() }
}

async function serverPlace(): Promise<Place> {
  const pool = new pg.Pool({ connectionString: await emptyServerUrl(), max: 1 })
  return { target: serverTarget(pool), close: () => pool.end() }
}

const kinds: [string, () => Promise<Place>][] = [['embedded', embeddedPlace]]
if (inject('hasPostgres')) kinds.push(['PostgreSQL', serverPlace])

describe.each(kinds)('migrate on %s', (_, open) => {
  let place: Place
  beforeAll(async () => {
    place = await open()
  })
  beforeEach(async () => {
    await place.target.query('DROP SCHEMA public CASCADE')
    await place.target.query('CREATE SCHEMA public')
  })
  afterAll(() => place.close())

  const exists = async (table: string) => {
    const [row] = await place.target.query(`SELECT to_regclass('${table}') IS NOT NULL AS yes`)
    return row?.['yes']
  }

  test('applies what is missing, in order, and nothing twice', async () => {
    await addMigration('20260101000000_a', 'CREATE TABLE a (x int)')
    expect(await migrate(place.target, dir)).toEqual({ ok: true, applied: ['20260101000000_a'] })
    await addMigration('20260102000000_b', 'ALTER TABLE a ADD COLUMN y int')
    await addMigration('20260103000000_c', 'ALTER TABLE a DROP COLUMN y')
    expect(await migrate(place.target, dir)).toEqual({
      ok: true,
      applied: ['20260102000000_b', '20260103000000_c'],
    })
    expect(await migrate(place.target, dir)).toEqual({ ok: true, applied: [] })
  })

  test('takes semicolons in texts and functions as they are, and a comment at the end', async () => {
    await addMigration(
      '20260101000000_a',
      `CREATE TABLE a (x text DEFAULT 'một; hai');
       CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END; $$;
       -- the end; really`,
    )
    expect(await migrate(place.target, dir)).toMatchObject({ ok: true })
    await place.target.query('INSERT INTO a DEFAULT VALUES')
    expect(await place.target.query('SELECT x, two() AS two FROM a')).toEqual([{ x: 'một; hai', two: 2 }])
  })

  test('rolls a broken migration back as a whole, says why, and takes the mended one next time', async () => {
    await addMigration('20260101000000_a', 'CREATE TABLE a (x int); CREATE TABLE b (x no_such_type)')
    expect(await migrate(place.target, dir)).toEqual({
      ok: false,
      problem: {
        code: 'migration_failed',
        migration: '20260101000000_a',
        reason: 'ERROR: type "no_such_type" does not exist',
      },
    })
    expect(await exists('a')).toBe(false)
    await addMigration('20260101000000_a', 'CREATE TABLE a (x int); CREATE TABLE b (x int)')
    expect(await migrate(place.target, dir)).toEqual({ ok: true, applied: ['20260101000000_a'] })
    expect(await exists('b')).toBe(true)
  })

  test('a process killed before a script left nothing, so the next start applies it', async () => {
    await addMigration('20260101000000_a', 'CREATE TABLE a (x int)')
    await migrate(place.target, dir)
    await addMigration('20260102000000_b', 'CREATE TABLE b (x int)')
    await place.target.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('killed', 'c', '20260102000000_b')`,
    )
    expect(await migrate(place.target, dir)).toEqual({ ok: true, applied: ['20260102000000_b'] })
    expect(await exists('b')).toBe(true)
  })

  test('a script and its record as finished are one transaction', async () => {
    await addMigration(
      '20260101000000_a',
      `CREATE TABLE seen AS SELECT txid_current() AS transaction;
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN INSERT INTO seen SELECT txid_current(); RETURN NEW; END; $$;
       CREATE TRIGGER note AFTER UPDATE ON _prisma_migrations FOR EACH ROW
         WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION note()`,
    )
    expect(await migrate(place.target, dir)).toMatchObject({ ok: true })
    const rows = await place.target.query(
      'SELECT count(*)::int AS n, count(DISTINCT transaction)::int AS t FROM seen',
    )
    expect(rows).toEqual([{ n: 2, t: 1 }])
  })

  test('a database that knows more migrations than the program is left alone', async () => {
    await addMigration('20260101000000_a', 'CREATE TABLE a (x int)')
    await addMigration('20260102000000_b', 'CREATE TABLE b (x int)')
    await migrate(place.target, dir)
    await rm(join(dir, '20260102000000_b'), { recursive: true })
    expect(await migrate(place.target, dir)).toEqual({
      ok: false,
      problem: { code: 'database_newer', migrations: ['20260102000000_b'] },
    })
  })

  test("Prisma's own engine finds the history in order and nothing left to do", async () => {
    expect(await migrate(place.target)).toMatchObject({ ok: true })
    const read = await readMigrations()
    if (!read.ok) throw new Error('unreadable')
    const engine = await openSchemaEngine(place.target.adapter, await readFile(SCHEMA_FILE, 'utf8'))
    expect(await applyByEngine(engine, MIGRATIONS_DIR, read.lockfile, read.migrations)).toEqual([])
    const migrationDirectories = read.migrations.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: script } },
    }))
    const diagnosis = await engine.diagnoseMigrationHistory({
      migrationsList: {
        baseDir: MIGRATIONS_DIR,
        lockfile: { path: 'migration_lock.toml', content: read.lockfile },
        shadowDbInitScript: '',
        migrationDirectories,
      },
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    })
    engine.free()
    expect(diagnosis).toEqual({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    })
  })

  test('a folder without its script is named', async () => {
    await mkdir(join(dir, '20260101000000_a'))
    expect(await migrate(place.target, dir)).toEqual({
      ok: false,
      problem: { code: 'migrations_unreadable', path: dir, reason: '20260101000000_a has no migration.sql' },
    })
  })
})

test.runIf(inject('hasPostgres'))('four processes that start at once migrate a server once', async () => {
  await addMigration('20260101000000_a', 'CREATE TABLE a (x int); SELECT pg_sleep(0.3)')
  await addMigration('20260102000000_b', 'CREATE TABLE b (x int)')
  const connectionString = await emptyServerUrl()
  const pools = [1, 2, 3, 4].map(() => new pg.Pool({ connectionString, max: 1 }))
  const results = await Promise.all(pools.map((pool) => migrate(serverTarget(pool), dir)))
  await Promise.all(pools.map((pool) => pool.end()))
  const applied = results.map((result) => (result.ok ? result.applied.length : -1))
  expect(applied.sort()).toEqual([0, 0, 0, 2])
})
