import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { EvidenceFiles, EvidenceLimits, PutEvidence } from '../core/evidence/evidence-files.ts'

const INCOMING = 'incoming'
/** No upload takes that long: an older temporary file belongs to a process that died. */
const ABANDONED_AFTER_MS = 60 * 60_000

/**
 * Evidence under `dataDir/evidence/ab/cd/<sha256>`. A file is written beside, synced and renamed: under its name it
 * is whole or not there. What killed processes left half-written is swept here.
 */
export async function openEvidenceFiles(dataDir: string): Promise<EvidenceFiles> {
  const root = join(dataDir, 'evidence')
  await mkdir(join(root, INCOMING), { recursive: true })
  await sweep(join(root, INCOMING))
  return {
    put: (bytes, limits) => put(root, bytes, limits),
    async open(sha256) {
      const path = pathOf(root, sha256)
      return (await sizeOf(path)) === null ? null : createReadStream(path)
    },
    async readAll(sha256) {
      return readFile(pathOf(root, sha256)).catch((error: unknown) => nullIfMissing(error))
    },
    has: async (sha256) => (await sizeOf(pathOf(root, sha256))) !== null,
  }
}

async function put(
  root: string,
  bytes: AsyncIterable<Uint8Array>,
  limits: EvidenceLimits,
): Promise<PutEvidence> {
  const draft = join(root, INCOMING, randomUUID())
  const file = await open(draft, 'wx')
  try {
    const taken = await takeIn(file, bytes, limits).finally(() => file.close())
    if (taken.ok) await settle(draft, pathOf(root, taken.sha256), taken.sizeBytes)
    return taken
  } finally {
    await rm(draft, { force: true })
  }
}

async function takeIn(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  { maxBytes, signal }: EvidenceLimits,
): Promise<PutEvidence> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of untilAborted(bytes, signal)) {
    sizeBytes += chunk.byteLength
    if (sizeBytes > maxBytes) return { ok: false, problem: 'too_large' }
    hash.update(chunk)
    await file.appendFile(chunk)
  }
  await file.sync()
  return { ok: true, sha256: hash.digest('hex'), sizeBytes }
}

/** The chunks; rejects as soon as the signal is aborted, also while the source hangs. */
async function* untilAborted(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted()
  const iterator = bytes[Symbol.asyncIterator]()
  const { promise: aborted, stop } = abortOf(signal)
  let isDone = false
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next.done) {
        isDone = true
        return
      }
      yield next.value
    }
  } finally {
    stop()
    // Not awaited: a source that hangs would keep us here.
    if (!isDone) iterator.return?.()?.catch(() => undefined)
  }
}

function abortOf(signal: AbortSignal): { promise: Promise<never>; stop: () => void } {
  let listener = () => {}
  const promise = new Promise<never>((_, reject) => {
    listener = () => reject(signal.reason)
    signal.addEventListener('abort', listener, { once: true })
  })
  promise.catch(() => undefined)
  return { promise, stop: () => signal.removeEventListener('abort', listener) }
}

/** Gives the finished file its name, and makes the name survive a power cut. */
async function settle(draft: string, path: string, sizeBytes: number): Promise<void> {
  if ((await sizeOf(path)) === sizeBytes) return
  const folder = dirname(path)
  const firstMade = await mkdir(folder, { recursive: true })
  await rename(draft, path)
  await syncFolder(folder)
  if (firstMade === undefined) return
  for (let made = folder; made.length >= firstMade.length; made = dirname(made))
    await syncFolder(dirname(made))
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open folders, and needs no sync of them.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const file = await stat(path).catch((error: unknown) => nullIfMissing(error))
    if (file && Date.now() - file.mtimeMs > ABANDONED_AFTER_MS) await rm(path, { force: true })
  }
}

function pathOf(root: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256 in hex')
  return join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

async function sizeOf(path: string): Promise<number | null> {
  const file = await stat(path).catch((error: unknown) => nullIfMissing(error))
  return file?.size ?? null
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
