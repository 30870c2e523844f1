import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg'
import type { Migration } from './migration-files.ts'

export const SCHEMA_FILE = fileURLToPath(new URL('./schema.prisma', import.meta.url))

declare global {
  // Node has it; @types/node declares its types only.
  namespace WebAssembly {
    function instantiate(
      binary: Uint8Array,
      imports: Record<string, Record<string, unknown>>,
    ): Promise<{ readonly instance: { readonly exports: Record<string, unknown> } }>
  }
}

const NO_FILTERS = { externalTables: [], externalEnums: [] }

type EngineModule = typeof import('@prisma/schema-engine-wasm/schema_engine_bg')
let loading: Promise<EngineModule> | null = null

/** Prisma's schema engine (WebAssembly) on a database reached through the adapter. Free it after use. */
export async function openSchemaEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
): Promise<SchemaEngine> {
  loading ??= loadEngine()
  const engine = await loading
  return engine.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

/** Applies what is not applied yet, in order, keeping `_prisma_migrations`; yields the names applied. Throws. */
export async function applyByEngine(
  engine: SchemaEngine,
  dir: string,
  lockfile: string | null,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  const output = await engine.applyMigrations({
    migrationsList: {
      baseDir: dir,
      lockfile: { path: 'migration_lock.toml', content: lockfile },
      shadowDbInitScript: '',
      migrationDirectories: migrations.map(({ name, script }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: script } },
      })),
    },
    filters: NO_FILTERS,
  })
  return output.appliedMigrationNames
}

/** SQL that turns the engine's database into what `schema` describes; null when it already is. */
export async function diffToSchema(engine: SchemaEngine, schema: string): Promise<string | null> {
  const files = [{ path: 'schema.prisma', content: schema }]
  const result = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: '.' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: true,
    filters: NO_FILTERS,
  })
  return result.exitCode === 0 ? null : result.stdout
}

async function loadEngine(): Promise<EngineModule> {
  const engine = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const binary = await readFile(join(dirname(glue), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(binary, {
    './schema_engine_bg.js': withIdleTimers({ ...engine }),
  })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start !== 'function') throw new Error('schema_engine_bg.wasm has no __wbindgen_start')
  start()
  return engine
}

/** The engine leaves a timer of 10 seconds behind each lock it took; the process need not stay up for it. */
function withIdleTimers(imports: Record<string, unknown>): Record<string, unknown> {
  const start = (callback: () => void, delayMs: number) => setTimeout(callback, delayMs >>> 0).unref()
  const names = Object.keys(imports).filter((name) => name.startsWith('__wbg_setTimeout_'))
  return { ...imports, ...Object.fromEntries(names.map((name) => [name, start])) }
}
