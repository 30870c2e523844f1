import { expect, test } from 'vitest'
import { describeOnBothDatabases } from '../harness/databases.ts'

const AT = new Date('2026-11-23T09:30:00.123Z')

describeOnBothDatabases('a database', (openFresh) => {
  test('keeps an instant to the millisecond, whatever the zones of machine and server', async () => {
    const { client } = await openFresh()
    await client.roundMark.create({ data: { name: 'daily', doneTo: AT } })
    const raw = await client.$queryRaw`SELECT extract(epoch FROM "doneTo")::float8 AS seconds FROM round_mark`
    expect(raw).toEqual([{ seconds: AT.getTime() / 1000 }])
    expect(await client.roundMark.findUnique({ where: { name: 'daily' } })).toEqual({
      name: 'daily',
      doneTo: AT,
    })
  })

  test('is empty again when opened afresh', async () => {
    const { client } = await openFresh()
    expect(await client.roundMark.count()).toBe(0)
  })

  test('gives numbers in order from the start', async () => {
    const first = await openFresh()
    const inbox = (id: string) => ({
      id,
      channel: 'console',
      botAccount: 'demo',
      providerId: id,
      threadId: 't',
      senderId: 's',
      raw: {},
      receivedAt: AT,
      readyAt: AT,
    })
    await first.client.inboxMessage.createMany({ data: [inbox('a'), inbox('b')] })
    await first.close()
    const again = await openFresh()
    await again.client.inboxMessage.create({ data: inbox('a') })
    expect(await again.client.inboxMessage.findMany({ select: { seq: true } })).toEqual([{ seq: 1n }])
  })

  test('keeps all of a transaction or nothing', async () => {
    const { client } = await openFresh()
    const failing = client.$transaction(async (tx) => {
      await tx.counter.create({ data: { name: 'a', value: 1 } })
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await client.counter.count()).toBe(0)
  })

  test('lets transactions that lock a row follow each other', async () => {
    const { client } = await openFresh()
    await client.counter.create({ data: { name: 'a', value: 0 } })
    const increment = () =>
      client.$transaction(async (tx) => {
        const rows = await tx.$queryRaw<{ value: number }[]>`
          SELECT value FROM counter WHERE name = 'a' FOR UPDATE`
        await tx.counter.update({ where: { name: 'a' }, data: { value: rows[0]!.value + 1 } })
      })
    await Promise.all(Array.from({ length: 10 }, increment))
    expect(await client.counter.findMany()).toEqual([{ name: 'a', value: 10 }])
  })

  test('takes many rows as one JSON value, texts and arrays unharmed', async () => {
    const { client } = await openFresh()
    const names = ['một "hai"', 'ba\\bốn', "năm'sáu", '{bảy,tám}', '']
    const rows = JSON.stringify(names.map((name, value) => ({ name, value })))
    const taken = await client.$executeRaw`
      INSERT INTO counter (name, value)
      SELECT name, value FROM jsonb_to_recordset(${rows}::jsonb) AS r(name text, value int)
      ON CONFLICT DO NOTHING`
    expect(taken).toBe(5)
    const kept = await client.counter.findMany({ orderBy: { value: 'asc' } })
    expect(kept.map((row) => row.name)).toEqual(names)
  })

  test('does not quote the values written when it refuses them', async () => {
    const { client } = await openFresh()
    const row = { name: 'số điện thoại 0912345678', value: 1 }
    await client.counter.create({ data: row })
    const again = await client.counter.create({ data: row }).catch((error: unknown) => String(error))
    expect(again).toContain('Unique constraint')
    expect(again).not.toContain('0912345678')
  })
})
