import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { findPostgres, startCluster } from './postgres.ts'

const HOLDER = fileURLToPath(new URL('./hold-cluster.ts', import.meta.url))

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query('SELECT 1')).rowCount === 1
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

test.runIf(inject('hasPostgres'))(
  'a cluster answers until it is stopped, then nothing is left of it',
  async () => {
    const cluster = await startCluster(findPostgres()!)
    expect(await answers(cluster.adminUrl)).toBe(true)
    await cluster.stop()
    expect(await answers(cluster.adminUrl)).toBe(false)
    expect(existsSync(cluster.folder)).toBe(false)
  },
)

test.runIf(inject('hasPostgres')).each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
  'nothing is left of it either when its parent ends by %s',
  async (signal) => {
    const parent = spawn(process.execPath, ['--import', 'tsx', HOLDER], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (data) => resolve(String(data))),
    )
    const [url, folder] = line.trim().split(' ')
    expect(await answers(url!)).toBe(true)
    const ended = new Promise((resolve) => parent.once('exit', resolve))
    parent.kill(signal)
    await ended
    for (let n = 0; n < 500 && existsSync(folder!); n++) await wait(20)
    expect(existsSync(folder!)).toBe(false)
    expect(await answers(url!)).toBe(false)
  },
)
