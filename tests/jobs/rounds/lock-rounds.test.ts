import { afterEach, expect, test, vi } from 'vitest'
import { thaw } from '../../../core/lock/freeze.ts'
import type { Database } from '../../../prisma/database.ts'
import { openEvidenceFiles } from '../../../prisma/evidence-files.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, type Process, type Stage } from '../../harness/stage.ts'
import { textsOf } from '../export/unzip.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []

/** Planned for Saturday 28/11, 08:00. */
async function open(db: Database, start: string): Promise<[Stage, Process]> {
  const stage = await openStage(db, { start })
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, start)
  await stage.say(process, 'chi', '/hoinghi 28/11/2026 08:00')
  await stage.tap(process, 'chi', 'Đồng ý')
  return [stage, process]
}

const recipients = (stage: Stage, pattern: RegExp) =>
  stage.sent
    .filter(({ message }) => pattern.test(message.text))
    .map(({ to }) => to)
    .sort()

const WARNING = /^🔒 Còn \d ngày/
const FROZEN = /^📊 Số liệu chốt/

describeOnBothDatabases('the round of conferences', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('two processes that tick at once warn each officer once, and freeze one snapshot', async () => {
    const [stage, one] = await open(await openFresh(), '2026-11-23T08:00')
    const other = await stage.start()
    for (const local of ['2026-11-23T09:00', '2026-11-25T00:00']) {
      stage.clock.set(at(local))
      await Promise.all([one.app.tick(), other.app.tick()])
      await Promise.all([one.app.drain(), other.app.drain()])
      await one.app.drain()
      await other.app.drain()
    }
    expect(recipients(stage, WARNING)).toEqual(['an', 'binh'])
    expect(recipients(stage, FROZEN)).toEqual(['chi', 'dung'])
    expect(await stage.db.client.lockSnapshot.count()).toBe(1)
    expect(await stage.db.client.auditEntry.count({ where: { action: 'snapshot_frozen' } })).toBe(1)
  })

  test('a conference planned when both warnings would have come is warned of at once, and once', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-24T15:00')
    await stage.run(process, '2026-11-24T15:01')
    await stage.run(process, '2026-11-24T15:02')
    expect(recipients(stage, WARNING)).toEqual(['an', 'binh'])
    expect(stage.heard('an').join('\n')).toContain('Còn 1 ngày')
  })

  test('at the lock each coordinator gets report, list and workbook, drawn from the snapshot that is stored', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-24T20:00')
    await stage.run(process, '2026-11-25T00:00')
    const { sha256 } = await stage.db.client.lockSnapshot.findFirstOrThrow()
    const files = stage.sent.flatMap(({ to, message }) => message.files.map((file) => ({ to, file })))
    const names = (person: string) =>
      files.filter(({ to }) => to === person).map(({ file }) => file.name.replace(/^.*\./, ''))
    expect(names('chi').sort()).toEqual(['docx', 'docx', 'xlsx'])
    expect(names('dung').sort()).toEqual(['docx', 'docx', 'xlsx'])
    const list = files.find(({ file }) => file.name.startsWith('giai-trinh'))?.file
    const stored = await openEvidenceFiles(stage.folder)
    const bytes = await stored.readAll(list?.sha256 ?? '')
    if (bytes === null) throw new Error('the list was not stored')
    const text = (await textsOf(bytes)).get('word/document.xml') ?? ''
    expect(text).toContain(sha256)
    expect(text).toContain('NVB1')
  })

  test('asleep over warnings and lock, nobody is warned of what has come; the freeze holds what was known at the lock', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-23T08:00')
    await stage.say(process, 'chi', '/mokhoa Sở A đến 12:00 26/11 lý do: chờ số liệu')
    await stage.tap(process, 'chi', 'Đồng ý')
    stage.clock.set(at('2026-11-26T10:00'))
    await process.channel.say({ person: 'an', text: 'NVA1 70%', photos: [], tap: null })
    await process.app.drain()
    expect(await stage.db.client.report.count()).toBe(1)
    await stage.run(process, '2026-11-26T10:01')
    expect(recipients(stage, WARNING)).toEqual([])
    expect(recipients(stage, FROZEN)).toEqual(['chi', 'dung'])
    const { content, takenAt } = await stage.db.client.lockSnapshot.findFirstOrThrow()
    const codes = thaw(content)?.content.explanations.flatMap(({ tasks }) => tasks.map(({ code }) => code))
    expect(codes?.sort()).toEqual(['NVA1', 'NVA2', 'NVB1'])
    expect(takenAt.getTime()).toBe(at('2026-11-26T10:01').epochMilliseconds)
  })

  test('a report sent in the last second before the lock is waited for, and is in the snapshot', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-24T20:00')
    stage.clock.set(at('2026-11-24T23:59:59.500'))
    await process.channel.say({ person: 'an', text: 'NVA1 70%; NVA2 60%', photos: [], tap: null })
    stage.clock.set(at('2026-11-25T00:00'))
    await process.app.tick()
    expect(await stage.db.client.lockSnapshot.count()).toBe(0)
    await process.app.drain()
    expect(await stage.db.client.report.count()).toBe(2)
    await stage.run(process, '2026-11-25T00:01')
    const { content } = await stage.db.client.lockSnapshot.findFirstOrThrow()
    expect(thaw(content)?.overview.total.duties).toMatchObject({ on_time: 2, missing: 1 })
  })

  test('called off during the lock, input opens at once and drafts can be sent', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-25T08:00')
    await stage.say(process, 'an', 'NVA1 70%')
    await stage.say(process, 'chi', '/hoinghi hủy')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.run(process, '2026-11-25T08:01')
    await stage.run(process, '2026-11-25T08:02')
    expect(recipients(stage, /Đã mở lại cập nhật/)).toEqual(['an'])
    await stage.tap(process, 'an', 'Gửi báo cáo nháp')
    expect(await stage.db.client.report.count()).toBe(1)
  })

  test('a draft not sent while its unit was let in is offered again when the lock is over, and not in between', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-25T08:00')
    await stage.say(process, 'an', 'NVA1 70%')
    await stage.say(process, 'chi', '/mokhoa Sở A đến 17:00 lý do: chờ số liệu')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.walk(process, '2026-11-28T11:59')
    expect(recipients(stage, /Đã mở lại cập nhật/)).toEqual(['an'])
    await stage.walk(process, '2026-11-28T12:30')
    expect(recipients(stage, /Đã mở lại cập nhật/)).toEqual(['an', 'an'])
  })

  test('during the lock nobody is reminded, escalated or shown as missing in a daily summary', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-24T17:30')
    await stage.walk(process, '2026-11-25T00:10')
    const before = stage.sent.length
    await stage.walk(process, '2026-11-26T17:10')
    const told = stage.sent.slice(before).map(({ to, message }) => `${to}: ${message.text.split('\n')[0]}`)
    expect(told).toEqual([])
  })
})
