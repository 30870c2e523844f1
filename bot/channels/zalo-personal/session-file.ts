import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createSeal } from './seal.ts'
import { type SessionStore, type StoredSession, sessionSchema, type ZaloSession } from './session.ts'

const FILE = 'session.sealed'

/** The folder under the data folder that holds the session, and the QR picture while somebody logs in. */
export function zaloPersonalFolder(dataDir: string): string {
  return join(dataDir, 'zalo-personal')
}

/**
 * The session as one encrypted file under the data folder, readable by this user alone. It is written beside and
 * renamed: under its name it is whole or the former one.
 */
export function openSessionFile(dataDir: string, appKey: Uint8Array): SessionStore {
  const folder = zaloPersonalFolder(dataDir)
  const path = join(folder, FILE)
  const seal = createSeal(appKey, 'zalo-personal session')

  async function load(): Promise<StoredSession> {
    const sealed = await readFile(path).catch((error: unknown) => nullIfMissing(error))
    if (sealed === null) return { kind: 'none' }
    const text = seal.open(sealed)
    const parsed = sessionSchema.safeParse(text === null ? null : readJson(text))
    return parsed.success ? { kind: 'found', session: parsed.data } : { kind: 'unreadable' }
  }

  return {
    load,
    async save(session) {
      const stored = await load()
      if (stored.kind === 'found' && isLater(stored.session, session)) return false
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await replaceFile(folder, path, seal.close(JSON.stringify(session)))
      return true
    },
  }
}

/** Of one login both are equal. */
function isLater(stored: ZaloSession, ours: ZaloSession): boolean {
  return Date.parse(stored.loggedInAt) > Date.parse(ours.loggedInAt)
}

async function replaceFile(folder: string, path: string, bytes: Buffer): Promise<void> {
  const draft = join(folder, `.${randomUUID()}`)
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
