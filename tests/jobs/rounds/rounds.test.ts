import { afterEach, expect, test, vi } from 'vitest'
import type { Clock } from '../../../core/ports.ts'
import type { Database } from '../../../prisma/database.ts'
import { describeOnBothDatabases } from '../../harness/databases.ts'
import { at, openStage, PEOPLE, type Process, type Stage } from '../../harness/stage.ts'

// Each test runs the whole program on a database of its own; a busy machine takes its time.
vi.setConfig({ testTimeout: 120_000 })

const stages: Stage[] = []

async function open(db: Database, options: Parameters<typeof openStage>[1]): Promise<[Stage, Process]> {
  const stage = await openStage(db, options)
  stages.push(stage)
  const process = await stage.start()
  await stage.run(process, options.start)
  return [stage, process]
}

/** To whom something was sent, sorted; one entry per message. */
const recipients = (stage: Stage, pattern: RegExp) =>
  stage.sent
    .filter(({ message }) => pattern.test(message.text))
    .map(({ to }) => to)
    .sort()

const DUE = /Đến hạn báo cáo|đã báo cáo đủ/

describeOnBothDatabases('reminder rounds', (openFresh) => {
  afterEach(async () => {
    for (const stage of stages.splice(0)) await stage.close()
  })

  test('the 16:30 reminder waits for 16:30:00.000 itself', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:00' })
    await stage.run(process, '2026-11-24T16:29:59.999')
    expect(recipients(stage, DUE)).toEqual([])
    await stage.run(process, '2026-11-24T16:30:00.000')
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
    await stage.run(process, '2026-11-24T16:30:00.001')
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
  })

  test('a report is on time until 16:29:59.999, late at 16:30:00.000 and after', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:00' })
    const filed = async (local: string, text: string) => {
      stage.clock.set(at(local))
      const [receipt] = await stage.say(process, 'an', text)
      return receipt?.message.text
    }
    expect(await filed('2026-11-24T16:29:59.999', 'NVA1 50%')).toContain('trước hạn')
    expect(await filed('2026-11-24T16:30:00.000', 'NVA2 50%')).toContain('muộn')
    stage.clock.set(at('2026-11-24T16:30:00.001'))
    const [late] = await stage.say(process, 'binh', 'NVB1 50%')
    expect(late?.message.text).toContain('muộn')
    const rows = await stage.db.client.filing.findMany({
      where: { regime: 'daily' },
      orderBy: { taskId: 'asc' },
    })
    expect(rows.map(({ taskId, isLate }) => [taskId, isLate])).toEqual([
      ['A1', false],
      ['A2', true],
      ['B1', true],
    ])
  })

  test('two processes that tick at once send each officer one reminder', async () => {
    const [stage, one] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    const other = await stage.start()
    stage.clock.set(at('2026-11-24T16:30'))
    await Promise.all([one.app.tick(), other.app.tick()])
    await Promise.all([one.app.drain(), other.app.drain()])
    await one.app.drain()
    await other.app.drain()
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
  })

  test('asleep over a weekend, the missed days come as one message that names each', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-26T17:10' })
    await stage.run(process, '2026-11-30T17:00')
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
    const [text] = stage.heard('an')
    expect(text).toContain('ngày 27/11')
    expect(text).toContain('tuần 48')
    expect(text).toContain('ngày 30/11')
    await stage.run(process, '2026-11-30T17:01')
    expect(recipients(stage, DUE)).toHaveLength(2)
  })

  test('asleep over Tết, nobody is reminded of days off and nobody gets two', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2027-02-04T17:10' })
    await stage.run(process, '2027-02-12T16:29')
    expect(recipients(stage, DUE)).toEqual([])
    await stage.run(process, '2027-02-12T16:31')
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
    const [text] = stage.heard('an')
    expect(text).toContain('ngày 12/2')
    expect(text).not.toContain('ngày 5/2')
  })

  test('a clock set back an hour repeats nothing, and goes on where it was', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    await stage.run(process, '2026-11-24T16:35')
    await stage.run(process, '2026-11-24T15:35')
    await stage.run(process, '2026-11-24T16:30')
    await stage.run(process, '2026-11-24T16:36')
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
    await stage.walk(process, '2026-11-25T16:30')
    expect(recipients(stage, DUE)).toEqual(['an', 'an', 'binh', 'binh'])
  })

  test('a round that dies in the middle is planned again: nobody gets nothing, nobody gets two', async () => {
    const [stage] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    let deaths = 0
    const mortal = await stage.start({
      wrap: (name, port) => (name === 'rounds' ? dying(port, 'advance', () => deaths++ < 2) : port),
    })
    stage.clock.set(at('2026-11-24T16:30'))
    await expect(mortal.app.tick()).rejects.toThrow('the database went away')
    await mortal.app.drain()
    expect(recipients(stage, DUE)).toEqual([])
    stage.clock.set(at('2026-11-24T16:31'))
    await expect(mortal.app.tick()).rejects.toThrow('the database went away')
    stage.clock.set(at('2026-11-24T16:32'))
    await mortal.app.tick()
    await mortal.app.drain()
    expect(recipients(stage, DUE)).toEqual(['an', 'binh'])
  })

  test('a death between sending and recording sends again rather than not at all, and only that one', async () => {
    const [stage] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    let deaths = 0
    const mortal = await stage.start({
      wrap: (name, port) => (name === 'outbox' ? dying(port, 'settle', () => deaths++ < 1) : port),
    })
    stage.clock.set(at('2026-11-24T16:30'))
    await mortal.app.tick()
    await mortal.app.drain().catch(() => undefined)
    await mortal.app.stop()
    const next = await stage.start()
    await stage.run(next, '2026-11-24T16:31')
    const told = recipients(stage, DUE)
    expect(new Set(told)).toEqual(new Set(['an', 'binh']))
    expect(told.length).toBeLessThanOrEqual(3)
  })

  test('the reminder of an officer on leave goes to his substitute, also when it was entered after planning', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-24T16:20' })
    stage.clock.set(at('2026-11-24T16:30'))
    await process.app.tick()
    // Planned for him; he leaves before anything is sent.
    const said = await process.channel.say({
      person: 'an',
      text: '/nghi 24/11-25/11 thay: @binh',
      photos: [],
      tap: null,
    })
    expect(said.ok).toBe(true)
    await process.app.drain()
    await process.app.drain()
    const due = stage.sent.filter(({ message }) => DUE.test(message.text))
    expect(
      due
        .filter(({ to }) => to === 'binh')
        .map(({ message }) => message.text)
        .join('\n'),
    ).toContain('NVA1')
    await stage.walk(process, '2026-11-25T16:30')
    const nextDay = stage.sent.filter(
      (one) => DUE.test(one.message.text) && one.at.equals(at('2026-11-25T16:30')),
    )
    expect(nextDay.map(({ to }) => to)).toEqual(['binh'])
    expect(nextDay[0]?.message.text).toContain('NVA1')
    expect(nextDay[0]?.message.text).toContain('Ông an')
  })

  test('an officer without substitute: his leader is told once, on the first day', async () => {
    const [stage, process] = await open(await openFresh(), { start: '2026-11-23T16:35' })
    await stage.say(process, 'an', '/nghi 24/11-26/11 không ai thay')
    await stage.walk(process, '2026-11-26T16:45')
    expect(recipients(stage, /đang nghỉ và chưa có người báo cáo thay/)).toEqual(['truong'])
    expect(recipients(stage, DUE).filter((to) => to === 'an')).toEqual([])
  })

  test('reminders follow the duty: who takes the post over mid-period gets them from that day on', async () => {
    const people = [...PEOPLE, { handle: 'em', unit: 'O', role: 'inspector' } as const]
    const [stage, process] = await open(await openFresh(), { start: '2026-11-23T16:35', people })
    const { client } = stage.db
    await client.post.updateMany({
      where: { personId: 'an', role: 'officer' },
      data: { validTo: new Date('2026-11-24') },
    })
    await client.post.create({
      data: { id: 'new', personId: 'em', unitId: 'A', role: 'officer', validFrom: new Date('2026-11-25') },
    })
    await stage.walk(process, '2026-11-25T16:30')
    const due = stage.sent.filter(({ message }) => DUE.test(message.text))
    expect(
      due
        .filter((one) => one.at.equals(at('2026-11-24T16:30')))
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['an', 'binh'])
    expect(
      due
        .filter((one) => one.at.equals(at('2026-11-25T16:30')))
        .map(({ to }) => to)
        .sort(),
    ).toEqual(['binh', 'em'])
  })
})

/** The port whose method fails after its work was begun, as long as `isDying` says so. */
function dying<Port extends object>(port: Port, method: string, isDying: () => boolean): Port {
  return new Proxy(port, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (name !== method || typeof value !== 'function') return value
      if (method === 'settle') {
        return (...args: unknown[]) => {
          if (isDying()) throw new Error('the database went away')
          return value.apply(target, args)
        }
      }
      return (now: Clock, decide: (...args: unknown[]) => Promise<unknown>) =>
        value.call(target, now, async (...args: unknown[]) => {
          const decision = await decide(...args)
          if (isDying()) throw new Error('the database went away')
          return decision
        })
    },
  })
}
