/** A throw-away PostgreSQL cluster on a free loopback port, for one run of the tests. */
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

export interface Cluster {
  /** Superuser's URL of the database `postgres`. */
  readonly adminUrl: string
  /** Data, socket and password; gone when the cluster is. */
  readonly folder: string
  stop(): Promise<void>
}

const PASSWORD = 'loopback-only'
const START_TIMEOUT_MS = 30_000

/** Speed instead of durability; a local zone, so that code that relies on the server's zone is found out. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'TimeZone=Asia/Ho_Chi_Minh',
].flatMap((setting) => ['-c', setting])

/**
 * Runs the server ("$@") until its standard input ends - which it does however the parent dies - and then removes
 * the folder ($DIR).
 */
const GUARD = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT $server; } 2>/dev/null & watcher=$!
wait $server
kill $watcher 2>/dev/null
rm -rf "$DIR"
`

/** Folder of initdb and postgres, newest version first; null when this machine has none. */
export function findPostgres(): string | null {
  const candidates = [process.env['PG_BIN'], askPgConfig(), ...debianFolders()]
  return (
    candidates.find((dir) => dir && existsSync(join(dir, 'initdb')) && existsSync(join(dir, 'postgres'))) ??
    null
  )
}

export async function startCluster(bin: string): Promise<Cluster> {
  const dir = await mkdtemp(join(tmpdir(), 'dau-moi-postgres-'))
  const owner: { uid?: number; gid?: number } = process.getuid?.() === 0 ? userIds('postgres') : {}
  const data = join(dir, 'data')
  const passwordFile = join(dir, 'password')
  await writeFile(passwordFile, PASSWORD)
  if (owner.uid !== undefined && owner.gid !== undefined) {
    await chown(dir, owner.uid, owner.gid)
    await chown(passwordFile, owner.uid, owner.gid)
  }
  const auth = ['--auth-local=trust', '--auth-host=scram-sha-256', '--pwfile', passwordFile]
  await promisify(execFile)(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '--no-sync', ...auth],
    { ...owner, cwd: dir },
  )
  const port = await freePort()
  const server = [join(bin, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', dir]
  const guard = spawn('sh', ['-c', GUARD, 'guard', ...server, ...SETTINGS], {
    ...owner,
    cwd: '/',
    env: { PATH: process.env['PATH'], DIR: dir },
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
  })
  const adminUrl = `postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`
  await answering(guard, adminUrl)
  return { adminUrl, folder: dir, stop: () => stop(guard, dir) }
}

async function answering(guard: ChildProcess, url: string): Promise<void> {
  let log = ''
  guard.stderr?.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-4_000)
  })
  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    if (guard.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log}`)
    const client = new pg.Client({ connectionString: url })
    const isUp = await client.connect().then(
      () => true,
      () => false,
    )
    await client.end().catch(() => undefined)
    if (isUp) return
    if (Date.now() > deadline) throw new Error(`PostgreSQL does not answer:\n${log}`)
    await wait(30)
  }
}

async function stop(guard: ChildProcess, dir: string): Promise<void> {
  if (guard.exitCode === null) {
    const ended = new Promise((resolve) => guard.once('exit', resolve))
    guard.stdin?.end()
    await ended
  }
  await rm(dir, { recursive: true, force: true })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function userIds(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function askPgConfig(): string | undefined {
  try {
    return execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return undefined
  }
}

function debianFolders(): string[] {
  const root = '/usr/lib/postgresql'
  if (!existsSync(root)) return []
  const versions = readdirSync(root).sort((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(root, version, 'bin'))
}
