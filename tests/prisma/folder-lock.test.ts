import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from '../../prisma/folder-lock.ts'

let dir: string
let path: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dau-moi-lock-'))
  path = join(dir, 'db.lock')
})
afterEach(() => rm(dir, { recursive: true }))

const write = (holder: object) => writeFile(path, JSON.stringify(holder))
const ticksOf = async (pid: number) => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

async function expectTaken(): Promise<void> {
  const lock = await lockFolder(path)
  expect(lock.ok).toBe(true)
  if (lock.ok) await lock.release()
  expect(existsSync(path)).toBe(false)
}

test('is held until released, also against the same process', async () => {
  const first = await lockFolder(path)
  const second = await lockFolder(path)
  expect(second).toMatchObject({ ok: false, holder: { pid: process.pid, host: hostname() } })
  if (first.ok) await first.release()
  await expectTaken()
})

test('of a process that runs is respected', async () => {
  await write({ pid: process.ppid, host: hostname(), startTicks: await ticksOf(process.ppid), token: 'x' })
  expect(await lockFolder(path)).toMatchObject({ ok: false, holder: { pid: process.ppid } })
})

test('of a process that is gone is taken over', async () => {
  await write({ pid: 2 ** 22 + 1, host: hostname(), startTicks: '1', token: 'x' })
  await expectTaken()
})

test.runIf(process.platform === 'linux')(
  'of an earlier process with a number now in use is taken over',
  async () => {
    await write({ pid: process.ppid, host: hostname(), startTicks: '1', token: 'x' })
    await expectTaken()
  },
)

test('of an earlier process with our own number, as in a container, is taken over', async () => {
  await write({ pid: process.pid, host: hostname(), startTicks: '1', token: 'x' })
  await expectTaken()
})

test('of another host is respected while it gives signs of life', async () => {
  await write({ pid: 1, host: 'elsewhere', startTicks: '1', token: 'x' })
  expect(await lockFolder(path)).toMatchObject({ ok: false, holder: { host: 'elsewhere' } })
  const longAgo = new Date(Date.now() - 60_000)
  await utimes(path, longAgo, longAgo)
  await expectTaken()
})

test('leftovers of killed processes are swept by the next holder', async () => {
  const longAgo = new Date(Date.now() - 60_000)
  await writeFile(`${path}.left`, '{}')
  await utimes(`${path}.left`, longAgo, longAgo)
  await expectTaken()
  expect(await readdir(dir)).toEqual([])
})

test('that cannot be read, as after a power cut, is taken over', async () => {
  await writeFile(path, '{"pid":')
  await expectTaken()
})

test('goes to exactly one of many that find a dead one', async () => {
  await write({ pid: 2 ** 22 + 1, host: hostname(), startTicks: '1', token: 'x' })
  const locks = await Promise.all(Array.from({ length: 20 }, () => lockFolder(path)))
  expect(locks.filter((lock) => lock.ok)).toHaveLength(1)
  for (const lock of locks) if (lock.ok) await lock.release()
  await expectTaken()
})

test('of a dead process that another dead one was about to take over is taken over', async () => {
  const dead = { pid: 2 ** 22 + 1, host: hostname(), startTicks: '1' }
  await write({ ...dead, token: 'x' })
  await writeFile(`${path}.x.claim`, JSON.stringify({ ...dead, token: 'y' }))
  await expectTaken()
})
