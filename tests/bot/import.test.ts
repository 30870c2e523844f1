/** `npm run import` as a person runs it: a process of its own, on either database. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { freshServerUrl } from '../harness/databases.ts'

const SAMPLE = 'tests/fixtures/danh-muc-1841.csv'
const SLOW = 120_000

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'))
})

afterEach(() => rm(folder, { recursive: true }))

interface Run {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const command = ['--import', 'tsx', 'bot/import.ts', ...argv]
  const surroundings = { PATH: process.env['PATH'] ?? '', DATA_DIR: folder, ...env }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { env: surroundings }, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    )
  })
}

test('a dry run as JSON prints a row per task and leaves no database behind', { timeout: SLOW }, async () => {
  const { code, out, err } = await run([SAMPLE, '--dry-run', '--json', '--now', '2025-05-16'])
  expect([code, err]).toEqual([0, expect.stringContaining('Đã đọc 42 nhiệm vụ')])
  const rows = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows).toHaveLength(42)
  expect(rows[0]).toMatchObject({ kind: 'task', code: 'NV01', due: '2025-05-18' })
  expect(existsSync(join(folder, 'db'))).toBe(false)
})

test('takes a list, says how long it took, finds nothing new again, asks for a reason', {
  timeout: SLOW,
}, async () => {
  const first = await run([SAMPLE, '--now', '2025-05-16'])
  expect(first.err).toMatch(/Đã nhập: mới 41, thay đổi 0, bỏ 0, đầu mối 0; hết \d+,\d giây\.\n$/)

  const again = await run([SAMPLE, '--now', '2025-05-16'])
  expect(again.code).toBe(0)
  expect(again.out).toContain('Mới 0 · thay đổi 0 · giữ nguyên 41')
  expect(again.err).toMatch(/^Không có gì thay đổi; hết \d+,\d giây\.\n$/)

  const moved = join(folder, 'moved.csv')
  await writeFile(moved, (await readFile(SAMPLE, 'utf8')).replace('15/6/2025', '20/6/2025'))
  const refused = await run([moved])
  expect(refused.code).toBe(3)
  expect(refused.out).toContain('NV10 hạn: 15/6/2025 → 20/6/2025')
  expect(refused.err).toContain('--reason')

  const approved = await run([moved, '--reason', 'Chờ danh sách nhân sự'])
  expect(approved.code).toBe(0)
  expect(approved.err).toContain('thay đổi 1')
})

test('asks which programme where there are several', { timeout: SLOW }, async () => {
  const server = inject('hasPostgres') ? { DATABASE_URL: await freshServerUrl() } : {}
  const list = join(folder, 'list.csv')
  await writeFile(list, 'STT,Mã NV,Nội dung nhiệm vụ,Cơ quan chủ trì,Thời hạn\n1,A1,Việc,Sở Y tế,30/6/2025\n')
  expect((await run([list, '--programme', 'MOT'], server)).code).toBe(0)
  expect((await run([list, '--programme', 'HAI'], server)).err).toContain('mới 1')
  const { code, err } = await run([list], server)
  expect([code, err]).toEqual([2, 'Có nhiều chương trình (HAI, MOT): thêm --programme MÃ.\n'])
})

test('says in one line each what is wrong with the environment', { timeout: SLOW }, async () => {
  const zone = await run([SAMPLE], { TIME_ZONE: 'Hanoi' })
  expect([zone.code, zone.err.split('\n').length]).toEqual([1, 2])
  expect(zone.err).toContain('TIME_ZONE')
  const server = await run([SAMPLE], { DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
  expect([server.code, server.err.split('\n').length]).toEqual([1, 2])
  expect(server.err).toContain('no answer from the PostgreSQL server')
})
