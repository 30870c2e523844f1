import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EvidenceFiles, EvidenceLimits } from '../../core/evidence/evidence-files.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'

/** Of the text "ảnh", by sha256sum. */
const SHA_OF_PHOTO = 'b53b858109855b0821fc5aac331126774da73afc555389268b4b2a9fb16db919'
const MODULE = fileURLToPath(new URL('../../prisma/evidence-files.ts', import.meta.url))

let dataDir: string
let files: EvidenceFiles

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-evidence-'))
  files = await openEvidenceFiles(dataDir)
})
afterEach(() => rm(dataDir, { recursive: true }))

const limits = (maxBytes = 1_000_000): EvidenceLimits => ({ maxBytes, signal: new AbortController().signal })

async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}

const everything = async () =>
  (await readdir(join(dataDir, 'evidence'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('bytes are kept under their SHA-256 and come back, whole and as a stream', async () => {
  const put = await files.put(chunks('ả', 'nh'), limits())
  expect(put).toEqual({ ok: true, sha256: SHA_OF_PHOTO, sizeBytes: 5 })
  expect(await everything()).toEqual([
    join(dataDir, 'evidence', SHA_OF_PHOTO.slice(0, 2), SHA_OF_PHOTO.slice(2, 4), SHA_OF_PHOTO),
  ])
  expect(await files.has(SHA_OF_PHOTO)).toBe(true)
  expect(Buffer.from((await files.readAll(SHA_OF_PHOTO))!).toString()).toBe('ảnh')
  const stream = await files.open(SHA_OF_PHOTO)
  const parts = []
  for await (const part of stream!) parts.push(part)
  expect(Buffer.concat(parts).toString()).toBe('ảnh')
})

test('the same bytes, sent by many at once, are one file', async () => {
  const photo = randomBytes(300_000)
  const puts = await Promise.all(Array.from({ length: 8 }, () => files.put(chunks(photo), limits())))
  const sha256 = createHash('sha256').update(photo).digest('hex')
  for (const put of puts) expect(put).toEqual({ ok: true, sha256, sizeBytes: 300_000 })
  expect(await everything()).toHaveLength(1)
})

test('a file that a power cut shortened is replaced when the bytes come again', async () => {
  await files.put(chunks('ảnh'), limits())
  const [path] = await everything()
  await writeFile(path!, 'ả')
  await files.put(chunks('ảnh'), limits())
  expect(await readFile(path!, 'utf8')).toBe('ảnh')
})

test('as many bytes as allowed are taken, one more is too large and leaves nothing', async () => {
  expect(await files.put(chunks('1234', '5'), limits(4))).toEqual({ ok: false, problem: 'too_large' })
  expect(await everything()).toEqual([])
  expect(await files.put(chunks('1234'), limits(4))).toMatchObject({ ok: true, sizeBytes: 4 })
})

test('a source that breaks off is an error and leaves nothing', async () => {
  async function* broken() {
    yield Buffer.from('half')
    throw new Error('connection reset')
  }
  await expect(files.put(broken(), limits())).rejects.toThrow('connection reset')
  expect(await everything()).toEqual([])
})

test('a source that hangs is left when the signal is aborted', async () => {
  async function* hanging() {
    yield Buffer.from('half')
    await new Promise(() => undefined)
  }
  const signal = AbortSignal.timeout(50)
  await expect(files.put(hanging(), { maxBytes: 100, signal })).rejects.toThrow('timeout')
  expect(await everything()).toEqual([])
})

test('what is not there is null, and what is no SHA-256 never becomes a path', async () => {
  const missing = '0'.repeat(64)
  expect(await files.open(missing)).toBeNull()
  expect(await files.readAll(missing)).toBeNull()
  expect(await files.has(missing)).toBe(false)
  await expect(files.readAll('../../../etc/passwd')).rejects.toThrow('not a SHA-256')
})

test('a process killed in the middle leaves a temporary file only, swept when it is an hour old', async () => {
  const code = `
    import { openEvidenceFiles } from ${JSON.stringify(MODULE)}
    const files = await openEvidenceFiles(${JSON.stringify(dataDir)})
    async function* endless() { for (;;) { yield Buffer.alloc(65536, 1); process.stdout.write('.') } }
    await files.put(endless(), { maxBytes: 1e12, signal: new AbortController().signal })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.stdout.once('data', () => child.kill('SIGKILL'))
  await ended
  const left = await everything()
  expect(left).toHaveLength(1)
  expect(left[0]).toContain('incoming')
  await openEvidenceFiles(dataDir)
  expect(await everything()).toEqual(left)
  const longAgo = new Date(Date.now() - 61 * 60_000)
  await utimes(left[0]!, longAgo, longAgo)
  await openEvidenceFiles(dataDir)
  expect(await everything()).toEqual([])
})
