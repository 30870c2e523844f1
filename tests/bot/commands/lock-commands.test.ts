import { afterEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []

async function open(db: Database, start = '2026-11-24T10:00'): Promise<[Stage, Process]> {
  const stage = await openStage(db, { start, people: PEOPLE })
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, start)
  return [stage, process]
}

const textOf = async (answer: ReturnType<Stage['say']>) =>
  (await answer).map(({ message }) => message.text).join('\n')

/** Both are there before either is handled: one batch. */
async function tapAtOnce(stage: Stage, process: Process, people: readonly string[]) {
  for (const person of people) stage.heard(person)
  for (const person of people) await process.channel.say({ person, text: '', photos: [], tap: 'Đồng ý' })
  await process.app.drain()
  return people.map((person) => stage.heard(person).join('\n'))
}

describeOnBothDatabases('commands of a lock', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('only coordinators may: officers and heads are told which role it takes, and nothing changes', async () => {
    const [stage, process] = await open(await openFresh())
    for (const person of ['an', 'truong']) {
      for (const order of ['/hoinghi 28/11 8h', '/khoa', '/mokhoa Sở A', '/giaitrinh']) {
        expect(await textOf(stage.say(process, person, order))).toContain('dành cho điều phối')
      }
    }
    expect(await stage.db.client.conference.count()).toBe(0)
  })

  test('two coordinators plan the same conference at once: there is one, and the second is told', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 28/11/2026 08:00')
    await stage.say(process, 'dung', '/hoinghi 28/11/2026 08:00')
    const [first, second] = await tapAtOnce(stage, process, ['chi', 'dung'])
    expect(first).toContain('Đã ghi hội nghị')
    expect(second).toContain('người khác đã thay đổi')
    expect(await stage.db.client.conference.count()).toBe(1)
    expect(await stage.db.client.auditEntry.count({ where: { action: 'conference_planned' } })).toBe(1)
  })

  test('one moves the conference while the other calls it off: the second decides again on what the first made', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 28/11/2026 08:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.say(process, 'chi', '/hoinghi dời 30/11/2026 08:00')
    await stage.say(process, 'dung', '/hoinghi hủy')
    const [first, second] = await tapAtOnce(stage, process, ['chi', 'dung'])
    expect(first).toContain('dời từ 08:00 thứ Bảy 28/11')
    expect(second).toContain('người khác đã thay đổi')
    expect(second).toContain('Hủy hội nghị 08:00 thứ Hai 30/11')
    const rows = await stage.db.client.conference.findMany({ orderBy: { startsAt: 'asc' } })
    expect(rows.map(({ state }) => state)).toEqual(['moved', 'planned'])
  })

  test('an order left midway changes nothing, and its button is stale afterwards', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 28/11/2026 08:00')
    await stage.say(process, 'chi', '/huy')
    expect(await textOf(stage.tap(process, 'chi', 'Đồng ý'))).toContain('không còn hiệu lực')
    expect(await stage.db.client.conference.count()).toBe(0)
  })

  test('/khoa ngay closes input at once and the snapshot is frozen at the next tick', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 30/11/2026 08:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.say(process, 'chi', '/khoa ngay')
    await stage.tap(process, 'chi', 'Đồng ý')
    expect(await textOf(stage.say(process, 'an', 'NVA1 50%'))).toContain('khóa cập nhật')
    stage.heard('dung')
    await stage.run(process, '2026-11-24T10:01')
    expect(stage.heard('dung').join('\n')).toMatch(/Số liệu chốt[\s\S]*Danh sách giải trình[\s\S]*SHA-256/)
    expect(await textOf(stage.say(process, 'chi', '/khoa ngay'))).toContain('đang khóa')
  })

  test('a new rule moves the locks that have not fallen, and is audited with what it was', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 30/11/2026 08:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.say(process, 'chi', '/khoa quy định 2 ngày làm việc')
    await stage.tap(process, 'chi', 'Đồng ý')
    const { lockFrom } = await stage.db.client.conference.findFirstOrThrow()
    expect(lockFrom.getTime()).toBe(at('2026-11-26T00:00').epochMilliseconds)
    const entry = await stage.db.client.auditEntry.findFirstOrThrow({
      where: { action: 'programme_changed' },
    })
    expect(entry).toMatchObject({
      personId: 'chi',
      before: { lock: { days: 3, count: 'calendar' } },
      after: { lock: { days: 2, count: 'working' } },
    })
  })

  test('a unit let in is shut out again by /khoa lại; the receipt it filed cannot be changed then', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-25T09:00')
    await stage.say(process, 'chi', '/hoinghi 28/11/2026 08:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.say(process, 'chi', '/mokhoa Sở A đến 17:00 lý do: số liệu về muộn')
    await stage.tap(process, 'chi', 'Đồng ý')
    expect(stage.heard('an').join('\n')).toContain('được mở khóa')
    await stage.say(process, 'an', 'NVA1 50%')
    stage.clock.set(at('2026-11-25T09:30'))
    await stage.say(process, 'chi', '/khoa lại Sở A')
    stage.clock.set(at('2026-11-25T09:31'))
    expect(await textOf(stage.tap(process, 'an', 'Hủy'))).toContain('chưa sửa hoặc hủy được')
    expect(await stage.db.client.report.count({ where: { state: 'filed' } })).toBe(1)
    const entries = await stage.db.client.auditEntry.findMany({ orderBy: { at: 'asc' } })
    expect(entries.map(({ action }) => action).filter((action) => action.startsWith('unit'))).toEqual([
      'unit_let_in',
      'unit_shut_out',
    ])
  })

  test('a preview of the list is worked out anew and stores nothing', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/hoinghi 30/11/2026 08:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    expect(await textOf(stage.say(process, 'chi', '/giaitrinh'))).toMatch(/dự kiến[\s\S]*NVA1[\s\S]*NVA2/)
    await stage.say(process, 'an', 'NVA1 50%')
    stage.clock.set(at('2026-11-24T10:01'))
    expect(await textOf(stage.say(process, 'chi', '/giaitrinh'))).not.toContain('NVA1')
    expect(await textOf(stage.say(process, 'chi', '/giaitrinh kiểm tra'))).toContain('Chưa có số liệu chốt')
    expect(await stage.db.client.lockSnapshot.count()).toBe(0)
  })
})
