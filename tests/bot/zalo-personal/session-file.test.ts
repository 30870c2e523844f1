import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSeal } from '../../../bot/channels/zalo-personal/seal.ts'
import type { ZaloSession } from '../../../bot/channels/zalo-personal/session.ts'
import { openSessionFile, zaloPersonalFolder } from '../../../bot/channels/zalo-personal/session-file.ts'
import {
  createZaloPersonalChannel,
  ZaloSessionMissing,
} from '../../../bot/channels/zalo-personal/zalo-personal-channel.ts'
import { FastClock, KeptLog, MemoryLeases } from './zalo-rig.ts'

const KEY = Uint8Array.from({ length: 32 }, (_, index) => index)
const OTHER_KEY = Uint8Array.from({ length: 32 }, () => 9)

const SESSION: ZaloSession = {
  uid: '3900111222333444555',
  imei: 'imei-of-nobody',
  userAgent: 'Mozilla/5.0',
  language: 'vi',
  cookies: [{ key: 'zpsid', value: 'a-cookie-of-nobody', domain: 'zalo.me', path: '/', hostOnly: false }],
  loggedInAt: '2026-11-23T01:00:00Z',
  receivedUpToMs: null,
}

let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'dau-moi-zalo-'))
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

test('a session is read again as it was stored', async () => {
  const store = openSessionFile(dataDir, KEY)
  expect(await store.load()).toEqual({ kind: 'none' })
  expect(await store.save(SESSION)).toBe(true)
  expect(await openSessionFile(dataDir, KEY).load()).toEqual({ kind: 'found', session: SESSION })
})

test('the file shows nothing, is for this user alone, and is the only one left', async () => {
  const store = openSessionFile(dataDir, KEY)
  await store.save(SESSION)
  await store.save({ ...SESSION, receivedUpToMs: 5 })
  const folder = zaloPersonalFolder(dataDir)
  const [name, ...others] = await readdir(folder)
  expect(others).toEqual([])
  const path = join(folder, name ?? '')
  const bytes = (await readFile(path)).toString('latin1')
  for (const secret of ['imei-of-nobody', 'a-cookie-of-nobody', 'zpsid', SESSION.uid])
    expect(bytes).not.toContain(secret)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
})

test('another key or a damaged file is said to be unreadable, and can be replaced', async () => {
  await openSessionFile(dataDir, KEY).save(SESSION)
  const other = openSessionFile(dataDir, OTHER_KEY)
  expect(await other.load()).toEqual({ kind: 'unreadable' })
  const folder = zaloPersonalFolder(dataDir)
  const path = join(folder, (await readdir(folder))[0] ?? '')
  const bytes = await readFile(path)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  await writeFile(path, bytes)
  expect(await openSessionFile(dataDir, KEY).load()).toEqual({ kind: 'unreadable' })
  await writeFile(path, 'x')
  expect(await openSessionFile(dataDir, KEY).load()).toEqual({ kind: 'unreadable' })
  expect(await other.save(SESSION)).toBe(true)
  expect((await other.load()).kind).toBe('found')
})

test('a running program does not overwrite a later login', async () => {
  const store = openSessionFile(dataDir, KEY)
  const later = { ...SESSION, imei: 'new', loggedInAt: '2026-11-23T02:00:00Z' }
  await store.save(later)
  expect(await store.save(SESSION)).toBe(false)
  expect(await store.load()).toEqual({ kind: 'found', session: later })
})

test('what is sealed for one purpose opens for no other', () => {
  const sealed = createSeal(KEY, 'one').close('bí mật')
  expect(createSeal(KEY, 'one').open(sealed)).toBe('bí mật')
  expect(createSeal(KEY, 'other').open(sealed)).toBeNull()
  expect(createSeal(KEY, 'one').close('bí mật').equals(sealed)).toBe(false)
})

test.each([
  ['nobody has logged in', 'nobody has logged in', async () => {}],
  ['the key was changed', 'APP_KEY', () => openSessionFile(dataDir, OTHER_KEY).save(SESSION)],
])('without a readable session there is no channel: %s', async (_, words, prepare) => {
  await prepare()
  const failure = await createZaloPersonalChannel({
    store: openSessionFile(dataDir, KEY),
    lease: { leases: new MemoryLeases(), holder: 'x', name: (account) => account },
    readFile: async () => Buffer.alloc(0),
    clock: new FastClock(),
    log: new KeptLog(),
    onLost: () => undefined,
  }).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ZaloSessionMissing)
  expect(String(failure)).toContain(words)
  expect(String(failure)).toContain('npm run zalo:login')
})
