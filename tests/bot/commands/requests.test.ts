/** Requests, tasks that change hands, obstacles: what the whole program makes of them, on both databases. */
import { afterEach, expect, test, vi } from 'vitest'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { openStage, PEOPLE, type Process, type Stage, type StagePerson } from '../../harness/stage.ts'

vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []
const MORNING = '2026-11-24T09:00'

const MORE: readonly StagePerson[] = [
  ...PEOPLE,
  { handle: 'pho', unit: 'A', role: 'supervisor' },
  { handle: 'sep', unit: 'B', role: 'head' },
  { handle: 'kiem', unit: 'O', role: 'inspector' },
]

async function open(db: Database): Promise<[Stage, Process]> {
  const stage = await openStage(db, { start: MORNING, people: MORE })
  stages.push(stage)
  await db.client.task.updateMany({ where: { id: 'A1' }, data: { due: new Date('2026-11-30') } })
  const process = await stage.start()
  await stage.run(process, MORNING)
  return [stage, process]
}

/** What that person hears because of it. */
async function answer(stage: Stage, process: Process, person: string, text: string): Promise<string> {
  const sent = await stage.say(process, person, text)
  return sent
    .filter(({ to }) => to === person)
    .map(({ message }) => message.text)
    .join('\n')
}

const requestsOf = ({ db }: Stage) => db.client.taskRequest.findMany({ orderBy: { at: 'asc' } })
const dueOf = async ({ db }: Stage) =>
  (await db.client.task.findUniqueOrThrow({ where: { id: 'A1' } })).due?.toISOString().slice(0, 10)

describeOnBothDatabases('who may', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('decide on a request: coordinators, by command as by button', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', 'Xin gia hạn NVA1 đến 15/12')
    const [request] = await requestsOf(stage)
    for (const person of ['an', 'truong', 'sep', 'kiem']) {
      const refused = await answer(stage, process, person, `/yeucau duyet #${request?.id}`)
      expect(refused).toMatch(/^Lệnh này dành cho điều phối/)
    }
    expect((await requestsOf(stage)).map(({ state }) => state)).toEqual(['open'])
    expect(await answer(stage, process, 'dung', `/yeucau duyet #${request?.id}`)).toMatch(/^✅ Đã đồng ý/)
    expect(await dueOf(stage)).toBe('2026-12-15')
  })

  test('ask for more time: who reports on the task or leads the unit', async () => {
    const [stage, process] = await open(await openFresh())
    for (const person of ['binh', 'sep']) {
      await stage.say(process, person, '/giahan #A1.A =2026-12-15 cần thêm thời gian')
    }
    expect(await answer(stage, process, 'kiem', '/giahan NVA1')).toMatch(/^Lệnh này dành cho/)
    expect(await requestsOf(stage)).toEqual([])
    await stage.say(process, 'pho', '/giahan #A1.A =2026-12-15 cần thêm thời gian')
    expect((await requestsOf(stage)).map(({ fromId, unitId }) => [fromId, unitId])).toEqual([['pho', 'A']])
  })

  test('give a task to others: leaders of its unit, within their own units', async () => {
    const [stage, process] = await open(await openFresh())
    expect(await answer(stage, process, 'an', '/giaolai NVA1')).toMatch(/^Lệnh này dành cho/)
    expect(await answer(stage, process, 'sep', '/giaolai NVA1')).toMatch(/^Không tìm thấy nhiệm vụ “NVA1”/)
    expect(await answer(stage, process, 'sep', '/giaolai #A1.A')).toMatch(
      /không thuộc các đơn vị của anh\/chị/,
    )
    // To somebody outside his units: a step nobody was offered.
    await stage.say(process, 'truong', '/giaolai #A1.A >binh.B')
    await stage.say(process, 'truong', 'đồng ý')
    const { client } = stage.db
    expect(await client.assignment.findMany({ where: { taskId: 'A1' } })).toMatchObject([{ unitId: 'A' }])
    // An officer's post in the unit is not a leader's, whatever he leads elsewhere.
    await client.post.create({
      data: {
        id: 'sep-an',
        personId: 'sep',
        unitId: 'A',
        role: 'officer',
        validFrom: new Date('2026-01-01'),
      },
    })
    expect(await answer(stage, process, 'sep', '/giaolai #A1.A')).toMatch(
      /không thuộc các đơn vị của anh\/chị/,
    )
  })
})

describeOnBothDatabases('a request for more time', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('declined, the deadline stays; asked again the day after, it is a new request', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', 'Xin gia hạn NVA1 đến 15/12')
    await stage.tap(process, 'chi', 'Không đồng ý')
    expect(await dueOf(stage)).toBe('2026-11-30')
    expect(stage.heard('an').at(-1)).toMatch(
      /^❌ Ông chi không đồng ý gia hạn NVA1 .* Hạn vẫn là 30\/11\/2026/,
    )
    await stage.run(process, '2026-11-25T09:00')
    await stage.say(process, 'an', 'Xin gia hạn NVA1 đến 15/12')
    expect((await requestsOf(stage)).map(({ state }) => state)).toEqual(['declined', 'open'])
  })

  test('approved after the task was done, or after a later deadline was set, it changes nothing', async () => {
    const [stage, process] = await open(await openFresh())
    const { client } = stage.db
    await stage.say(process, 'an', 'Xin gia hạn NVA1 đến 15/12')
    await client.task.update({ where: { id: 'A1' }, data: { state: 'done' } })
    const closed = await stage.tap(process, 'chi', 'Đồng ý')
    expect(closed[0]?.message.text).toMatch(/^NVA1 đã hoàn thành/)
    await client.task.update({
      where: { id: 'A1' },
      data: { state: 'open', due: new Date('2026-12-31') },
    })
    const overtaken = await stage.tap(process, 'chi', 'Đồng ý')
    expect(overtaken[0]?.message.text).toMatch(/^Hạn của NVA1 hiện là 31\/12\/2026/)
    expect((await requestsOf(stage)).map(({ state }) => state)).toEqual(['open'])
    expect(await client.taskChange.count()).toBe(0)
  })

  test('the old deadline stays in the task’s history, with who, when and why', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'pho', '/giahan NVA1 15/12 chờ kinh phí')
    await stage.tap(process, 'dung', 'Đồng ý')
    const [change] = await stage.db.client.taskChange.findMany()
    expect(change).toMatchObject({
      taskId: 'A1',
      field: 'due',
      before: '2026-11-30',
      after: '2026-12-15',
      reason: 'chờ kinh phí',
      personId: 'dung',
      at: new Date('2026-11-24T02:00:00Z'),
    })
    expect(stage.heard('an').at(-1)).toMatch(/^📅 NVA1 .* gia hạn từ 30\/11\/2026 đến 15\/12\/2026/)
    expect(stage.heard('pho').at(-1)).toMatch(/^✅ Ông dung đã đồng ý/)
  })

  test('handover and help are put before the coordinators, and answered', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', 'Từ 1/12 NVA1 bàn giao cho Trung tâm CNTT, đầu mối mới là anh Hải')
    expect((await requestsOf(stage)).map(({ kind, taskId, state }) => [kind, taskId, state])).toEqual([
      ['handover', 'A1', 'open'],
    ])
    const decided = await stage.tap(process, 'chi', 'Đồng ý')
    const told = (person: string) =>
      decided.filter(({ to }) => to === person).map(({ message }) => message.text)
    expect(told('chi')[0]).toContain('Để giao lại: gõ /giaolai NVA1.')
    expect(told('an')[0]).toMatch(/^✅ Ông chi đã đồng ý: đề nghị bàn giao nhiệm vụ NVA1/)
  })
})

describeOnBothDatabases('a task that changes hands', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('goes once, when two leaders agree at once; the other one is told that it is gone', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'truong', '/giaolai #A1.A >pho.A')
    await stage.say(process, 'pho', '/giaolai #A1.A >pho.A')
    stage.heard('truong')
    stage.heard('pho')
    for (const person of ['truong', 'pho']) {
      await process.channel.say({ person, text: 'đồng ý', photos: [], tap: null })
    }
    await process.app.drain()
    const { client } = stage.db
    const changes = await client.taskChange.findMany()
    expect(changes.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['officer', null, 'pho'],
    ])
    const [part] = await client.assignment.findMany({ where: { taskId: 'A1' } })
    expect(part).toMatchObject({ unitId: 'A', officerId: 'pho', since: new Date('2026-11-24T02:00:00Z') })
    const texts = [...stage.heard('truong'), ...stage.heard('pho')]
    expect(texts.filter((text) => text.startsWith('✅ Đã giao lại NVA1'))).toHaveLength(1)
    expect(stage.heard('an').filter((text) => text.includes('đã giao lại NVA1'))).toHaveLength(1)
  })
})

describeOnBothDatabases('an obstacle', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  const STUCK = 'NVA1 60%, vướng thiếu máy scan, đề nghị Sở B hỗ trợ'
  const states = async ({ db }: Stage) =>
    (await db.client.obstacle.findMany({ orderBy: { raisedAt: 'asc' } })).map(({ state }) => state)

  test('answered and named again in the same words, it is raised anew', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', STUCK)
    await stage.run(process, '2026-11-24T10:00')
    const [obstacle] = await stage.db.client.obstacle.findMany()
    await stage.say(process, 'chi', `/vuongmac xong #${obstacle?.id} Đã cấp máy`)
    expect(await states(stage)).toEqual(['solved'])
    await stage.run(process, '2026-11-25T09:00')
    await stage.say(process, 'an', STUCK)
    expect(await states(stage)).toEqual(['solved', 'open'])
    await stage.run(process, '2026-11-26T09:00')
    await stage.say(process, 'an', STUCK)
    expect(await states(stage)).toEqual(['solved', 'open'])
  })

  test('goes with the report that is cancelled', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', STUCK)
    await stage.tap(process, 'an', 'Hủy')
    await stage.tap(process, 'an', 'Đúng, hủy báo cáo')
    expect(await states(stage)).toEqual(['withdrawn'])
  })

  test('stays in the summary when the next report does not mention it', async () => {
    const [stage, process] = await open(await openFresh())
    await stage.say(process, 'an', STUCK)
    await stage.run(process, '2026-11-25T09:00')
    await stage.say(process, 'an', 'NVA1 65%')
    expect(await answer(stage, process, 'chi', '/tonghop')).toMatch(/NVA1 .*thiếu máy scan/)
    const [obstacle] = await stage.db.client.obstacle.findMany()
    await stage.say(process, 'chi', `/vuongmac xong #${obstacle?.id} Đã cấp máy`)
    expect(await answer(stage, process, 'chi', '/tonghop')).not.toMatch(/NVA1 .*thiếu máy scan/)
  })
})
