import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Database, openDatabase } from '../../prisma/database.ts'

// A first start takes PGlite 5 seconds on an idle machine, many more on a busy one.
vi.setConfig({ testTimeout: 240_000 })

const HOLDER = fileURLToPath(new URL('../harness/hold-database.ts', import.meta.url))
const SILENT = { info: () => undefined, warn: () => undefined }

let dataDir: string
const children: ChildProcess[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-embedded-'))
})

afterEach(async () => {
  for (const child of children.splice(0)) await kill(child)
  await rm(dataDir, { recursive: true, force: true })
})

const open = () => openDatabase({ databaseUrl: null, dataDir, log: SILENT })

async function mustOpen(): Promise<Database> {
  const opened = await open()
  if (!opened.ok) throw new Error(JSON.stringify(opened.problem))
  return opened.db
}

function startHolder(): ChildProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', HOLDER, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** Resolves when the child has written that many rows; yields the last one acknowledged when it is killed then. */
async function killAfterRows(child: ChildProcess, rows: number): Promise<number> {
  let last = -1
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('problem')) throw new Error(line)
    if (line.startsWith('row ')) last = Number(line.slice(4))
    if (last === rows) child.kill('SIGKILL')
  }
  return last
}

test('the first start makes the database, the next finds what was kept, closing leaves only it', async () => {
  const first = await mustOpen()
  await first.client.counter.create({ data: { name: 'kept', value: 7 } })
  await first.close()
  await first.close()
  expect(await readdir(dataDir)).toEqual(['db'])
  const second = await mustOpen()
  expect(await second.client.counter.findMany()).toEqual([{ name: 'kept', value: 7 }])
  await second.close()
})

test('a second process is told which one has the database; killed, it gives way with every row', async () => {
  const child = startHolder()
  const killed = killAfterRows(child, 300)
  while (!existsSync(join(dataDir, 'db', 'PG_VERSION'))) await wait(20)
  const refused = await open()
  expect(refused).toMatchObject({ ok: false, problem: { code: 'database_in_use', pid: child.pid } })
  const acknowledged = await killed
  const db = await mustOpen()
  expect(await db.client.counter.count()).toBeGreaterThan(acknowledged)
  const again = await open()
  expect(again).toMatchObject({ ok: false, problem: { code: 'database_in_use', pid: process.pid } })
  await db.close()
})

test('kill -9 at any point of the first start does not block the next', async () => {
  const draft = async () => (await readdir(dataDir)).find((name) => name.startsWith('db.new-'))
  const inDraft = (file: string) => async () => {
    const name = await draft()
    return name !== undefined && existsSync(join(dataDir, name, file))
  }
  const points = [
    async () => existsSync(join(dataDir, 'db.lock')),
    async () => (await draft()) !== undefined,
    inDraft('PG_VERSION'),
    inDraft('global/pg_control'),
    inDraft('base/5/PG_VERSION'),
    async () => existsSync(join(dataDir, 'db')),
  ]
  for (const isReached of points) {
    const child = startHolder()
    while (!(await isReached())) await wait(2)
    await kill(child)
  }
  const db = await mustOpen()
  expect(await db.client.counter.count()).toBe(0)
  await db.close()
  // A killed process may leave the draft of its lock file, swept when it is older than half a minute.
  const left = (await readdir(dataDir)).filter((name) => !name.startsWith('db.lock.'))
  expect(left).toEqual(['db'])
})

test('a folder of other files is not taken for a database, nor touched', async () => {
  await mkdir(join(dataDir, 'db'))
  await writeFile(join(dataDir, 'db', 'thesis.doc'), 'mine')
  expect(await open()).toMatchObject({ ok: false, problem: { code: 'database_damaged' } })
  expect(await readdir(join(dataDir, 'db'))).toEqual(['thesis.doc'])
  expect(await readdir(dataDir)).toEqual(['db'])
})

test('a damaged database is said to be one, and the lock is given back', async () => {
  await mkdir(join(dataDir, 'db'))
  await writeFile(join(dataDir, 'db', 'PG_VERSION'), '17\n')
  expect(await open()).toMatchObject({ ok: false, problem: { code: 'database_damaged' } })
  expect(await readdir(dataDir)).toEqual(['db'])
})

test('a DATA_DIR that is a file is a problem, not a crash', async () => {
  const file = join(dataDir, 'file')
  await writeFile(file, '')
  const opened = await openDatabase({ databaseUrl: null, dataDir: file, log: SILENT })
  expect(opened).toMatchObject({ ok: false, problem: { code: 'data_dir_unusable', path: file } })
})
