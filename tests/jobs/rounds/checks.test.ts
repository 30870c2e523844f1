import { createServer } from 'node:http'
import { afterEach, expect, test, vi } from 'vitest'
import { createHeartbeat } from '../../../jobs/heartbeat.ts'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []
let pings = 0
const heartbeat = {
  async ping() {
    pings += 1
  },
}

async function open(db: Database, options: Parameters<typeof openStage>[1]): Promise<[Stage, Process]> {
  pings = 0
  const stage = await openStage(db, options)
  stages.push(stage)
  const process = await stage.start({ heartbeat })
  await stage.run(process, options.start)
  return [stage, process]
}

const textsWith = (stage: Stage, pattern: RegExp) =>
  stage.sent
    .filter(({ message }) => pattern.test(message.text))
    .map(({ to, message }) => [to, message.text] as const)

const UNREACHED = /sẽ không nhận được nhắc/
const GAP = /Đối soát lượt nhắc/
const HOLIDAYS = /^📅 Lịch nghỉ năm/

describeOnBothDatabases('the checks of the rounds', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('two hours before the cut-off coordinators get the names of those whom no reminder would reach', async () => {
    const people = PEOPLE.map((one) => (one.handle === 'an' ? { ...one, account: null } : one))
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T14:00', people })
    await stage.db.client.channelAccount.updateMany({
      where: { personId: 'binh' },
      data: { state: 'unreachable' },
    })
    await stage.walk(process, '2026-11-24T14:29:59')
    expect(textsWith(stage, UNREACHED)).toEqual([])
    await stage.walk(process, '2026-11-24T14:31')
    const told = textsWith(stage, UNREACHED)
    expect(told.map(([to]) => to).sort()).toEqual(['chi', 'dung'])
    expect(told[0]?.[1]).toContain('2 đầu mối')
    expect(told[0]?.[1]).toContain('Ông an: chưa liên kết tài khoản')
    expect(told[0]?.[1]).toContain('Ông binh: đã chặn')
  })

  test('a channel that is down counts as out of reach; on a day off nobody is checked', async () => {
    const [stage] = await open(await openFresh(), { start: '2026-11-27T17:10' })
    const elsewhere = await stage.start()
    await stage.db.client.channelAccount.updateMany({
      where: { personId: 'an' },
      data: { channel: 'telegram', botAccount: 'bot' },
    })
    await stage.walk(elsewhere, '2026-11-30T14:29')
    expect(textsWith(stage, UNREACHED)).toEqual([])
    await stage.walk(elsewhere, '2026-11-30T14:30')
    expect(textsWith(stage, UNREACHED).map(([, text]) => text)[0]).toContain('Ông an: kênh nhắn tin')
  })

  test('everybody reachable, everything delivered: no message, and the watchman outside is told once', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T14:00' })
    await stage.walk(process, '2026-11-24T16:39')
    expect(pings).toBe(0)
    await stage.walk(process, '2026-11-24T16:45')
    expect(pings).toBe(1)
    expect(textsWith(stage, UNREACHED)).toEqual([])
    expect(textsWith(stage, GAP)).toEqual([])
  })

  test('a reminder that is still waiting ten minutes later is a gap: coordinators are told, the watchman is not', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    await stage.run(process, '2026-11-24T16:30')
    await stage.db.client.outboxMessage.updateMany({
      where: { personId: 'an', identity: { startsWith: 'reminder:' } },
      data: { state: 'failed', error: 'refused' },
    })
    await stage.run(process, '2026-11-24T16:40')
    const told = textsWith(stage, GAP)
    expect(told.map(([to]) => to).sort()).toEqual(['chi', 'dung'])
    expect(told[0]?.[1]).toContain('cần gửi 2, đã gửi 1')
    expect(told[0]?.[1]).toContain('Ông an: gửi không được')
    expect(pings).toBe(0)
  })

  test('who has no account is told as a gap, but does not silence the watchman for ever', async () => {
    const people = PEOPLE.map((one) => (one.handle === 'an' ? { ...one, account: null } : one))
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:20', people })
    await stage.walk(process, '2026-11-24T16:45')
    expect(textsWith(stage, GAP)[0]?.[1]).toContain('Ông an: không có tài khoản nhận được tin')
    expect(pings).toBe(1)
  })

  test('the audit of a round that was caught up follows ten minutes after it, even in another process', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    await stage.run(process, '2026-11-24T18:00')
    expect(pings).toBe(0)
    await process.app.stop()
    const next = await stage.start({ heartbeat })
    expect(await next.app.nextMoment(at('2026-11-24T18:30'))).toEqual(at('2026-11-24T18:10'))
    await stage.run(next, '2026-11-24T18:09')
    expect(pings).toBe(0)
    await stage.run(next, '2026-11-24T18:10')
    expect(pings).toBe(1)
    await stage.run(next, '2026-11-24T18:11')
    expect(pings).toBe(1)
    expect(await stage.db.client.roundMark.findMany({ select: { name: true } })).toEqual([{ name: 'rounds' }])
  })

  test('in December coordinators are asked to confirm next year, until every day of it is official', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-30T17:10' })
    await stage.walk(process, '2026-12-01T08:00')
    expect(
      textsWith(stage, HOLIDAYS)
        .map(([to]) => to)
        .sort(),
    ).toEqual(['chi', 'dung'])
    expect(textsWith(stage, HOLIDAYS)[0]?.[1]).toContain('2027')
    await stage.db.client.holiday.updateMany({ data: { certainty: 'official' } })
    await stage.run(process, '2026-12-21T08:00')
    expect(textsWith(stage, HOLIDAYS)).toHaveLength(2)
  })
})

test('the heartbeat is one GET; a watchman who does not answer, or badly, never stops a round', async () => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.statusCode = request.url === '/bad' ? 500 : 200
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const said: string[] = []
  const log = {
    debug() {},
    info() {},
    error() {},
    warn: (fields: object) => void said.push(JSON.stringify(fields)),
  }
  await createHeartbeat(`http://127.0.0.1:${port}/key-1234`, log).ping()
  expect(seen).toEqual(['GET /key-1234'])
  expect(said).toEqual([])
  await createHeartbeat(`http://127.0.0.1:${port}/bad`, log).ping()
  await new Promise((resolve) => server.close(resolve))
  await createHeartbeat(`http://127.0.0.1:${port}/key-1234`, log).ping()
  expect(said).toHaveLength(6)
  expect(said.join()).not.toContain('key-1234')
})
