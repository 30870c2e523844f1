import { createHash } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { thaw } from '../../../core/lock/freeze.ts'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage, type StagePerson } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 180_000 })

const OFFICE: readonly StagePerson[] = [...PEOPLE, { handle: 'bao', unit: 'B', role: 'head' }]

const stages: Stage[] = []

async function open(db: Database, start: string): Promise<[Stage, Process]> {
  const stage = await openStage(db, { start, people: OFFICE })
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, start)
  return [stage, process]
}

async function agree(stage: Stage, process: Process, text: string, person = 'chi') {
  await stage.say(process, person, text)
  return stage.tap(process, person, 'Đồng ý')
}

const to = (stage: Stage, pattern: RegExp) =>
  stage.sent
    .filter(({ message }) => pattern.test(message.text))
    .map((one) => `${one.to} ${one.at.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime()}`)
    .sort()

const WARNING = /^🔒 Còn \d ngày/

describeOnBothDatabases('a lock over a week', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('a conference is moved, a unit is let in, drafts are filed after the unlock, and the snapshot verifies', async () => {
    const [stage, process] = await open(await openFresh(), '2026-11-23T08:30')
    const { client } = stage.db
    await agree(stage, process, '/hoinghi 28/11/2026 08:00')
    await stage.walk(process, '2026-11-23T09:30')
    expect(to(stage, WARNING)).toEqual(['an 2026-11-23T09:00:00', 'binh 2026-11-23T09:00:00'])
    expect(stage.heard('an').at(-1)).toMatch(/2 nhiệm vụ chưa đủ thông tin[\s\S]*NVA1[\s\S]*NVA2/)
    await stage.walk(process, '2026-11-24T08:30')
    await agree(stage, process, '/hoinghi dời 30/11/2026 08:00')
    for (const day of ['24', '25', '26']) {
      await stage.walk(process, `2026-11-${day}T15:00`)
      await stage.say(process, 'an', 'NVA1 70%; NVA2 60%')
    }
    await stage.walk(process, '2026-11-26T23:59')
    expect(to(stage, WARNING)).toEqual([
      'an 2026-11-23T09:00:00',
      'an 2026-11-25T09:00:00',
      'binh 2026-11-23T09:00:00',
      'binh 2026-11-25T09:00:00',
      'binh 2026-11-26T09:00:00',
    ])
    const warned = stage.sent.filter(({ message }) => WARNING.test(message.text))
    expect(
      warned.find((one) => one.to === 'an' && one.at.equals(at('2026-11-25T09:00')))?.message.text,
    ).toMatch(/dời từ 08:00 thứ Bảy 28\/11[\s\S]*đã đủ thông tin/)
    expect(await client.lockSnapshot.count()).toBe(0)

    stage.heard('chi')
    await stage.walk(process, '2026-11-27T00:00')
    const [summary = '', list = ''] = stage.heard('chi')
    const snapshot = await client.lockSnapshot.findFirstOrThrow()
    expect(snapshot.sha256).toBe(createHash('sha256').update(snapshot.content, 'utf8').digest('hex'))
    expect(summary).toContain('Phải có thông tin: 3 lượt. Đủ: 2')
    expect(summary).toContain(snapshot.sha256)
    expect(list).toMatch(/1 thủ trưởng, 1 nhiệm vụ[\s\S]*Sở B – Ông bao[\s\S]*NVB1[\s\S]*không có thông tin/)
    expect(list).toContain(snapshot.sha256)
    expect(list).not.toContain('NVA1')
    expect(thaw(snapshot.content)?.content.explanations[0]?.log?.reminders).toBeGreaterThan(3)

    await stage.walk(process, '2026-11-27T10:00')
    const [refused] = await stage.say(process, 'binh', 'NVB1 40%, đang chờ số liệu')
    expect(refused?.message.text).toMatch(
      /khóa cập nhật[\s\S]*Mở lại lúc 12:00 thứ Hai 30\/11[\s\S]*NVB1 40%/,
    )
    await stage.say(process, 'an', 'NVA1 75%')
    expect(await client.report.count({ where: { filedOn: new Date('2026-11-27') } })).toBe(0)

    stage.heard('binh')
    await agree(stage, process, '/mokhoa Sở B đến 17:00 27/11 lý do: chờ số liệu của Cục')
    await stage.run(process, '2026-11-27T10:01')
    const told = stage.heard('binh')
    expect(told[0]).toContain('được mở khóa')
    expect(told[1]).toContain('bản nháp')
    const [receipt] = await stage.tap(process, 'binh', 'Gửi báo cáo nháp')
    expect(receipt?.message.text).toMatch(/^✅ BC-261127-0001[\s\S]*NVB1 40%/)
    const [wait] = await stage.say(process, 'an', 'NVA2 65%')
    expect(wait?.message.text).toContain('bản nháp')
    await stage.run(process, '2026-11-27T17:00')
    const [shut] = await stage.say(process, 'binh', 'NVB1 45%')
    expect(shut?.message.text).toContain('Mở lại lúc 12:00 thứ Hai 30/11')

    await stage.walk(process, '2026-11-30T11:59')
    expect(to(stage, /Đến hạn báo cáo/).filter((line) => line.includes('2026-11-27T16:30'))).toEqual([])
    stage.heard('an')
    await stage.walk(process, '2026-11-30T12:00')
    expect(stage.heard('an').join('\n')).toMatch(/Đã mở lại cập nhật[\s\S]*NVA1 75%[\s\S]*NVA2 65%/)
    const filed = await stage.tap(process, 'an', 'Gửi báo cáo nháp')
    expect(filed.map(({ message }) => message.text).join('\n')).toMatch(/NVA1 75%[\s\S]*NVA2 65%/)
    const [again] = await stage.tap(process, 'an', 'Gửi báo cáo nháp')
    expect(again?.message.text).toContain('Không còn bản nháp')
    expect(await client.report.count({ where: { taskId: 'A1', filedOn: new Date('2026-11-30') } })).toBe(1)

    const [intact] = await stage.say(process, 'chi', '/giaitrinh kiểm tra')
    expect(intact?.message.text).toContain('✅ Nguyên vẹn')
    const forged = snapshot.content.replace('Việc B1', 'Việc B2')
    const sha256 = createHash('sha256').update(forged, 'utf8').digest('hex')
    await client.lockSnapshot.update({ where: { id: snapshot.id }, data: { content: forged, sha256 } })
    const [changed] = await stage.say(process, 'chi', '/khoa kiểm tra')
    expect(changed?.message.text).toContain('KHÔNG KHỚP')
    expect(
      (await client.auditEntry.findMany({ orderBy: { at: 'asc' } }))
        .map(({ action, personId }) => `${action} ${personId}`)
        .filter((entry) => !entry.startsWith('report')),
    ).toEqual(['conference_planned chi', 'conference_moved chi', 'snapshot_frozen null', 'unit_let_in chi'])
  })
})
