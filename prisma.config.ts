import { defineConfig } from 'prisma/config'

// Names an existing program as the schema engine, so that prisma does not try to download one: `prisma generate`
// needs none, and migrations run in WebAssembly (prisma/migrate.ts).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
