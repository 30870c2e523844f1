import { randomUUID } from 'node:crypto'
import { link, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { z } from 'zod'

const holderSchema = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** When the process began, in the kernel's ticks; tells it from a later one with the same pid. Null: unknown. */
  startTicks: z.string().nullable(),
  token: z.string(),
})
export type LockHolder = Readonly<z.infer<typeof holderSchema>>

export type FolderLock =
  | { readonly ok: true; release(): Promise<void> }
  | { readonly ok: false; readonly holder: LockHolder }

const HEARTBEAT_MS = 5_000
/** A holder on another host (container) counts as dead after this silence. */
const SILENCE_MS = 30_000

/** Tokens of the locks this very process holds: in a container every process may be number 1. */
const held = new Set<string>()

/**
 * Takes the lock file for this process; a dead holder's is taken over. A process on this machine is dead when its
 * pid is gone or belongs to a later process; one on another host when it has been silent for 30 seconds.
 */
export async function lockFolder(path: string): Promise<FolderLock> {
  const mine = {
    pid: process.pid,
    host: hostname(),
    startTicks: await startTicks(process.pid),
    token: randomUUID(),
  }
  const draft = `${path}.${mine.token}`
  await writeFile(draft, JSON.stringify(mine))
  try {
    for (;;) {
      if (await linkUnlessThere(draft, path)) return keep(path, mine.token)
      const holder = await readHolder(path)
      if (holder === 'gone') continue
      if (holder !== 'unreadable' && (await isAlive(holder, path))) return { ok: false, holder }
      await setAside(path, holder === 'unreadable' ? null : holder.token)
    }
  } finally {
    await unlink(draft)
  }
}

function keep(path: string, token: string): FolderLock {
  held.add(token)
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => undefined)
  }, HEARTBEAT_MS)
  heartbeat.unref()
  return {
    ok: true,
    async release() {
      clearInterval(heartbeat)
      if (!held.delete(token)) return
      const holder = await readHolder(path)
      if (typeof holder === 'object' && holder.token === token) await unlink(path)
    },
  }
}

/** Removes a dead holder's file, but puts a living one back that took its place meanwhile. */
async function setAside(path: string, deadToken: string | null): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  const isMoved = await rename(path, aside).then(
    () => true,
    (error: unknown) => ignoring('ENOENT', error),
  )
  if (!isMoved) return
  const moved = await readHolder(aside)
  if (typeof moved === 'object' && moved.token !== deadToken) await linkUnlessThere(aside, path)
  await unlink(aside)
}

async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  if (held.has(holder.token)) return true
  if (holder.host !== hostname()) {
    const silentSince = await stat(path).then(
      (file) => file.mtimeMs,
      () => 0,
    )
    return Date.now() - silentSince < SILENCE_MS
  }
  if (holder.pid === process.pid) return false
  return isRunning(holder.pid) && (await startTicks(holder.pid)) === holder.startTicks
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat; null where there is no /proc. */
async function startTicks(pid: number): Promise<string | null> {
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null
}

async function readHolder(path: string): Promise<LockHolder | 'gone' | 'unreadable'> {
  try {
    const parsed = holderSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
    return parsed.success ? parsed.data : 'unreadable'
  } catch (error) {
    if (error instanceof SyntaxError) return 'unreadable'
    ignoring('ENOENT', error)
    return 'gone'
  }
}

async function linkUnlessThere(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    (error: unknown) => ignoring('EEXIST', error),
  )
}

function ignoring(code: string, error: unknown): false {
  if (error instanceof Error && 'code' in error && error.code === code) return false
  throw error
}
