/** A migrated, empty embedded database as one file, made once per state of the migrations. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { migrate } from '../../prisma/migrate.ts'
import { readMigrations } from '../../prisma/migration-files.ts'
import { embeddedTarget } from '../../prisma/migration-target.ts'

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/dau-moi/', import.meta.url))
const PGLITE_PACKAGE = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)

/** Path of a dump of PGlite's data folder (tar). Making it takes seconds, finding it none. */
export async function embeddedTemplate(): Promise<string> {
  const path = join(CACHE, `embedded-${await templateKey()}.tar`)
  if (existsSync(path)) return path
  await mkdir(CACHE, { recursive: true })
  const pglite = await PGlite.create()
  try {
    const migrated = await migrate(embeddedTarget(pglite))
    if (!migrated.ok) throw new Error(JSON.stringify(migrated.problem))
    const dump = await pglite.dumpDataDir('none')
    const draft = `${path}.${process.pid}`
    await writeFile(draft, new Uint8Array(await dump.arrayBuffer()))
    for (const name of await readdir(CACHE)) {
      if (name.startsWith('embedded-') && name.endsWith('.tar')) await rm(join(CACHE, name))
    }
    await rename(draft, path)
    return path
  } finally {
    await pglite.close()
  }
}

async function templateKey(): Promise<string> {
  const read = await readMigrations()
  if (!read.ok) throw new Error(JSON.stringify(read.problem))
  const hash = createHash('sha256').update(await readFile(PGLITE_PACKAGE))
  for (const { name, checksum } of read.migrations) hash.update(`${name} ${checksum}\n`)
  return hash.digest('hex').slice(0, 16)
}
