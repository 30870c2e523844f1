import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []

async function open(db: Database, people = PEOPLE): Promise<[Stage, Process]> {
  const stage = await openStage(db, { start: '2026-11-24T09:00', people })
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, '2026-11-24T09:00')
  return [stage, process]
}

/** Both taps are there before either is handled: one batch. */
async function tapAtOnce(stage: Stage, process: Process, label: string, people: readonly string[]) {
  for (const person of people) await process.channel.say({ person, text: '', photos: [], tap: label })
  await process.app.drain()
  return people.map((person) => stage.heard(person).join('\n'))
}

describeOnBothDatabases('several people at once', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('two coordinators agree to different settings: the second is told, sees it anew, and nothing is lost', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/chedo gio 16:00')
    await stage.say(process, 'dung', '/chedo nhactruoc 45')
    stage.heard('chi')
    stage.heard('dung')
    const [first, second] = await tapAtOnce(stage, process, 'Đồng ý', ['chi', 'dung'])
    expect(first).toContain('Đã thay đổi chế độ')
    expect(second).toContain('người khác đã thay đổi')
    const programme = async () => stage.db.client.programme.findUniqueOrThrow({ where: { id: 'P' } })
    expect(await programme()).toMatchObject({
      revision: 2,
      settings: { cutOff: '16:00', headsUpMinutes: 60 },
    })
    await stage.tap(process, 'dung', 'Đồng ý')
    expect(await programme()).toMatchObject({
      revision: 3,
      settings: { cutOff: '16:00', headsUpMinutes: 45 },
    })
    const audited = await stage.db.client.auditEntry.findMany({
      where: { action: 'programme_changed' },
      orderBy: { at: 'asc' },
    })
    expect(audited.map(({ personId, before, after }) => ({ personId, before, after }))).toEqual(
      expect.arrayContaining([
        { personId: 'chi', before: { cutOff: '16:30' }, after: { cutOff: '16:00' } },
        { personId: 'dung', before: { headsUpMinutes: 60 }, after: { headsUpMinutes: 45 } },
      ]),
    )
  })

  test('in two processes as well', async () => {
    const [stage, one] = await open(await openFresh())
    const other = await stage.start()
    await stage.say(one, 'chi', '/chedo gio 16:00')
    await stage.say(other, 'dung', '/chedo gio 15:00')
    await one.channel.say({ person: 'chi', text: 'đồng ý', photos: [], tap: null })
    await other.channel.say({ person: 'dung', text: 'đồng ý', photos: [], tap: null })
    await Promise.all([one.app.drain(), other.app.drain()])
    await one.app.drain()
    await other.app.drain()
    const { revision } = await stage.db.client.programme.findUniqueOrThrow({ where: { id: 'P' } })
    expect(revision).toBe(2)
    const texts = [...stage.heard('chi'), ...stage.heard('dung')]
    expect(texts.filter((text) => text.includes('Đã thay đổi chế độ'))).toHaveLength(1)
    expect(texts.filter((text) => text.includes('người khác đã thay đổi'))).toHaveLength(1)
  })

  test('a changed cut-off counts from the next moment on', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/chedo gio 16:00')
    await stage.tap(process, 'chi', 'Đồng ý')
    await stage.walk(process, '2026-11-24T16:45')
    const due = stage.sent.filter(({ to, message }) => to === 'an' && message.text.startsWith('⏰'))
    expect(due.map((one) => one.at)).toEqual([at('2026-11-24T16:00')])
  })

  test('two coordinators change the table of holidays: the second sees the first one’s change before his own', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'chi', '/lichnghi them 25/11/2026 Ngày Văn hóa')
    await stage.say(process, 'dung', '/lichnghi lambu 28/11/2026')
    stage.heard('chi')
    stage.heard('dung')
    const [first, second] = await tapAtOnce(stage, process, 'Đồng ý', ['chi', 'dung'])
    expect(first).toContain('Đã cập nhật lịch nghỉ')
    expect(second).toContain('người khác đã thay đổi')
    await stage.tap(process, 'dung', 'Đồng ý')
    const rows = await stage.db.client.holiday.findMany({
      where: { date: { in: [new Date('2026-11-25'), new Date('2026-11-28')] } },
      orderBy: { date: 'asc' },
    })
    expect(rows.map(({ kind, name }) => [kind, name])).toEqual([
      ['off', 'Ngày Văn hóa'],
      ['working', 'Làm bù'],
    ])
    await stage.walk(process, '2026-11-25T16:45')
    const due = stage.sent.filter(({ to, message }) => to === 'an' && message.text.startsWith('⏰'))
    expect(due.map((one) => one.at)).toEqual([at('2026-11-24T16:30')])
  })

  test('a year’s holidays come from a file, with what goes and what comes; a file of another shape is refused', async () => {
    const [stage, process] = await open(await openFresh())
    const good = join(stage.folder, 'lich-2027.json')
    const off = [
      { date: '2027-01-01', name: 'Tết Dương lịch', status: 'official' },
      { from: '2027-02-05', to: '2027-02-11', name: 'Tết Đinh Mùi', status: 'official' },
    ]
    await writeFile(good, JSON.stringify({ off, working_saturdays: ['2027-02-20'] }))
    const [shown] = await stage.say(process, 'chi', '/lichnghi', [good])
    expect(shown?.message.text).toContain('làm bù')
    expect(shown?.message.text).toContain('Bỏ:')
    await stage.tap(process, 'chi', 'Đồng ý')
    const rows = await stage.db.client.holiday.findMany({
      where: { date: { gte: new Date('2027-01-01'), lt: new Date('2028-01-01') } },
    })
    expect(rows).toHaveLength(9)
    expect(rows.filter(({ kind }) => kind === 'working')).toHaveLength(1)
    expect(
      await stage.db.client.holiday.count({ where: { date: { lt: new Date('2027-01-01') } } }),
    ).toBeGreaterThan(20)

    const bad = join(stage.folder, 'khac.json')
    await writeFile(bad, '{"off": [{"date": "2027-02-30", "name": "x", "status": "official"}]}')
    const [refused] = await stage.say(process, 'chi', '/lichnghi', [bad])
    expect(refused?.message.text).toContain('không đọc được tệp lịch nghỉ')
    expect(await stage.db.client.holiday.count({ where: { date: { gte: new Date('2027-01-01') } } })).toBe(9)
  })

  test('a substitute without an account is warned of, and what he would have been told is kept', async () => {
    const people = PEOPLE.map((one) => (one.handle === 'binh' ? { ...one, account: null } : one))
    const [stage, process] = await open(await openFresh(), people)
    const [entered] = await stage.say(process, 'an', '/nghi 24/11-25/11 thay: @binh')
    expect(entered?.message.text).toContain('chưa liên kết tài khoản')
    const kept = await stage.db.client.outboxMessage.findMany({ where: { personId: 'binh' } })
    expect(kept.map(({ state }) => state)).toEqual(['unreachable'])
  })

  test('leave ended by the officer and by a coordinator at once ends once', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', '/nghi 24/11-25/11 thay: @binh')
    for (const [person, text] of [
      ['an', '/nghi xong'],
      ['chi', '/nghi @an xong'],
    ] as const) {
      await process.channel.say({ person, text, photos: [], tap: null })
    }
    stage.heard('binh')
    await process.app.drain()
    expect(stage.heard('binh')).toHaveLength(1)
    expect(await stage.db.client.auditEntry.count({ where: { action: 'leave_ended' } })).toBe(1)
    expect(stage.heard('an').at(-1)).toContain('NVA1')
  })

  test('a chain of leave: the substitute’s substitute gets the duties; with a circle the leader is told', async () => {
    const people = [...PEOPLE, { handle: 'em', unit: 'A', role: 'supervisor' } as const]
    const [stage, process] = await open(await openFresh(), people)
    await stage.say(process, 'binh', '/nghi 24/11-26/11 thay: @em')
    const [entered] = await stage.say(process, 'an', '/nghi 24/11-26/11 thay: @binh')
    expect(entered?.message.text).toContain('Ông em làm thay')
    await stage.walk(process, '2026-11-24T16:30')
    const due = stage.sent.filter(({ message }) => message.text.startsWith('⏰'))
    expect(due.map(({ to }) => to)).toEqual(['em'])
    expect(due[0]?.message.text).toMatch(/NVA1[\s\S]*NVB1/)
    await stage.say(process, 'em', '/nghi 25/11 thay: @an')
    stage.heard('truong')
    await stage.walk(process, '2026-11-25T16:30')
    expect(stage.sent.filter(({ message }) => message.text.startsWith('⏰'))).toHaveLength(1)
    expect(stage.heard('truong').join('\n')).toContain('chưa có người báo cáo thay')
  })

  test('two leaders who urge at once reach the officer with one message; within the hour with none', async () => {
    const [stage, process] = await open(await openFresh())
    for (const person of ['chi', 'dung', 'truong']) {
      await process.channel.say({ person, text: '/nhac tất cả', photos: [], tap: null })
    }
    await process.app.drain()
    expect(stage.heard('an').filter((text) => text.includes('nhắc anh/chị báo cáo'))).toHaveLength(1)
    stage.clock.set(at('2026-11-24T09:59:59.999'))
    await stage.say(process, 'chi', '/nhac Sở A')
    expect(stage.heard('an')).toEqual([])
    stage.clock.set(at('2026-11-24T10:00'))
    await stage.say(process, 'chi', '/nhac Sở A')
    expect(stage.heard('an')).toHaveLength(1)
  })
})
