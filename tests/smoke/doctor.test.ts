import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../prisma/database.ts'
import { openEvidenceFiles } from '../../prisma/evidence-files.ts'
import { TSX } from '../harness/run-program.ts'

vi.setConfig({ testTimeout: 180_000 })

const DOCTOR = fileURLToPath(new URL('../../bot/doctor.ts', import.meta.url))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doctor-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function examine(env: Record<string, string>, ...args: string[]): Promise<{ code: number; text: string }> {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder, DATA_DIR: folder, ...env }
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', TSX, DOCTOR, ...args],
      { cwd: folder, env: environment },
      (error, stdout) => resolve({ code: error === null ? 0 : Number(error.code), text: stdout }),
    )
  })
}

test('of an empty installation it names what is still to be done, and is content', async () => {
  const { code, text } = await examine({})
  expect(text).toContain('Chưa khai báo kênh nào')
  expect(text).toContain('Chưa có người điều phối')
  expect(code).toBe(0)
})

test('of a personal Zalo account it states the risk, and what is missing', async () => {
  const { code, text } = await examine({ ZALO_PERSONAL: 'on', APP_KEY: 'ab'.repeat(32) })
  expect(text).toContain('tài khoản có thể bị khóa')
  expect(text).toContain('❌ Zalo cá nhân: chưa đăng nhập. Hãy chạy: npm run zalo:login')
  expect(code).toBe(1)
})

test('a photo whose bytes were altered is found by --deep alone, one that is gone always', async () => {
  const opened = await openDatabase({ databaseUrl: null, dataDir: folder, log: { info() {}, warn() {} } })
  if (!opened.ok) throw new Error(opened.problem.code)
  const files = await openEvidenceFiles(folder)
  const limits = { maxBytes: 1_000, signal: AbortSignal.timeout(10_000) }
  const put = await files.put(
    (async function* () {
      yield Buffer.from('a photo')
    })(),
    limits,
  )
  if (!put.ok) throw new Error(put.problem)
  await opened.db.client.evidence.create({
    data: {
      id: 'e1',
      personId: 'an',
      sha256: put.sha256,
      kind: 'photo',
      sizeBytes: put.sizeBytes,
      inboxId: 'i1',
      receivedAt: new Date(),
    },
  })
  await opened.db.close()
  expect((await examine({}, '--deep')).text).toContain('1 tệp minh chứng còn đủ và nguyên vẹn')
  const paths = await readdir(join(folder, 'evidence'), { recursive: true })
  const path = join(folder, 'evidence', paths.find((name) => name.endsWith(put.sha256)) ?? '')
  await writeFile(path, 'another')
  expect((await examine({})).code).toBe(0)
  const deep = await examine({}, '--deep')
  expect(deep.text).toContain(`1 tệp minh chứng bị thay đổi: ${put.sha256}`)
  expect(deep.code).toBe(1)
  await rm(path)
  expect((await examine({})).text).toContain(`1 tệp minh chứng bị mất: ${put.sha256}`)
})
