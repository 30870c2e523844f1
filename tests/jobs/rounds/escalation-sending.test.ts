/** What becomes of escalation between deciding and sending, on both databases and with the program around it. */
import { afterEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage } from '../../harness/stage.ts'

vi.setConfig({ testTimeout: 120_000 })

const LONG_AGO = new Date('2026-01-01T00:00:00Z')
const stages: Stage[] = []

async function open(db: Database, options: Parameters<typeof openStage>[1]): Promise<[Stage, Process]> {
  const stage = await openStage(db, options)
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, options.start)
  return [stage, process]
}

const told = (stage: Stage, pattern: RegExp) =>
  stage.sent.filter(({ message }) => pattern.test(message.text)).map(({ to }) => to)

describeOnBothDatabases('escalation on its way', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('a leader who went on leave after the round: his substitute gets the digest, he does not', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:40' })
    await stage.db.client.task.updateMany({ data: { addedAt: new Date('2026-11-24T01:00:00Z') } })
    stage.clock.set(at('2026-11-24T17:00'))
    await process.app.tick()
    await stage.say(process, 'chi', '/nghi @truong 24/11-26/11 thay: @binh')
    await stage.run(process, '2026-11-24T17:01')
    expect(told(stage, /📣 Kính báo.*\n\nChưa báo cáo:\n• Sở A/)).toEqual(['binh'])
    const steps = await stage.db.client.escalationStep.findMany({
      where: { personId: { not: '' }, unitId: 'A' },
    })
    expect(steps.map(({ personId, state, note }) => [personId, state, note]).sort()).toEqual([
      ['binh', 'told', null],
      ['truong', 'skipped', 'off_duty'],
    ])
    // The ladder knows: nobody gets the same rung a second time.
    await stage.walk(process, '2026-11-25T08:00')
    expect(told(stage, /Sở A: ngày 24\/11/).filter((to) => to !== 'binh')).toEqual([])
  })

  test('two coordinators who tap at once, in two processes, decide once', async () => {
    const [stage, one] = await open(await openFresh(), { start: '2026-11-24T09:00' })
    await stage.db.client.task.update({ where: { id: 'A1' }, data: { due: new Date('2026-11-30') } })
    const other = await stage.start()
    await stage.say(one, 'an', 'Xin gia hạn NVA1 đến 15/12')
    expect(told(stage, /📥 .*đề nghị gia hạn NVA1/).sort()).toEqual(['chi', 'dung'])
    const tap = (process: Process, person: string, label: string) =>
      process.channel.say({ person, text: '', photos: [], tap: label })
    const asked = stage.sent.find(({ message }) => message.text.startsWith('📥'))
    const decide = asked?.message.buttons[0]?.map(({ label }) => label)
    expect(decide).toEqual(['Đồng ý', 'Không đồng ý'])
    // The other process shows its people what the first one sent: the buttons are the message's.
    await Promise.all([tap(one, 'chi', 'Đồng ý'), tap(one, 'dung', 'Không đồng ý')])
    await Promise.all([one.app.drain(), other.app.drain()])
    await stage.run(one, '2026-11-24T09:01')
    const requests = await stage.db.client.taskRequest.findMany()
    expect(requests).toHaveLength(1)
    const isApproved = requests[0]?.state === 'approved'
    const changes = await stage.db.client.taskChange.findMany()
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual(
      isApproved ? [['due', '2026-11-30', '2026-12-15']] : [],
    )
    expect(told(stage, /đồng ý gia hạn NVA1/)).toEqual(['an'])
    expect(told(stage, /Đề nghị này đã được .* quyết định/)).toEqual([isApproved ? 'dung' : 'chi'])
    const audits = await stage.db.client.auditEntry.findMany({
      where: { action: { startsWith: 'request_' } },
    })
    expect(audits.filter(({ action }) => action !== 'request_made')).toHaveLength(1)
  })

  test('a leader of many late tasks gets a summary of the worst, and a file with all of them', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-23T17:40' })
    await stage.db.client.task.updateMany({ data: { state: 'removed' } })
    const ids = Array.from({ length: 30 }, (_, index) => `late-${String(index + 1).padStart(2, '0')}`)
    await stage.db.client.task.createMany({
      data: ids.map((id, position) => ({
        id,
        programmeId: 'P',
        code: id.toUpperCase(),
        title: `Việc trễ ${id}`,
        due: new Date('2026-11-20'),
        dueKind: 'date',
        regimes: ['on_completion'],
        stateSince: LONG_AGO,
        addedAt: LONG_AGO,
        position: position + 10,
      })),
    })
    await stage.db.client.assignment.createMany({
      data: ids.map((taskId) => ({ taskId, unitId: 'A', role: 'lead' })),
    })
    await stage.walk(process, '2026-11-25T16:30')
    const digest = stage.sent.find(
      ({ to, message }) => to === 'truong' && message.text.includes('30 nhiệm vụ quá hạn'),
    )
    expect(digest?.message.text).toContain('… và 18 nội dung khác: xem đủ trong tệp kèm theo.')
    expect(digest?.message.text.match(/LATE-\d\d/g)).toHaveLength(12)
    const [file] = digest?.message.files ?? []
    expect(file).toMatchObject({ mime: 'text/csv', name: 'bao-cao-len-20261124-1630.csv' })
  })

  test('the lowest tenth gets its heads-up an hour earlier, and no second one', async () => {
    const handles = Array.from({ length: 9 }, (_, index) => `o${index}`)
    const people = [
      ...PEOPLE,
      ...handles.map((handle) => ({ handle, unit: `U${handle}`, role: 'officer' as const })),
    ]
    const [stage, process] = await open(await openFresh(), {
      start: '2026-11-24T12:00',
      people,
      settings: { regimes: ['daily'] },
    })
    const { client } = stage.db
    await client.task.createMany({
      data: handles.map((handle, position) => ({
        id: `T${handle}`,
        programmeId: 'P',
        code: `T${handle}`,
        title: `Việc ${handle}`,
        dueKind: 'none',
        stateSince: LONG_AGO,
        addedAt: new Date('2026-11-23T01:00:00Z'),
        position: position + 10,
      })),
    })
    await client.assignment.createMany({
      data: handles.map((handle) => ({ taskId: `T${handle}`, unitId: `U${handle}`, role: 'lead' })),
    })
    // Everybody but unit B has reported Monday in time; A and B are older and owe more days.
    const filed = [...handles.map((handle) => [`T${handle}`, `U${handle}`] as const)]
    await client.task.updateMany({ data: { addedAt: new Date('2026-11-23T01:00:00Z') } })
    await client.filing.createMany({
      data: [...filed, ['A1', 'A'] as const, ['A2', 'A'] as const].map(([taskId, unitId]) => ({
        taskId,
        unitId,
        regime: 'daily',
        periodKey: '2026-11-23',
        firstAt: new Date('2026-11-23T08:00:00Z'),
        firstCompleteAt: new Date('2026-11-23T08:00:00Z'),
        isLate: false,
        reportId: `report-${taskId}`,
      })),
    })
    const HEADS_UP = /Sắp đến hạn báo cáo ngày 24\/11/
    await stage.walk(process, '2026-11-24T14:30')
    expect(told(stage, HEADS_UP)).toEqual(['binh'])
    expect(stage.sent.find(({ message }) => HEADS_UP.test(message.text))?.message.text).toContain('Còn 2 giờ')
    await stage.walk(process, '2026-11-24T15:30')
    expect(told(stage, HEADS_UP).sort()).toEqual(['an', 'binh', ...handles])
  })
})
