import { randomUUID } from 'node:crypto'
import { link, readdir, readFile, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
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
const RETRY_MS = 20
const MOST_TRIES = 250
const UNREADABLE: LockHolder = { pid: process.pid, host: hostname(), startTicks: null, token: 'unreadable' }

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
  held.add(mine.token)
  await writeFile(draft, JSON.stringify(mine))
  const blocker = await take(path, draft).finally(() => unlink(draft))
  if (blocker === null) return keep(path, mine.token)
  held.delete(mine.token)
  return { ok: false, holder: blocker }
}

/** Null when the draft is now the lock; otherwise who has it. */
async function take(path: string, draft: string): Promise<LockHolder | null> {
  for (let tries = 0; ; tries++) {
    if (await linkUnlessThere(draft, path)) {
      await sweepDrafts(path)
      return null
    }
    const holder = await readHolder(path)
    if (holder === null) continue
    if (tries === MOST_TRIES || (await isAlive(holder, path))) return holder
    if (await claim(path, draft, holder.token)) {
      if ((await readHolder(path))?.token === holder.token) await unlink(path)
    } else await wait(RETRY_MS)
  }
}

/**
 * Whether this process alone may remove the lock of that dead holder. The right is a file named after the dead, so
 * it is given once; a dead claimer's right is claimed in turn.
 */
async function claim(path: string, draft: string, deadToken: string): Promise<boolean> {
  const right = `${path}.${deadToken}.claim`
  if (await linkUnlessThere(draft, right)) return true
  const claimer = await readHolder(right)
  if (claimer === null || (await isAlive(claimer, right))) return false
  return claim(path, draft, claimer.token)
}

function keep(path: string, token: string): FolderLock {
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
      if ((await readHolder(path))?.token === token) await unlink(path)
    },
  }
}

/** Removes what processes left that were killed while they took the lock. */
async function sweepDrafts(path: string): Promise<void> {
  for (const name of await readdir(dirname(path))) {
    const draft = join(dirname(path), name)
    if (draft.startsWith(`${path}.`) && (await isSilent(draft))) await rm(draft, { force: true })
  }
}

async function isSilent(path: string): Promise<boolean> {
  const touchedAt = await stat(path).then(
    (file) => file.mtimeMs,
    () => 0,
  )
  return Date.now() - touchedAt >= SILENCE_MS
}

async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  if (held.has(holder.token)) return true
  if (holder.host !== hostname()) return !(await isSilent(path))
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

/** Null when there is no such file. One that a power cut spoilt belongs to nobody alive. */
async function readHolder(path: string): Promise<LockHolder | null> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return UNREADABLE
    ignoring('ENOENT', error)
    return null
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
